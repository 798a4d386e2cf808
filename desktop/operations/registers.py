"""Making a register, and the words of the unit it belongs to."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db import journal, restores, settings, store, vault
from db import users as stored_users
from db.vault import MINIMUM_PASSPHRASE as MINIMUM_PASSPHRASE
from desktop import clock, home_places, shipped_programmes, shipped_units
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_keeper, own_unit, put_unit, take_lock
from desktop.operations import programmes, recovery_sheets, unit_events, users
from domain import entry, ids, text
from domain.errors import RuleError, TroubleError
from domain.role import EVERY, UserRole
from domain.unit import Unit

_First = tuple[str, frozenset[UserRole], int]  # the first user, his roles, minutes until the window locks


@dataclass(frozen=True)
class Created:
    """`recovery_code` is shown once; it is stored nowhere. Empty for a plain register."""

    home: Path
    unit: Unit
    recovery_code: str
    recovery_file: Path | None


def create(
    home: Path,
    unit: Unit,
    user_name: str,
    passphrase: str | None,
    *,
    recovery_to: Path | None = None,
    roles: frozenset[UserRole] = EVERY,
    lock_after: int = users.USUAL_MIN,
) -> Created:
    """A new register in `home`, encrypted with a passphrase; without one it is plain, an explicit choice.

    `roles` are those of its first user: an appraiser's store holds what another register asked him to mark. Its window
    locks after `lock_after` minutes that nobody has touched it. There is no register unless its recovery sheet could be
    written to `recovery_to`, where nothing may stand yet.
    """
    unit = checked(unit)
    user_name = text.clean_line(user_name)
    if not user_name:
        raise RuleError("user_name_missing", field="user")
    users.demand_usual(lock_after)
    home_places.demand_safe(home)
    _demand_free(home)
    if recovery_to is not None and recovery_to.exists():
        # It may be the only sheet of another register.
        raise TroubleError("recovery_not_written", path=str(recovery_to))
    _make_folder(home)
    recovery_code = "" if passphrase is None else vault.new_recovery_code()
    lock = take_lock(home)
    try:
        _demand_free(home)  # another program may have been quicker
        _make(home, unit, (user_name, roles, lock_after), passphrase, recovery_code, recovery_to)
    finally:
        lock.unlock()
    return Created(home, unit, recovery_code, recovery_to if recovery_code else None)


def _demand_free(home: Path) -> None:
    if (home / store.VAULT).exists() or (home / store.FILE).exists():
        raise TroubleError("register_exists", path=str(home))


def _make(home: Path, unit: Unit, user: _First, passphrase: str | None, code: str, sheet: Path | None) -> None:
    slot = users.new_slot()
    try:
        key = vault.create(home / store.VAULT, passphrase, slot, code)
        _fill(store.create(home, key, plain=passphrase is None), unit, user, slot)
        if sheet is not None and code:
            recovery_sheets.write(sheet, unit, code)
    except BaseException:
        # Nothing half made stays: the next try begins from an empty folder.
        for name in (store.VAULT, store.VAULT + ".part", store.FILE, store.FILE + "-wal", store.FILE + "-shm"):
            with contextlib.suppress(OSError):
                (home / name).unlink(missing_ok=True)
        raise


def checked(unit: Unit) -> Unit:
    """The unit with its codes in their stored form; RuleError names the field that is wrong."""
    unit = _tidy(unit)
    for error in _wrong_with(unit):
        raise error
    return unit


def _tidy(unit: Unit) -> Unit:
    return dataclasses.replace(
        unit,
        code=text.clean_line(unit.code).upper(),
        name=text.clean_line(unit.name),
        upper_code=text.clean_line(unit.upper_code).upper(),
        upper_name=text.clean_line(unit.upper_name),
        place=text.clean_line(unit.place),
    )


def _wrong_with(unit: Unit) -> Iterator[RuleError]:
    upper = unit.upper_code
    if not unit.code:
        yield RuleError("unit_code_missing", field="unit_code")
    elif not ids.unit_code_ok(unit.code):
        yield RuleError("unit_code_malformed", field="unit_code", code=unit.code)
    if upper and (not ids.unit_code_ok(upper) or upper == unit.code):
        yield RuleError("upper_code_malformed", field="upper_code", code=upper)
    if not unit.name:
        yield RuleError("unit_name_missing", field="unit_name")
    words = {"unit_name": unit.name, "upper_name": unit.upper_name, "place": unit.place}
    yield from (RuleError(problem.code, field=problem.field) for problem in entry.refused(words))


def objections(unit: Unit, user_name: str, passphrase: str) -> tuple[RuleError, ...]:
    """Everything that `create` would refuse, at once, so that a form can mark every field."""
    found = list(_wrong_with(_tidy(unit)))
    if not text.clean_line(user_name):
        found.append(RuleError("user_name_missing", field="user"))
    try:
        vault.check_passphrase(passphrase)
    except RuleError as error:
        found.append(error)
    return tuple(found)


def change_unit(desk: Desk, wanted: Unit) -> Changes:
    """New words for the register's own unit; its code and its level stay what they were for ever.

    A desk opened before still holds the old unit: whoever holds one reads it again when "unit" has changed.
    """
    demand_keeper(desk)
    before = own_unit(desk.store)
    after = checked(dataclasses.replace(wanted, code=before.code, level=before.level))
    held, new = dataclasses.asdict(before), dataclasses.asdict(after)
    differing = {name: [held[name], new[name]] for name in held if held[name] != new[name]}
    if differing:
        with desk.store.atomic():
            put_unit(desk.store, after)
            unit_events.follow_card(desk, before, after)
            journal.write(desk.store, desk.user.name, "unit_changed", after.code, clock.stamp(), fields=differing)
    return of("unit", "units", "settings")


def exists(home: Path) -> bool:
    return (home / store.VAULT).is_file() or restores.begun(home)


def is_plain(home: Path) -> bool:
    return (home / store.VAULT).is_file() and vault.is_plain(home / store.VAULT)


def _fill(opened: store.Store, unit: Unit, user: _First, slot: str) -> None:
    now, (user_name, roles, lock_after) = clock.stamp(), user
    try:
        with opened.atomic():
            put_unit(opened, unit)
            stored_users.insert(opened, user_name, roles, slot, now)
            users.first_lock_after(opened, lock_after)
            shipped_programmes.add(opened, user_name, now)
            settings.put(opened, "programme", programmes.DEFAULT)
            shipped_units.install(opened, unit, now)
            journal.write(opened, user_name, "register_made", unit.code, now)
    finally:
        opened.close()


def _make_folder(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
        probe = home / ".probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise TroubleError("home_not_writable", again=True, path=str(home)) from error
