"""Many rows of cells of a workbook in one piece: what is true of all of them is looked at once, not cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count
from xml.sax.saxutils import escape

# What starts so is calculated by office programs once somebody touches the cell; a mark of the style says "text".
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Of the texts of a register level 2 makes files 7 % larger than level 4 in three quarters of the time.
DEFLATE_LEVEL = 2
_BETWEEN = "\x1f"  # cleaned texts have none


def calculates(column: Iterable[str]) -> bool:
    """Whether an office program would take one of the texts for a formula."""
    return not {text[:1] for text in column}.isdisjoint(FORMULA_STARTS)


def rows(first_no: int, first: Sequence[int | str], columns: Sequence[Sequence[str]], number: str, text: str) -> str:
    """Rows from the line `first_no` on: the first cell a number or words in the style `number`, then the columns.

    The texts are cleaned and none begins like a formula. Cells do not say where they stand: one follows the other.
    """
    said, quiet = f'<c s="{text}" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>', f'<c s="{text}"/>'
    spoken = [column for column in columns if any(column)]
    cells = "".join(said if any(column) else quiet for column in columns)
    row = f'<row r="%s"><c s="{number}"%s</c>{cells}</row>'
    firsts = [f"><v>{one}</v>" if isinstance(one, int) else _words(one) for one in first]
    made = "".join(map(row.__mod__, zip(count(first_no), firsts, *map(_escaped, spoken), strict=False)))
    return made.replace(said % "", quiet)


def _words(words: str) -> str:
    return f' t="inlineStr"><is><t xml:space="preserve">{escape(words)}</t></is>' if words else ">"


def _escaped(column: Sequence[str]) -> list[str]:
    return escape(_BETWEEN.join(column)).split(_BETWEEN)
