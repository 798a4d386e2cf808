"""The list at the left of the page: rows, what stands there when there are none, and what can be done with several."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import OFFICER, Desk
from domain.moves import Decision
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.column_choice import ColumnChoice
from ui.common.empty import Empty
from ui.common.flow import Flow
from ui.common.labels import label
from ui.common.numbers import written
from ui.common.page_model import PageModel
from ui.common.pieces import Pieces, at_once
from ui.common.table import Table
from ui.initiatives import moves
from ui.initiatives.chosen import Chosen
from ui.initiatives.listing import NEWEST_FIRST, Found, Row, Rows, every_column
from ui.initiatives.move_panel import MovePanel
from ui.initiatives.moves import Move
from ui.initiatives.refusals import Refusals
from ui.words import tr

KEPT = 200  # so many rows chosen one by one stay chosen when the list comes anew


class ListCard(Card):
    """picked(row_id) when another record is chosen, opened(row_id) by Enter or a double click, sorted(key),
    move_asked(Move, Decision), papers_asked(), deletion_asked() and change_asked() for the chosen rows,
    action_asked() by the empty list's button.
    """

    picked = Signal(int)
    opened = Signal(int)
    sorted = Signal(str)
    move_asked = Signal(object, object)
    deletion_asked = Signal()
    papers_asked = Signal()
    change_asked = Signal()
    action_asked = Signal()

    def __init__(self, screen: Desk, parent: QWidget | None = None, *, later: bool = False) -> None:
        """`later`: whoever makes it goes through `pieces` before anything is asked of it."""
        super().__init__(parent=parent)
        self._officer = screen.user.has(OFFICER)
        self._screen = screen
        self._refreshing = False
        self._reordered = False  # somebody has asked for another order, which has not come yet
        self._front: QWidget | None = None
        self.rows = Rows(screen)
        self.pieces = self._make()
        if not later:
            at_once(self.pieces)

    def _make(self) -> Pieces:
        ground = QWidget()
        self._below = QWidget()
        column, below = QVBoxLayout(ground), QVBoxLayout(self._below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.fill(ground)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        column.addWidget(self._below)
        yield
        self.model: PageModel[Row] = PageModel(every_column(), self.rows, self)
        yield
        self.table = Table(self.model, tr("Danh sách sáng kiến"))
        self.table.search_on_typing()
        self.table.choose_by_hand()  # a new record may stand in the form, and not in the list yet
        self.stack.addWidget(self.table)
        self.setFocusProxy(self.table)
        yield
        self.columns = ColumnChoice(self.table, self.model.columns, "initiatives")
        self.empty = Empty("lightbulb", "")
        self.stack.addWidget(self.empty)
        yield
        self.refusals = Refusals()
        yield
        self.panel = MovePanel()
        yield
        below.setContentsMargins(10, 8, 10, 8)
        for part in (self.refusals, self.panel):
            below.addWidget(part)
            part.installEventFilter(self)
        self._show_below()
        yield
        column.addWidget(self._action_bar())
        self._connect()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._show_below()
        return super().eventFilter(watched, event)

    def show_found(self, found: Found) -> None:
        """Shows these records. What was chosen stays chosen if it is still there; the form is not told."""
        if found.ids != self.rows.known or found.query != self.rows.query:
            self._show_rows(Rows(self._screen, found))
        self._reordered = False
        self.put_in_front(self._front)

    def put_in_front(self, asking: QWidget | None) -> None:
        """A panel that asks something of the chosen rows stands in place of the list; None gives the list back."""
        self._front = asking
        if asking is not None and self.stack.indexOf(asking) < 0:
            self.stack.addWidget(asking)
        front = asking or (self.table if self.rows.total() else self.empty)
        # Never what is hidden: Qt gives it the keyboard once it is shown, out of the field somebody types in.
        self.setFocusProxy(front)
        self.stack.setCurrentWidget(front)
        self._show_actions()

    def front(self) -> QWidget:
        """What stands in the card and takes the keyboard: the list, what asks in its place, or the next step."""
        front = self.stack.currentWidget()
        return front if front is not None else self.table

    def read_again(self) -> None:
        """Shows what the records say now: any of them may have changed."""
        self._show_rows(self.rows)

    def chosen(self) -> Chosen:
        """The rows marked now, as a list of which nothing has been read yet."""
        return Chosen(self.rows.known, self.table.selected_runs())

    def kept(self, front: int | None) -> list[int]:
        """The records that will be looked for in the next list: the one in front, and what is chosen."""
        several = self._several()
        found = [front, self.table.current_id(), *several]
        return list(dict.fromkeys(row_id for row_id in found if row_id is not None))

    def _several(self) -> list[int]:
        """The rows chosen one by one, as long as they are not too many to be chosen again."""
        return self.table.selected_ids() if 1 < self.table.selected_count() <= KEPT else []

    def exported(self) -> tuple[str, ...]:
        """The columns a workbook of this list has: those that are shown, with what stands in their second lines."""
        beside = {"title": ("number", "title", "benefit"), "author": ("author", "workplace")}
        told = [key for shown in self.columns.shown() for key in beside.get(shown, (shown,))]
        return tuple(dict.fromkeys(told))

    def _show_rows(self, rows: Rows) -> None:
        count, total = self.table.selected_count(), self.rows.total()
        chosen = self._several()
        current = self.table.current_id()
        # Another question or order is read from the top; of the same one nobody loses his place.
        same = rows.query == self.rows.query and (abs(rows.total() - total) <= 1 or rows.goes_on(self.rows))
        same = same and not self._reordered
        scrolled = self.table.verticalScrollBar().value() if same else 0
        self.rows = rows
        self._refreshing = True
        try:
            self.model.refresh(self.rows)
            self.table.verticalScrollBar().setValue(scrolled)
            if current is not None:
                self.select(current)
            if not same:
                self.table.scrollToTop()
            if 1 < count == total == rows.total():
                self.table.selectAll()
            elif chosen:
                self._select_all(chosen)
        finally:
            self._refreshing = False
        self.table.read_first()
        self.put_in_front(self._front)

    def select(self, row_id: int | None, *, follow: bool = True) -> bool:
        """Marks a record in the list without opening it; says whether it stands there. Unless the list is to `follow`
        it, the rows in sight stay."""
        if row_id is not None and self.table.current_id() == row_id:
            return True
        place = self.rows.place(row_id) if row_id is not None else -1
        before, self._refreshing = self._refreshing, True
        if place < 0:
            self.table.clearSelection()
            self.table.setCurrentIndex(self.model.index(-1, -1))
        else:
            scrolled = self.table.verticalScrollBar().value()
            self.table.select_row(place)
            if not follow:
                self.table.verticalScrollBar().setValue(scrolled)
        self._refreshing = before
        return place >= 0

    def first(self) -> int | None:
        return self.rows.known[0] if self.rows.known else None

    def step(self, rows: int) -> None:
        """Opens the next record (1) or the one before (-1); the first one if none is chosen."""
        if self.table.currentIndex().isValid():
            self.table.step(rows)
        elif self.rows.known:
            self.table.select_row(0)

    def _select_all(self, row_ids: list[int]) -> None:
        places = sorted(place for place in map(self.rows.place, row_ids) if place >= 0)
        chosen, last = QItemSelection(), len(self.model.columns) - 1
        for place in places:
            chosen.select(self.model.index(place, 0), self.model.index(place, last))
        self.table.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _show_below(self) -> None:
        """The room under the table is there as long as something stands in it."""
        self._below.setVisible(not self.refusals.isHidden() or not self.panel.isHidden())

    def _action_bar(self) -> QFrame:
        self.bar = QFrame()
        self.bar.setProperty("look", "card-foot")
        self._count = label("", "label")
        self.accept = self._action(moves.accept)
        self.appraise = self._action(moves.appraise)
        self.recognise = self._action(moves.recognise)
        self.change = Button(tr("Sửa hàng loạt…"))
        self.change.clicked.connect(self.change_asked)
        self.delete = Button(tr("Xóa nháp"))
        self.delete.clicked.connect(self.deletion_asked)
        self.papers = Button(tr("In giấy"))
        self.papers.clicked.connect(self.papers_asked)
        parts = QWidget()
        flow = Flow(parts, spacing=8)
        for part in (
            self._count, self.accept, self.appraise, self.recognise, self.change, self.papers, self.delete
        ):  # fmt: skip
            flow.addWidget(part)
        self._count.setMinimumHeight(self.delete.sizeHint().height())
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(parts)
        self.bar.hide()
        return self.bar

    def _action(self, make: Callable[[], Move]) -> Button:
        move = make()
        button = Button(move.word)
        button.clicked.connect(lambda: self._ask(move))
        return button

    def _ask(self, move: Move) -> None:
        if move.needs:
            self.refusals.hide()  # of a move before: both would leave the list no room
            self.panel.ask(move, self.table.selected_count())
        else:
            self.move_asked.emit(move, Decision())

    def _show_actions(self) -> None:
        count = self.table.selected_count()
        self.bar.setVisible(self._officer and count > 1 and self._front is None)
        self._count.setText(tr("Đã chọn {n}:", n=written(count)))
        if count < 2:
            self.panel.hide()

    def _picked(self, row_id: object) -> None:
        if isinstance(row_id, int) and not self._refreshing:
            self.picked.emit(row_id)

    def _sort(self, key: str, descending: bool) -> None:
        self._reordered = True
        self.sorted.emit(f"-{key}" if descending else key)

    def _connect(self) -> None:
        self.table.picked.connect(self._picked)
        self.table.opened.connect(self.opened)
        self.table.selected.connect(self._show_actions)
        self.table.sort_asked.connect(self._sort)
        self.table.show_sorting(NEWEST_FIRST, True)
        self.panel.answered.connect(self.move_asked)
        self.empty.clicked.connect(self.action_asked)
