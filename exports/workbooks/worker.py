"""The process that opens one workbook: it reads the file from its input and writes rows to its output.

A broken or hostile workbook may exhaust memory, run for ever or bring down the parser; here it takes nothing else
with it. Each line written is a JSON list: ["sheet", name, hidden, merged], ["rows", lists of cells], then ["marks",
name, values], and at the end either ["end"] or ["refused", code, facts]. Days are {"on": "2021-03-05"}, moments
{"at": "2021-03-05T07:30:00"}.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from domain.errors import RuleError
from domain.table.cells import Cell
from exports.workbooks.kinds import is_locked, marks_of
from exports.workbooks.marks import Marks
from exports.workbooks.workbook import Keeper, Limits

_AT_ONCE = 200  # rows a line
_PAGES_OF_CELLS = (SheetTypeEnum.WorkSheet, SheetTypeEnum.DialogSheet)


def main(request: str) -> None:
    """`request` is {"sheet": name or null, "limits": fields of Limits}; descriptor 0 is the file, 1 takes the lines."""
    wanted = json.loads(request)
    limits = Limits(**wanted["limits"])
    _confine(limits.memory_bytes)
    with (
        os.fdopen(0, "rb", closefd=False) as file,
        os.fdopen(1, "w", encoding="utf-8", closefd=False) as out,
    ):
        encode = json.JSONEncoder(ensure_ascii=False, default=_day).encode
        for line in _lines(file, wanted["sheet"], limits):
            out.write(encode(line) + "\n")


def _lines(file: BinaryIO, wanted: str | None, limits: Limits) -> Iterator[list[object]]:
    try:
        with CalamineWorkbook.from_filelike(file) as workbook:
            names = _sheets(workbook, wanted)
            for name, hidden in names:
                yield from _sheet_lines(workbook.get_sheet_by_name(name), hidden, limits)
        for name, found in _marks(file).items():
            if name in dict(names):
                yield ["marks", name, found.values()]
        yield ["end"]
    except RuleError as error:
        yield ["refused", error.code, error.facts]
    except PasswordError:
        yield ["refused", "workbook_encrypted", {}]
    except CalamineError:
        yield ["refused", "workbook_encrypted" if is_locked(file) else "workbook_unreadable", {}]
    except MemoryError:
        yield ["refused", "workbook_too_large", {}]


def _marks(file: BinaryIO) -> dict[str, Marks]:
    """What stands beside the values, as far as it can be told: the values are there without it."""
    with contextlib.suppress(Exception):
        file.seek(0)
        return marks_of(file)
    return {}


def _sheets(workbook: CalamineWorkbook, wanted: str | None) -> list[tuple[str, bool]]:
    """Name and hiddenness of the sheets to read. Raises RuleError sheet_missing."""
    sheets = [
        (sheet.name, sheet.visible != SheetVisibleEnum.Visible)
        for sheet in workbook.sheets_metadata
        if sheet.typ in _PAGES_OF_CELLS
    ]
    if wanted is None:
        return sheets
    found = [sheet for sheet in sheets if sheet[0] == wanted]
    if not found:
        raise RuleError("sheet_missing", sheet=wanted, names=", ".join(name for name, _hidden in sheets))
    return found


def _sheet_lines(sheet: CalamineSheet, hidden: bool, limits: Limits) -> Iterator[list[object]]:
    merged = [[*first, *last] for first, last in sheet.merged_cell_ranges or ()]
    yield ["sheet", sheet.name, hidden, merged]
    # Rows come from the first of the sheet on, but their cells only from the first filled column.
    first_row, first_column = sheet.start or (0, 0)
    if first_row >= limits.rows:
        raise RuleError("workbook_too_large")
    keeper, part = Keeper(sheet.name, limits, first_column), list[list[Cell]]()
    for cells in sheet.iter_rows():
        # Wide sheets are mostly empty: a row of nothing is told at once.
        filled = [] if cells.count("") == len(cells) else cells[: limits.columns]
        part += keeper.keep([cell if type(cell) is str else _cell(cell) for cell in filled])
        if len(part) >= _AT_ONCE:
            yield ["rows", part]
            part = []
    yield ["rows", part]


def _cell(cell: object) -> Cell:
    """Times of day, durations and numbers that are none become text: nothing filled in is lost."""
    if isinstance(cell, float):
        return cell if math.isfinite(cell) else str(cell)
    if isinstance(cell, str | bool | int | date):
        return cell
    return str(cell)


def _day(cell: object) -> dict[str, str]:
    if isinstance(cell, datetime):
        return {"at": cell.isoformat()}
    assert isinstance(cell, date)
    return {"on": cell.isoformat()}


def _confine(memory_bytes: int) -> None:
    """Where the system can, a bound on memory: then asking for too much ends this process and nothing else."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


if __name__ == "__main__":
    main(sys.argv[1])
