"""What tables of figures cost: a province counted by unit and kept, against one pass over the same narrow rows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import rules
from benchmarks.figure import Figure
from desktop import desk
from desktop.desk import Desk
from desktop.operations import kept_tables, statistics

UNITS = 5_000


def figures() -> Iterator[Figure]:
    return rules.over_sizes(_build, _measured)


def _measured(opened: Desk, size: int) -> Iterator[Figure]:
    question = statistics.ask(opened, "unit")
    works: dict[str, Callable[[], object]] = {
        "counted by unit": lambda: statistics.answer(opened, question),
        "kept with what stands behind each figure": lambda: kept_tables.keep(opened, question, "Benchmark"),
    }
    for name, work in works.items():
        pairs = [(_spent(work), _spent(lambda: _read(opened))) for _ in range(3)]
        mine, reading = (sorted(side)[1] for side in zip(*pairs, strict=True))
        told = f"{size} records {name}"
        yield Figure(told, round(mine * 1000), "ms of processor time", round(mine / reading, 3), "one pass", 3)


def _spent(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def _read(opened: Desk) -> None:
    sql = "SELECT sum(length(state) + length(unit_code) + coalesce(benefit_vnd, 0) % 7) FROM initiative"
    opened.store.value(sql)


def _build(home: Path, size: int) -> None:
    rules.build(home, size)
    opened = desk.open_desk(home, None)
    with opened.store.atomic():
        opened.store.execute(f"UPDATE initiative SET unit_code = 'B' || (id / 1000 % {UNITS})")
        opened.store.execute(
            "INSERT OR IGNORE INTO participant SELECT initiative_id, place, initiative_id * 31 + place FROM author"
        )
    opened.close()
