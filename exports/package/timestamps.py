"""Timestamps (RFC 3161) over the signature of a package: the request, and what an authority's answer proves.

Importing this module costs about half a second: only whoever asks for one, or has one to judge, does so.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from datetime import UTC, datetime
from typing import Any

from asn1crypto import core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus

from domain.errors import RuleError
from exports.package import cms, gate
from exports.package import signing_certificate as certificates
from exports.package.layout import RefusedError, stamp
from exports.package.signature import Stamp

MAX_BYTES = 64 << 10
_GRANTED = ("granted", "granted_with_mods")
_MALFORMED = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


def question(signature: bytes) -> tuple[bytes, int]:
    """DER of the request for a timestamp over these bytes, and the number the answer has to repeat."""
    nonce = secrets.randbits(63) | 1
    asked = tsp.TimeStampReq(
        {
            "version": "v1",
            "message_imprint": {
                "hash_algorithm": {"algorithm": "sha256"},
                "hashed_message": hashlib.sha256(signature).digest(),
            },
            "nonce": nonce,
            "cert_req": True,
        }
    )
    return bytes(asked.dump()), nonce


def judge(answer: bytes, signature: bytes, roots: bytes = b"", nonce: int | None = None, name: str = "") -> Stamp:
    """What the whole answer (DER, the content of a .tsr file) proves about `signature`.

    `roots` is PEM of the authorities' certificates that are trusted, "" for none. RefusedError: timestamp_refused,
    timestamp_malformed, timestamp_other (of something else, or not the answer to our request), timestamp_wrong,
    timestamp_usage, and those of `gate.let_in`; RuleError("timestamp_root_wrong"). `name` is whose answer it is.
    """
    if len(answer) <= MAX_BYTES:
        told = {"signature": signature.hex(), "roots": roots.decode("latin-1")}
        gate.let_in(answer, gate.STAMP, name or "tsr", facts=told).close()
    return judged(answer, signature, roots, nonce)


def judged(answer: bytes, signature: bytes, roots: bytes = b"", nonce: int | None = None) -> Stamp:
    """The same of an answer that has passed the gate."""
    signed_data = _signed_data(answer)
    info = signed_data["encap_content_info"]["content"].parsed
    imprint, told = info["message_imprint"], info["nonce"].native
    if imprint["hash_algorithm"]["algorithm"].native != "sha256" or (nonce is not None and told != nonce):
        raise RefusedError("timestamp_other")
    if imprint["hashed_message"].native != hashlib.sha256(signature).digest():
        raise RefusedError("timestamp_other")
    stamped_at = info["gen_time"].native.astimezone(UTC).replace(microsecond=0)
    anchors = _roots(roots)
    try:
        state, certificate = _validated(signed_data, imprint["hashed_message"].native, anchors, stamped_at)
    except (SignatureValidationError, *_MALFORMED):
        raise RefusedError("timestamp_wrong") from None
    if not (state.intact and state.valid):
        raise RefusedError("timestamp_wrong")
    if not _may_stamp(certificate):
        raise RefusedError("timestamp_usage")
    return Stamp(stamp(stamped_at), _name(certificate), bool(state.trusted))


def names_of(roots: bytes) -> list[str]:
    """Whose certificates this PEM holds; RuleError("timestamp_root_wrong") where it holds something else."""
    return [str(found.subject.human_friendly) for found in _roots(roots)]


def _signed_data(answer: bytes) -> Any:
    if len(answer) > MAX_BYTES:
        raise RefusedError("timestamp_malformed")
    try:
        # By its parts first: the library does not take an answer without a stamp for an answer at all.
        outcome = tsp.PKIStatusInfo.load(core.SequenceOf.load(answer, spec=core.Any, strict=True)[0].dump())
        if outcome["status"].native not in _GRANTED:
            raise RefusedError("timestamp_refused")
        response = tsp.TimeStampResp.load(answer, strict=True)
        content = response["time_stamp_token"]["content"]
        if content["encap_content_info"]["content_type"].native != "tst_info":
            raise RefusedError("timestamp_malformed")
        for name in ("message_imprint", "gen_time", "nonce"):
            content["encap_content_info"]["content"].parsed[name].native  # noqa: B018  read now, or refused now
        return content
    except _MALFORMED:
        raise RefusedError("timestamp_malformed") from None


def _validated(
    signed_data: Any, imprint: bytes, roots: list[asn1_x509.Certificate], at: datetime
) -> tuple[Any, x509.Certificate]:
    # By the clock of the stamp itself: authorities' certificates end, what they stamped before stays stamped.
    judged_by = cms.context(None, None, at, also=roots)
    told = asyncio.run(validate_tst_signed_data(signed_data, judged_by, lambda _digest: imprint))
    state = TimestampSignatureStatus(**told)
    return state, certificates.readable(state.signing_cert.dump())


def _roots(pem: bytes) -> list[asn1_x509.Certificate]:
    if not pem.strip():
        return []
    try:
        found = x509.load_pem_x509_certificates(pem)
    except ValueError:
        raise RuleError("timestamp_root_wrong", field="tsa_root") from None
    return [asn1_x509.Certificate.load(one.public_bytes(Encoding.DER)) for one in found]


def _may_stamp(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        return False
    return usage.critical and list(usage.value) == [ExtendedKeyUsageOID.TIME_STAMPING]


def _name(certificate: x509.Certificate) -> str:
    for oid in (x509.NameOID.ORGANIZATION_NAME, x509.NameOID.COMMON_NAME):
        if found := certificate.subject.get_attributes_for_oid(oid):
            return str(found[0].value)
    return certificate.subject.rfc4514_string()
