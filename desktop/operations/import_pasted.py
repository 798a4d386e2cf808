"""A table from the clipboard as a workbook, so that pasting goes the way of every other list."""

from __future__ import annotations

from pathlib import Path

from domain.errors import RuleError
from domain.table.pasted import pasted
from exports.workbooks.workbook import Sheet, Workbook

# What the list of imports calls it.
NAME = Path("Bảng dán từ bộ nhớ tạm")


def book(html: str, text: str) -> Workbook:
    """One sheet with the table. RuleError pasted_nothing when there is none."""
    found = pasted(html, text)
    if not found.rows:
        raise RuleError("pasted_nothing")
    return Workbook((Sheet(NAME.name, found.rows, False, tuple(found.merged), fonts=found.fonts),))
