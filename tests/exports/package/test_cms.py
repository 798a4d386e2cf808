"""Signatures are taken in one exact form: every other one has its own refusal."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import cms as asn1
from asn1crypto import x509 as asn1_x509
from asn1crypto.algos import SignedDigestAlgorithm
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs7
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.sign.signers import SimpleSigner

from exports.package import cms, keys, signing_certificate, trust
from exports.package.layout import RefusedError
from exports.package.verify import verify
from tests.exports.package.union import NOW, A, B, Union, package

CONTENT = b"what is signed"


def der_of(pem: str) -> bytes:
    return x509.load_pem_x509_certificate(pem.encode()).public_bytes(Encoding.DER)


@pytest.fixture(scope="module")
def good(union: Union) -> bytes:
    return union.signers[A].sign(CONTENT, NOW)


def loaded(der: bytes) -> Any:
    return asn1.ContentInfo.load(der)


def rewritten(der: bytes, change: Callable[[Any], None]) -> bytes:
    content = loaded(der)
    change(content["content"])
    return bytes(content.dump(force=True))


def code(der: bytes) -> str:
    with pytest.raises(RefusedError) as caught:
        cms.take_apart(der)
    return caught.value.code


def test_taken_apart(good: bytes, union: Union) -> None:
    signature = cms.take_apart(good)
    assert keys.key_code(signature.certificate) == keys.key_code(union.signers[A].key)
    assert [keys.key_code(issuer) for issuer in signature.issuers] == [union.registry.root_code]
    assert signature.signed_at == NOW
    signer = loaded(good)["content"]["signer_infos"][0]
    named = {attribute["type"].native for attribute in signer["signed_attrs"]}
    assert named == {"content_type", "message_digest", "signing_time", "signing_certificate_v2"}


def test_verified(good: bytes, union: Union) -> None:
    signature = cms.take_apart(good)
    root = x509.load_pem_x509_certificate(union.root)
    assert cms.verify(CONTENT, signature, root, None, NOW) == ""
    assert cms.verify(CONTENT, signature, root, union.registry.crl_der, NOW) == ""
    # An empty list of roots must trust nobody, least of all what this computer trusts.
    assert cms.verify(CONTENT, signature, None, None, NOW) == "NO_CERTIFICATE_CHAIN_FOUND"
    with pytest.raises(RefusedError, match="signature_wrong"):
        cms.verify(CONTENT + b".", signature, root, None, NOW)


def test_a_list_is_heeded_without_a_distribution_point(union: Union) -> None:
    # The softer rules of the library pass over a list it was given when the certificate names no place for it.
    key, root = keys.new_key(), x509.load_pem_x509_certificate(union.root)
    name = signing_certificate.subject(A, "A", "CĐ")
    bare = signing_certificate.for_signing(name, key.private().public_key(), root.subject, NOW)
    pem = signing_certificate.pem(bare.sign(union.root_key.private(), hashes.SHA256()))
    signature = cms.take_apart(keys.Signer(key, pem, (union.root_pem,)).sign(CONTENT, NOW))
    assert cms.verify(CONTENT, signature, root, union.with_crl(pem).crl_der, NOW) == "REVOKED_NO_POE"
    assert cms.verify(CONTENT, signature, root, union.registry.crl_der, NOW) == ""


def second_signer(data: Any) -> None:
    data["signer_infos"] = [data["signer_infos"][0], data["signer_infos"][0]]


def attached(data: Any) -> None:
    data["encap_content_info"] = {"content_type": "data", "content": CONTENT}


def unsigned_attribute(data: Any) -> None:
    data["signer_infos"][0]["unsigned_attrs"] = [{"type": "content_type", "values": ["data"]}]


def no_certificates(data: Any) -> None:
    data["certificates"] = []


def other_version(data: Any) -> None:
    data["version"] = "v3"


def test_shapes(good: bytes) -> None:
    assert code(rewritten(good, second_signer)) == "signature_signers"
    assert code(rewritten(good, attached)) == "signature_attached"
    assert code(rewritten(good, unsigned_attribute)) == "signature_unsigned_parts"
    assert code(rewritten(good, no_certificates)) == "signature_certificates"
    assert code(rewritten(good, other_version)) == "signature_malformed"
    assert code(good + b"\0") == "signature_malformed"
    assert code(good[:-1]) == "signature_malformed"
    assert code(b"") == "signature_malformed"
    assert code(b"\x30\x80" + good[4:] + b"\0\0") == "signature_malformed"
    assert code(asn1.ContentInfo({"content_type": "data", "content": b"x"}).dump()) == "signature_malformed"
    assert code(good + bytes(64 << 10)) == "signature_too_large"
    assert cms.take_apart(rewritten(good, lambda data: None)).signed_at == NOW


def test_certificates_beside_the_signature(good: bytes, union: Union) -> None:
    def with_certificates(*pems: str) -> bytes:
        def change(data: Any) -> None:
            found = [asn1_x509.Certificate.load(der_of(pem)) for pem in pems]
            data["certificates"] = [asn1.CertificateChoices("certificate", certificate) for certificate in found]

        return rewritten(good, change)

    mine, theirs = union.signers[A].certificate_pem, union.signers[B].certificate_pem
    same_key = union.signer_for(union.signers[A].key, B).certificate_pem
    assert code(with_certificates(mine)) == "certificate_swapped"
    assert code(with_certificates(same_key, union.root_pem)) == "certificate_swapped"
    assert code(with_certificates(theirs, union.root_pem)) == "certificate_swapped"
    assert code(with_certificates(mine, union.root_pem, theirs)) == "certificate_swapped"
    assert code(with_certificates(*[mine] * 11)) == "signature_certificates"
    assert with_certificates(mine, union.root_pem) == good


def test_by_other_libraries(union: Union) -> None:
    """Without signed attributes, with others, with an old digest: all by a library that does what it is told."""
    held = x509.load_pem_x509_certificate(union.signers[A].certificate_pem.encode())
    builder = pkcs7.PKCS7SignatureBuilder().set_data(CONTENT)
    builder = builder.add_signer(held, union.signers[A].key.private(), hashes.SHA256())
    detached, binary = pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary
    bare = builder.sign(Encoding.DER, [detached, binary, pkcs7.PKCS7Options.NoAttributes])
    assert code(bare) == "signature_attributes"
    assert code(builder.sign(Encoding.DER, [detached, binary])) == "signature_attributes"
    assert code(builder.sign(Encoding.DER, [binary])) == "signature_attached"


def test_an_old_digest(good: bytes) -> None:
    def sha1(data: Any) -> None:
        data["signer_infos"][0]["digest_algorithm"] = {"algorithm": "sha1"}

    def other(data: Any) -> None:
        data["signer_infos"][0]["signature_algorithm"] = {"algorithm": "sha1_ecdsa"}

    assert code(rewritten(good, sha1)) == "weak_digest"
    assert code(rewritten(good, other)) == "weak_signature"


class Holder:
    """Signs with whatever signer of the library it holds."""

    def __init__(self, signer: Any) -> None:
        self.signer = signer

    def sign(self, content: bytes, now: Any) -> bytes:
        return cms.sign(content, self.signer, now)


class RsaSigner:
    """A key as tokens hold them."""

    def __init__(self, union: Union, bits: int, pss: bool) -> None:
        self.key = rsa.generate_private_key(65537, bits)
        csr = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([])).sign(self.key, hashes.SHA256())
        pem = csr.public_bytes(Encoding.PEM).decode()
        request = replace(union.requests[A], csr_pem=pem)
        issued = trust.issue(union.root_key, union.root_pem, request, keys.key_code(pem), NOW)
        der = self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        plain = cms.key_signer(der, der_of(issued), [der_of(union.root_pem)])
        self.signer = SimpleSigner(plain.signing_cert, plain.signing_key, plain.cert_registry, prefer_pss=pss)

    def sign(self, content: bytes, now: Any) -> bytes:
        return cms.sign(content, self.signer, now)


@pytest.mark.parametrize("pss", [False, True])
def test_rsa_keys_of_tokens(pss: bool, union: Union, tmp_path: Path) -> None:
    path = package(tmp_path / "p.asice", RsaSigner(union, 2048, pss)).path
    assert verify(path, root_pem=union.root, now=NOW).verdict == "valid"


def test_nothing_is_said_on_the_console(union: Union, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = package(tmp_path / "p.asice", union.signers[A]).path
    assert verify(path, root_pem=union.root, now=NOW).verdict == "valid"
    assert verify(path, registry=union.with_crl(union.signers[A].certificate_pem), now=NOW).verdict == "invalid"
    assert verify(path, now=NOW).verdict == "untrusted"
    assert capfd.readouterr() == ("", "")


def strange(key: Any, union: Union, *extensions: x509.ExtensionType) -> bytes:
    """DER of a certificate by our root that is strange but well signed."""
    root = signing_certificate.read(union.root_pem)
    name = signing_certificate.subject(A, "A", "CĐ")
    builder = signing_certificate.for_signing(name, key.public_key(), root.subject, NOW)
    for extension in extensions:
        builder = builder.add_extension(extension, critical=True)
    return builder.sign(union.root_key.private(), hashes.SHA256()).public_bytes(Encoding.DER)


UNKNOWN = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.4.1.99999.1"), b"\5\0")
VERSION_3, VERSION_8 = b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x07"
KEY_USAGE, PURPOSES = b"\x06\x03\x55\x1d\x0f", b"\x06\x03\x55\x1d\x25"


@pytest.mark.parametrize(
    ("old", "new", "extensions", "code"),
    [
        (b"", b"", (), ""),
        (b"", b"", (UNKNOWN,), "chain_broken"),
        (VERSION_3, VERSION_8, (), "signature_malformed"),
        (KEY_USAGE, PURPOSES, (), "signature_malformed"),
    ],
    ids=["plain", "unknown critical extension", "version 8", "the same extension twice"],
)
def test_strange_certificates(
    old: bytes, new: bytes, extensions: tuple[x509.ExtensionType, ...], code: str, union: Union, tmp_path: Path
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    pkcs8 = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    der = strange(key, union, *extensions)
    assert old in der
    signer = Holder(cms.key_signer(pkcs8, der.replace(old, new), [der_of(union.root_pem)]))
    assert verify(package(tmp_path / "p.asice", signer).path, root_pem=union.root, now=NOW).code == code


def test_keys_of_other_kinds(union: Union) -> None:
    signing = ec.generate_private_key(ec.SECP256R1())
    pkcs8 = signing.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    der = strange(ed25519.Ed25519PrivateKey.generate(), union)
    plain = cms.key_signer(pkcs8, der, [])
    mechanism = SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"})
    signer = SimpleSigner(plain.signing_cert, plain.signing_key, plain.cert_registry, signature_mechanism=mechanism)
    assert code(cms.sign(CONTENT, signer, NOW)) == "weak_signature"


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_is_done_to_a_signature_it_is_only_refused(data: st.DataObject) -> None:
    good = _good()
    start = data.draw(st.integers(0, len(good) - 1))
    end = data.draw(st.integers(start, min(len(good), start + 12)))
    spoiled = good[:start] + data.draw(st.binary(max_size=12)) + good[end:]
    if spoiled != good:
        with pytest.raises(RefusedError):
            cms.verify(CONTENT, cms.take_apart(spoiled), None, None, NOW)


@functools.cache
def _good() -> bytes:
    key = keys.new_key()
    return keys.Signer(key, signing_certificate.self_signed(key, A, "A", NOW)).sign(CONTENT, NOW)
