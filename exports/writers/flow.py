"""Running text over PDF pages: paragraphs that break between lines, never leaving one line alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.text import clean
from exports.writers.fonts import Face
from exports.writers.lines import balanced, measure, wrap
from exports.writers.paper import Paper


class Align(StrEnum):
    JUSTIFIED = "justified"
    CENTRED = "centred"
    LEFT = "left"


@dataclass(frozen=True)
class Style:
    """How a paragraph stands, in points: `indent` for all its lines, `first` more for the first, `before` above it."""

    face: Face
    align: Align = Align.JUSTIFIED
    first: float = 0
    indent: float = 0
    before: float = 6


class Flow:
    """The text column of a paper, filled from the top; `y` is where the next paragraph starts."""

    def __init__(self, paper: Paper, y: float) -> None:
        self._paper = paper
        self.y = y

    def put(self, text: str, style: Style, keep_with: float = 0) -> None:
        """Places the paragraphs of `text`; the last stands on one page with what follows, `keep_with` points high."""
        width = self._paper.frame.width - style.indent
        if style.align is Align.CENTRED:
            rest, last = [], balanced(clean(text), style.face, width)
        else:
            *rest, last = wrap(clean(text), style.face, width, style.first)
        for lines in rest:
            self._put(lines, style, 0)
        self._put(last, style, keep_with)

    def turn(self) -> None:
        self._paper.turn_page()
        self.y = self._paper.frame.top

    def _put(self, lines: list[str], style: Style, keep_with: float) -> None:
        self.y -= style.before
        height = len(lines) * style.face.leading
        room = self.y - self._paper.frame.bottom
        fit = len(lines) if height + keep_with <= room else self._fitting(len(lines), room, style, keep_with)
        self._draw(lines[:fit], style, 0, len(lines))
        if fit < len(lines):
            self.turn()
            self._rest(lines, fit, style)

    def _rest(self, lines: list[str], done: int, style: Style) -> None:
        """Draws the lines from `done` on, over as many pages as they need."""
        while done < len(lines):
            if self.y - style.face.leading < self._paper.frame.bottom:
                self.turn()
            self._draw(lines[done : done + 1], style, done, len(lines))
            done += 1

    @staticmethod
    def _fitting(count: int, room: float, style: Style, keep_with: float) -> int:
        """How many lines stay on this page: none when they must go with what follows, never one line alone."""
        if keep_with and count * style.face.leading <= room:
            return max(0, count - 2) if count > 3 else 0
        fit = min(int(room / style.face.leading), count - 2)
        return fit if fit >= 2 else 0

    def _draw(self, lines: list[str], style: Style, start: int, total: int) -> None:
        frame = self._paper.frame
        for no, line in enumerate(lines, start=start):
            baseline = self.y - style.face.size
            left = frame.left + style.indent + (style.first if no == 0 else 0)
            if style.align is Align.CENTRED:
                self._paper.centred(frame.middle, baseline, line, style.face)
            else:
                spread = 0.0
                if style.align is Align.JUSTIFIED and no < total - 1 and " " in line:
                    spread = (frame.right - left - measure(line, style.face)) / line.count(" ")
                self._paper.text(left, baseline, line, style.face, spread)
            self.y -= style.face.leading
