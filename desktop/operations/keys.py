"""The signing keys of a register: kept in the store under a key of the vault, never in the clear."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from db import journal, settings, trust
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.version import VERSION
from domain.errors import RuleError
from exports.package import enrolment, keys, signing_certificate
from exports.package.keys import Signer, SigningKey
from exports.package.registry import TrustRegistry

UNIT, ROOT, OFFICE = "unit", "root", "office"
_PURPOSE = "signing-keys/1"


@dataclass(frozen=True)
class KeyState:
    """The unit's own key: its 30-digit code, and the certificate the upper union issued, if any."""

    code: str
    certificate_pem: str
    issued: bool


def load(desk: Desk, purpose: str) -> tuple[SigningKey, str]:
    """The key and its certificate (PEM). RuleError("key_missing") when none was made."""
    row = trust.key(desk.store, purpose)
    if row is None:
        raise RuleError("key_missing" if purpose == UNIT else "root_missing")
    key, _certificate = keys.open_protected(row["protected"], _password(desk))
    return key, row["certificate_pem"]


def signer(desk: Desk, pin: str | None = None) -> Signer:
    """The key that signs for this register: the unit's, else its office's. RuleError("key_missing")."""
    purpose = UNIT if trust.key(desk.store, UNIT) is not None or trust.key(desk.store, OFFICE) is None else OFFICE
    key, certificate = load(desk, purpose)
    return Signer(key, certificate, issuers(desk, purpose))


def issuers(desk: Desk, purpose: str) -> tuple[str, ...]:
    """The certificates (PEM) that come along with a signature: the root's that vouches for the key, if any."""
    if purpose == OFFICE:
        return (load(desk, ROOT)[1],)
    kept = settings.get(desk.store, "trust_registry")
    return (TrustRegistry.from_dict(json.loads(kept)).root_pem,) if kept else ()


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
        journal.write(desk.store, desk.user.name, "key_made", desk.unit.code, clock.stamp())
    return state(desk), of("trust")


def state(desk: Desk) -> KeyState:
    row = trust.key(desk.store, UNIT)
    if row is None:
        raise RuleError("key_missing")
    issued = settings.get(desk.store, "certificate_issued") == "1"
    return KeyState(keys.key_code(row["certificate_pem"]), row["certificate_pem"], issued)


def has_key(desk: Desk) -> bool:
    return trust.key(desk.store, UNIT) is not None


def request(desk: Desk, target: Path) -> Path:
    """The enrolment request to hand to the upper union; its 30-digit code is read out over the phone."""
    demand_officer(desk)
    key, _certificate = load(desk, UNIT)
    if target.is_dir():
        target = target / f"{desk.unit.code.lower()}-yeu-cau-cap-khoa.asice"
    enrolment.enrolment_request(target, key, desk.unit.code, desk.unit.name, recipient=desk.unit.upper_code,
                                app_version=VERSION, now=clock.now())  # fmt: skip
    with desk.store.atomic():
        journal.write(desk.store, desk.user.name, "key_requested", desk.unit.code, clock.stamp(), file=target.name)
    return target


def _password(desk: Desk) -> bytes:
    return desk.derived(_PURPOSE).hex().encode()
