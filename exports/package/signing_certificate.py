"""X.509 certificates of signing keys: written, and read for what they claim."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from domain import dates
from exports.package.keys import SigningKey

DAY = timedelta(days=1)
UNIT_DAYS = 3 * 365
ROOT_DAYS = 15 * 365
WARN_DAYS = 30  # before a certificate ends, so that there is time to have the key confirmed again
PREFIX = "LDVN-"
_CURVES = ("secp256r1", "secp384r1", "secp521r1")
_USAGES = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
    *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)
_STRONG = (hashes.SHA256, hashes.SHA384, hashes.SHA512)


def subject(unit_code: str, unit_name: str, role: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _fitting(unit_name)),
            x509.NameAttribute(NameOID.ORGANIZATION_IDENTIFIER, f"{PREFIX}{unit_code}"),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{role} {unit_code}"),
        ]
    )


def self_signed(key: SigningKey, unit_code: str, unit_name: str, now: datetime) -> str:
    """The certificate (PEM) of a unit nobody vouches for yet: readers can check its packages, not whose they are."""
    name = subject(unit_code, unit_name, "CĐ")
    return pem(for_signing(name, key.private().public_key(), name, now).sign(key.private(), hashes.SHA256()))


def for_signing(
    name: x509.Name, public_key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey, issuer: x509.Name, now: datetime
) -> x509.CertificateBuilder:
    """A certificate that may sign documents and nothing else, valid from a day ago (clocks differ) for three years."""
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAY)
        .not_valid_after(now + UNIT_DAYS * DAY)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage("digital_signature", "content_commitment"), critical=True)
        # Without it OpenSSL does not take the certificate for one that signs messages.
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def usage(*allowed: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{name: name in allowed for name in _USAGES})


def read(certificate_pem: str | bytes) -> x509.Certificate:
    """ValueError unless it is PEM of one certificate."""
    return x509.load_pem_x509_certificate(
        certificate_pem.encode() if isinstance(certificate_pem, str) else certificate_pem
    )


def der(certificate_pem: str) -> bytes:
    return read(certificate_pem).public_bytes(Encoding.DER)


def last_day(certificate_pem: str) -> date:
    return dates.civil_day(read(certificate_pem).not_valid_after_utc)


def days_left(certificate_pem: str, today: date) -> int:
    """How many days it still holds, negative once it has ended."""
    return (last_day(certificate_pem) - today).days


def readable(der: bytes) -> x509.Certificate:
    """ValueError unless every part that is ever asked for can be read: the library reads each only when asked."""
    try:
        certificate = x509.load_der_x509_certificate(der)
        for part in ("subject", "issuer", "extensions", "not_valid_before_utc", "not_valid_after_utc"):
            getattr(certificate, part)
        certificate.public_key()
    except (x509.InvalidVersion, x509.DuplicateExtension, x509.UnsupportedGeneralNameType, UnsupportedAlgorithm):
        raise ValueError("certificate") from None
    return certificate


def pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()


def unit_code_of(certificate: x509.Certificate) -> str:
    """The unit that the subject names ("LDVN-<code>" as organizationIdentifier), or "" for none or several."""
    found = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_IDENTIFIER)
    words = str(found[0].value) if len(found) == 1 else ""
    return words.removeprefix(PREFIX) if words.startswith(PREFIX) else ""


def issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether the names match and the issuer's key made the signature."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def may_sign(certificate: x509.Certificate) -> bool:
    try:
        allowed = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return allowed.digital_signature or allowed.content_commitment


def is_strong(certificate: x509.Certificate) -> bool:
    """RSA of 2048 bits or more, or a NIST curve of 256 bits or more; signed over SHA-256 or better."""
    try:
        key, digest = certificate.public_key(), certificate.signature_hash_algorithm
    except UnsupportedAlgorithm:
        return False
    if isinstance(key, rsa.RSAPublicKey):
        return key.key_size >= 2048 and isinstance(digest, _STRONG)
    return isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in _CURVES and isinstance(digest, _STRONG)


def _fitting(unit_name: str) -> str:
    # X.520 bounds an organization's name at 64 characters.
    return unit_name if len(unit_name) <= 64 else unit_name[:63] + "…"
