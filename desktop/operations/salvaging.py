"""Saving what can be read of a damaged register: it becomes a backup, with a list of what is missing."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from db import backups as stored
from db import recovery, vault
from db import salvage as salvages
from db import store as stores
from db.backup_packages import source
from db.backups import Backup, Step
from db.salvage import Lost
from db.store import Store
from desktop import attempts, clock
from desktop.desk import take_lock
from domain.backup import SALVAGED
from domain.errors import TroubleError

_FRESH, _EARLIER = "salvage.part", "earlier.part"
_NAMED = 40  # more numbers than these are only counted


@dataclass(frozen=True)
class Missing:
    """Rows of a table that are gone, 0 where some may be and nothing tells how many; and the numbers of the initiatives
    they belong to, as far as they are known."""

    table: str
    rows: int
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Salvaged:
    """What was saved, as a backup that can be restored. `from_backup` rows were taken from an earlier backup."""

    backup: Backup
    missing: tuple[Missing, ...]
    from_backup: int


def salvage(home: Path, secret: str | None, *, step: Step) -> Salvaged:
    """Read whatever can be read of the closed register in `home` into a new store; the register is not touched.

    TroubleError("register_damaged") where not even its list of tables can be read: then only a backup helps.
    """
    key, slot = attempts.opened(home, secret)
    plain, where = slot == vault.OPEN, home / stored.FOLDER
    lock = take_lock(home)
    try:
        damaged = stores.open_as_it_is(home / stores.FILE, key, plain=plain)
        level = _level(damaged)
        with stored.passing(where / _FRESH) as folder, _earlier(home, key, level, plain=plain) as earlier:
            fresh = stores.create_as_of(folder, key, level, plain=plain)
            try:
                lost = salvages.salvage(damaged, fresh, backup=earlier, complete=_same(damaged, earlier), step=step)
                missing = _missing(fresh, earlier, lost)
                shutil.copyfile(home / stores.VAULT, folder / stores.VAULT)
                packages = source(home, key, plain=plain)
                made = stored.write(fresh, folder, packages, into=where, at=clock.stamp(), reason=SALVAGED, step=step,
                                    missing=[_told(one) for one in missing])  # fmt: skip
            finally:
                fresh.close()
    finally:
        lock.unlock()
    return Salvaged(made, missing, sum(one.from_backup for one in lost))


def missing(backup: Backup) -> tuple[Missing, ...]:
    """What a salvaged backup lacks."""
    found = []
    for told in backup.missing:
        table, rows, numbers = (*told.split(":", 2), "", "")[:3]
        found.append(Missing(table, int(rows or 0), tuple(filter(None, numbers.split(",")))))
    return tuple(found)


def _told(one: Missing) -> str:
    return f"{one.table}:{one.rows}:{','.join(one.numbers[:_NAMED])}"


def _missing(fresh: Store, earlier: Store | None, lost: Sequence[Lost]) -> tuple[Missing, ...]:
    """By table, with the numbers of initiatives that lost their words."""
    found = []
    for table in dict.fromkeys(one.table for one in lost):
        parts = [one for one in lost if one.table == table]
        rows, numbers = sum(one.rows for one in parts), list[str]()
        if table in ("initiative", "initiative_text"):
            ids = [row_id for one in parts for row_id in one.ids]
            numbers = [number for row_id in ids for number in _number(row_id, fresh, earlier)]
        if rows:
            found.append(Missing(table, rows, tuple(numbers)))
        elif any(one.unsure for one in parts):
            found.append(Missing(table, 0, ()))
    return tuple(found)


def _number(row_id: int, *holders: Store | None) -> Iterator[str]:
    for holder in holders:
        found = holder.value("SELECT number FROM initiative WHERE id = ?", [row_id]) if holder is not None else None
        if found:
            yield str(found)
            return


def _same(damaged: Store, earlier: Store | None) -> bool:
    """Whether nothing has changed since the backup, as far as that can be read."""
    if earlier is None:
        return False
    try:
        return recovery.mark(damaged) == recovery.mark(earlier)
    except Exception:  # whatever a damaged page makes of it
        return False


def _level(damaged: Store) -> str:
    try:
        return stores.level(damaged)
    except Exception as error:
        damaged.close()
        raise TroubleError("register_damaged", path=str(damaged.path.parent)) from error


@contextlib.contextmanager
def _earlier(home: Path, key: bytes, level: str, *, plain: bool) -> Iterator[Store | None]:
    """The newest backup of the same level that is whole, taken out; None if there is none."""
    for backup in stored.listed(home / stored.FOLDER):
        if backup.level != level or not backup.sha256 or backup.missing:
            continue
        with stored.passing(home / stored.FOLDER / _EARLIER) as folder:
            try:
                stored.take_out(backup, folder, step=lambda _done, _total: None)
                stored.demand_whole(folder, backup, key, plain=plain)
            except TroubleError:
                continue
            opened = stores.open_as_it_is(folder / stores.FILE, key, plain=plain)
            try:
                yield opened
            finally:
                opened.close()
            return
    yield None
