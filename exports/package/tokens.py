"""Signing tokens (PKCS#11): what is on one, and signing with it; the PIN is asked for each time and kept nowhere.

The library that speaks to tokens loads only when one is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from cryptography import x509

from domain.errors import RuleError, TroubleError
from exports.package import signing_certificate as certificates
from exports.package.keys import key_code
from exports.package.layout import RefusedError

PSS, RSA, ECDSA, ECDSA_RAW = "rsa_pss", "rsa", "ecdsa", "ecdsa_raw"
LOCKED, LAST, FEW = "locked", "last", "few"


@dataclass(frozen=True)
class TokenCertificate:
    """A certificate on a token. `key_id` (hex) is that of its private key, `code` the thirty digits of the key."""

    token_label: str
    token_serial: str
    key_id: str
    label: str
    certificate_pem: str
    code: str
    subject: str
    expires_on: str


@dataclass(frozen=True)
class Token:
    """A token that is plugged in. `tries` says what is known of PINs left: "", "few", "last" or "locked"."""

    label: str
    serial: str
    maker: str
    tries: str
    certificates: tuple[TokenCertificate, ...]


@dataclass(frozen=True)
class TokenSigner:
    """Signs with a key on a token; `certificate_pem` goes into the signature, with those of its issuers.

    `scheme` is asked from the token unless one is named.
    """

    module: str
    token_serial: str
    key_id: str
    certificate_pem: str
    pin: str = field(repr=False)
    issuers_pem: tuple[str, ...] = ()
    scheme: str = ""

    def sign(self, content: bytes, now: datetime) -> bytes:
        """DER of a detached CAdES signature over `content`, verified before it is given out.

        RuleError: token_pin_…, token_removed, token_key_missing, token_mechanism_missing; TroubleError token_failed.
        """
        from exports.package import cms

        with self.opened() as signer:
            made = cms.sign(content, signer, now)
        try:
            cms.verify(content, cms.take_apart(made), None, None, now)
        except RefusedError:
            raise TroubleError("token_failed", again=True, reason="signature") from None
        return made

    def with_certificate(self, certificate_pem: str, issuers_pem: tuple[str, ...]) -> TokenSigner:
        return replace(self, certificate_pem=certificate_pem, issuers_pem=issuers_pem)

    @contextmanager
    def opened(self) -> Iterator[Any]:
        """A signer of pyHanko while the token is logged in."""
        from asn1crypto import x509 as asn1_x509
        from pyhanko.sign.pkcs11 import PKCS11Signer

        with _library(self.module) as library:
            token = _token(library, self.token_serial)
            scheme = self.scheme or _scheme(token, self.certificate_pem)
            with _session(token, self.pin) as session:
                _demand_key(session, self.key_id)
                yield PKCS11Signer(
                    session,
                    signing_cert=asn1_x509.Certificate.load(certificates.der(self.certificate_pem)),
                    ca_chain=[asn1_x509.Certificate.load(certificates.der(pem)) for pem in self.issuers_pem],
                    key_id=bytes.fromhex(self.key_id),
                    prefer_pss=scheme == PSS,
                    use_raw_mechanism=scheme == ECDSA_RAW,
                )


def plugged_in(module: str) -> list[Token]:
    """The tokens that this module sees, with their certificates; no PIN is needed.

    RuleError: token_module_wrong, token_none.
    """
    with _library(module) as library:
        found = [_told(token) for token in _tokens(library)]
    if not found:
        raise RuleError("token_none")
    return found


def chosen(tokens: list[Token], label: str = "", code: str = "") -> TokenCertificate:
    """The one certificate that may sign, on the token of that label, with the key of that code where several are.

    RuleError: token_not_found, token_certificate_missing, token_several.
    """
    of_label = [token for token in tokens if not label or token.label == label]
    if not of_label:
        raise RuleError("token_not_found", label=label)
    found = [one for token in of_label for one in token.certificates]
    if code:
        found = [one for one in found if one.code.replace(" ", "") == code.replace(" ", "")]
    if not found:
        raise RuleError("token_certificate_missing", label=of_label[0].label)
    if len(found) > 1:
        raise RuleError("token_several", count=len(found))
    return found[0]


@contextmanager
def _library(module: str) -> Iterator[Any]:
    """The module, let go of afterwards: many see a token that is plugged in only when they begin anew."""
    import pkcs11
    from pkcs11.exceptions import PKCS11Error

    try:
        library = pkcs11.lib(module)
    except (PKCS11Error, OSError, RuntimeError, AttributeError):
        raise RuleError("token_module_wrong", module=module) from None
    try:
        yield library
    except PKCS11Error as error:
        raise _told_error(error) from None
    finally:
        library.finalize()


def _told_error(error: Exception) -> RuleError | TroubleError:
    """What the person has to know of the library's error."""
    from pkcs11 import exceptions as pk

    if isinstance(error, pk.PinLocked):
        return RuleError("token_pin_locked", field="pin")
    if isinstance(error, pk.PinIncorrect | pk.PinInvalid | pk.PinLenRange):
        return RuleError("token_pin_wrong", field="pin")
    if isinstance(error, pk.PinExpired | pk.UserPinNotInitialized):
        return RuleError("token_pin_new", field="pin")
    gone = (pk.DeviceRemoved, pk.TokenNotPresent, pk.NoSuchToken, pk.SessionClosed, pk.SessionHandleInvalid,
            pk.SlotIDInvalid, pk.TokenNotRecognised)  # fmt: skip
    if isinstance(error, gone):
        return RuleError("token_removed")
    if isinstance(error, pk.MechanismInvalid | pk.MechanismParamInvalid | pk.FunctionNotSupported):
        return RuleError("token_mechanism_missing")
    return TroubleError("token_failed", again=True, reason=type(error).__name__)


def _told(token: Any) -> Token:
    held: list[TokenCertificate] = []
    label, serial = _words(token.label), _words(token.serial)
    with token.open() as session:
        for found in _certificates(session):
            certificate = certificates.readable(found["der"])
            if not _signs(certificate):
                continue
            held.append(
                TokenCertificate(
                    label,
                    serial,
                    found["id"],
                    found["label"],
                    certificates.pem(certificate),
                    key_code(certificate),
                    _common(certificate),
                    certificate.not_valid_after_utc.date().isoformat(),
                )
            )
    return Token(label, serial, _words(token.manufacturer_id), _tries(token), tuple(held))


def _signs(certificate: x509.Certificate) -> bool:
    """Those for encrypting, those of the authority, weak ones: nobody would accept a signature by them."""
    fit = certificates.may_sign(certificate) and certificates.is_strong(certificate)
    return fit and not certificates.is_authority(certificate)


def _certificates(session: Any) -> Iterator[dict[str, Any]]:
    from pkcs11 import Attribute, ObjectClass

    for found in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        der = bytes(found[Attribute.VALUE])
        try:
            certificates.readable(der)
        except ValueError:
            continue
        yield {"der": der, "id": bytes(found[Attribute.ID]).hex(), "label": _words(found[Attribute.LABEL])}


def _tries(token: Any) -> str:
    from pkcs11 import TokenFlag

    flags = token.flags
    if flags & TokenFlag.USER_PIN_LOCKED:
        return LOCKED
    if flags & TokenFlag.USER_PIN_FINAL_TRY:
        return LAST
    return FEW if flags & TokenFlag.USER_PIN_COUNT_LOW else ""


def _tokens(library: Any) -> list[Any]:
    """Those that were ever set up: an empty one cannot even be asked what is on it."""
    from pkcs11 import TokenFlag

    found = [slot.get_token() for slot in library.get_slots(token_present=True)]
    return [token for token in found if token.flags & TokenFlag.TOKEN_INITIALIZED]


def _token(library: Any, serial: str) -> Any:
    for token in _tokens(library):
        if _words(token.serial) == serial:
            return token
    raise RuleError("token_removed")


@contextmanager
def _session(token: Any, pin: str) -> Iterator[Any]:
    from pkcs11.exceptions import PKCS11Error

    if not pin:
        raise RuleError("token_pin_needed", field="pin")
    if _tries(token) == LOCKED:
        raise RuleError("token_pin_locked", field="pin")
    try:
        session = token.open(user_pin=pin)
    except PKCS11Error as error:
        told = _told_error(error)
        raise _with_tries(told, token) from None
    with session:
        yield session


def _with_tries(told: RuleError | TroubleError, token: Any) -> RuleError | TroubleError:
    """A wrong PIN with what the token then says of the tries that are left."""
    if told.code != "token_pin_wrong":
        return told
    codes = {LOCKED: "token_pin_locked", LAST: "token_pin_last", FEW: "token_pin_few"}
    return RuleError(codes.get(_tries(token), "token_pin_wrong"), field="pin")


def _demand_key(session: Any, key_id: str) -> None:
    from pkcs11 import Attribute, ObjectClass

    wanted = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.SIGN: True, Attribute.ID: bytes.fromhex(key_id)}
    if len(list(session.get_objects(wanted))) != 1:
        raise RuleError("token_key_missing")


def _scheme(token: Any, certificate_pem: str) -> str:
    """How the token signs with the key of this certificate: the strongest way it offers."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from pkcs11 import Mechanism

    offered = token.slot.get_mechanisms()
    if isinstance(certificates.read(certificate_pem).public_key(), ec.EllipticCurvePublicKey):
        order = ((Mechanism.ECDSA_SHA256, ECDSA), (Mechanism.ECDSA, ECDSA_RAW))
    else:
        order = ((Mechanism.SHA256_RSA_PKCS_PSS, PSS), (Mechanism.SHA256_RSA_PKCS, RSA))
    scheme = next((scheme for mechanism, scheme in order if mechanism in offered), "")
    if not scheme:
        raise RuleError("token_mechanism_missing")
    return scheme


def _words(given: Any) -> str:
    words = given.decode("utf-8", "replace") if isinstance(given, bytes) else str(given)
    return words.strip().strip("\0")


def _common(certificate: x509.Certificate) -> str:
    found = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(found[0].value) if found else certificate.subject.rfc4514_string()
