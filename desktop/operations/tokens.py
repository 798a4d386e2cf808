"""The unit's key on a signing token: chosen once, its PIN asked for each time and kept nowhere."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from db import journal, settings, trust
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_keeper
from desktop.settings import Settings
from domain.errors import RuleError
from exports.package import tokens
from exports.package.tokens import Token as Token
from exports.package.tokens import TokenCertificate as TokenCertificate
from exports.package.tokens import TokenSigner

UNIT, SOFTWARE = "unit", "unit_software"
_KEPT = "token_key"


@dataclass(frozen=True)
class TokenKey:
    """Which key of which token signs for the unit; `certificate_pem` is the one on the token itself."""

    module: str
    label: str
    serial: str
    key_id: str
    certificate_pem: str


def held(desk: Desk) -> TokenKey | None:
    """None where the unit's key is in the register."""
    kept = settings.get(desk.store, _KEPT)
    return TokenKey(**json.loads(kept)) if kept else None


def module() -> str:
    """The library of tokens that was used last on this PC."""
    return Settings().token_module


def find(module: str) -> list[Token]:
    """The tokens that are plugged in; a module that answers is remembered. RuleError token_module_…, token_none."""
    if not module:
        raise RuleError("token_module_missing", field="module")
    found = tokens.plugged_in(module)
    Settings().token_module = module
    return found


def use(desk: Desk, module: str, label: str, code: str, pin: str) -> Changes:
    """From now on the unit signs with this token; a key in the register is kept aside and can be taken back.

    `code` chooses among several certificates. The token has to sign once: nobody finds out at the deadline that the
    certificate is there and its key is not. Errors as `exports.package.tokens`.
    """
    demand_keeper(desk)
    one = tokens.chosen(find(module), label, code)
    key = TokenKey(module, one.token_label, one.token_serial, one.key_id, one.certificate_pem)
    _signer(key, pin).sign(one.code.encode(), clock.now())
    with desk.store.atomic():
        before = trust.key(desk.store, UNIT)
        if before is not None and before["protected"]:
            _move(desk, UNIT, SOFTWARE)
        trust.put_key(desk.store, UNIT, b"", one.certificate_pem, clock.stamp())
        settings.put(desk.store, _KEPT, json.dumps(asdict(key)))
        settings.put(desk.store, "certificate_issued", "0")
        journal.write(desk.store, desk.user.name, "token_chosen", desk.unit.code, clock.stamp(), label=one.token_label)
    return of("trust")


def back_to_software(desk: Desk) -> Changes:
    """The unit signs with the key in the register again; the upper union has to confirm it anew if it changed.

    RuleError("key_not_on_token"), RuleError("key_software_missing") where there was none before.
    """
    demand_keeper(desk)
    if held(desk) is None:
        raise RuleError("key_not_on_token")
    if trust.key(desk.store, SOFTWARE) is None:
        raise RuleError("key_software_missing")
    with desk.store.atomic():
        _move(desk, SOFTWARE, UNIT)
        settings.put(desk.store, _KEPT, "")
        settings.put(desk.store, "certificate_issued", "0")
        journal.write(desk.store, desk.user.name, "token_left", desk.unit.code, clock.stamp())
    return of("trust")


def signer(key: TokenKey, pin: str | None, certificate_pem: str = "", issuers: tuple[str, ...] = ()) -> TokenSigner:
    """Signs with the token, under its own certificate or the one the upper union issued for the same key."""
    if not pin:
        raise RuleError("token_pin_needed", field="pin")
    made = _signer(key, pin)
    return made.with_certificate(certificate_pem, issuers) if certificate_pem else made


def _signer(key: TokenKey, pin: str) -> TokenSigner:
    return TokenSigner(key.module, key.serial, key.key_id, key.certificate_pem, pin)


def _move(desk: Desk, purpose: str, to: str) -> None:
    row = trust.key(desk.store, purpose)
    assert row is not None
    trust.put_key(desk.store, to, row["protected"], row["certificate_pem"], clock.stamp())
