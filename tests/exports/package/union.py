"""An upper union with its root and office, and two units it vouches for, as a test may need them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from exports.package import keys, trust
from exports.package.build import Sealed, seal
from exports.package.enrolment import EnrolmentRequest, enrolment_request, read_enrolment
from exports.package.keys import Signer, SigningKey
from exports.package.registry import TrustedUnit, TrustRegistry

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)
OFFICE, A, B = "27000", "27001", "27002"
NAMES = {OFFICE: "LĐLĐ tỉnh Thử Nghiệm", A: "CĐCS Công ty A", B: "CĐCS Trường B"}


@dataclass(frozen=True)
class Union:
    """Everybody's keys in one place, which no real PC has."""

    root_key: SigningKey
    root_pem: str
    signers: dict[str, Signer]
    requests: dict[str, EnrolmentRequest]
    registry: TrustRegistry

    @property
    def root(self) -> bytes:
        return self.root_pem.encode()

    def with_units(self, **changes: Any) -> TrustRegistry:
        """The registry with fields of unit A replaced."""
        units = dict(self.registry.units)
        return replace(self.registry, units=units | {A: replace(units[A], **changes)})

    def with_crl(self, *revoked: str, now: datetime = NOW) -> TrustRegistry:
        listed = [(pem, now - DAY) for pem in revoked]
        return replace(self.registry, crl_der=trust.revocation_list(self.root_key, self.root_pem, listed, 2, now))

    def signer_for(self, key: SigningKey, unit_code: str = A, now: datetime = NOW) -> Signer:
        """A certificate of this root for any key."""
        request = replace(self.requests[A], unit_code=unit_code, csr_pem=csr_for(key))
        pem = trust.issue(self.root_key, self.root_pem, request, keys.key_code(key), now)
        return Signer(key, pem, (self.root_pem,))


def found(folder: Path, now: datetime = NOW) -> Union:
    """Made the way the program does it: requests as files, codes compared."""
    root_key, root_pem = trust.new_root(OFFICE, NAMES[OFFICE], now)
    office_key = keys.new_key()
    office_pem = trust.office_certificate(root_key, root_pem, office_key, now)
    signers = {OFFICE: Signer(office_key, office_pem, (root_pem,))}
    requests, units = {}, {}
    for code in (A, B):
        key = keys.new_key()
        asked = enrolment_request(folder / f"{code}.asice", key, code, NAMES[code], recipient=OFFICE, now=now)
        requests[code] = read_enrolment(asked.path)
        pem = trust.issue(root_key, root_pem, requests[code], keys.key_code(key), now)
        signers[code] = Signer(key, pem, (root_pem,))
        units[code] = TrustedUnit(code, NAMES[code], keys.spki_sha256(pem), pem, "active")
    registry = TrustRegistry(
        root_pem=root_pem,
        root_code=keys.key_code(root_pem),
        crl_der=trust.revocation_list(root_key, root_pem, [], 1, now),
        office_spki=keys.spki_sha256(office_pem),
        version=3,
        issuer_code=OFFICE,
        issuer_name=NAMES[OFFICE],
        issued_at="2026-11-20T03:00:00Z",
        units=units,
    )
    return Union(root_key, root_pem, signers, requests, registry)


def header(unit_code: str = A, **changes: Any) -> dict[str, Any]:
    told = {"kind": "submission", "unit_code": unit_code, "unit_name": NAMES.get(unit_code, "CĐ khác"), "seq": 7}
    return {**told, "recipient": OFFICE, **changes}


def record(number: int, **changes: Any) -> dict[str, Any]:
    told = {"id": f"r{number:06d}", "revision": 1, "title": f"Sáng kiến số {number}", "summary": "Giảm chi phí điện"}
    return {**told, **changes}


def package(path: Path, signer: Any, *, records: int = 3, now: datetime = NOW, **changes: Any) -> Sealed:
    unit_code = changes.pop("unit_code", A)
    people = changes.pop("people", {"data/evidence/00001.txt": b"minh ch\xe1\xbb\xa9ng " * 20})
    recipients = changes.pop("recipients", ())
    told = header(unit_code, **changes)
    lines = (record(number) for number in range(records))
    return seal(path, told, lines, people, signer, now=now, recipients=recipients)


def csr_for(key: SigningKey) -> str:
    csr = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([])).sign(key.private(), hashes.SHA256())
    return csr.public_bytes(Encoding.PEM).decode()
