"""Merged cells: a unit or a day written once beside several initiatives belongs to each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.table.cells import Cell, Row, at, is_filled
from domain.table.layout import Layout

# What several initiatives can share. Titles and names are never repeated: below them stand further authors.
_SHARED = frozenset({"workplace", "area", "applied_from_on", "applied_to_on", "investor", "decision_no", "decision_on"})

Corners = tuple[int, int, int, int]


def filled_down(rows: Sequence[Row], layout: Layout, merged: Iterable[Corners]) -> list[Row]:
    """The rows with the words of merged cells repeated in each row that has a title of its own.

    `merged` are (first row, first column, last row, last column) counted from 0.
    """
    filled = list(rows)
    title = layout.column("title")
    for first, column, last, _last_column in merged:
        if layout.columns.get(column) not in _SHARED or first < layout.data_from - 1 or first >= len(rows):
            continue
        shared = at(rows[first], column)
        for number in range(first + 1, min(last + 1, len(rows))):
            row = filled[number]
            if title is not None and is_filled(at(row, title)) and not is_filled(at(row, column)):
                filled[number] = _with(row, column, shared)
    return filled


def _with(row: Row, column: int, cell: Cell) -> Row:
    longer = [*row, *[None] * (column + 1 - len(row))]
    longer[column] = cell
    return longer
