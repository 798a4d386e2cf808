"""Finding the columns of a sheet that were typed under fonts of before Unicode, and turning them into Unicode."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.legacy_text import ENCODINGS, UNICODE, convert_runs, detect, has_unicode_letters, may_be_garbled
from domain.table.cells import Cell, Row

AUTO = "auto"
WAYS = (AUTO, *ENCODINGS, UNICODE)

Fonts = Mapping[tuple[int, int], tuple[tuple[int, str], ...]]
_SAMPLES = 5


@dataclass(frozen=True)
class Conversion:
    """What reading a column in an encoding changes: how many cells, and some of them before and after.

    `applied` is False where a person said no. `by_font` says that fonts told it, not only the words.
    """

    column: int
    encoding: str
    cells: int
    by_font: bool
    applied: bool
    samples: tuple[tuple[str, str], ...]


def converted(
    rows: Sequence[Row], fonts: Fonts, way: str = AUTO, by_column: Mapping[int, str] | None = None
) -> tuple[list[Row], tuple[Conversion, ...]]:
    """The rows in Unicode, and what was changed in each column.

    `way` is "auto", an encoding that all columns are in, or "unicode" to leave them as they stand; `by_column` goes
    before it. Nothing is lost: who says no reads the sheet again from the same rows.
    """
    wishes = dict(by_column or {})
    found = _encodings(rows, fonts, way, wishes)
    changed: dict[int, list[tuple[str, str]]] = {}
    after = list(rows)
    for (row, column), runs in found.items():
        text = rows[row][column]
        assert isinstance(text, str)
        read = convert_runs(text, runs)
        if read == text:
            continue
        changed.setdefault(column, []).append((text, read))
        if wishes.get(column, way) != UNICODE:
            cells: list[Cell] = list(after[row])
            cells[column] = read
            after[row] = cells
    told = Counter[tuple[int, str]]()
    for (_row, column), runs in found.items():
        told.update((column, encoding) for _start, encoding in runs if encoding)
    seen = {column for _row, column in fonts}
    conversions = tuple(
        Conversion(
            column=column,
            encoding=max(ENCODINGS, key=lambda encoding: told[column, encoding]),
            cells=len(pairs),
            by_font=column in seen,
            applied=wishes.get(column, way) != UNICODE,
            samples=tuple(_different(pairs)),
        )
        for column, pairs in sorted(changed.items())
    )
    return after, conversions


def _different(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The first samples that differ from one another."""
    yield from list(dict.fromkeys(pairs))[:_SAMPLES]


def _encodings(
    rows: Sequence[Row], fonts: Fonts, way: str, wishes: Mapping[int, str]
) -> dict[tuple[int, int], tuple[tuple[int, str], ...]]:
    """For each cell of words that may be garbled the runs it is to be read in.

    A font decides; where none is told the words do, and the neighbours in the column, then all others of the sheet,
    help where a word reads well both ways.
    """
    found: dict[tuple[int, int], tuple[tuple[int, str], ...]] = {}
    open_: list[tuple[int, int, str]] = []
    sure: dict[int, Counter[str]] = {}
    for row, column, text in _words(rows):
        wish = wishes.get(column, way)
        encoding = wish if wish in ENCODINGS else ""
        runs = fonts.get((row, column), ()) if not encoding else ()
        if not runs and not encoding:
            if has_unicode_letters(text):  # typed in Unicode, whatever its neighbours are
                continue
            encoding = detect(text)
        if runs or encoding:
            found[row, column] = runs or ((0, encoding),)
            sure.setdefault(column, Counter()).update(name for _start, name in found[row, column] if name)
        else:
            open_.append((row, column, text))
    if sure:
        whole = sum(sure.values(), Counter[str]())
        for row, column, text in open_:
            neighbours = (sure.get(column) or whole).most_common(1)[0][0]
            if encoding := detect(text, neighbours):
                found[row, column] = ((0, encoding),)
    return found


def _words(rows: Sequence[Row]) -> Iterator[tuple[int, int, str]]:
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and may_be_garbled(cell):
                yield row, column, cell
