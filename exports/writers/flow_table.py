"""A table within running text: rows in one piece, the headings again on each page."""

from __future__ import annotations

from itertools import pairwise

from domain.paper.content import Table
from domain.text import clean
from exports.writers.flow import Flow
from exports.writers.fonts import bold, regular
from exports.writers.lines import flat
from exports.writers.paper import Paper

_PAD, _BEFORE, _AFTER = 3.0, 8.0, 4.0
_LEADING = 1.22
_CARRIED = 3  # lines of the last row that go with the signature when both do not fit one page

Cells = tuple[tuple[str, ...], ...]


def put(paper: Paper, flow: Flow, table: Table, keep_with: float) -> None:
    """The last row stands on one page with what follows, `keep_with` points high."""
    drawing = _Drawing(paper, flow, table)
    drawing.begin()
    for no, row in enumerate(table.rows, start=1):
        drawing.add(drawing.laid_out(row), keep_with if no == len(table.rows) else 0)
    flow.y -= _AFTER


class _Drawing:
    def __init__(self, paper: Paper, flow: Flow, table: Table) -> None:
        self._paper, self._flow, self._table = paper, flow, table
        self._heading, self._cell = bold(table.size, table.size * _LEADING), regular(table.size, table.size * _LEADING)
        share = paper.frame.width / sum(table.widths)
        edges = [paper.frame.left]
        for width in table.widths:
            edges.append(edges[-1] + width * share)
        self._edges = edges
        self._rooms = [right - left - 2 * _PAD for left, right in pairwise(edges)]
        self._heads = tuple(
            tuple(flat(clean(head), self._heading, room))
            for head, room in zip(table.headings, self._rooms, strict=True)
        )

    def laid_out(self, row: tuple[str, ...]) -> Cells:
        return tuple(tuple(flat(clean(cell), self._cell, room)) for cell, room in zip(row, self._rooms, strict=True))

    def begin(self) -> None:
        """The headings never stay alone at the end of a page."""
        self._flow.y -= _BEFORE
        first = self.laid_out(self._table.rows[0]) if self._table.rows else ((),)
        room = self._flow.y - self._paper.frame.bottom - self._height(self._heads)
        if min(self._height(first), self._cell.leading * 4) > room:
            self._flow.turn()
        self._headings()

    def add(self, row: Cells, keep_with: float) -> None:
        frame = self._paper.frame
        if keep_with and self._flow.y - self._height(row) - keep_with < frame.bottom and len(_longest(row)) > _CARRIED:
            # Row and signature may be higher than a page together: then some lines of the row go with it.
            whole = frame.top - frame.bottom - self._height(self._heads)
            if self._height(row) + keep_with > whole:
                kept = len(_longest(row)) - _CARRIED
                self.add(tuple(cell[:kept] for cell in row), 0)
                row = tuple(cell[kept:] for cell in row)
        if self._flow.y - self._height(row) - keep_with < frame.bottom:
            self._turn()
        while self._height(row) > self._flow.y - frame.bottom:
            fit = max(1, int((self._flow.y - frame.bottom - 2 * _PAD) / self._cell.leading))
            self._draw(tuple(cell[:fit] for cell in row))
            row = tuple(cell[fit:] for cell in row)
            self._turn()
        self._draw(row)

    def _height(self, row: Cells) -> float:
        return len(_longest(row)) * self._cell.leading + 2 * _PAD

    def _turn(self) -> None:
        self._flow.turn()
        self._headings()

    def _headings(self) -> None:
        top, height = self._flow.y, self._height(self._heads)
        for no, lines in enumerate(self._heads):
            baseline = top - (height - len(lines) * self._heading.leading) / 2 - self._heading.size
            for line in lines:
                self._paper.centred((self._edges[no] + self._edges[no + 1]) / 2, baseline, line, self._heading)
                baseline -= self._heading.leading
        self._box(top, height)

    def _draw(self, row: Cells) -> None:
        top = self._flow.y
        for no, lines in enumerate(row):
            baseline = top - _PAD - self._cell.size
            for line in lines:
                if no in self._table.centred:
                    self._paper.centred((self._edges[no] + self._edges[no + 1]) / 2, baseline, line, self._cell)
                else:
                    self._paper.text(self._edges[no] + _PAD, baseline, line, self._cell)
                baseline -= self._cell.leading
        self._box(top, self._height(row))

    def _box(self, top: float, height: float) -> None:
        left, right, bottom = self._edges[0], self._edges[-1], top - height
        self._paper.rules(
            [(left, y, right, y) for y in (top, bottom)] + [(edge, top, edge, bottom) for edge in self._edges]
        )
        self._flow.y = bottom


def _longest(row: Cells) -> tuple[str, ...]:
    return max(row, key=len)
