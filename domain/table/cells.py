"""The cells of somebody else's sheet, and how they are read as words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from domain import dates, text

Cell = None | str | int | float | bool | date | datetime
Row = Sequence[Cell]

# Days of the 1900 system between 1927 and 2119: what is meant when a number stands where a day should.
_SERIALS = range(10_000, 80_000)
_DAY_ZERO = date(1899, 12, 30)
_DAYS_TO_1904 = 1462
_SIGNS = re.compile(r"[^a-z0-9%]+")
_BLANKS = {code: " " for code in range(128) if _SIGNS.fullmatch(chr(code))}


def words(cell: Cell) -> str:
    """The cell as somebody would have typed it: whole numbers without ".0", days as dd/MM/yyyy; "" if empty."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, float):
        return f"{cell:.15g}" if abs(cell) < 1e15 else f"{cell:.0f}"
    if isinstance(cell, datetime):
        return f"{dates.shown(cell.date())} {cell:%H:%M}".removesuffix(" 00:00")
    if isinstance(cell, date):
        return dates.shown(cell)
    return str(cell)


def at(row: Row, column: int) -> Cell:
    return row[column] if column < len(row) else None


def is_filled(cell: Cell) -> bool:
    # Nearly all cells are text or empty: they need no words made of them.
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None and bool(words(cell).strip())


def folded(cell: Cell) -> str:
    """Small letters without marks, one blank for all signs: how headings and formulas of offices are compared."""
    bare = text.fold(text.clean_line(words(cell)))
    if bare.isascii():  # as nearly all is: this comes to the same and takes a third of the time
        return " ".join(bare.translate(_BLANKS).split())
    return _SIGNS.sub(" ", bare).strip()


def day(cell: Cell) -> date | None:
    """The day of a cell that holds one, be it formatted as a day or as its bare serial number (1900 system)."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    value = number(cell)
    return _DAY_ZERO + timedelta(days=int(value)) if value is not None and int(value) in _SERIALS else None


def dated_since_1904(rows: Sequence[Row], columns: Iterable[int]) -> list[Row]:
    """The rows with the bare numbers of these columns as days of the 1904 system, in which a workbook may count."""
    wanted, dated = tuple(columns), list[Row]()
    for row in rows:
        cells = list(row)
        for column in wanted:
            value = number(at(row, column))
            if value is not None and int(value) + _DAYS_TO_1904 in _SERIALS:
                cells[column] = _DAY_ZERO + timedelta(days=int(value) + _DAYS_TO_1904)
        dated.append(cells)
    return dated


def number(cell: Cell) -> Decimal | None:
    """The cell's number, exact as the office program shows it; None for text, days and ticks."""
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not math.isfinite(cell):
        return None
    return Decimal(words(cell))


def column_letters(column: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
