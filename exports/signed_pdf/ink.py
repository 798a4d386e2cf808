"""Where something is drawn on a page of a PDF: text, lines, pictures, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

CELL = 4  # points; what is drawn is known to one cell
_PALE = 245  # greyer than this is drawn
_LARGEST = 3000.0


@dataclass(frozen=True)
class Ink:
    """The visible part of an upright page in points, and the sums of its drawn cells from the upper left corner."""

    left: float
    bottom: float
    right: float
    top: float
    _sums: Sequence[Sequence[int]]

    @classmethod
    def of(cls, page: Any) -> Ink | None:
        """None for a page that is turned or as large as a wall: nobody signs there by machine."""
        left, bottom, right, top = page.get_cropbox()
        if page.get_rotation() or not 100 <= right - left <= _LARGEST or not 100 <= top - bottom <= _LARGEST:
            return None
        drawn = page.render(scale=1, may_draw_forms=True).to_pil().convert("L")
        if abs(drawn.width - (right - left)) > 2 or abs(drawn.height - (top - bottom)) > 2:
            return None  # the page's own words about its size are not what is drawn
        marks = drawn.point([255 if grey < _PALE else 0 for grey in range(256)]).reduce(CELL)
        wide, cells = marks.width, marks.tobytes()
        above = [0] * (wide + 1)
        sums = [above]
        for start in range(0, len(cells), wide):
            row = [0, *accumulate(1 if cell else 0 for cell in cells[start : start + wide])]
            above = [before + here for before, here in zip(above, row, strict=True)]
            sums.append(above)
        return cls(left, bottom, right, top, sums)

    def free(self, left: float, bottom: float, right: float, top: float) -> bool:
        """Whether nothing is drawn in the rectangle, which must lie on the page."""
        if left < self.left or bottom < self.bottom or right > self.right or top > self.top:
            return False
        first, last = self._cell(left - self.left), self._cell(right - self.left) + 1
        upper, lower = self._cell(self.top - top), self._cell(self.top - bottom) + 1
        sums, most = self._sums, len(self._sums[0]) - 1
        lower, last = min(lower, len(sums) - 1), min(last, most)
        return sums[lower][last] - sums[upper][last] - sums[lower][first] + sums[upper][first] == 0

    @staticmethod
    def _cell(points: float) -> int:
        return int(points // CELL)
