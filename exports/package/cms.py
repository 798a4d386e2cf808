"""The signature of a package: CMS signed data as CAdES-B-B, made and taken apart in one exact form.

Importing this module costs about half a second: only whoever signs or verifies does so.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from asn1crypto.keys import PrivateKeyInfo
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign.general import as_signing_certificate_v2, optimal_pss_params
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_cms import Signer as PyhankoSigner
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    FreshnessReqType,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from pyhanko_certvalidator.registry import CertificateRegistry

from exports.package.layout import RefusedError
from exports.package.signature import TOLERANCE, Signature
from exports.package.signing_certificate import readable

MAX_BYTES = 64 << 10
MAX_CERTIFICATES = 10
CRL_FRESH = timedelta(days=400)
_VERSION_1 = core.Integer(1).dump()
_OID_DATA = cms.ContentType("data").dump()
_OID_SIGNED_DATA = cms.ContentType("signed_data").dump()
_DIGESTS = ("sha256", "sha384", "sha512")
_ATTRIBUTES = {"content_type", "message_digest", "signing_time", "signing_certificate_v2"}
# What asn1crypto and cryptography raise on bytes that are not what they should be.
_MALFORMED = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)

# Every doubt becomes a verdict of ours; the library's own warnings would only reach a console nobody reads.
for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)


def sign(content: bytes, signer: PyhankoSigner, now: datetime) -> bytes:
    """DER of a detached signature by a pyHanko signer (a key in memory or on a token)."""
    own: Any = signer.signing_cert
    # Naming every embedded certificate, not only the signer's, leaves no byte of them unsigned.
    named = [own.dump(), *(found.dump() for found in signer.cert_registry if found.dump() != own.dump())]
    attributes = _signed_attributes(hashlib.sha256(content).digest(), now.replace(microsecond=0), named)
    return bytes(asyncio.run(signer.async_sign_prescribed_attributes("sha256", attributes)).dump())


def sign_pdf(sha256: bytes, signer: PyhankoSigner, now: datetime) -> bytes:
    """DER of a signature for the gap of a PDF, all of which but the gap has that hash.

    The time stands in the PDF; PAdES has none in the signature.
    """
    said = PdfCMSSignedAttributes(signing_time=now)
    return bytes(asyncio.run(signer.async_sign(sha256, "sha256", use_pades=True, signed_attr_settings=said)).dump())


def _signed_attributes(sha256: bytes, now: datetime, certificates: Sequence[bytes]) -> Any:
    ids = [tsp.ESSCertIDv2.load(_certificate_id(found)) for found in certificates]
    made = cms.CMSAttributes(
        [
            _attribute("content_type", "data"),
            _attribute("message_digest", sha256),
            _attribute("signing_time", cms.Time({"utc_time": core.UTCTime(now)})),
            _attribute("signing_certificate_v2", tsp.SigningCertificateV2({"certs": ids})),
        ]
    )
    return cms.CMSAttributes.load(made.dump())


@lru_cache(maxsize=100)
def _certificate_id(der: bytes) -> bytes:
    """DER of what names a certificate in a signature.

    Bytes, because the library writes what was put together in memory anew, down to its last part, whenever it is
    looked at: that took four fifths of the time of a signature. What was read from bytes is taken as it is.
    """
    return bytes(as_signing_certificate_v2(asn1_x509.Certificate.load(der))["certs"][0].dump())


def key_signer(pkcs8_der: bytes, certificate: bytes, issuers: Sequence[bytes]) -> PyhankoSigner:
    """A signer whose key is in memory; certificates in DER."""
    store = CertificateRegistry()
    store.register_multiple(asn1_x509.Certificate.load(issuer) for issuer in issuers)
    return SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(certificate),
        signing_key=PrivateKeyInfo.load(pkcs8_der),
        cert_registry=store,
    )


def take_apart(der: bytes) -> Signature:
    """RefusedError unless `der` is a signature in the one form `sign` makes, bit for bit.

    signature_too_large, signature_malformed, signature_attached, signature_signers, signature_attributes,
    signature_unsigned_parts, signature_certificates, certificate_swapped, weak_digest, weak_signature.
    """
    if len(der) > MAX_BYTES:
        raise RefusedError("signature_too_large", limit_kb=MAX_BYTES >> 10)
    try:
        content = cms.ContentInfo.load(der, strict=True)
        if content["content_type"].native != "signed_data":
            raise RefusedError("signature_malformed")
        return _parts(content["content"], der)
    except _MALFORMED:
        raise RefusedError("signature_malformed") from None


def verify(
    content: bytes, signature: Signature, root: x509.Certificate | None, crl: bytes | None, now: datetime
) -> str:
    """ "" when the signer's certificate leads to `root`, else the name of what AdES calls the problem.

    Without `root` nothing can be trusted and only the signature itself is verified. With `crl` the certificate must
    be on no list, and the list must be at hand and fresh. RefusedError(signature_wrong) when the signature is not one
    over `content`.
    """
    judged_by = context(root, crl, now)
    usage = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})
    try:
        state = asyncio.run(
            async_validate_detached_cms(content, signature.signed_data, judged_by, key_usage_settings=usage)
        )
    except (SignatureValidationError, *_MALFORMED):
        raise RefusedError("signature_wrong") from None
    if not (state.intact and state.valid):
        raise RefusedError("signature_wrong")
    if state.trusted:
        return ""
    return state.trust_problem_indic.standard_name if state.trust_problem_indic else "GENERIC"


def context(
    root: x509.Certificate | None, crl: bytes | None, now: datetime, also: Sequence[asn1_x509.Certificate] = ()
) -> ValidationContext:
    """Whom the library may trust: this root, those `also` given and nobody else, by this list of withdrawn ones."""
    # CRL_REQUIRED, because the softer rules look away when a certificate names no distribution point.
    rule = RevocationCheckingRule.CRL_REQUIRED if crl else RevocationCheckingRule.NO_CHECK
    return ValidationContext(
        # An empty list trusts nobody; leaving it out would trust whatever this computer trusts.
        trust_roots=[*([asn1_x509.Certificate.load(root.public_bytes(Encoding.DER))] if root else []), *also],
        crls=[crl] if crl else [],
        allow_fetching=False,
        moment=now,
        time_tolerance=TOLERANCE,
        revinfo_policy=CertRevTrustPolicy(
            RevocationCheckingPolicy(rule, RevocationCheckingRule.NO_CHECK),
            freshness=CRL_FRESH,
            freshness_req_type=FreshnessReqType.MAX_DIFF_REVOCATION_VALIDATION,
        ),
    )


def _parts(signed_data: Any, der: bytes) -> Signature:
    if signed_data["encap_content_info"]["content"].native is not None:
        raise RefusedError("signature_attached")
    if len(signed_data["signer_infos"]) != 1:
        raise RefusedError("signature_signers", count=len(signed_data["signer_infos"]))
    signer = signed_data["signer_infos"][0]
    if signer["unsigned_attrs"].native or signed_data["crls"].native:
        raise RefusedError("signature_unsigned_parts")
    attributes = _attributes(signer)
    certificates = _certificates(signed_data)
    named = [bytes(found["cert_hash"].native) for found in attributes["signing_certificate_v2"]["certs"]]
    embedded = {hashlib.sha256(found.dump()).digest(): found for found in certificates}
    if len(named) != len(embedded) or set(named) != set(embedded):
        raise RefusedError("certificate_swapped")
    certificate = embedded[named[0]]
    signed_at: datetime = attributes["signing_time"].native
    in_order = [embedded[name].dump() for name in named]
    inner = _signed_attributes(attributes["message_digest"].native, signed_at, in_order)
    if _rebuilt(signer, inner.contents, certificate, certificates) != der:
        raise RefusedError("signature_malformed")
    read = [readable(found) for found in in_order]
    # Taken from the bytes once more: nobody has looked into this one yet.
    untouched = cms.ContentInfo.load(der)["content"]
    return Signature(untouched, read[0], tuple(read[1:]), signed_at.astimezone(UTC))


def _attribute(name: str, content: Any) -> Any:
    return cms.CMSAttribute({"type": name, "values": (content,)})


def _attributes(signer: Any) -> dict[str, Any]:
    found = signer["signed_attrs"]
    if isinstance(found, core.Void):
        raise RefusedError("signature_attributes")
    names = [attribute["type"].native for attribute in found]
    if sorted(names) != sorted(_ATTRIBUTES) or any(len(attribute["values"]) != 1 for attribute in found):
        raise RefusedError("signature_attributes")
    return {attribute["type"].native: attribute["values"][0] for attribute in found}


def _certificates(signed_data: Any) -> list[Any]:
    found = list(signed_data["certificates"] or [])
    if not 0 < len(found) <= MAX_CERTIFICATES or any(choice.name != "certificate" for choice in found):
        raise RefusedError("signature_certificates")
    return [choice.chosen for choice in found]


def _rebuilt(signer: Any, attributes: bytes, certificate: Any, certificates: list[Any]) -> bytes:
    """The same signature written again by the book: what differs from it, however slightly, is not ours."""
    digest = signer["digest_algorithm"]["algorithm"].native
    if digest not in _DIGESTS:
        raise RefusedError("weak_digest")
    algorithm = algos.DigestAlgorithm({"algorithm": digest}).dump()
    info = _der(
        0x30,
        _VERSION_1,
        _der(0x30, certificate.issuer.dump(), certificate["tbs_certificate"]["serial_number"].dump()),
        algorithm,
        _der(0xA0, attributes),
        _algorithm(signer, certificate, digest).dump(),
        _der(0x04, signer["signature"].native),
    )
    data = _der(
        0x30,
        _VERSION_1,
        _der(0x31, algorithm),
        _der(0x30, _OID_DATA),
        _der(0xA0, *sorted(found.dump() for found in certificates)),
        _der(0x31, info),
    )
    return _der(0x30, _OID_SIGNED_DATA, _der(0xA0, data))


def _der(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    octets = (size.bit_length() + 7) // 8
    return bytes((tag, 0x80 | octets)) + size.to_bytes(octets, "big") + content


def _algorithm(signer: Any, certificate: Any, digest: str) -> Any:
    key, named = certificate.public_key.algorithm, signer["signature_algorithm"]["algorithm"].native
    if key == "rsa" and named == "rsassa_pss":
        return algos.SignedDigestAlgorithm({"algorithm": named, "parameters": optimal_pss_params(certificate, digest)})
    if key not in ("ec", "rsa") or named != f"{digest}_{'ecdsa' if key == 'ec' else 'rsa'}":
        raise RefusedError("weak_signature")
    return algos.SignedDigestAlgorithm({"algorithm": named})
