"""Who opens this register: adding somebody, his roles, his passphrase, and his leaving."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from db import journal, settings, store, vault
from db import users as stored
from db.users import User as User
from desktop import attempts, clock
from desktop.changes import Changes, of
from desktop.desk import KEEPER, Desk, demand_keeper, open_desk
from desktop.operations import identity, recovery_sheets
from domain import role, text
from domain.errors import RuleError

LOCK_AFTER = (5, 10, 15, 30, 60)  # minutes without a key or a click
USUAL_MIN, _LOCK_AFTER = 10, "lock_after_min"
_RENEWED = "recovery_renewed_at"


@dataclass(frozen=True)
class NewCode:
    """A recovery code in place of the one before; it is shown once and stored nowhere."""

    code: str
    sheet: Path | None
    changes: Changes


def everyone(desk: Desk) -> list[User]:
    """Those who open the register, the oldest first."""
    return stored.everyone(desk.store)


def left(desk: Desk) -> list[User]:
    """Those who did once."""
    return [user for user in stored.known(desk.store) if user.left_at]


def code_outside(desk: Desk) -> list[str]:
    """Keepers who have left and may still know the recovery code: it is older than their leaving."""
    made_at = settings.get(desk.store, _RENEWED)
    return [] if desk.plain else [one.name for one in left(desk) if one.has(KEEPER) and (one.left_at or "") > made_at]


def add(desk: Desk, name: str, roles: Iterable[str], passphrase: str) -> Changes:
    """Another person who may open this register, with a passphrase of his own. Who had left comes back."""
    demand_keeper(desk)
    name, held = text.clean_line(name), role.roles(roles)
    if not name:
        raise RuleError("user_name_missing", field="user")
    before = next((user for user in stored.known(desk.store) if user.name == name), None)
    if before is not None and not before.left_at:
        raise RuleError("user_exists", field="user", name=name)
    slot, now = new_slot(), clock.stamp()
    with desk.store.atomic():
        if before is None:
            stored.insert(desk.store, name, held, slot, now)
        else:
            stored.come_back(desk.store, before.id, held, slot)
        journal.write(desk.store, desk.user.name, "user_added", name, now, role=role.written(held))
        if not desk.plain:
            # Last, so that no passphrase opens the register for nobody when the store cannot be written.
            vault.add_slot(desk.home / store.VAULT, desk.key, slot, passphrase)
    return of("users")


def set_roles(desk: Desk, name: str, roles: Iterable[str]) -> Changes:
    """Other roles for somebody. RuleError last_keeper where nobody would keep the register any more."""
    demand_keeper(desk)
    user, held = find(desk, name), role.roles(roles)
    if held == user.roles:
        return of("users")
    if KEEPER not in held:
        _demand_another_keeper(desk, user)
    with desk.store.atomic():
        stored.set_roles(desk.store, user.id, held)
        fields = {"roles": [role.written(user.roles), role.written(held)]}
        journal.write(desk.store, desk.user.name, "user_roles_changed", user.name, clock.stamp(), fields=fields)
    return of("users")


def remove(desk: Desk, name: str, reason: str, *, successor: str = "") -> Changes:
    """Somebody leaves: his passphrase opens nothing any more; what he did stays his.

    `successor` becomes a keeper at the same moment, which the last keeper needs before he may leave.
    """
    demand_keeper(desk)
    user, reason = find(desk, name), text.clean_line(reason)
    identity.demand_none({"reason": reason})
    heir = find(desk, successor) if successor else None
    if heir is None or heir.id == user.id:
        _demand_another_keeper(desk, user)
    now = clock.stamp()
    with desk.store.atomic():
        if heir is not None and not heir.has(KEEPER):
            stored.set_roles(desk.store, heir.id, heir.roles | {KEEPER})
        stored.leave(desk.store, user.id, now)
        after = {"successor": heir.name} if heir is not None else {}
        journal.write(desk.store, desk.user.name, "user_left", user.name, now, reason=reason, **after)
        if not desk.plain:
            vault.remove_slot(desk.home / store.VAULT, user.slot)
    return of("users")


def change_passphrase(desk: Desk, passphrase: str, *, current: str | None = None) -> Changes:
    """A new passphrase for the user at the desk; the store itself is not touched.

    `current`, where a person is asked for it, must be this user's passphrase or the recovery code.
    """
    if desk.plain:
        raise RuleError("register_plain")
    if current is not None:
        _vouch(desk, current)
    return _put_passphrase(desk, desk.user, passphrase)


def reset_passphrase(desk: Desk, name: str, passphrase: str) -> Changes:
    """Another passphrase for somebody who forgot his: he tells it to the keeper's keyboard himself."""
    demand_keeper(desk)
    if desk.plain:
        raise RuleError("register_plain")
    return _put_passphrase(desk, find(desk, name), passphrase)


def _put_passphrase(desk: Desk, user: User, passphrase: str) -> Changes:
    with desk.store.atomic():
        journal.write(desk.store, desk.user.name, "passphrase_changed", user.name, clock.stamp())
        vault.add_slot(desk.home / store.VAULT, desk.key, user.slot, passphrase)
    return of("users")


def is_at_desk(desk: Desk, secret: str) -> bool:
    """Whether `secret` is of the user at the desk, or the recovery code; False for another user's passphrase.

    RuleError passphrase_wrong for nobody's, passphrase_wait after too many of those. Reads no store: any lane may ask.
    """
    return attempts.opened(desk.home, secret)[1] in (desk.user.slot, vault.RECOVERY)


def _vouch(desk: Desk, secret: str) -> None:
    try:
        mine = is_at_desk(desk, secret)
    except RuleError as error:
        error.field = "current"
        raise
    if not mine:
        raise RuleError("passphrase_wrong", field="current")


def new_recovery(desk: Desk, sheet: Path | None = None) -> NewCode:
    """Another recovery code; the one before opens nothing any more. With `sheet` it is written there first."""
    demand_keeper(desk)
    if desk.plain:
        raise RuleError("register_plain")
    code = vault.new_recovery_code()
    if sheet is not None:
        recovery_sheets.write_new(sheet, desk.unit, code)
    try:
        with desk.store.atomic():
            now = clock.stamp()
            settings.put(desk.store, _RENEWED, now)
            journal.write(desk.store, desk.user.name, "recovery_renewed", desk.unit.code, now)
            vault.put_recovery(desk.home / store.VAULT, desk.key, code)
    except BaseException:
        if sheet is not None:
            sheet.unlink(missing_ok=True)  # its code opens nothing
        raise
    return NewCode(code, sheet, of("users"))


def lock_after_min(desk: Desk) -> int:
    """After how many minutes without a key or a click the window locks; 0 for a register without passphrase."""
    if desk.plain:
        return 0
    told = settings.get(desk.store, _LOCK_AFTER)
    return int(told) if told.isdigit() else USUAL_MIN


def set_lock_after(desk: Desk, minutes: int) -> Changes:
    demand_keeper(desk)
    demand_usual(minutes)
    before = lock_after_min(desk)
    with desk.store.atomic():
        settings.put(desk.store, _LOCK_AFTER, str(minutes))
        fields = {_LOCK_AFTER: [before, minutes]}
        journal.write(desk.store, desk.user.name, "lock_after_set", desk.unit.code, clock.stamp(), fields=fields)
    return of("settings")


def demand_usual(minutes: int) -> None:
    if minutes not in LOCK_AFTER:
        raise RuleError("lock_after_odd", field="lock_after", n=minutes, allowed=_listed(LOCK_AFTER))


def first_lock_after(opened: store.Store, minutes: int) -> None:
    """Of a register that is being made: nothing was set before, so there is nothing to note. Inside `atomic()`."""
    settings.put(opened, _LOCK_AFTER, str(minutes))


def names(home: Path, code: str) -> list[str]:
    """Who opens the register in `home`, the first keeper first: told to whoever has the recovery code."""
    opened = open_desk(home, code)
    try:
        return [opened.user.name, *(user.name for user in everyone(opened) if user.id != opened.user.id)]
    finally:
        opened.close()


def open_anew(home: Path, code: str, name: str, passphrase: str) -> Desk:
    """With the recovery code another passphrase for somebody who forgot his; then the register, opened with it."""
    opened = open_desk(home, code)
    try:
        _put_passphrase(opened, find(opened, name), passphrase)
    finally:
        opened.close()
    return open_desk(home, passphrase)


def find(desk: Desk, name: str) -> User:
    """Who is called so and opens the register; RuleError user_unknown."""
    wanted = text.clean_line(name)
    found = next((user for user in stored.everyone(desk.store) if user.name == wanted), None)
    if found is None:
        raise RuleError("user_unknown", field="user", name=wanted)
    return found


def new_slot() -> str:
    return "user-" + secrets.token_hex(4)


def _demand_another_keeper(desk: Desk, leaving: User) -> None:
    others = [user for user in stored.everyone(desk.store) if user.id != leaving.id and user.has(KEEPER)]
    if leaving.has(KEEPER) and not others:
        raise RuleError("last_keeper", field="user", name=leaving.name)


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
