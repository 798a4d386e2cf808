"""What judging a whole register costs: every rule of every record, against reading the same rows alone."""

from __future__ import annotations

import json
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.figure import Figure
from db import initiatives as stored_initiatives
from db.initiatives import Filter
from desktop import desk
from desktop.desk import Desk
from desktop.operations import eligibility, initiatives, registers
from domain.unit import Unit
from resources import path

SIZES = (10_000, 170_000)
# The register is copied from the shipped sample; the answers differ from copy to copy, as they do in life.
_COPIES = """
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
INSERT INTO initiative (id, public_id, {columns})
SELECT n.i * 1000 + initiative.id, public_id || '-' || n.i, {columns} FROM n, initiative WHERE initiative.id < 1000
"""
_PARTS = """
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
INSERT INTO {table} ({key}, {columns})
SELECT n.i * 1000 + {key}, {columns} FROM n, {table} WHERE {key} < 1000
"""


def figures() -> Iterator[Figure]:
    return over_sizes(build, _measured)


def over_sizes(
    build: Callable[[Path, int], None],
    measured: Callable[[Desk, int], Iterator[Figure]],
    sizes: Sequence[int] = SIZES,
) -> Iterator[Figure]:
    """What is measured on a register of each size."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder) / "register"
            # Built elsewhere: what building takes is not part of what is measured.
            building = multiprocessing.get_context("spawn").Process(target=build, args=(home, size))
            building.start()
            building.join()
            opened = desk.open_desk(home, None)
            try:
                yield from measured(opened, size)
            finally:
                opened.close()


def _measured(opened: Desk, size: int) -> Iterator[Figure]:
    n = 3 if size <= 10_000 else 1  # a province's register takes long enough to be its own average
    pairs = [(spent(lambda: _judge(opened)), spent(lambda: _read(opened))) for _ in range(n)]
    judging, reading = (sorted(side)[len(pairs) // 2] for side in zip(*pairs, strict=True))
    name = f"eligibility of {size} records"
    yield Figure(
        name,
        round(size / judging),
        "records/s of processor time",
        round(judging / reading, 3),
        "reading the same rows",
        n,
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Figure(f"peak memory with {size} records", round(peak), "MB", None, "", 1)


def spent(work: Callable[[], object]) -> float:
    """Processor seconds: both sides only compute, and a busy machine does not change them."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def _judge(opened: Desk) -> None:
    eligibility.survey(opened, lambda _done, _total: None)


def _read(opened: Desk) -> None:
    rows = stored_initiatives.ids(opened.store, Filter(own=True))
    for start in range(0, len(rows), eligibility.CHUNK):
        stored_initiatives.get_many(opened.store, rows[start : start + eligibility.CHUNK])


def build(home: Path, size: int) -> None:
    """A register of about `size` records."""
    registers.create(home, Unit("B1", "Benchmark"), "Benchmark", None)
    opened = desk.open_desk(home, None)
    entries = json.loads(path("samples/initiatives.json").read_text(encoding="utf-8"))
    for values in entries:
        initiatives.enter(opened, values)
    copies = size // len(entries) - 1
    with opened.store.atomic():
        columns = ", ".join(f'"{name}"' for name in _columns(opened, "initiative") if name not in ("id", "public_id"))
        opened.store.execute(_COPIES.format(columns=columns), [copies])
        for table, key in (("initiative_text", "id"), ("author", "initiative_id")):
            columns = ", ".join(f'"{name}"' for name in _columns(opened, table) if name != key)
            opened.store.execute(_PARTS.format(table=table, key=key, columns=columns), [copies])
        for field, every in (("new_in_unit", 7), ("lawful", 11), ("unprotected", 13)):
            opened.store.execute(f"UPDATE initiative_text SET {field} = iif(id % {every} = 0, 'no', 'yes')")
    opened.close()


def _columns(opened: Desk, table: str) -> list[str]:
    return [row["name"] for row in opened.store.rows(f"SELECT name FROM pragma_table_info('{table}')")]
