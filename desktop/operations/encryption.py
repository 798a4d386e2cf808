"""Who can read a package on its way: the register's own keys for opening, and the keys of those it is encrypted for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db import encryption, journal, trust
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from domain.errors import RuleError
from exports.package import crypt
from exports.package.registry import ACTIVE, TrustRegistry

UNIT, ABOVE = "unit", "above"
_PURPOSE = "encryption-keys/1"
_NONCE = 12


@dataclass(frozen=True)
class Addressee:
    """A unit that will be able to open a package, and its keys ("age1…")."""

    unit_code: str
    unit_name: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class OwnKey:
    """What others encrypt for. `kept` older keys still open older packages; `known_above`: the upper union has it."""

    recipient: str
    since: str
    kept: int
    known_above: bool


def own(desk: Desk) -> OwnKey | None:
    """None before the first key was made. Quick, for the screen: no secret is opened."""
    held = encryption.own_keys(desk.store)
    if not held:
        return None
    above = [row["recipient"] for row in encryption.told(desk.store, desk.unit.code) if row["source"] == ABOVE]
    newest = held[0]
    return OwnKey(newest["recipient"], newest["created_at"], len(held) - 1, newest["recipient"] in above)


def ensure(desk: Desk) -> str:
    """The public key in use, made if there is none yet. Inside `atomic()`."""
    held = encryption.own_keys(desk.store)
    return str(held[0]["recipient"]) if held else _make(desk)


def renew(desk: Desk) -> tuple[OwnKey, Changes]:
    """A new key from now on; those before stay, so that what is on its way can still be opened."""
    demand_officer(desk)
    with desk.store.atomic():
        recipient = _make(desk)
        journal.write(desk.store, desk.user.name, "encryption_key_made", desk.unit.code, clock.stamp(), key=recipient)
    made = own(desk)
    assert made is not None
    return made, of("trust")


def identities(desk: Desk) -> tuple[str, ...]:
    """Every secret key of this register, the one in use first. Nothing of them is ever written outside the store."""
    sealing = _sealing(desk)
    return tuple(_opened(sealing, row["recipient"], row["protected"]) for row in encryption.own_keys(desk.store))


def addressees(desk: Desk, recipient: str, also: Sequence[str] = ()) -> tuple[Addressee, ...]:
    """Whom a package to `recipient` can be encrypted for; empty where no key of the recipient is known.

    RuleError("also_without_key") for a further unit whose key nobody told.
    """
    first = _addressee(desk, recipient)
    found = [first] if first else []
    for code in dict.fromkeys(code.strip().upper() for code in also if code.strip()):
        further = _addressee(desk, code)
        if further is None or first is None:
            raise RuleError("also_without_key", field="also", code=code if first else recipient)
        found += [further] if code != recipient else []
    return tuple(found)


def known_units(desk: Desk) -> list[Addressee]:
    """Every other unit packages can be encrypted for, by code."""
    codes = dict.fromkeys(row["unit_code"] for row in encryption.told(desk.store))
    found = (_addressee(desk, code) for code in codes if code != desk.unit.code)
    return [one for one in found if one is not None]


def told_down(desk: Desk) -> dict[str, tuple[str, ...]]:
    """What a trust package tells the units: this union's own key and those of the units it vouches for.

    Inside `atomic()`, since the own key may have to be made.
    """
    told: dict[str, tuple[str, ...]] = {desk.unit.code: (ensure(desk),)}
    for unit in trust.units(desk.store):
        addressee = _addressee(desk, unit["unit_code"])
        if unit["state"] == ACTIVE and addressee is not None:
            told[unit["unit_code"]] = addressee.keys
    return told


def learn_from_unit(desk: Desk, unit_code: str, unit_name: str, keys: Sequence[str]) -> None:
    """What a unit asked for with its request, once that was confirmed. Inside `atomic()`."""
    encryption.tell(desk.store, UNIT, unit_code, unit_name, keys, clock.stamp())


def learn_from_above(desk: Desk, registry: TrustRegistry) -> None:
    """What the upper union's trust package says, in place of the one before. Inside `atomic()`."""
    encryption.forget(desk.store, ABOVE)
    for code, keys in registry.encryption.items():
        unit = registry.units.get(code)
        if code == registry.issuer_code or (unit is not None and unit.state == ACTIVE):
            name = registry.issuer_name if unit is None else unit.unit_name
            encryption.tell(desk.store, ABOVE, code, name, keys, clock.stamp())


def _addressee(desk: Desk, unit_code: str) -> Addressee | None:
    rows = encryption.told(desk.store, unit_code)
    vouched = trust.unit(desk.store, unit_code)
    if vouched is not None and vouched["state"] != ACTIVE:
        return None
    # What a unit said itself is newer than what came round by the upper union: an older key may be lost to somebody.
    first = [row for row in rows if row["source"] == UNIT] or rows
    return Addressee(unit_code, first[0]["unit_name"], tuple(row["recipient"] for row in first)) if first else None


def _make(desk: Desk) -> str:
    identity, recipient = crypt.new_identity()
    nonce = os.urandom(_NONCE)
    protected = nonce + _sealing(desk).encrypt(nonce, identity.encode(), recipient.encode())
    encryption.add_key(desk.store, recipient, protected, clock.stamp())
    return recipient


def _opened(sealing: AESGCM, recipient: str, protected: bytes) -> str:
    return sealing.decrypt(protected[:_NONCE], protected[_NONCE:], recipient.encode()).decode()


def _sealing(desk: Desk) -> AESGCM:
    return AESGCM(desk.derived(_PURPOSE))
