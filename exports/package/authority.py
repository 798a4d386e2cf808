"""The upper union as certificate authority: its root, its office, the units it vouches for, those it no longer does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from domain.errors import RuleError
from exports.package import signing_certificate as certificates
from exports.package.enrolment import EnrolmentRequest
from exports.package.keys import SigningKey, key_code, new_key, same_code

CRL_DAYS = 400


def new_root(unit_code: str, unit_name: str, now: datetime) -> tuple[SigningKey, str]:
    """A root key and its certificate (PEM): fifteen years, issues certificates of units and nothing below them."""
    key = new_key()
    private = key.private()
    name = certificates.subject(unit_code, unit_name, "CA")
    root = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - certificates.DAY)
        .not_valid_after(now + certificates.ROOT_DAYS * certificates.DAY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(certificates.usage("key_cert_sign", "crl_sign"), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False)
        .sign(private, hashes.SHA256())
    )
    return key, certificates.pem(root)


def office_certificate(root_key: SigningKey, root_pem: str, office_key: SigningKey, now: datetime) -> str:
    """The certificate (PEM) of the key the upper union signs with: it alone bears the same unit as the root."""
    root = certificates.read(root_pem)
    unit_code, unit_name = certificates.unit_code_of(root), _organization(root)
    return _issue(root_key, root, unit_code, unit_name, office_key.private().public_key(), now)


def issue(root_key: SigningKey, root_pem: str, request: EnrolmentRequest, code_heard: str, now: datetime) -> str:
    """The certificate (PEM) of a unit whose key code was heard over the telephone.

    The subject is written here; nothing of it is taken from the request but the unit, and the unit's own key.
    RuleError: key_code_malformed, enrolment_code_wrong, enrolment_malformed, enrolment_key_weak,
    enrolment_unit_is_ours.
    """
    public_key = _public_key(request.csr_pem)
    if not same_code(code_heard, key_code(request.csr_pem)):
        raise RuleError("enrolment_code_wrong", unit_code=request.unit_code, unit_name=request.unit_name)
    root = certificates.read(root_pem)
    if request.unit_code == certificates.unit_code_of(root):
        # Whoever bears the root's own unit code speaks as the office.
        raise RuleError("enrolment_unit_is_ours", unit_code=request.unit_code)
    return _issue(root_key, root, request.unit_code, request.unit_name, public_key, now)


def revocation_list(
    root_key: SigningKey, root_pem: str, revoked: Iterable[tuple[str, datetime]], number: int, now: datetime
) -> bytes:
    """DER of the list of withdrawn certificates: pairs of PEM and the instant of withdrawal. `number` only rises."""
    root = certificates.read(root_pem)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.subject)
        .last_update(now - timedelta(minutes=5))
        .next_update(now + timedelta(days=CRL_DAYS))
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(_issuer_identifier(root), critical=False)
    )
    for certificate_pem, revoked_at in revoked:
        withdrawn = x509.RevokedCertificateBuilder().serial_number(certificates.read(certificate_pem).serial_number)
        builder = builder.add_revoked_certificate(withdrawn.revocation_date(revoked_at).build())
    return builder.sign(root_key.private(), hashes.SHA256()).public_bytes(Encoding.DER)


def list_number(crl_der: bytes) -> int:
    """The number of a list of withdrawn certificates, 0 if it has none; RuleError("trust_malformed")."""
    try:
        found = x509.load_der_x509_crl(crl_der).extensions.get_extension_for_class(x509.CRLNumber)
    except x509.ExtensionNotFound:
        return 0
    except ValueError:
        raise RuleError("trust_malformed") from None
    return found.value.crl_number


def _issue(
    root_key: SigningKey,
    root: x509.Certificate,
    unit_code: str,
    unit_name: str,
    public_key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey,
    now: datetime,
) -> str:
    name = certificates.subject(unit_code, unit_name, "CĐ")
    # Nobody ever fetches it, but without a distribution point some verifiers pass over a list they were given.
    place = x509.UniformResourceIdentifier(f"http://crl.invalid/{certificates.unit_code_of(root)}.crl")
    builder = (
        certificates.for_signing(name, public_key, root.subject, now)
        .add_extension(_issuer_identifier(root), critical=False)
        .add_extension(x509.CRLDistributionPoints([x509.DistributionPoint([place], None, None, None)]), critical=False)
    )
    return certificates.pem(builder.sign(root_key.private(), hashes.SHA256()))


def _public_key(csr_pem: str) -> ec.EllipticCurvePublicKey | rsa.RSAPublicKey:
    try:
        if "BEGIN CERTIFICATE-----" in csr_pem:  # of the unit's own making, out of a package it signed
            own = certificates.read(csr_pem)
            key, valid = own.public_key(), certificates.issued_by(own, own)
        else:
            csr = x509.load_pem_x509_csr(csr_pem.encode())
            key, valid = csr.public_key(), csr.is_signature_valid
    except (ValueError, UnsupportedAlgorithm):
        raise RuleError("enrolment_malformed") from None
    if not valid:
        raise RuleError("enrolment_malformed")
    if isinstance(key, rsa.RSAPublicKey) and key.key_size >= 2048:
        return key
    if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1 | ec.SECP384R1):
        return key
    raise RuleError("enrolment_key_weak")


def _issuer_identifier(root: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    own = root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own)


def _organization(root: x509.Certificate) -> str:
    found = root.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    return str(found[0].value)
