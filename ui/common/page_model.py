"""A table model that holds pages, not rows: its memory does not grow with the register."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.common.pill import Mark

# Little more than stands on a screen: what is read is read while a person waits for it to be painted.
PAGE = 32
PAGES_KEPT = 160
CELL = Qt.ItemDataRole.UserRole
ID = Qt.ItemDataRole.UserRole + 1

Row = TypeVar("Row")
Row_co = TypeVar("Row_co", covariant=True)
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Provider(Protocol[Row_co]):
    """Where rows come from. Called on the screen's thread, so each call must be short."""

    def total(self) -> int: ...

    def ids(self, offset: int, limit: int) -> Sequence[int]:
        """Ids in the order shown."""

    def rows(self, ids: Sequence[int]) -> Sequence[Row_co]:
        """One row for each id, in the same order."""


class Kind(Enum):
    """How a column is drawn."""

    TEXT = "text"
    TWO_LINES = "two_lines"
    MONEY = "money"
    PILL = "pill"


@dataclass(frozen=True)
class Cell:
    """What a cell shows. `second` is the muted line of TWO_LINES; `folded` stands there instead while the window
    is so narrow that a column is hidden. `mark` is the pill of PILL. `tip` is shown under the mouse. `spans` are the
    parts of `text` that a search has found, as places of letters; `second_spans` those of `second`.
    """

    text: str = ""
    second: str = ""
    folded: str = ""
    mark: Mark | None = None
    tip: str = ""
    muted: bool = False
    spans: tuple[tuple[int, int], ...] = ()
    second_spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column. `cell` makes the cell of a row.

    `sort` is the key handed to `Table.sort_asked` ("" = cannot be sorted); `sample` the longest usual text, which
    sets the width ("" = takes the room that is left); `fold_below` hides the column while the table is narrower than
    so many average letters (0 = never). A column with a `key` can be put away and taken out again by the person; one
    that is not `usual` is away at first.
    """

    title: str
    cell: Callable[[Row], Cell]
    kind: Kind = Kind.TEXT
    sort: str = ""
    sample: str = ""
    fold_below: int = 0
    key: str = ""
    usual: bool = True


class SequenceProvider(Generic[Row]):
    """A provider over rows that are all there: short lists, previews. The id of a row is its place from 0."""

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        self.all = list(rows)

    def total(self) -> int:
        return len(self.all)

    def ids(self, offset: int, limit: int) -> Sequence[int]:
        return range(offset, min(offset + limit, len(self.all)))

    def rows(self, ids: Sequence[int]) -> Sequence[Row]:
        return [self.all[id_] for id_ in ids]


@dataclass
class _Page(Generic[Row]):
    ids: list[int]
    rows: list[Row]


class PageModel(QAbstractTableModel, Generic[Row]):
    """Rows come in pages of 32, of which the 160 used last are kept. The total is fixed until `refresh()`."""

    def __init__(self, columns: Sequence[Column[Row]], provider: Provider[Row], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.provider = provider
        self._total = provider.total()
        self._pages: OrderedDict[int, _Page[Row]] = OrderedDict()

    def refresh(self, provider: Provider[Row] | None = None) -> None:
        """Asks the provider anew, or another one. Views lose their selection: `Table.refresh()` keeps it."""
        self.beginResetModel()
        self.provider = provider or self.provider
        self._pages.clear()
        self._total = self.provider.total()
        self.endResetModel()

    def row_changed(self, id_: int) -> None:
        """One record has changed but keeps its place: only its row is read again, and only if it is held."""
        for number, page in self._pages.items():
            if id_ in page.ids:
                place = page.ids.index(id_)
                page.rows[place : place + 1] = self.provider.rows([id_])[:1]
                row = number * PAGE + place
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
                return

    def id_at(self, row: int) -> int | None:
        """The id in a row; None outside the table."""
        page, place = self._place(row)
        return page.ids[place] if page and place < len(page.ids) else None

    def row_at(self, row: int) -> Row | None:
        """The record in a row; None outside the table."""
        page, place = self._place(row)
        return page.rows[place] if page and place < len(page.rows) else None

    def holds(self, row: int) -> bool:
        """Whether a row is there without asking the provider."""
        return row // PAGE in self._pages

    def row_of(self, id_: int, near: int = 0) -> int | None:
        """Where a record stands, looked for in the pages held and in the page of row `near`; None if not there."""
        self._place(near)
        for number, page in self._pages.items():
            if id_ in page.ids:
                return number * PAGE + page.ids.index(id_)
        return None

    def ids_between(self, first: int, last: int) -> Sequence[int]:
        """The ids of rows `first` to `last`, both included."""
        numbers = range(first // PAGE, last // PAGE + 1)
        if all(number in self._pages for number in numbers):
            held = [id_ for number in numbers for id_ in self._pages[number].ids]
            start = numbers[0] * PAGE
            return held[first - start : last + 1 - start]
        return self.provider.ids(first, last - first + 1)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.kind is Kind.MONEY else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == ID:
            return self.id_at(index.row())
        cell = self.cell(index.row(), index.column())
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.mark.word if cell.mark else cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.tip or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = (cell.mark.word if cell.mark else cell.text, cell.second)
            return f"{self.columns[index.column()].title}: {', '.join(filter(None, words))}"
        return None

    def cell(self, row: int, column: int) -> Cell:
        """The cell, empty if the row has vanished from the store meanwhile."""
        record = self.row_at(row)
        return Cell() if record is None else self.columns[column].cell(record)

    def _place(self, row: int) -> tuple[_Page[Row] | None, int]:
        if not 0 <= row < self._total:
            return None, 0
        number, place = divmod(row, PAGE)
        if number not in self._pages:
            ids = list(self.provider.ids(number * PAGE, PAGE))
            self._pages[number] = _Page(ids, list(self.provider.rows(ids)))
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return self._pages[number], place
