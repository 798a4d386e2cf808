"""What a workbook is once it has been read: sheets of rows of plain cells, within limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from domain.errors import RuleError
from domain.table.cells import Cell

# Called with the rows taken over so far and 0 (nobody knows how many there are); what it raises stops the reading.
Step = Callable[[int, int], None]


@dataclass(frozen=True)
class Limits:
    """How much of this computer one file that somebody else made may use, and how much of it is kept.

    A workbook may take one second more for each of its megabytes: a list of a whole province is no attack.
    Filled cells right of `columns` are left out without a word; a filled row below `rows` refuses the workbook.
    """

    seconds: float = 20
    bytes_a_second: int = 1 << 20
    memory_bytes: int = 1 << 30
    file_bytes: int = 200 << 20
    rows: int = 200_000
    columns: int = 256
    characters: int = 100_000_000


LIMITS = Limits()


@dataclass(frozen=True)
class Sheet:
    """`rows[n]` is row n + 1 of the office program, and cell n of it column n + 1; each row ends with its last
    filled cell and the list with its last filled row. `merged` are (first row, first column, last row, last column)
    counted from 0; .xlsb, .ods and text files do not tell them. Hidden rows and columns count from 0 too, and `fonts`
    gives by (row, column) where a cell's text begins in which encoding of before Unicode. `since_1904`: bare numbers
    of days count from the first day of 1904. `uncounted` are cells with a formula that holds no value: a formula is
    never worked out here.
    """

    name: str
    rows: list[list[Cell]]
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    fonts: Mapping[tuple[int, int], tuple[tuple[int, str], ...]] = field(default_factory=dict)
    uncounted: frozenset[tuple[int, int]] = frozenset()
    since_1904: bool = False


@dataclass(frozen=True)
class Workbook:
    """All sheets in the workbook's order; `encoding` is that of a text file and empty for real workbooks."""

    sheets: tuple[Sheet, ...]
    encoding: str = ""


class Keeper:
    """Takes the rows of one sheet from above and keeps them trimmed and within limits.

    `before` is how many empty columns stand left of the cells it is given.
    """

    def __init__(self, sheet: str, limits: Limits, before: int = 0) -> None:
        self.sheet = sheet
        self.limits = limits
        self.before = before
        self.count = 0
        self.characters = 0
        self._blank = 0

    def keep(self, cells: list[Cell]) -> list[list[Cell]]:
        """The rows that are now certain: none for an empty row, and those held back before a filled one.

        Raises RuleError workbook_too_large.
        """
        row = trimmed(cells[: max(self.limits.columns - self.before, 0)])
        if not row:
            self._blank += 1
            return []
        self.count += self._blank + 1
        self.characters += sum(len(cell) for cell in row if isinstance(cell, str))
        if self.count > self.limits.rows or self.characters > self.limits.characters:
            raise RuleError("workbook_too_large")
        certain: list[list[Cell]] = [[] for _ in range(self._blank)]
        self._blank = 0
        return [*certain, [None] * self.before + row]


def trimmed(cells: list[Cell]) -> list[Cell]:
    """The row up to its last filled cell; cells of blanks alone count as empty."""
    row = [None if isinstance(cell, str) and not cell.strip() else cell for cell in cells]
    while row and row[-1] is None:
        row.pop()
    return row
