"""The process that opens one workbook: it reads the file from its input and writes rows to its output.

A broken or hostile workbook may exhaust memory, run for ever or bring down the parser; here it takes nothing else
with it. Each line written is a JSON list: ["sheet", name, hidden, merged], ["rows", lists of cells], then ["marks",
name, values], for a file of text ["text", its encoding], and at the end either ["end"] or ["refused", code, facts].
Days are {"on": "2021-03-05"}, moments {"at": "2021-03-05T07:30:00"}.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import PurePath
from typing import BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from domain.errors import RuleError, TroubleError
from domain.table.cells import Cell
from exports.apart.confine import confine
from exports.workbooks.kinds import is_html, is_locked, is_text, marks_of
from exports.workbooks.marks import Marks
from exports.workbooks.plain import read_html, read_text
from exports.workbooks.workbook import Keeper, Limits

_AT_ONCE = 200  # rows a line
_HEAD_BYTES = 4096
_PAGES_OF_CELLS = (SheetTypeEnum.WorkSheet, SheetTypeEnum.DialogSheet)


def main(request: str) -> None:
    """`request` is {"sheet": name or null, "name": of the file, "limits": fields of Limits}; descriptor 0 is the file,
    1 takes the lines."""
    wanted = json.loads(request)
    limits = Limits(**wanted["limits"])
    with (
        os.fdopen(0, "rb", closefd=False) as file,
        os.fdopen(1, "w", encoding="utf-8", closefd=False) as out,
    ):
        encode = json.JSONEncoder(ensure_ascii=False, default=_day).encode
        confine(limits.memory_bytes, limits.seconds + os.fstat(0).st_size / limits.bytes_a_second)
        head = file.read(_HEAD_BYTES)
        if is_html(head) or is_text(wanted["name"], head):
            lines = _text_lines(file, head, wanted["sheet"], PurePath(wanted["name"]).stem, limits)
        else:
            file.seek(0)
            lines = _lines(file, wanted["sheet"], limits)
        for line in lines:
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


def _text_lines(file: BinaryIO, head: bytes, wanted: str | None, stem: str, limits: Limits) -> Iterator[list[object]]:
    try:
        book = read_html(file, stem, limits) if is_html(head) else read_text(file, stem, head, limits)
        if wanted not in (None, stem):
            raise RuleError("sheet_missing", sheet=wanted, names=stem)
        for sheet in book.sheets:
            yield ["sheet", sheet.name, sheet.hidden, sheet.merged]
            for at in range(0, len(sheet.rows), _AT_ONCE):
                yield ["rows", sheet.rows[at : at + _AT_ONCE]]
            found = Marks(fonts={cell: list(runs) for cell, runs in sheet.fonts.items()})
            yield ["marks", sheet.name, found.values()]
        yield ["text", book.encoding]
        yield ["end"]
    except (RuleError, TroubleError) as error:
        yield ["refused", error.code, error.facts]
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


if __name__ == "__main__":
    main(sys.argv[1])
