"""What a workbook says of its cells beside their values: hidden rows and columns, and fonts of before Unicode."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from domain.legacy_text import encoding_of_font

Runs = list[tuple[int, str]]


@dataclass
class Marks:
    """Of one sheet; rows and columns count from 0. `fonts` holds only cells that have an old font somewhere,
    `uncounted` those with a formula whose value nobody has worked out.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    fonts: dict[tuple[int, int], Runs] = field(default_factory=dict)
    uncounted: set[tuple[int, int]] = field(default_factory=set)
    since_1904: bool = False

    def hide_columns(self, first: int, last: int, most: int = 256) -> None:
        self.hidden_columns.update(range(first, min(last, most) + 1))

    def write(self, row: int, column: int, runs: Runs) -> None:
        if any(encoding for _start, encoding in runs):
            self.fonts[row, column] = runs

    def values(self) -> dict[str, Any]:
        """For the way between two processes."""
        return {
            "hidden_rows": sorted(self.hidden_rows),
            "hidden_columns": sorted(self.hidden_columns),
            "fonts": [[row, column, runs] for (row, column), runs in self.fonts.items()],
            "uncounted": sorted(self.uncounted),
            "since_1904": self.since_1904,
        }


def runs_of(font: str, changes: Iterable[tuple[int, str]] = ()) -> Runs:
    """The runs of a cell whose text begins in one font and changes to others at these places."""
    runs = [(0, encoding_of_font(font))]
    for start, name in changes:
        encoding = encoding_of_font(name)
        if start == 0:
            runs = [(0, encoding)]
        elif encoding != runs[-1][1]:
            runs.append((start, encoding))
    return runs
