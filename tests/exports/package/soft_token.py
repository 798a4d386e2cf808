"""A token of SoftHSM for tests: its own folder, its own keys, certificates as a public authority would issue them."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from exports.package import keys, signing_certificate, trust
from tests.exports.package.union import NOW, A, Union

LABEL, PIN, SECURITY_PIN = "CDCS-TOKEN", "123456", "87654321"
_PLACES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
           "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm.so")  # fmt: skip


@dataclass(frozen=True)
class SoftToken:
    """The module to load, and the certificates (PEM) by the label of their key."""

    module: str
    certificates: dict[str, str]


def module() -> str:
    """Where SoftHSM is; a test that needs it says by name when it is absent."""
    found = next((place for place in _PLACES if Path(place).is_file()), "")
    if not found or not shutil.which("softhsm2-util"):
        pytest.skip("not installed: softhsm2-util (softhsm2)")
    return found


def initialised(folder: Path, label: str = LABEL) -> str:
    """A fresh store of tokens with one token in it; returns the module, which reads its place from the variable."""
    place = module()
    tokens = folder / "tokens"
    tokens.mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    add_token(label)
    return place


def add_token(label: str) -> None:
    command = ["softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", SECURITY_PIN]
    subprocess.run(command, check=True, capture_output=True)


def with_keys(place: str, union: Union, label: str = LABEL) -> SoftToken:
    """An RSA key and one of P-256 with certificates of the union's root, as a unit of code A."""
    import pkcs11
    from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters
    from pkcs11.util.rsa import encode_rsa_public_key

    certificates = {}
    library = pkcs11.lib(place)
    try:
        with library.get_token(token_label=label).open(user_pin=PIN, rw=True) as session:
            public, _private = session.generate_keypair(pkcs11.KeyType.RSA, 2048, id=b"\1", label="rsa", store=True)
            certificates["rsa"] = _certified(session, b"\1", "rsa", encode_rsa_public_key(public), "rsa", union)
            curve = session.create_domain_parameters(
                pkcs11.KeyType.EC,
                {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")},
                local=True,
            )
            public, _private = curve.generate_keypair(id=b"\2", label="ec", store=True)
            certificates["ec"] = _certified(session, b"\2", "ec", encode_ec_public_key(public), "ec", union)
    finally:
        library.finalize()
    return SoftToken(place, certificates)


def _certified(session: Any, key_id: bytes, label: str, public: bytes, kind: str, union: Union) -> str:
    from asn1crypto.keys import PublicKeyInfo
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.serialization import Encoding, load_der_public_key
    from pkcs11 import Attribute, CertificateType, ObjectClass

    if kind == "rsa":
        public = PublicKeyInfo.wrap(__import__("asn1crypto.keys", fromlist=["RSAPublicKey"]).RSAPublicKey.load(public),
                                    "rsa").dump()  # fmt: skip
    root = signing_certificate.read(union.root_pem)
    name = signing_certificate.subject(A, "CĐCS Công ty A", "CĐ")
    builder = signing_certificate.for_signing(name, load_der_public_key(public), root.subject, NOW)  # type: ignore[arg-type]
    point = x509.DistributionPoint([x509.UniformResourceIdentifier("http://crl.invalid/27000.crl")], None, None, None)
    made = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
    certificate = made.sign(union.root_key.private(), hashes.SHA256())
    session.create_object({
        Attribute.CLASS: ObjectClass.CERTIFICATE,
        Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
        Attribute.TOKEN: True,
        Attribute.PRIVATE: False,
        Attribute.LABEL: label,
        Attribute.ID: key_id,
        Attribute.SUBJECT: certificate.subject.public_bytes(),
        Attribute.VALUE: certificate.public_bytes(Encoding.DER),
    })  # fmt: skip
    return signing_certificate.pem(certificate)


def trusting(union: Union, certificate_pem: str) -> Any:
    """The registry with the key of this certificate as unit A's."""
    return union.with_units(spki_sha256=keys.spki_sha256(certificate_pem), certificate_pem=certificate_pem)


__all__ = ["LABEL", "PIN", "SoftToken", "initialised", "replace", "trust"]
