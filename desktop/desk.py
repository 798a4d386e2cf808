"""The desk: one open register, who works at it, and the lock that keeps a second program away."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QLockFile

from db import (
    backup_packages,
    backups,
    initiatives,
    outbox,
    packages,
    recovery,
    restores,
    search_index,
    settings,
    store,
    users,
    vault,
)
from db.store import Store
from db.users import User
from desktop import attempts, clock, home_places, shipped_programmes, shipped_units
from domain.backup import MIGRATION
from domain.errors import RuleError, TroubleError
from domain.role import UserRole
from domain.unit import Block, Level, Unit

JOINED = Path("packages", "joined")  # what saved mails carried, until the register is opened again
OFFICER, APPRAISER, CLERK, CHAIR, KEEPER = UserRole


@dataclass(frozen=True)
class Desk:
    """An open register. `store` is the writer on the store lane; `screen()` gives the same desk with a reader.

    `cut_off` says that whoever had it open before did not close it: a crash, a power cut.
    """

    home: Path
    store: Store
    key: bytes = field(repr=False)
    user: User
    unit: Unit
    lock: QLockFile
    cut_off: bool = False

    def screen(self) -> Desk:
        return dataclasses.replace(self, store=self.store.reader())

    def close(self) -> None:
        from desktop import kept_packages  # it knows this module

        kept_packages.hide_all(self)
        self.store.close()
        self.lock.unlock()

    def derived(self, purpose: str) -> bytes:
        return vault.derived(self.key, purpose)

    @property
    def plain(self) -> bool:
        return vault.is_plain(self.home / store.VAULT)


def take_lock(home: Path) -> QLockFile:
    """The register's lock; TroubleError("register_busy") while another program holds it."""
    lock = QLockFile(str(home / "lock"))
    # A stale time of 0 means a living holder keeps it however long it works; a dead one loses it at once.
    lock.setStaleLockTime(0)
    if lock.tryLock(0):
        return lock
    if lock.error() is QLockFile.LockError.PermissionError:
        raise TroubleError("home_not_writable", again=True, path=str(home))
    raise TroubleError("register_busy", again=True)


def open_desk(
    home: Path, passphrase: str | None, user_name: str = "", *, step: Callable[[int, int], None] | None = None
) -> Desk:
    """Open the register in `home` as the user whose passphrase this is.

    The recovery code opens it as its first keeper, or as its first user where nobody is one; so does a plain register,
    where `user_name` may choose another user. `step(done, total)` hears how far an older register is with being taken
    into the search; if it raises, the register stays shut and goes on the next time.
    """
    _finish_restore(home)
    if not (home / store.VAULT).is_file():
        raise TroubleError("register_missing", path=str(home))
    home_places.demand_safe(home)
    key, slot = attempts.opened(home, passphrase)
    lock = take_lock(home)
    try:
        cut_off = recovery.left_open(home)
        backups.sweep(home / backups.FOLDER)
        opened = store.open_store(home, key, plain=slot == vault.OPEN,
                                  before_migrating=lambda older: _back_up(older, home, key, step))  # fmt: skip
    except BaseException:
        lock.unlock()
        raise
    try:
        user = _user(opened, slot, user_name)
        # Packages put together out of mails were taken in, or not, by whoever worked here before.
        shutil.rmtree(home / JOINED, ignore_errors=True)
        with opened.atomic():
            packages.come_home(opened, home)
            outbox.recover(opened, clock.stamp())
            shipped_programmes.add(opened, user.name, clock.stamp())
            shipped_units.install(opened, own_unit(opened), clock.stamp())
        initiatives.index_all(opened, step or (lambda _done, _total: None))
        with contextlib.suppress(TroubleError):  # order can wait, and a damaged index must not lock the records in
            search_index.tidy(opened)
        return Desk(home, opened, key, user, own_unit(opened), lock, cut_off)
    except BaseException:
        opened.close()
        lock.unlock()
        raise


def _finish_restore(home: Path) -> None:
    """A restore that was cut off while files changed places goes on here."""
    if restores.begun(home):
        lock = take_lock(home)
        try:
            restores.finish(home)
        finally:
            lock.unlock()


def _back_up(older: Store, home: Path, key: bytes, step: Callable[[int, int], None] | None) -> None:
    """No step of a newer program is taken before the store stands in a backup as the older one left it."""
    kept = backup_packages.source(home, key, plain=vault.is_plain(home / store.VAULT))
    backups.write(older, home, kept, into=home / backups.FOLDER, at=clock.stamp(), reason=MIGRATION,
                  step=step or (lambda _done, _total: None))  # fmt: skip


def _user(opened: Store, slot: str, user_name: str) -> User:
    everyone = users.everyone(opened)
    if slot in (vault.OPEN, vault.RECOVERY):
        keepers = [user for user in everyone if user.has(KEEPER)]
        chosen = [user for user in everyone if user.name == user_name] if user_name else (keepers or everyone)[:1]
    else:
        chosen = [user for user in everyone if user.slot == slot]
    if not chosen:
        raise RuleError("user_unknown", field="user", name=user_name)
    return chosen[0]


def own_unit(opened: Store) -> Unit:
    values = json.loads(settings.get(opened, "unit"))
    return Unit(**values | {"level": Level(values["level"]), "block": Block(values["block"])})


def put_unit(opened: Store, unit: Unit) -> None:
    settings.put(opened, "unit", json.dumps(dataclasses.asdict(unit), ensure_ascii=False))


def demand_officer(desk: Desk) -> None:
    """Records, people, units, programmes, money: what the union's officer answers for."""
    _demand(desk, "officer_needed", OFFICER)


def demand_clerk(desk: Desk) -> None:
    """Papers and packages: the clerk's work, and the officer's."""
    _demand(desk, "clerk_needed", OFFICER, CLERK)


def demand_chair(desk: Desk) -> None:
    """Sessions of the council and what they decide: the chair's work, and the officer's."""
    _demand(desk, "chair_needed", OFFICER, CHAIR)


def demand_keeper(desk: Desk) -> None:
    """Users, keys and settings of the register."""
    _demand(desk, "keeper_needed", KEEPER)


def _demand(desk: Desk, code: str, *any_of: UserRole) -> None:
    if not desk.user.has(*any_of):
        raise RuleError(code, name=desk.user.name)


def now() -> str:
    return clock.stamp()
