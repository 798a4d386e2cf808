"""A table with its title and signature, as every kind of file takes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from domain.dossier import Signature

Row = tuple[int | str, ...]
# Called with (done, total) in rows; may raise to stop, and then no file is left behind.
Step = Callable[[int, int], None]


@dataclass(frozen=True)
class Sheet:
    """`widths_mm` and `rows` have one entry a heading; `row_count` is known before the rows are read, for progress.

    `mark` stands at the head of each page.
    """

    name: str
    title: str
    sub_title: str
    headings: tuple[str, ...]
    widths_mm: tuple[float, ...]
    rows: Iterable[Row]
    row_count: int
    signature: Signature
    mark: str = ""
