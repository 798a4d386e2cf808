"""Packages taken into a register that already holds many records: what one costs, against the same in a small one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from benchmarks import big_register, gather, office_register
from benchmarks.figure import Figure
from benchmarks.gather import RECORDS
from benchmarks.memory import Peak
from benchmarks.rules import spent
from db import bulk_inserts, unit_recounts
from db.bulk_inserts import Entry
from desktop import clock, desk
from desktop.desk import Desk
from desktop.operations import backups, receiving
from desktop.operations.intake_trust import IntakeTrust
from domain.initiative import Initiative

PACKAGES, NUMBER = 60, 7  # of each sender numbers 1, 2 and sometimes 4 are there


class _DoneError(Exception):
    """Takes the rows back, so that both sides find the register as it was."""


def figures() -> Iterator[Figure]:
    costs: dict[int, float] = {}
    for size in big_register.SIZES:
        with tempfile.TemporaryDirectory(prefix="grown-") as room:
            home = office_register.of_size(Path(room), size)
            opened = desk.open_desk(home, None)
            try:
                yield from measured(opened, Path(room) / "in", size, costs)
            finally:
                opened.close()


def measured(opened: Desk, folder: Path, size: int, costs: dict[int, float]) -> Iterator[Figure]:
    """A package and the same rows at one go, in turn; `costs` are those of the sizes before."""
    spring = gather.sprung(opened, folder, PACKAGES, RECORDS, 0, NUMBER)
    assert not spring.bad
    told, peak, trusted = big_register.records(PACKAGES * RECORDS, seed=99), Peak(), IntakeTrust(opened)
    ours, bulk = list[float](), list[float]()
    thought_up = list(big_register.records(PACKAGES * RECORDS, seed=98))
    at_one_go = spent(partial(_insert, opened, thought_up)) / PACKAGES
    for file in sorted(folder.iterdir()):
        ours.append(spent(partial(_take, opened, file, trusted)))
        bulk.append(spent(partial(_insert, opened, list(islice(told, RECORDS)))))
        peak.look()
    # The first pair warms up and is not counted.
    mine, theirs = sum(ours[1:]) / len(ours[1:]), sum(bulk[1:]) / len(bulk[1:])
    name = f"a package of {RECORDS} into {size} records"
    against = "bulk insert of as many rows into the same register"
    yield Figure(name, round(mine * 1000, 1), "ms of processor time", round(mine / theirs, 2), against, PACKAGES - 1)
    against = "bulk insert of the rows of all packages at one go"
    yield Figure(name, round(mine * 1000, 1), "ms of processor time", round(mine / at_one_go, 2), against, 1)
    costs[size] = mine
    if size != big_register.SMALL and big_register.SMALL in costs:
        ratio = round(mine / costs[big_register.SMALL], 2)
        yield Figure(name, round(mine * 1000, 1), "ms of processor time", ratio, f"into {big_register.SMALL}", 1)
    more = peak.more_mb()
    yield Figure(f"{name}, memory more at most", round(more or 0), "MB", None, "", 1)
    yield Figure(f"counting the units of {PACKAGES} packages anew, {size} records",
                 round(1000 * spent(lambda: _recount(opened)) / PACKAGES, 1), "ms of processor time a package", None,
                 "", 1)  # fmt: skip
    taken = spent(lambda: backups.before(opened, backups.RECEIVE, stop=lambda: None))
    yield Figure(f"the backup before receiving, {size} records", round(taken, 1), "s of processor time", None, "", 1)


def _take(opened: Desk, file: Path, trusted: IntakeTrust) -> None:
    done = receiving.one(opened, file, trusted)
    assert done.taken, done.code


def _insert(opened: Desk, rows: list[Initiative]) -> None:
    try:
        with opened.store.atomic():
            entries = (Entry(one, 0) for one in rows)
            bulk_inserts.insert(opened.store, entries, own=False, now=clock.stamp(), expected=len(rows),
                                pause=lambda: None)  # fmt: skip
            raise _DoneError
    except _DoneError:
        return


def _recount(opened: Desk) -> None:
    while unit_recounts.refresh(opened.store):
        pass
