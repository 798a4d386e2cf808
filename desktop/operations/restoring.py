"""Restoring a backup: tried first without touching anything, then put in the place of the register's store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from db import backup_packages, journal, restores, vault
from db import backups as stored
from db import store as stores
from db.backups import Backup, Step
from desktop import attempts, clock, home_places, kept_packages
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_keeper, open_desk, take_lock
from desktop.operations import backup_places
from domain.backup import REPLACED
from domain.errors import RuleError, TroubleError

_DRILL = "drill.part"


@dataclass(frozen=True)
class Drilled:
    """A backup that was taken out, opened and counted; `counts` are the rows of its tables, `packages` the copies of
    packages that were read, `lost` the names of those that are not there as they were."""

    backup: Backup
    counts: Mapping[str, int]
    packages: int = 0
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Restored:
    """The register, open, as the backup holds it; `kept` is the backup that the store before has become.

    `unknown` are the names of packages that were sealed here and that the backup does not know: the next one would take
    a number again that has been used. `lost` are those it knows whose copies are nowhere as they were.
    """

    desk: Desk
    kept: Path | None
    unknown: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def chosen(folder: Path) -> Backup:
    """The backup in a folder somebody named. RuleError if there is none."""
    found = stored.read(folder)
    if found is None:
        raise RuleError("backup_unknown", field="folder", path=str(folder))
    return found


def first_in(folder: str | Path) -> Backup:
    """The newest backup in a folder somebody points at. RuleError if there is none."""
    found = backup_places.found_in(Path(folder))
    return found[0] if found else chosen(Path(folder))


def choices(home: Path) -> list[Backup]:
    """All backups of a register that need not open: beside it and in its second place, the newest first; each once."""
    found = {one.name: one for one in stored.listed(home / stored.FOLDER)}
    place = backup_places.get(home)
    if place is not None:
        found = {one.name: one for one in backup_places.found_in(place.folder)} | found
    return sorted(found.values(), key=lambda one: (one.at, one.name), reverse=True)


def drill(desk: Desk, backup: Backup, *, step: Step) -> Drilled:
    """What a restore would do, into a passing folder: every byte read, the store opened, every page read, every table
    counted and compared. Nothing stays of it, and the register is not touched: `note` tells its journal."""
    demand_keeper(desk)
    with stored.passing(desk.home / stored.FOLDER / _DRILL) as folder:
        stored.take_out(backup, folder, step=step)
        plain = vault.is_plain(folder / stores.VAULT)
        counts = stored.demand_whole(folder, backup, desk.key, plain=plain)
    named = stored.copies(backup)
    if named is None:
        raise TroubleError("backup_damaged", path=str(backup.folder))
    lost = backup_packages.lost(named, backup.pool, stored.counting(backup, step))
    return Drilled(backup, counts, len(named) - len(lost), tuple(map(_said, lost)))


def note(desk: Desk, drilled: Drilled) -> Changes:
    """The journal tells that a backup was tried, and what was in it."""
    demand_keeper(desk)
    with desk.store.atomic():
        journal.write(desk.store, desk.user.name, "backup_drilled", drilled.backup.name, clock.stamp(),
                      initiatives=drilled.counts.get("initiative", 0), made_at=drilled.backup.at,
                      packages=drilled.packages, lost=len(drilled.lost))  # fmt: skip
    return of("backups")


def last_drill(desk: Desk) -> tuple[str, str] | None:
    """When somebody last tried a backup, and which."""
    sql = "SELECT at, subject FROM journal WHERE operation = 'backup_drilled' ORDER BY id DESC LIMIT 1"
    found = desk.store.row(sql)
    return (found["at"], found["subject"]) if found else None


def restore(home: Path, backup: Backup, secret: str | None, *, step: Step) -> Restored:
    """Put a backup in the place of the register in `home`, or make one there, and open it."""
    kept, lost = put_in_place(home, backup, secret, step=step)
    desk = open_desk(home, secret)
    # Heads that stand in no line of this journal are those of the time that is left behind now, whatever a clock says.
    left = [one.name for one in stored.listed(home / stored.FOLDER)
            if one.journal_head and journal.chain_at(desk.store, one.journal_line) != one.journal_head]  # fmt: skip
    with desk.store.atomic():
        journal.write(desk.store, desk.user.name, "register_restored", backup.name, clock.stamp(), made_at=backup.at,
                      kept=kept.name if kept else "", left=left)  # fmt: skip
    known = {Path(row["path"]).name for row in desk.store.rows("SELECT path FROM package WHERE direction = 'out'")}
    sealed = sorted(file.name.removesuffix(kept_packages.SUFFIX) for file in (home / "packages" / "sent").glob("*.*"))
    return Restored(desk, kept, tuple(name for name in sealed if name not in known), tuple(map(_said, lost)))


def put_in_place(home: Path, backup: Backup, secret: str | None, *, step: Step) -> tuple[Path | None, list[str]]:
    """The backup is taken out beside the register, opened with `secret` and counted before anything is touched; then
    the copies of packages that are missing come back, and the store, its logs and its vault change places as a whole.
    Returns where those before are kept, None for none, and the names of copies that are lost.

    Stopped or cut off while it is looked through, the register is as it was; later, it is the restored one.
    """
    home_places.demand_safe(home)
    attempts.demand_waited(home, secret)
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TroubleError("home_not_writable", again=True, path=str(home)) from error
    lock = take_lock(home)
    try:
        if restores.begun(home):
            restores.finish(home)
        _make_ready(home, backup, secret, step)
        lost = _put_back(home, backup, step)
        now = clock.stamp()
        restores.decide(home, Backup(stored.free(home / stored.FOLDER, now, REPLACED), now, REPLACED))
        return restores.finish(home), lost
    finally:
        lock.unlock()


def _make_ready(home: Path, backup: Backup, secret: str | None, step: Step) -> None:
    folder = restores.making(home)
    try:
        stored.take_out(backup, folder, step=step)
        key, slot = attempts.opened(home, secret, folder / stores.VAULT)
        stored.demand_whole(folder, backup, key, plain=slot == vault.OPEN)
        _tidy_logs(folder)
    except OSError as error:
        restores.give_up(home)
        raise TroubleError("backup_not_written", again=True, path=str(home)) from error
    except BaseException:
        restores.give_up(home)
        raise


def _put_back(home: Path, backup: Backup, step: Step) -> list[str]:
    """Stopped here, the register has some copies more and is else as it was."""
    named = stored.copies(backup)
    try:
        if named is None:  # the records are whole all the same
            return [backup_packages.LIST]
        return backup_packages.put_back(named, backup.pool, home, stored.counting(backup, step))
    except BaseException as error:
        restores.give_up(home)
        if isinstance(error, OSError):
            raise TroubleError("backup_not_written", again=True, path=str(home)) from error
        raise


def _said(name: str) -> str:
    return name.removesuffix(kept_packages.SUFFIX)


def _tidy_logs(folder: Path) -> None:
    """Looking through it may leave empty logs; one that holds words goes with its store."""
    log, index = (folder / name for name in stored.LOGS)
    index.unlink(missing_ok=True)
    if log.is_file() and log.stat().st_size == 0:
        log.unlink()
