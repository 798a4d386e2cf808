"""Whether the key that signed a package is the one its unit is known by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cryptography import x509

from domain import dates
from domain.errors import RuleError
from exports.package import signing_certificate as certificates
from exports.package.keys import spki_sha256
from exports.package.layout import RefusedError
from exports.package.registry import REVOKED, TrustedUnit, TrustRegistry
from exports.package.signature import TOLERANCE, Signature

# Only the upper union says these things.
OFFICE_KINDS = ("receipt", "trust", "return", "programme", "targets", "results")
_EXPIRED = ("EXPIRED", "OUT_OF_BOUNDS_NO_POE")
_REVOKED = ("REVOKED", "REVOKED_NO_POE", "REVOKED_CA_NO_POE")


class UntrustedError(RuleError):
    """Nothing is wrong with the package, but nobody vouches for its key."""


def judge(
    content: bytes,
    signature: Signature,
    header: Mapping[str, Any],
    root_pem: bytes | None,
    registry: TrustRegistry | None,
    now: datetime,
) -> None:
    """Return if the signer is whom the header names, by `registry`, or by `root_pem` alone.

    RefusedError: signature_wrong, weak_key, certificate_usage, certificate_expired, certificate_not_yet_valid,
    certificate_forged, certificate_revoked, key_not_of_unit, not_from_office, issuer_not_authority, chain_broken.
    UntrustedError: no_trust_given, unit_not_enrolled, packed_before_confirmed, other_root, root_expired, trust_stale.
    RuleError, which is about what the caller gave: root_wrong, trust_malformed.
    """
    from exports.package import cms  # half a second to import, needed only where something is verified

    root = _root(root_pem, registry) if registry or root_pem else None
    crl = _list(registry.crl_der, root) if registry and root else None
    problem = cms.verify(content, signature, root, registry.crl_der if registry else None, now)
    certificate, pinned = signature.certificate, _pinned(header, registry)
    self_signed = _check_certificate(certificate)
    if registry and header["kind"] in OFFICE_KINDS and header["unit_code"] != registry.issuer_code:
        raise RefusedError("not_from_office", kind=header["kind"])
    if root:
        _check_dates(certificate, now)
    if self_signed:
        _check_pin(certificate, header, pinned)
        code = "packed_before_confirmed" if pinned else "unit_not_enrolled"
        raise UntrustedError(code, unit_code=header["unit_code"])
    if root is None:
        raise UntrustedError("no_trust_given")
    if not _is_outside_token(certificate, pinned, root):
        _check_issuer(signature, root, header, pinned)
        _check_chain(signature, root, crl, problem, now)
        if certificates.unit_code_of(certificate) != header["unit_code"]:
            raise RefusedError("key_not_of_unit", unit_code=header["unit_code"])
    if registry and not pinned:
        raise UntrustedError("unit_not_enrolled", unit_code=header["unit_code"])
    _check_pin(certificate, header, pinned)


def _check_certificate(certificate: x509.Certificate) -> bool:
    """Whether it is self-signed; RefusedError if it may not sign packages at all."""
    if not certificates.is_strong(certificate):
        raise RefusedError("weak_key")
    if certificates.is_authority(certificate) or not certificates.may_sign(certificate):
        raise RefusedError("certificate_usage")
    self_signed = certificate.issuer == certificate.subject
    if self_signed and not certificates.issued_by(certificate, certificate):
        raise RefusedError("certificate_forged")
    return self_signed


def _pinned(header: Mapping[str, Any], registry: TrustRegistry | None) -> TrustedUnit | None:
    if registry is None:
        return None
    if header["unit_code"] == registry.issuer_code:
        return TrustedUnit(registry.issuer_code, registry.issuer_name, registry.office_spki, "", "active")
    return registry.units.get(header["unit_code"])


def _check_pin(certificate: x509.Certificate, header: Mapping[str, Any], pinned: TrustedUnit | None) -> None:
    if pinned is None:
        return
    if spki_sha256(certificate) != pinned.spki_sha256:
        raise RefusedError("key_not_of_unit", unit_code=header["unit_code"])
    if pinned.state == REVOKED:
        raise RefusedError("certificate_revoked", unit_code=header["unit_code"])


def _check_dates(certificate: x509.Certificate, now: datetime) -> None:
    ends, begins = certificate.not_valid_after_utc, certificate.not_valid_before_utc
    if now > ends + TOLERANCE:
        raise RefusedError("certificate_expired", expired_on=dates.civil_day(ends).isoformat())
    if now < begins - TOLERANCE:
        raise RefusedError("certificate_not_yet_valid", valid_from_on=dates.civil_day(begins).isoformat())


def _root(root_pem: bytes | None, registry: TrustRegistry | None) -> x509.Certificate:
    try:
        given = [certificates.read(pem) for pem in (root_pem, registry and registry.root_pem) if pem]
    except ValueError:
        raise RuleError("root_wrong") from None
    root = given[0]
    if any(other != root for other in given) or not certificates.is_authority(root):
        raise RuleError("root_wrong")
    if not certificates.issued_by(root, root) or not certificates.is_strong(root):
        raise RuleError("root_wrong")
    return root


def _is_outside_token(certificate: x509.Certificate, pinned: TrustedUnit | None, root: x509.Certificate) -> bool:
    """A token of a public authority: its certificate itself was taken into the registry, and only its dates count."""
    if certificate.issuer == root.subject or not pinned or not pinned.certificate_pem:
        return False
    return pinned.certificate_pem.strip() == certificates.pem(certificate).strip()


def _check_issuer(
    signature: Signature, root: x509.Certificate, header: Mapping[str, Any], pinned: TrustedUnit | None
) -> None:
    certificate = signature.certificate
    if certificates.issued_by(certificate, root):
        return
    if certificate.issuer == root.subject:
        raise RefusedError("certificate_forged")
    between = [issuer for issuer in signature.issuers if certificates.issued_by(certificate, issuer)]
    if any(not certificates.is_authority(issuer) or certificates.issued_by(issuer, root) for issuer in between):
        raise RefusedError("issuer_not_authority")
    _check_pin(certificate, header, pinned)
    raise UntrustedError("other_root")


def _check_chain(
    signature: Signature,
    root: x509.Certificate,
    crl: x509.CertificateRevocationList | None,
    problem: str,
    now: datetime,
) -> None:
    """`problem` is what the library found when it followed the chain to `root`."""
    if now > root.not_valid_after_utc + TOLERANCE:
        raise UntrustedError("root_expired")
    # Whatever date the list gives: the importer's clock may be the one that is wrong.
    if crl is not None and crl.get_revoked_certificate_by_serial_number(signature.certificate.serial_number):
        raise RefusedError("certificate_revoked", unit_code=certificates.unit_code_of(signature.certificate))
    if problem in _REVOKED:
        raise RefusedError("certificate_revoked", unit_code=certificates.unit_code_of(signature.certificate))
    if problem in _EXPIRED:
        raise RefusedError(
            "certificate_expired", expired_on=dates.civil_day(signature.certificate.not_valid_after_utc).isoformat()
        )
    if problem == "TRY_LATER":
        raise UntrustedError("trust_stale")
    if problem:
        raise RefusedError("chain_broken", problem=problem)


def _list(crl_der: bytes, root: x509.Certificate) -> x509.CertificateRevocationList:
    """The certificates that were withdrawn, as the root itself says."""
    try:
        crl = x509.load_der_x509_crl(crl_der)
        genuine = crl.is_signature_valid(root.public_key())  # type: ignore[arg-type]  # a root is EC or RSA
    except (ValueError, TypeError):
        genuine = False
    if not genuine or crl.issuer != root.subject:
        raise RuleError("trust_malformed")
    return crl
