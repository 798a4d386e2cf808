"""Says of every signature in a PDF what is true of it, in one of four verdicts; the file itself gets the worst.

Importing this module costs about half a second: only whoever signs or verifies does so.
"""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.errors import DisallowedAlgorithmError, SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel

from domain import dates
from domain.errors import RuleError
from domain.text import clean_line
from exports.package import cms
from exports.package import signing_certificate as certificates
from exports.package.keys import code_of, spki_sha256
from exports.package.layout import stamp
from exports.package.registry import REVOKED, TrustedUnit, TrustRegistry
from exports.package.signature import TOLERANCE
from exports.package.verify import INVALID, UNREADABLE, UNTRUSTED, VALID
from exports.signed_pdf.fields import filled_since
from exports.signed_pdf.malformed import MALFORMED
from exports.signed_pdf.read import MAX_VERIFIED_BYTES, read
from exports.signed_pdf.verdict import PdfSignature, PdfVerification

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
_WORST = (INVALID, UNREADABLE, UNTRUSTED, VALID)
_WHOLE = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
_SINCE = {
    ModificationLevel.NONE: "",
    ModificationLevel.LTA_UPDATES: "upkeep",
    ModificationLevel.FORM_FILLING: "signatures",
    ModificationLevel.ANNOTATIONS: "notes",
    ModificationLevel.OTHER: "content",
}
_END = re.compile(rb"startxref\s+\d+\s+%%EOF\s*\Z")


@dataclass(frozen=True)
class _Trust:
    """Whom to believe: a registry, a root alone, or nobody."""

    registry: TrustRegistry | None
    root: x509.Certificate | None
    now: datetime


def verify(
    path: Path, *, root_pem: bytes | None = None, registry: TrustRegistry | None = None, now: datetime
) -> PdfVerification:
    """The verdict at the clock `now`; never raises for what is in the file.

    RuleError pdf_unsigned for a file without signatures, root_wrong; TroubleError as `read`.
    """
    return judge(read(path, MAX_VERIFIED_BYTES), path.name, root_pem=root_pem, registry=registry, now=now)


def judge(
    data: bytes, name: str, *, root_pem: bytes | None = None, registry: TrustRegistry | None = None, now: datetime
) -> PdfVerification:
    """As `verify`, of a file that lies in memory."""
    trust = _Trust(registry, _root(root_pem or (registry.root_pem.encode() if registry else b"")), now)
    try:
        found = _signatures(data, trust)
    except RuleError as refused:
        return PdfVerification(UNREADABLE, refused.code, refused.facts)
    if not found:
        raise RuleError("pdf_unsigned", file=name)
    worst = min(found, key=lambda one: _WORST.index(one.verdict))
    return PdfVerification(worst.verdict, worst.code, worst.facts, tuple(found))


def look(data: bytes) -> list[PdfSignature]:
    """The signatures of a file, whoever made them; RuleError pdf_unreadable or pdf_encrypted."""
    return _signatures(data, _Trust(None, None, datetime.now(UTC)))


def _root(pem: bytes) -> x509.Certificate | None:
    if not pem:
        return None
    try:
        return certificates.read(pem)
    except ValueError:
        raise RuleError("root_wrong") from None


def _signatures(data: bytes, trust: _Trust) -> list[PdfSignature]:
    try:
        reader = PdfFileReader(BytesIO(data), strict=False)
        if reader.encrypted:
            raise RuleError("pdf_encrypted")
        _ = reader.root["/Pages"]
        embedded = list(reader.embedded_regular_signatures)
    except MALFORMED:
        raise RuleError("pdf_unreadable") from None
    return [_judge(one, data, trust) for one in embedded]


def _judge(embedded: Any, data: bytes, trust: _Trust) -> PdfSignature:
    try:
        told = _told(embedded)
    except (SignatureValidationError, *MALFORMED):
        return PdfSignature(UNREADABLE, "pdf_signature_unreadable")
    try:
        certificate = certificates.readable(embedded.signer_cert.dump())
        state = asyncio.run(_validated(embedded, trust))
    except DisallowedAlgorithmError:
        return PdfSignature(INVALID, "pdf_weak", **told)
    except SignatureValidationError:
        return PdfSignature(INVALID, "pdf_signature_wrong", **told)
    except MALFORMED:
        return PdfSignature(UNREADABLE, "pdf_signature_unreadable", **told)
    told["since"] = _SINCE.get(state.modification_level, "content")
    told["whole_file"] = not _behind(embedded, data)
    broken = _broken(state) or ("" if told["whole_file"] else _hidden(state, data) or _filled_in(embedded))
    if broken:
        return PdfSignature(INVALID, broken, **told)
    verdict, code, facts = _trusted(state, certificate, trust)
    pinned = _pinned(certificate, trust.registry)
    if verdict == VALID and pinned is not None:
        told |= {"unit_code": pinned.unit_code, "unit_name": pinned.unit_name}
    return PdfSignature(verdict, code, facts, intact=True, **told)


async def _validated(embedded: Any, trust: _Trust) -> Any:
    crl = trust.registry.crl_der if trust.registry else None
    return await async_validate_pdf_signature(
        embedded,
        cms.context(trust.root, crl, trust.now),
        key_usage_settings=KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}),
    )


def _broken(state: Any) -> str:
    """Why what was signed is not what lies here, or "": the part of the library's bottom line that is not trust."""
    if not state.intact:
        return "pdf_altered"
    if not state.valid:
        return "pdf_signature_wrong"
    if state.coverage not in _WHOLE:
        return "pdf_not_covered"
    if not state.docmdp_ok or state.modification_level in (ModificationLevel.OTHER, None):
        return "pdf_changed_since"
    return "" if state.seed_value_ok else "pdf_signature_wrong"


def _behind(embedded: Any, data: bytes) -> bytes:
    """What follows the part of the file that is signed, line ends left out."""
    _start, _length, start, length = (int(number) for number in embedded.byte_range)
    return data[start + length :].strip(b"\r\n\t \0")


def _hidden(state: Any, data: bytes) -> str:
    """Bytes that no update accounts for: the library passes over them, another reader may show them as the file."""
    ended = _END.search(data, data.rfind(b"startxref"))
    return "" if ended and state.modification_level is not ModificationLevel.NONE else "pdf_changed_since"


def _filled_in(embedded: Any) -> str:
    try:
        return "pdf_changed_since" if filled_since(embedded) else ""
    except MALFORMED:
        return "pdf_changed_since"  # what cannot be compared is not proved the same


def _trusted(state: Any, certificate: x509.Certificate, trust: _Trust) -> tuple[str, str, dict[str, object]]:
    if not certificates.is_strong(certificate):
        return INVALID, "pdf_weak", {}
    if certificates.is_authority(certificate) or not certificates.may_sign(certificate):
        return INVALID, "pdf_usage", {}
    ends, begins = certificate.not_valid_after_utc, certificate.not_valid_before_utc
    if trust.now > ends + TOLERANCE:
        return UNTRUSTED, "pdf_expired", {"expired_on": dates.shown(dates.civil_day(ends))}
    if trust.now < begins - TOLERANCE:
        return UNTRUSTED, "pdf_not_yet_valid", {"valid_from_on": dates.shown(dates.civil_day(begins))}
    pinned = _pinned(certificate, trust.registry)
    if pinned is not None and pinned.state == REVOKED:
        return INVALID, "pdf_revoked", {}
    if trust.root is None:
        return UNTRUSTED, "pdf_no_trust", {}
    if state.bottom_line:
        if trust.registry is None or pinned is not None:
            return VALID, "", {}
        return UNTRUSTED, "pdf_not_enrolled", {}
    return _without_chain(state, certificate, pinned, trust.root)


def _without_chain(
    state: Any, certificate: x509.Certificate, pinned: TrustedUnit | None, root: x509.Certificate
) -> tuple[str, str, dict[str, object]]:
    problem = state.trust_problem_indic.standard_name if state.trust_problem_indic else ""
    if problem.startswith("REVOKED"):
        return INVALID, "pdf_revoked", {}
    # A token of a public authority: the registry names its key, and its own dates were looked at. What our own root
    # issued has to be proved by the root, and a key that vouches for itself proves nothing about its dates.
    if pinned is not None and certificate.issuer not in (root.subject, certificate.subject):
        return VALID, "", {}
    if problem == "TRY_LATER":
        return UNTRUSTED, "pdf_trust_stale", {}
    if certificate.issuer == certificate.subject:
        return UNTRUSTED, "pdf_not_enrolled", {}
    return UNTRUSTED, "pdf_other_issuer", {"issuer": _common(certificate.issuer)}


def _pinned(certificate: x509.Certificate, registry: TrustRegistry | None) -> TrustedUnit | None:
    """The unit that the registry knows by this very key."""
    if registry is None:
        return None
    spki = spki_sha256(certificate)
    if spki == registry.office_spki:
        return TrustedUnit(registry.issuer_code, registry.issuer_name, spki, "", "active")
    return next((unit for unit in registry.units.values() if unit.spki_sha256 == spki), None)


def _told(embedded: Any) -> dict[str, Any]:
    """What the signature and its certificate say of themselves."""
    held, said = embedded.signer_cert, embedded.sig_object
    certificate = certificates.readable(held.dump())
    at = embedded.self_reported_timestamp
    return {
        "name": clean_line(str(said.get("/Name", ""))) or _common(certificate.subject),
        "unit_name": _organization(held),
        "unit_code": certificates.unit_code_of(certificate),
        "issuer_name": _common(certificate.issuer),
        "signed_at": stamp(at if at.tzinfo else at.replace(tzinfo=UTC)) if at else "",
        "reason": clean_line(str(said.get("/Reason", ""))),
        "signer_code": code_of(spki_sha256(certificate)),
    }


def _organization(certificate: asn1_x509.Certificate) -> str:
    found = certificate.subject.native.get("organization_name", "")
    return clean_line(str(found if isinstance(found, str) else " ".join(found)))


def _common(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(x509.NameOID.COMMON_NAME) or list(name)
    return clean_line(str(found[0].value)) if found else ""
