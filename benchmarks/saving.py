"""What saving one typed field costs: against a bare insert and commit, and the worst of many against the median."""

from __future__ import annotations

import dataclasses
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import big_register
from benchmarks.figure import Figure, seconds
from desktop import desk
from desktop.operations import initiatives, registers
from domain.unit import Unit

SAVES = 400
PASSPHRASE = "benchmark only"


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

    saves, inserts = [], []
    for number in range(SAVES):
        words = f"Giảm {number} giây mỗi sản phẩm. " * 20
        saves.append(seconds(lambda words=words: initiatives.type_in(opened, row_id, {"summary": words})))  # type: ignore[misc]
        inserts.append(seconds(lambda words=words: bare(words)))  # type: ignore[misc]
    median, plain = statistics.median(saves), statistics.median(inserts)
    yield Figure("save one field", round(median, 5), "s", round(median / plain, 2), "bare insert + commit", SAVES)
    yield Figure("worst save", round(max(saves), 5), "s", round(max(saves) / median, 2), "median save", SAVES)
