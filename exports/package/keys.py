"""Signing keys: made, kept under a password, and named by thirty digits that can be read over the telephone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat, PublicFormat, pkcs12

from domain.errors import RuleError, TroubleError

_DIGITS, _GROUP = 30, 5
_PUBLIC = (Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
_FRIENDLY_NAME = b"so-sang-kien"
# The password is random and long (the vault keeps it): rounds beyond this would only cost time.
_ROUNDS = 2_048  # what OpenSSL writes; against guessing stands the random password, not the rounds


@dataclass(frozen=True)
class SigningKey:
    """A private key of the curve P-256 as PKCS#8 DER, in memory only."""

    pkcs8_der: bytes = field(repr=False)

    def private(self) -> ec.EllipticCurvePrivateKey:
        key = serialization.load_der_private_key(self.pkcs8_der, None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        return key


@dataclass(frozen=True)
class Signer:
    """A key in memory, its certificate, and the certificates of those who issued it (PEM, nearest first)."""

    key: SigningKey
    certificate_pem: str
    issuers_pem: tuple[str, ...] = ()

    def sign(self, content: bytes, now: datetime) -> bytes:
        """DER of a detached CAdES signature over `content`, signing time `now`."""
        from exports.package import cms  # half a second to import, needed only here

        with self.opened() as signer:
            return cms.sign(content, signer, now)

    @contextmanager
    def opened(self) -> Iterator[Any]:
        """A signer of pyHanko, for whatever has to be signed by its ways (PDFs)."""
        from exports.package import cms

        issuers = [_der(pem) for pem in self.issuers_pem]
        yield cms.key_signer(self.key.pkcs8_der, _der(self.certificate_pem), issuers)


def new_key() -> SigningKey:
    key = ec.generate_private_key(ec.SECP256R1())
    return SigningKey(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, serialization.NoEncryption()))


def protect(key: SigningKey, certificate_pem: str | None, password: bytes) -> bytes:
    """The key, and its certificate if there is one, as PKCS#12 that other programs can open too.

    The format's own seal over the whole keeps few rounds in this library, so `password` must be a random one, not
    one that a person made up.
    """
    held = x509.load_pem_x509_certificate(certificate_pem.encode()) if certificate_pem else None
    encryption = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(password)
    )
    return pkcs12.serialize_key_and_certificates(_FRIENDLY_NAME, key.private(), held, None, encryption)


def open_protected(blob: bytes, password: bytes) -> tuple[SigningKey, str | None]:
    """What `protect` kept: the key and its certificate. TroubleError key_password_wrong or key_file_damaged."""
    if not _whole_der(blob):
        raise TroubleError("key_file_damaged")
    try:
        key, held, _ = pkcs12.load_key_and_certificates(blob, password)
    except ValueError:
        raise TroubleError("key_password_wrong") from None
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TroubleError("key_file_damaged")
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, serialization.NoEncryption())
    return SigningKey(der), held.public_bytes(Encoding.PEM).decode() if held else None


def spki_sha256(of: SigningKey | x509.Certificate | str) -> str:
    """SHA-256 (hex) of the SubjectPublicKeyInfo of a key, a certificate, or PEM of a certificate, request or key."""
    return hashlib.sha256(_spki(of)).hexdigest()


def key_code(of: SigningKey | x509.Certificate | str) -> str:
    """The thirty digits of a public key in six groups of five: the SHA-256 of its SubjectPublicKeyInfo mod 10^30."""
    return code_of(spki_sha256(of))


def code_of(spki_hex: str) -> str:
    digits = f"{int(spki_hex, 16) % 10**_DIGITS:0{_DIGITS}d}"
    return " ".join(digits[at : at + _GROUP] for at in range(0, _DIGITS, _GROUP))


def normal_code(text: str) -> str:
    """The bare digits of a code as somebody typed or heard it; RuleError("key_code_malformed") unless thirty."""
    digits = re.sub(r"[^0-9]", "", text)
    if len(digits) != _DIGITS:
        raise RuleError("key_code_malformed", digits=len(digits))
    return digits


def same_code(heard: str, code: str) -> bool:
    return normal_code(heard) == normal_code(code)


def _spki(of: SigningKey | x509.Certificate | str) -> bytes:
    if isinstance(of, SigningKey):
        return of.private().public_key().public_bytes(*_PUBLIC)
    if isinstance(of, str) and "BEGIN PUBLIC KEY" in of:
        return serialization.load_pem_public_key(of.encode()).public_bytes(*_PUBLIC)
    if isinstance(of, str) and "BEGIN CERTIFICATE REQUEST" in of:
        return x509.load_pem_x509_csr(of.encode()).public_key().public_bytes(*_PUBLIC)
    certificate = x509.load_pem_x509_certificate(of.encode()) if isinstance(of, str) else of
    return certificate.public_key().public_bytes(*_PUBLIC)


def _der(pem: str) -> bytes:
    return x509.load_pem_x509_certificate(pem.encode()).public_bytes(Encoding.DER)


def _whole_der(blob: bytes) -> bool:
    """Whether `blob` is one DER sequence of just its length: a cut file is then told from a wrong password."""
    if len(blob) < 4 or blob[0] != 0x30:
        return False
    if blob[1] < 0x80:
        return len(blob) == 2 + blob[1]
    octets = blob[1] & 0x7F
    return len(blob) == 2 + octets + int.from_bytes(blob[2 : 2 + octets], "big")
