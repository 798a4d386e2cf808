"""A unit asks to be believed: its new key's request, in a package it signs with that very key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from domain.errors import RuleError
from exports.package import signing_certificate as certificates
from exports.package import verify
from exports.package.build import Sealed, seal
from exports.package.keys import Signer, SigningKey, key_code, spki_sha256


@dataclass(frozen=True)
class EnrolmentRequest:
    """Who asks, with the request (PEM) for its key. `key_code` is what the unit must read out over the telephone."""

    unit_code: str
    unit_name: str
    csr_pem: str
    key_code: str


def enrolment_request(
    target: Path,
    key: SigningKey,
    unit_code: str,
    unit_name: str,
    *,
    recipient: str = "",
    app_version: str = "",
    seq: int = 1,
    now: datetime,
) -> Sealed:
    """Write the request to `target`; errors as `build.seal`."""
    name = certificates.subject(unit_code, unit_name, "CĐ")
    csr = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key.private(), hashes.SHA256())
    header = {
        "kind": "enrolment",
        "unit_code": unit_code,
        "unit_name": unit_name,
        "recipient": recipient,
        "seq": seq,
        "app_version": app_version,
        "enrolment": {"csr_pem": csr.public_bytes(Encoding.PEM).decode()},
    }
    signer = Signer(key, certificates.self_signed(key, unit_code, unit_name, now))
    return seal(target, header, [], {}, signer, now=now)


def read_enrolment(source: Path | bytes) -> EnrolmentRequest:
    """What is asked, once the package is intact and the asker has shown to hold the key.

    RuleError: enrolment_wrong_kind, enrolment_malformed, enrolment_key_differs, or the class of what is wrong with the
    package; TroubleError file_missing, file_unreadable.
    """
    contents, signature = verify.take_apart(source)
    header = contents.header
    if header["kind"] != "enrolment":
        raise RuleError("enrolment_wrong_kind", kind=header["kind"])
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
    if spki != spki_sha256(signature.certificate):
        raise RuleError("enrolment_key_differs", unit_code=header["unit_code"])
    return EnrolmentRequest(header["unit_code"], header["unit_name"], csr_pem, key_code(csr_pem))
