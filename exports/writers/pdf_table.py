"""A table over many PDF pages: the headings on each, every row in one piece, the signature never alone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from reportlab.lib.units import mm

from domain.text import clean
from exports.writers import closing
from exports.writers.fonts import bold, italic, regular
from exports.writers.lines import balanced, flat
from exports.writers.paper import Paper
from exports.writers.sheet import Row, Sheet, Step

_TITLE, _SUB_TITLE = bold(14, 19), italic(13, 17)
_HEADING, _CELL, _CONTINUED = bold(11, 12.6), regular(11, 12.6), italic(9, 12.6)
_PAD = 3.0
_CARRIED = 3  # lines that go with the signature when even the last row and it do not fit one page


@dataclass(frozen=True)
class _Piece:
    """A row, or as much of one as a page holds, as lines of each cell."""

    cells: tuple[tuple[str, ...], ...]
    continued: bool = False

    @property
    def line_count(self) -> int:
        return max(map(len, self.cells))

    @property
    def height(self) -> float:
        return self.line_count * _CELL.leading + 2 * _PAD

    def cut(self, lines: int) -> tuple[_Piece, _Piece]:
        head = _Piece(tuple(cell[:lines] for cell in self.cells), self.continued)
        return head, _Piece(tuple(cell[lines:] for cell in self.cells), continued=True)


def write(paper: Paper, sheet: Sheet, step: Step) -> int:
    """Draws the whole sheet and returns how many rows it had; `step` is called after each row."""
    edges = _edges(paper.frame.left, sheet.widths_mm)
    pages = _Pages(paper, edges, sheet.headings, top=_draw_title(paper, sheet))
    count = 0
    for count, row in enumerate(sheet.rows, start=1):
        pages.add(_laid_out(row, edges))
        step(count, sheet.row_count)
    width = paper.frame.width / 2
    bottom = pages.finish(closing.height(sheet.signature, width))
    closing.draw(paper, bottom, sheet.signature, paper.frame.right - width, width)
    return count


class _Pages:
    """The page being filled: its rows are drawn only when it is known that they stay on it."""

    def __init__(self, paper: Paper, edges: tuple[float, ...], headings: tuple[str, ...], top: float) -> None:
        self._paper = paper
        self._edges = edges
        widths = pairwise(edges)
        self._heads = [flat(clean(h), _HEADING, b - a - 2 * _PAD) for h, (a, b) in zip(headings, widths, strict=True)]
        self._head_height = max(map(len, self._heads)) * _HEADING.leading + 2 * _PAD
        self._start(top)

    def add(self, row: _Piece) -> None:
        if row.height > self._room:
            self._turn()
        while row.height > self._room:
            head, row = row.cut(self._lines_that_fit())
            self._hold(head)
            self._turn()
        self._hold(row)

    def finish(self, closing_height: float) -> float:
        """Draws what is held and returns where the closing starts: on the same page as the last row, or its end."""
        while closing_height > self._room and self._held:
            last = self._held.pop()
            if not self._held:
                head, last = last.cut(max(1, last.line_count - _CARRIED))
                self._hold(head)
            self._turn()
            self._hold(last)
        return self._draw()

    def _start(self, top: float) -> None:
        self._top = top
        self._room = top - self._paper.frame.bottom - self._head_height
        self._held: list[_Piece] = []

    def _hold(self, piece: _Piece) -> None:
        self._held.append(piece)
        self._room -= piece.height

    def _turn(self) -> None:
        if self._held:
            self._draw()
            self._paper.turn_page()
            self._start(self._paper.frame.top)

    def _lines_that_fit(self) -> int:
        return max(1, int((self._room - 2 * _PAD) / _CELL.leading))

    def _draw(self) -> float:
        paper, left, right = self._paper, self._edges[0], self._edges[-1]
        y = self._top - self._head_height
        levels = [self._top, y]
        self._draw_headings()
        for piece in self._held:
            self._draw_piece(piece, y)
            y -= piece.height
            levels.append(y)
        paper.rules([(left, level, right, level) for level in levels])
        paper.rules([(edge, self._top, edge, y) for edge in self._edges])
        return y

    def _draw_headings(self) -> None:
        for left, right, lines in zip(self._edges, self._edges[1:], self._heads, strict=False):
            y = self._top - (self._head_height - len(lines) * _HEADING.leading) / 2 - _HEADING.size
            for line in lines:
                self._paper.centred((left + right) / 2, y, line, _HEADING)
                y -= _HEADING.leading

    def _draw_piece(self, piece: _Piece, top: float) -> None:
        baseline = top - _PAD - _CELL.size + 1
        middle = (self._edges[0] + self._edges[1]) / 2
        if piece.continued:
            self._paper.centred(middle, baseline, "(tiếp)", _CONTINUED)
        else:
            self._paper.centred(middle, baseline, piece.cells[0][0], _CELL)
        for left, lines in zip(self._edges[1:], piece.cells[1:], strict=False):
            for n, line in enumerate(lines):
                self._paper.text(left + _PAD, baseline - n * _CELL.leading, line, _CELL)


def _edges(left: float, widths_mm: tuple[float, ...]) -> tuple[float, ...]:
    edges = [left]
    for width in widths_mm:
        edges.append(edges[-1] + width * mm)
    return tuple(edges)


def _laid_out(row: Row, edges: tuple[float, ...]) -> _Piece:
    widths = (b - a - 2 * _PAD for a, b in pairwise(edges))
    return _Piece(tuple(tuple(flat(clean(str(v)), _CELL, w)) for v, w in zip(row, widths, strict=True)))


def _draw_title(paper: Paper, sheet: Sheet) -> float:
    frame, y = paper.frame, paper.frame.top
    for text, face in ((sheet.title, _TITLE), (sheet.sub_title, _SUB_TITLE)):
        for line in balanced(clean(text), face, frame.width * 0.9):
            paper.centred(frame.middle, y - face.size, line, face)
            y -= face.leading
    return y - 10
