"""What many new records cost with their indexes, and how large the indexes are."""

from __future__ import annotations

import resource
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import big_register
from benchmarks.figure import Figure
from benchmarks.rules import spent
from db import bulk_inserts, store
from db.bulk_inserts import Entry
from desktop import desk
from desktop.operations import registers
from domain.initiative import Initiative
from domain.unit import Unit

PART = 4_000
_SPENT = "s of processor time"
_RAW = ("title", "number", "unit_code", "programme", "phase", "summary", "effect", "kind")


def figures() -> Iterator[Figure]:
    """All in processor time: both sides only compute, and a busy machine does not change them."""
    found = list(big_register.records(PART, seed=2))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        pairs = [(_ours(home / f"a{n}", found), _raw(home / f"b{n}", found), _raw(home / f"c{n}", found, text_too=True))
                 for n in range(4)][1:]  # fmt: skip
    mine, theirs, searched = (statistics.median(side) for side in zip(*pairs, strict=True))
    name = f"insert {PART} records with indexes"
    yield Figure(name, round(mine, 3), _SPENT, round(mine / theirs, 2), "raw executemany of the same words", 3)
    against = "raw executemany of the same words, rows and full text"
    yield Figure(name, round(mine, 3), _SPENT, round(mine / searched, 2), against, 3)
    paces = {size: _pace(size) for size in big_register.SIZES}
    for size in big_register.SIZES[1:]:
        ratio = round(paces[size] / paces[big_register.SMALL], 2)
        against = f"insert into {big_register.SMALL}"
        yield Figure(f"insert into {size} records", round(paces[size], 6), "s a record", ratio, against, 1)
    for size in big_register.SIZES:
        with big_register.opened(size) as held:
            index = sum(held.store.value(f"SELECT sum(length(block)) FROM initiative_{part}_data")
                        for part in ("head", "body"))  # fmt: skip
            words = held.store.value("SELECT sum(length(CAST(summary || effect AS BLOB))) FROM initiative_text")
            words += held.store.value("SELECT sum(length(CAST(title || author AS BLOB))) FROM initiative")
        yield Figure(f"index of {size} records", round(index / 1e6, 1), "MB", round(index / words, 2), "the text", 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Figure("peak memory after building", round(peak), "MB", None, "", 1)


def _ours(home: Path, found: list[Initiative]) -> float:
    registers.create(home, Unit("B1", "Benchmark"), "Benchmark", None)
    made = desk.open_desk(home, None)
    taken = spent(lambda: big_register.insert(made, iter(found), len(found)))
    made.close()
    return taken


def _raw(home: Path, found: list[Initiative], *, text_too: bool = False) -> float:
    """The same words into one bare table, by the driver alone, and into a bare index of full text."""
    home.mkdir(parents=True)
    made = store.create(home, bytes(32), plain=True)
    made.execute(f"CREATE TABLE bare (id INTEGER PRIMARY KEY, {', '.join(_RAW)}, author, workplace)")
    made.execute("CREATE VIRTUAL TABLE said USING fts5(title, body, content='', tokenize='unicode61')")

    def write() -> None:
        with made.atomic():
            marks = ", ".join("?" * (len(_RAW) + 2))
            rows = ([*(getattr(one, name) for name in _RAW), one.authors[0].full_name, one.authors[0].workplace]
                    for one in found)  # fmt: skip
            made.connection.executemany(
                f"INSERT INTO bare ({', '.join(_RAW)}, author, workplace) VALUES ({marks})", rows
            )
            if text_too:
                said = ((n, one.title, f"{one.summary} {one.effect}") for n, one in enumerate(found, 1))
                made.connection.executemany("INSERT INTO said (rowid, title, body) VALUES (?, ?, ?)", said)

    taken = spent(write)
    made.close()
    return taken


def _pace(size: int) -> float:
    """A record more into a register of this size, in one transaction with others."""
    found = list(big_register.records(1_000, seed=3))
    with big_register.opened(size) as held:

        def write() -> None:
            with held.store.atomic():
                entries = (Entry(one, 0) for one in found)
                bulk_inserts.insert(held.store, entries, own=True, now="2022-12-02", expected=len(found), pause=_quiet)
                raise _DoneError

        taken = spent(lambda: _kept_out(write))
    return taken / len(found)


def _quiet() -> None:
    """Nobody watches."""


class _DoneError(Exception):
    """Takes the records back, so that each figure finds the register as it was."""


def _kept_out(write: object) -> None:
    try:
        write()  # type: ignore[operator]
    except _DoneError:
        return
