"""What saving one typed field costs: against a bare insert and commit, and the worst of many against the median."""

from __future__ import annotations

import dataclasses
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import big_register
from benchmarks.figure import Figure
from desktop import desk
from desktop.operations import housekeeping, initiatives, registers
from domain.unit import Unit

SAVES = 2_000
RESTS_AFTER = 100  # saves; then the store is put in order, as the window does when the hands rest
PASSPHRASE = "benchmark only"
Cost = tuple[float, float]  # seconds by the clock, seconds of processor time


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "register"
        registers.create(home, Unit("B1", "Benchmark"), "Benchmark", PASSPHRASE)
        opened = desk.open_desk(home, PASSPHRASE)
        try:
            yield from _measured(opened)
        finally:
            opened.close()


def of_sizes() -> Iterator[Figure]:
    """Saving into registers that hold many records already, with everything a save keeps: indexes, journal, counts."""
    for size in big_register.SIZES:
        with big_register.opened(size) as held:
            for figure in _measured(held):
                yield dataclasses.replace(figure, name=f"{figure.name}, {size}")


def _measured(opened: desk.Desk) -> Iterator[Figure]:
    row_id = initiatives.new(opened, {"title": "Đồ gá"}).stored.row_id
    opened.store.execute("CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, words TEXT)")

    def bare(words: str) -> None:
        with opened.store.atomic():
            opened.store.execute("INSERT INTO bare (words) VALUES (?)", [words])

    saves, inserts, steps = list[Cost](), list[Cost](), list[Cost]()
    for number in range(SAVES):
        words = f"Giảm {number} giây mỗi sản phẩm. " * 20
        saves.append(_cost(lambda words=words: initiatives.type_in(opened, row_id, {"summary": words})))  # type: ignore[misc]
        inserts.append(_cost(lambda words=words: bare(words)))  # type: ignore[misc]
        if number % RESTS_AFTER == RESTS_AFTER - 1:
            steps += _rest(opened)
    for place, unit in enumerate(("s", "s of processor time")):
        median = statistics.median(save[place] for save in saves)
        plain = statistics.median(insert[place] for insert in inserts)
        worst, step = max(save[place] for save in saves), max(one[place] for one in steps)
        yield Figure("save one field", round(median, 5), unit, round(median / plain, 2), "bare insert + commit", SAVES)
        yield Figure("worst save", round(worst, 5), unit, round(worst / median, 2), "median save", SAVES)
        yield Figure("longest step of putting in order", round(step, 5), unit, round(step / median, 2), "median save",
                     len(steps))  # fmt: skip


def _cost(work: Callable[[], object]) -> Cost:
    begin, spent = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begin, time.process_time() - spent


def _rest(opened: desk.Desk) -> list[Cost]:
    """Puts the store in order to the end; what each step took."""
    more, steps = [True], list[Cost]()
    while more[-1]:
        steps.append(_cost(lambda: more.append(housekeeping.tidy(opened))))
    return steps
