"""The signing keys of a register: kept in the store under a key of the vault, never in the clear."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from db import journal, settings, trust
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import encryption, tokens
from desktop.version import VERSION
from domain import dates
from domain.errors import RuleError
from exports.package import enrolment, keys, signing_certificate
from exports.package.keys import Signer, SigningKey
from exports.package.registry import TrustRegistry
from exports.package.tokens import TokenSigner

UNIT, ROOT, OFFICE = "unit", "root", "office"
_PURPOSE = "signing-keys/1"
WARN_DAYS = signing_certificate.WARN_DAYS


@dataclass(frozen=True)
class KeyState:
    """The unit's own key: its 30-digit code, and the certificate the upper union issued, if any.

    `token` is the label of the token it is on, "" for one in the register; `days_left` until the certificate ends.
    """

    code: str
    certificate_pem: str
    issued: bool
    token: str = ""
    expires_on: str = ""
    days_left: int = 0

    @property
    def ends_soon(self) -> bool:
        return self.days_left <= signing_certificate.WARN_DAYS


def load(desk: Desk, purpose: str) -> tuple[SigningKey, str]:
    """The key and its certificate (PEM). RuleError("key_missing") when none was made."""
    row = trust.key(desk.store, purpose)
    if row is None:
        raise RuleError("key_missing" if purpose == UNIT else "root_missing")
    if not row["protected"]:
        raise RuleError("key_on_token")
    key, _certificate = keys.open_protected(row["protected"], _password(desk))
    return key, row["certificate_pem"]


def unit_signer(desk: Desk, pin: str | None = None) -> Signer | TokenSigner:
    """The unit's key, ready to seal packages. RuleError key_missing, token_pin_needed."""
    on_token, row = tokens.held(desk), trust.key(desk.store, UNIT)
    if on_token is not None and row is not None:
        return tokens.signer(on_token, pin, row["certificate_pem"], issuers(desk, UNIT))
    key, certificate = load(desk, UNIT)
    return Signer(key, certificate, issuers(desk, UNIT))


def pdf_signer(desk: Desk, pin: str | None = None) -> Signer | TokenSigner:
    """The key that signs papers: the unit's, else its office's. RuleError key_missing, token_pin_needed.

    A token signs papers under the certificate that is on it: outside the union that is the one people know.
    """
    on_token = tokens.held(desk)
    if on_token is not None:
        return tokens.signer(on_token, pin)
    if trust.key(desk.store, UNIT) is not None or trust.key(desk.store, OFFICE) is None:
        return unit_signer(desk)
    key, certificate = load(desk, OFFICE)
    return Signer(key, certificate, issuers(desk, OFFICE))


def issuers(desk: Desk, purpose: str) -> tuple[str, ...]:
    """The certificates (PEM) that come along with a signature: the root's that vouches for the key, if any."""
    if purpose == OFFICE:
        return (load(desk, ROOT)[1],)
    kept = settings.get(desk.store, "trust_registry")
    return (TrustRegistry.from_dict(json.loads(kept)).root_pem,) if kept else ()


def certify(desk: Desk, certificate_pem: str) -> None:
    """Take the certificate that the upper union issued for the unit's key. Inside `atomic()`."""
    if tokens.held(desk) is not None:
        trust.put_key(desk.store, UNIT, b"", certificate_pem, clock.stamp())
        return
    key, _before = load(desk, UNIT)
    keep(desk, UNIT, key, certificate_pem)


def keep(desk: Desk, purpose: str, key: SigningKey, certificate_pem: str) -> None:
    """Store a key with its certificate. Inside `atomic()`."""
    protected = keys.protect(key, certificate_pem, _password(desk))
    trust.put_key(desk.store, purpose, protected, certificate_pem, clock.stamp())


def new(desk: Desk) -> tuple[KeyState, Changes]:
    """The unit's key with a certificate of its own making, until the upper union issues one."""
    demand_officer(desk)
    if trust.key(desk.store, UNIT) is not None:
        raise RuleError("key_exists")
    key = keys.new_key()
    certificate = signing_certificate.self_signed(key, desk.unit.code, desk.unit.name, clock.now())
    with desk.store.atomic():
        keep(desk, UNIT, key, certificate)
        encryption.ensure(desk)
        journal.write(desk.store, desk.user.name, "key_made", desk.unit.code, clock.stamp())
    return state(desk), of("trust")


def replace(desk: Desk) -> tuple[KeyState, Changes]:
    """Another key in place of the one in the register, which is gone then: lost to somebody, or feared to be.

    The upper union has to confirm it like the first. What was sent before can still be looked at here and there.
    RuleError: key_missing, key_on_token (a token's key is changed by choosing another token).
    """
    demand_officer(desk)
    load(desk, UNIT)  # RuleError where there is none to be replaced here
    key = keys.new_key()
    certificate = signing_certificate.self_signed(key, desk.unit.code, desk.unit.name, clock.now())
    with desk.store.atomic():
        keep(desk, UNIT, key, certificate)
        settings.put(desk.store, "certificate_issued", "0")
        journal.write(desk.store, desk.user.name, "key_replaced", desk.unit.code, clock.stamp())
    return state(desk), of("trust")


def state(desk: Desk) -> KeyState:
    row = trust.key(desk.store, UNIT)
    if row is None:
        raise RuleError("key_missing")
    issued, on_token = settings.get(desk.store, "certificate_issued") == "1", tokens.held(desk)
    ends = signing_certificate.last_day(row["certificate_pem"])
    return KeyState(
        keys.key_code(row["certificate_pem"]),
        row["certificate_pem"],
        issued,
        on_token.label if on_token else "",
        ends.isoformat(),
        (ends - clock.today()).days,
    )


def ending(held: KeyState) -> tuple[str, dict[str, object]]:
    """The code and the facts of the sentence about a certificate that ends soon or has ended."""
    facts: dict[str, object] = {"expires_on": dates.shown(date.fromisoformat(held.expires_on)), "days": held.days_left}
    return ("key_ends_soon" if held.days_left >= 0 else "key_ended"), facts


def can_sign(desk: Desk) -> bool:
    """Whether there is any key papers can be signed with."""
    return any(trust.key(desk.store, purpose) is not None for purpose in (UNIT, OFFICE))


def has_key(desk: Desk) -> bool:
    return trust.key(desk.store, UNIT) is not None


def request(desk: Desk, target: Path, pin: str | None = None) -> Path:
    """The enrolment request to hand to the upper union; its 30-digit code is read out over the phone.

    A key on a token signs it there: `pin` is needed.
    """
    demand_officer(desk)
    on_token, asker = tokens.held(desk), enrolment.Asker(desk.unit.code, desk.unit.name)
    if on_token is None:
        asked = enrolment.with_key(load(desk, UNIT)[0], asker, clock.now())
    else:
        asked = enrolment.with_token(tokens.signer(on_token, pin), asker)
    if target.is_dir():
        target = target / f"{desk.unit.code.lower()}-yeu-cau-cap-khoa.asice"
    with desk.store.atomic():
        own = encryption.ensure(desk)
    enrolment.write_request(target, asker, *asked, recipient=desk.unit.upper_code, app_version=VERSION,
                            encryption=(own,), now=clock.now())  # fmt: skip
    with desk.store.atomic():
        journal.write(desk.store, desk.user.name, "key_requested", desk.unit.code, clock.stamp(), file=target.name)
    return target


def _password(desk: Desk) -> bytes:
    return desk.derived(_PURPOSE).hex().encode()
