"""The table view of every list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QFrame, QHeaderView, QTableView, QWidget

from ui import theme
from ui.common.cells import LEFT, RIGHT, CellPainter, row_height
from ui.common.labels import RETINT
from ui.common.page_model import Column, Kind, PageModel
from ui.common.pieces import draw_later
from ui.common.pill import pill_size

STRETCHED_LETTERS = 24
# Of more rows Qt would read one after the other until one begins so, with each letter: in a large register for minutes.
JUMPS_MOST = 1000
SCROLLED_LETTERS = 40  # where the columns have no room beside each other the first may as well be read


@dataclass(frozen=True)
class Arrangement:
    """Columns by their keys: put away, in their order from the left, and how many letters wide where that was said."""

    hidden: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()
    widths: Mapping[str, float] = field(default_factory=dict)


class Table(QTableView):
    """Rows of two lines, chosen whole; it scrolls, folds columns away where it is narrow, and asks for sorting.

    picked(id or None)   the current row has changed
    selected()           the rows chosen have changed: see `selected_ids()`
    opened(id)           Enter or a double click
    sort_asked(key, descending)   a heading was pressed; whoever owns the provider sorts and calls `refresh()`
    typed(letters)       somebody types over the list: see `search_on_typing()`
    arranged()           the person has moved a column or given it another width: see `arrangement()`
    """

    picked = Signal(object)
    selected = Signal()
    opened = Signal(int)
    sort_asked = Signal(str, bool)
    arranged = Signal()
    typed = Signal(str)

    def __init__(self, model: PageModel[Any], name: str, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader says."""
        super().__init__(parent)
        self._model = model
        self._sorted: tuple[int, bool] | None = None
        self._painter = CellPainter(self)
        self._arrangement = Arrangement(frozenset(c.key for c in model.columns if not c.usual))
        self._measuring = False
        self._measured: theme.Look | None = None
        self._searches = self._by_hand = False
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(self._painter)
        self._behave()
        self._head()
        self._measure()
        self.selectionModel().currentRowChanged.connect(self._picked)
        self.selectionModel().selectionChanged.connect(lambda: self.selected.emit())
        self.doubleClicked.connect(self._open)
        self.verticalScrollBar().valueChanged.connect(self.read_first)

    def current_id(self) -> int | None:
        return self._model.id_at(self.currentIndex().row())

    def selected_runs(self) -> list[tuple[int, int]]:
        """The rows chosen as (first, last) from the top: one run however many rows it has."""
        chosen = self.selectionModel().selection()
        return sorted({(run.top(), run.bottom()) for run in map(chosen.at, range(chosen.count()))})

    def selected_count(self) -> int:
        """How many rows are chosen, without asking for any of them."""
        return sum(last - first + 1 for first, last in self.selected_runs())

    def selected_ids(self) -> list[int]:
        """The ids of the rows chosen, from the top. Asks the provider once for each run of rows."""
        return [id_ for first, last in self.selected_runs() for id_ in self._model.ids_between(first, last)]

    def select_row(self, row: int) -> None:
        """Chooses a row and shows it; outside the table it does nothing."""
        if 0 <= row < self._model.rowCount():
            # Not selectRow: with Ctrl still down it would add to what is chosen, after reading all of that.
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self._model.index(row, 0), flags)
            self.scrollTo(self._model.index(row, 0))

    def select_id(self, id_: int) -> bool:
        """Chooses a record if it stands in the pages held; says whether it did."""
        row = self._model.row_of(id_, max(0, self.currentIndex().row()))
        if row is not None:
            self.select_row(row)
        return row is not None

    def step(self, rows: int) -> None:
        """To the next record (1) or the one before (-1)."""
        self.select_row(self.currentIndex().row() + rows)

    def refresh(self, provider: Any = None) -> None:
        """Reads everything again, from another provider if given; the current record stays chosen if it is near."""
        row, id_ = self.currentIndex().row(), self.current_id()
        self._model.refresh(provider)
        if id_ is None:
            return
        found = self._model.row_of(id_, max(0, row))
        if found is not None:
            self.select_row(found)
        else:
            self.select_row(min(row, self._model.rowCount() - 1))

    def search_on_typing(self) -> None:
        """Letters typed over the list are told as `typed`; whoever owns it looks for them."""
        self._searches = True

    def keyboardSearch(self, letters: str) -> None:
        if not letters.isprintable():  # Backspace, Esc and Del come here too
            return
        if self._searches:
            self.typed.emit(letters)
        elif self._model.rowCount() <= JUMPS_MOST:
            super().keyboardSearch(letters)

    def choose_by_hand(self) -> None:
        """The keyboard alone chooses no row: whoever owns the table opens what is chosen."""
        self._by_hand = True

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._by_hand and not self.currentIndex().isValid():  # else Qt would choose the first row
            QAbstractScrollArea.focusInEvent(self, event)
            self.viewport().update()
        else:
            super().focusInEvent(event)

    def show_sorting(self, key: str, descending: bool) -> None:
        """Marks the heading by whose key the rows are sorted, without a signal."""
        for section, column in enumerate(self._model.columns):
            if column.sort == key:
                self._sorted = (section, descending)
                self._mark_sorting()

    def arrangement(self) -> Arrangement:
        """How the columns stand now."""
        return self._arrangement

    def arrange(self, wanted: Arrangement) -> None:
        """Puts the columns as somebody left them; columns it does not know stand where they are."""
        self._arrangement = wanted
        head = self.horizontalHeader()
        places = [n for key in wanted.order for n, column in enumerate(self._model.columns) if column.key == key]
        self._measuring = True
        for visual, section in enumerate(places):
            head.moveSection(head.visualIndex(section), visual)
        self._measuring = False
        self._measure()

    def _rearranged(self, section: int) -> None:
        """The person has pulled at a heading."""
        if self._measuring:
            return
        columns, head = self._model.columns, self.horizontalHeader()
        widths = dict(self._arrangement.widths)
        if columns[section].key and head.sectionResizeMode(section) == QHeaderView.ResizeMode.Interactive:
            widths[columns[section].key] = round(head.sectionSize(section) / self._letter(), 1)
        order = tuple(columns[head.logicalIndex(place)].key for place in range(len(columns)))
        self._arrangement = Arrangement(self._arrangement.hidden, order, widths)
        self.arranged.emit()

    def _letter(self) -> int:
        return max(1, QFontMetrics(theme.font()).averageCharWidth())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def minimumSizeHint(self) -> QSize:
        """Room for the columns that never fold and for some words of those that stretch."""
        letter = QFontMetrics(theme.font()).averageCharWidth()
        fixed = (column for column in self._model.columns if not column.fold_below and column.usual)
        width = sum(_width(column) if column.sample else letter * STRETCHED_LETTERS for column in fixed)
        return QSize(width + 24, row_height() * 4)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Every time it goes into another ground Qt says that the style is another one; seldom is it.
        if event.type() in RETINT and self._measured != theme.look():
            self._measure()

    def _behave(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)  # Tab leaves the table
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)

    def _head(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        # A heading that is painted asks for each row whether it is chosen; of 170 000 that takes seconds.
        head.setSelectionModel(QItemSelectionModel(self._model, self))
        head.setMinimumSectionSize(40)
        head.setSectionsClickable(any(column.sort for column in self._model.columns))
        head.sectionClicked.connect(self._ask_sorting)
        head.setSectionsMovable(any(column.key for column in self._model.columns))
        head.sectionMoved.connect(lambda section, _before, _now: self._rearranged(section))
        head.sectionResized.connect(lambda section, _before, _now: self._rearranged(section))
        for section, column in enumerate(self._model.columns):
            stretch = QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(section, QHeaderView.ResizeMode.Interactive if column.sample else stretch)

    def _measure(self) -> None:
        """Heights and widths for the size of the text in use."""
        self._measured = theme.look()
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setDefaultSectionSize(row_height())
        self._measuring = True
        for section, column in enumerate(self._model.columns):
            if column.sample:
                letters = self._arrangement.widths.get(column.key)
                self.setColumnWidth(section, int(letters * self._letter()) if letters else _width(column))
        self._measuring = False
        self._fold()

    def _fold(self) -> None:
        letters = self.viewport().width() / self._letter()
        folded = False
        self._measuring = True
        for section, column in enumerate(self._model.columns):
            narrow = letters < column.fold_below
            folded = folded or narrow
            hide = narrow or (bool(column.key) and column.key in self._arrangement.hidden)
            if self.isColumnHidden(section) != hide:
                self.setColumnHidden(section, hide)
        self._stretch()
        self._measuring = False
        if self._painter.folded != folded:
            self._painter.folded = folded
            self.viewport().update()

    def _stretch(self) -> None:
        """The columns that take the room that is left keep room for some words: then the table scrolls sideways."""
        columns, head = self._model.columns, self.horizontalHeader()
        taken = sum(head.sectionSize(n) for n, column in enumerate(columns) if column.sample)
        letter, room = self._letter(), self.viewport().width() - taken
        for section, column in enumerate(columns):
            if column.sample:
                continue
            wide = any(one.key for one in columns) and room < STRETCHED_LETTERS * letter
            mode = QHeaderView.ResizeMode.Fixed if wide else QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(section, mode)
            if wide:
                head.resizeSection(section, SCROLLED_LETTERS * letter)

    def read_first(self) -> None:
        """Rows never read so far are read now and painted in the next turn: together they would hold up the screen."""
        last = self.rowAt(self.viewport().height() - 1)
        ends = (max(0, self.rowAt(0)), last if last >= 0 else self._model.rowCount() - 1)
        if self._model.rowCount() and not all(map(self._model.holds, ends)):
            for row in ends:
                self._model.row_at(row)
            draw_later(self.viewport())

    def _picked(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.picked.emit(self._model.id_at(current.row()) if current.isValid() else None)

    def _open(self, index: QModelIndex) -> None:
        id_ = self._model.id_at(index.row())
        if id_ is not None:
            self.opened.emit(id_)

    def _ask_sorting(self, section: int) -> None:
        column = self._model.columns[section]
        if column.sort:
            again = self._sorted is not None and self._sorted[0] == section
            self._sorted = (section, again and not self._sorted[1] if self._sorted else False)
            self.sort_asked.emit(column.sort, self._sorted[1])
        self._mark_sorting()

    def _mark_sorting(self) -> None:
        head = self.horizontalHeader()
        head.setSortIndicatorShown(self._sorted is not None)
        if self._sorted is not None:
            section, descending = self._sorted
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            head.setSortIndicator(section, order)


def _width(column: Column[Any]) -> int:
    """Room for the sample and for the heading with its arrow."""
    heading = QFontMetrics(theme.font(0.92)).horizontalAdvance(column.title) * 1.08 + (36 if column.sort else 20)
    if column.kind is Kind.PILL:
        wanted = pill_size(column.sample).width()
    else:
        font = theme.money_font() if column.kind is Kind.MONEY else theme.font()
        wanted = QFontMetrics(font).horizontalAdvance(column.sample)
    return int(max(heading, wanted + LEFT + RIGHT + 2))
