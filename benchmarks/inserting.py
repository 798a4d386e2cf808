"""What many new records cost with their indexes, and how large the indexes are."""

from __future__ import annotations

import resource
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import big_register
from benchmarks.figure import Figure, seconds
from db import initiatives, store
from desktop import desk
from desktop.operations import registers
from domain.initiative import Initiative
from domain.unit import Unit

PART = 4_000
_RAW = ("title", "number", "unit_code", "programme", "phase", "summary", "effect", "kind")


def figures() -> Iterator[Figure]:
    found = list(big_register.records(PART, seed=2))
    with tempfile.TemporaryDirectory() as folder:
        pairs = [(_ours(Path(folder) / f"a{n}", found), _raw(Path(folder) / f"b{n}", found)) for n in range(4)][1:]
    mine, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    yield Figure(f"insert {PART} records with indexes", round(mine, 3), "s", round(mine / theirs, 2),
                 "raw executemany of the same words", 3)  # fmt: skip
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
    spent = seconds(lambda: big_register.insert(made, iter(found)))
    made.close()
    return spent


def _raw(home: Path, found: list[Initiative]) -> float:
    """The same words into one bare table, by the driver alone."""
    home.mkdir(parents=True)
    made = store.create(home, bytes(32), plain=True)
    made.execute(f"CREATE TABLE bare (id INTEGER PRIMARY KEY, {', '.join(_RAW)}, author, workplace)")

    def write() -> None:
        with made.atomic():
            marks = ", ".join("?" * (len(_RAW) + 2))
            rows = ([*(getattr(one, name) for name in _RAW), one.authors[0].full_name, one.authors[0].workplace]
                    for one in found)  # fmt: skip
            made.connection.executemany(
                f"INSERT INTO bare ({', '.join(_RAW)}, author, workplace) VALUES ({marks})", rows
            )

    spent = seconds(write)
    made.close()
    return spent


def _pace(size: int) -> float:
    """A record more into a register of this size, in one transaction with others."""
    found = list(big_register.records(1_000, seed=3))
    with big_register.opened(size) as held:

        def write() -> None:
            with held.store.atomic():
                for one in found:
                    initiatives.insert(held.store, one, own=True, missing=0, now="2022-12-02")
                raise _DoneError

        spent = seconds(lambda: _kept_out(write))
    return spent / len(found)


class _DoneError(Exception):
    """Takes the records back, so that each figure finds the register as it was."""


def _kept_out(write: object) -> None:
    try:
        write()  # type: ignore[operator]
    except _DoneError:
        return
