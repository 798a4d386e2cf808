"""A unit asks to be believed: its new key's request, in a package it signs with that very key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from domain.errors import RuleError
from exports.package import crypt, verify
from exports.package import signing_certificate as certificates
from exports.package.build import ContentSigner, Sealed, seal
from exports.package.keys import Signer, SigningKey, key_code, spki_sha256
from exports.package.place import Source
from exports.package.tokens import TokenSigner


@dataclass(frozen=True)
class EnrolmentRequest:
    """Who asks, with the request (PEM) for its key. `key_code` is what the unit must read out over the telephone.

    `encryption` are the keys that packages to the unit can be encrypted for; none of an older program.
    """

    unit_code: str
    unit_name: str
    csr_pem: str
    key_code: str
    encryption: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asker:
    """The unit that wants its key confirmed."""

    unit_code: str
    unit_name: str

    @property
    def subject(self) -> x509.Name:
        return certificates.subject(self.unit_code, self.unit_name, "CĐ")


def with_key(key: SigningKey, asker: Asker, now: datetime) -> tuple[str, ContentSigner]:
    """The request (PEM) for a key in memory, and the signer of the package that carries it."""
    csr = x509.CertificateSigningRequestBuilder().subject_name(asker.subject).sign(key.private(), hashes.SHA256())
    own = certificates.self_signed(key, asker.unit_code, asker.unit_name, now)
    return csr.public_bytes(Encoding.PEM).decode(), Signer(key, own)


def with_token(token: TokenSigner, asker: Asker) -> tuple[str, ContentSigner]:
    """The same for a key on a token, which signs twice: the request, and the package under its own certificate."""
    from exports.package import token_request  # half a second to import, needed only here

    return token_request.csr(token, asker.subject), token


def write_request(
    target: Path,
    asker: Asker,
    csr_pem: str,
    signer: ContentSigner,
    *,
    recipient: str = "",
    app_version: str = "",
    along: Mapping[str, Any] = MappingProxyType({}),
    seq: int = 1,
    encryption: Sequence[str] = (),
    now: datetime,
) -> Sealed:
    """Write the request to `target`, with the unit's keys for `encryption`; errors as `build.seal`."""
    header = {
        "kind": "enrolment",
        "unit_code": asker.unit_code,
        "unit_name": asker.unit_name,
        "recipient": recipient,
        "seq": seq,
        "app_version": app_version,
        "enrolment": {"csr_pem": csr_pem},
        **crypt.telling({asker.unit_code: encryption}),
    }
    return seal(target, header | dict(along), [], {}, signer, now=now)


def enrolment_request(
    target: Path, key: SigningKey, unit_code: str, unit_name: str, *, now: datetime, **more: Any
) -> Sealed:
    """The request for a key in memory, written at once; `more` as `write_request`."""
    asker = Asker(unit_code, unit_name)
    return write_request(target, asker, *with_key(key, asker, now), now=now, **more)


def read_enrolment(source: Source | bytes, identities: Sequence[str] = ()) -> EnrolmentRequest:
    """What is asked, once the package is intact and the asker has shown to hold the key.

    Any package under a certificate of the unit's own making asks as well: it was signed with the key in question.

    RuleError: enrolment_wrong_kind, enrolment_malformed, enrolment_key_differs, or the class of what is wrong with the
    package; TroubleError file_missing, file_unreadable.
    """
    contents, signature = verify.take_apart(source, identities)
    header = contents.header
    if header["kind"] == "submission" and _own_making(signature.certificate, header["unit_code"]):
        own = certificates.pem(signature.certificate)
        return EnrolmentRequest(header["unit_code"], header["unit_name"], own, key_code(own))
    if header["kind"] != "enrolment":
        raise RuleError("enrolment_wrong_kind", kind=header["kind"])
    csr_pem, spki = asked_in(header)
    if spki != spki_sha256(signature.certificate):
        raise RuleError("enrolment_key_differs", unit_code=header["unit_code"])
    told = crypt.keys_told(header).get(header["unit_code"], ())
    return EnrolmentRequest(header["unit_code"], header["unit_name"], csr_pem, key_code(csr_pem), told)


def asked_in(header: Mapping[str, Any]) -> tuple[str, str]:
    """The request (PEM) in a header and its key's SHA-256; RuleError enrolment_malformed."""
    csr_pem = header.get("enrolment", {}).get("csr_pem")
    if not isinstance(csr_pem, str):
        raise RuleError("enrolment_malformed")
    try:
        csr = x509.load_pem_x509_csr(csr_pem.encode())
        valid, spki = csr.is_signature_valid, spki_sha256(csr_pem)
    except ValueError:
        raise RuleError("enrolment_malformed") from None
    if not valid:
        raise RuleError("enrolment_malformed")
    return csr_pem, spki


def _own_making(certificate: x509.Certificate, unit_code: str) -> bool:
    return certificates.issued_by(certificate, certificate) and certificates.unit_code_of(certificate) == unit_code
