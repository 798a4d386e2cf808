"""A list as a workbook, against the usual writer of workbooks, and how its memory grows."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import big_register
from benchmarks.figure import Figure, compare
from benchmarks.memory import Peak
from benchmarks.rules import spent
from desktop.desk import Desk
from desktop.operations import initiative_list, list_export
from desktop.operations.initiative_list import Filter
from exports.writers import list_xlsx

CHOSEN = Filter(programme=big_register.PROGRAMME)


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        with big_register.opened(big_register.SMALL) as held:
            rows: list[list[Any]] = list(list_export._rows(held, initiative_list.page(held, CHOSEN), list_export.USUAL))
        told = [list_export.COLUMNS[key] for key in list_export.USUAL]
        target = Path(folder) / "list.xlsx"
        yield compare(
            f"workbook of {len(rows)} rows",
            lambda: _ours(target, told, rows),
            lambda: _openpyxl(target, rows),
            "openpyxl write-only",
            n=3,
        )
        grown: dict[int, float] = {}
        for size in big_register.SIZES:
            with big_register.opened(size) as held:
                peak = Peak()
                grown[size] = spent(lambda held=held: _export(held, target)) / size  # type: ignore[misc]
                more = peak.more_mb()
            ratio = round(grown[size] / grown[big_register.SMALL], 2)
            taken = round(grown[size] * size, 2)
            yield Figure(
                f"export of {size} records", taken, "s of processor time", ratio, f"a record of {big_register.SMALL}", 1
            )
            if more is not None:
                yield Figure(f"memory of the export of {size}", round(more, 1), "MB", None, "", 1)


def _export(held: Desk, target: Path) -> None:
    list_export.write(held, CHOSEN, "title", list_export.USUAL, target, step=lambda _done, _total: None)


def _ours(target: Path, told: list[list_xlsx.ListColumn], rows: list[list[Any]]) -> None:
    with target.open("wb") as stream:
        list_xlsx.write(stream, "L", told, rows, len(rows), lambda _done, _total: None)


def _openpyxl(target: Path, rows: list[list[Any]]) -> None:
    from openpyxl import Workbook

    book: Any = Workbook(write_only=True)
    sheet: Any = book.create_sheet("L")
    for row in rows:
        sheet.append(row)
    book.save(target)
