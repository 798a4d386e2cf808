"""Backups of the register: made now or before something big, listed, thinned, and how old the newest is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db import backups as stored
from db import recovery
from db.backup_packages import source
from db.backups import Backup as Backup
from db.backups import Step
from desktop import clock, home_places
from desktop.desk import Desk
from desktop.operations import backup_places, restoring
from desktop.operations.backup_places import Place
from domain import backup as rules
from domain import dates
from domain.backup import ASKED as ASKED
from domain.backup import BULK as BULK
from domain.backup import CLOSE as CLOSE
from domain.backup import IMPORT as IMPORT
from domain.backup import MIGRATION as MIGRATION
from domain.backup import RECEIVE as RECEIVE
from domain.backup import WORK as WORK
from domain.errors import TroubleError

_ROOM_SHARE = 3  # backups may take a third of what would be free without them


@dataclass(frozen=True)
class Made:
    """A backup that was made, and what became of its copy in the second place (None: none is set)."""

    backup: Backup
    place: Place | None = None


@dataclass(frozen=True)
class Standing:
    """How safe the register is: its newest backup, whether something changed since, and whether that is too old."""

    newest: Backup | None
    changed: bool
    late: bool


def folder(home: Path) -> Path:
    """Where a register keeps its backups."""
    return home / stored.FOLDER


def listed(home: Path) -> list[Backup]:
    """The backups beside a register, the newest first; it need not be open."""
    return stored.listed(folder(home))


def newest(home: Path) -> Backup | None:
    """The newest copy of the register: what a restore replaced and what was salvaged are none."""
    return stored.newest(folder(home), lambda one: one.sha256 and not one.missing)


def made_at(backup: Backup) -> datetime:
    return dates.instant(backup.at)


def standing(desk: Desk) -> Standing:
    found = newest(desk.home)
    if found is None:
        changed = bool(desk.store.value("SELECT 1 FROM initiative LIMIT 1"))
    else:
        changed = found.mark != recovery.mark(desk.store)
    at = made_at(found) if found is not None else None
    return Standing(found, changed, rules.late(at, changed, clock.now()))


@dataclass(frozen=True)
class Seen:
    """All that a page shows of backups; `drilled` is (when, which) of the last one that somebody tried."""

    standing: Standing
    backups: tuple[Backup, ...]
    place: Place | None
    drilled: tuple[str, str] | None
    on_a_stick: bool


def seen(desk: Desk) -> Seen:
    """Asked with a connection of its own: it reads the folder of the backups, which may lie on a slow disk."""
    own = desk.screen()
    try:
        return Seen(standing(own), tuple(listed(desk.home)), backup_places.get(desk.home),
                    restoring.last_drill(own), home_places.can_be_pulled(desk.home))  # fmt: skip
    finally:
        own.store.close()


def make(desk: Desk, reason: str, *, step: Step) -> Made:
    """A backup of the register as it is, opened and compared after it was written; then thinned, and copied to the
    second place if that is there. It has a connection of its own and holds nobody up.

    Stopped by `step` nothing of it stays. The second place being away is no trouble of the backup.
    """
    where = folder(desk.home)
    try:
        made = _written(desk, where, reason, step)
    except TroubleError as error:
        if error.code not in ("backup_no_room", "disk_full") or not _make_room(desk.home):
            raise
        made = _written(desk, where, reason, step)
    thin(where, clock.now())
    return Made(made, backup_places.bring(desk, made, step=step))


def _written(desk: Desk, where: Path, reason: str, step: Step) -> Backup:
    packages = source(desk.home, desk.key, plain=desk.plain)
    return stored.write(desk.store, desk.home, packages, into=where, at=clock.stamp(), reason=reason, step=step)


def before(desk: Desk, reason: str, *, stop: Callable[[], object]) -> None:
    """A backup before something big, unless nothing has changed since the newest; `stop` may raise.

    What has changed since may be little enough, see `near_enough`.
    """
    found = newest(desk.home)
    if found is not None and found.mark == recovery.mark(desk.store):
        return
    if found is not None and rules.near_enough(reason, found.reason, clock.now() - made_at(found)):
        return
    make(desk, reason, step=lambda _done, _total: (stop(), None)[1])


def thin(where: Path, now: datetime) -> list[str]:
    """Takes away the backups that the rules do not keep, and those for which there is no room; returns their names."""
    found = {one.name: one for one in stored.listed(where)}
    kept = rules.kept({name: (made_at(one), one.reason) for name, one in found.items()}, now)
    room = (shutil.disk_usage(where).free + sum(one.size_bytes for one in found.values())) // _ROOM_SHARE
    sizes = [(name, made_at(found[name]), found[name].size_bytes) for name in kept]
    going = [name for name in found if name not in kept] + rules.crowded_out(sizes, room)
    gone = [name for name in going if stored.remove(found[name])]
    if gone:
        stored.sweep_packages(where, where.parent)
    return gone


def _make_room(home: Path) -> bool:
    """Takes the least needed backup away; False where only two are left."""
    found = {one.name: one for one in listed(home)}
    sizes = [(name, made_at(one), one.size_bytes) for name, one in found.items()]
    going = rules.crowded_out(sizes, sum(size for _, _, size in sizes) - 1) if sizes else []
    return sum(stored.remove(found[name]) for name in going) > 0
