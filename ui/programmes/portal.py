"""The section «Nhập lên Cổng»: what is still to enter, box by box, and what the portal answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop import messages
from desktop.operations import initiatives, portal
from domain.errors import RuleError
from domain.labels import PORTAL_STATES
from domain.portal import PortalState
from ui.common.buttons import Button, Chips
from ui.common.card import Card
from ui.common.editors import LineEdit
from ui.common.empty import Empty
from ui.common.field import Field
from ui.common.page_model import Cell, Column, Kind, PageModel
from ui.common.scroll import Scroll
from ui.common.table import Table
from ui.initiatives.halves import Halves
from ui.programmes.portal_boxes import Boxes
from ui.programmes.portal_bulk import BulkCard
from ui.programmes.portal_marks import Marks
from ui.session import Session
from ui.words import tr

ALWAYS = (PortalState.NOT_ENTERED, PortalState.WAITING, PortalState.APPROVED)


class _Rows:
    """The provider of the list: pages from the store, one state of the portal at a time."""

    def __init__(self, session: Session, state: str) -> None:
        self._session, self._state = session, state

    def total(self) -> int:
        return portal.counts(self._session.screen).get(PortalState(self._state), 0)

    def ids(self, offset: int, limit: int) -> Sequence[int]:
        return portal.ids(self._session.screen, self._state, limit, offset)

    def rows(self, ids: Sequence[int]) -> Sequence[dict[str, Any]]:
        return portal.rows(self._session.screen, ids)


class PortalSection(QWidget):
    """`open` takes a state of the portal. Enter copies and goes on; Ctrl+Enter ticks and goes to the next record."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: int | None = None
        self.chips = Chips(tr("Trên Cổng"))
        self.model = PageModel([Column[dict[str, Any]](tr("Sáng kiến"), _title, Kind.TWO_LINES)],
                               _Rows(session, str(PortalState.NOT_ENTERED)))  # fmt: skip
        self.table = Table(self.model, tr("Sáng kiến theo chỗ đang đứng trên Cổng"))
        self.boxes, self.marks, self.bulk = Boxes(), Marks(session), BulkCard(session)
        self.top = LineEdit()
        self.empty = Empty("checkmark_circle", "")
        self.by_list = Button(tr("Dán danh sách được duyệt…"), look="link")
        self._lay_out()
        self._connect()

    def open(self, what: object) -> None:
        self.chips.choose(str(what))
        self.refresh()

    def refresh(self) -> None:
        counts = portal.counts(self._session.screen)
        titles = {code: tr(words) for code, words in PORTAL_STATES.items()}
        shown = [state for state in PortalState if state in ALWAYS or counts.get(state)]
        self.chips.set_chips([(str(state), titles[state], counts.get(state, 0)) for state in shown])
        self._list()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._to_work()

    def next(self, row_id: int) -> None:
        """After a tick: the initiative that now stands in its place, else the one below."""
        if row_id == self.table.current_id():
            self.table.step(1)
        self._to_work()

    def _list(self) -> None:
        self.table.refresh(_Rows(self._session, self.chips.current() or str(PortalState.NOT_ENTERED)))
        if self.table.current_id() is None:
            self.table.select_row(0)
        self._show(self.table.current_id())

    def _show(self, row_id: int | None) -> None:
        self._shown = row_id
        self.top.set_value(portal.top(self._session.screen))
        if row_id is None:
            self._say_empty()
            return
        held = initiatives.get(self._session.screen, row_id)
        try:
            self.boxes.show_boxes(portal.boxes(self._session.screen, held))
        except RuleError as error:
            self.empty.say("info", messages.of_error(error))
            self.stack.setCurrentWidget(self.empty)
            return
        self._record.set_title(held.initiative.title or held.initiative.number)
        self.marks.show_record(row_id, held.initiative)
        if self.stack.currentWidget() is not self.bulk:
            self.stack.setCurrentWidget(self._record)

    def _say_empty(self) -> None:
        said = {
            str(PortalState.NOT_ENTERED): tr("Không còn sáng kiến nào phải nhập lên Cổng."),
            str(PortalState.WAITING): tr("Không có sáng kiến nào chờ Cổng duyệt."),
            str(PortalState.APPROVED): tr("Chưa có sáng kiến nào được ghi là Cổng đã duyệt."),
        }
        hint = tr("Bản nháp hiện ra ở đây sau khi được tiếp nhận.")
        self.empty.say("checkmark_circle", said.get(self.chips.current(), said["not_entered"]), hint)
        if self.stack.currentWidget() is not self.bulk:
            self.stack.setCurrentWidget(self.empty)

    def _to_work(self) -> None:
        first = self.boxes.first() if self.stack.currentWidget() is self._record else None
        (first or self.table).setFocus(Qt.FocusReason.OtherFocusReason)

    def _work_on(self) -> None:
        self.halves.show_right()
        self._to_work()

    def _show_bulk(self) -> None:
        self.halves.show_right()
        self.stack.setCurrentWidget(self.bulk)
        self.bulk.pasted.setFocus()

    def _leave_bulk(self) -> None:
        self.stack.setCurrentWidget(self._record if self._shown is not None else self.empty)
        self.table.setFocus()

    def _set_top(self, name: str) -> None:
        self._session.do(lambda desk, _job: portal.set_top(desk, name))

    def _connect(self) -> None:
        self.chips.chosen.connect(lambda _key: self._list())
        self.table.picked.connect(self._show)
        self.table.opened.connect(lambda _id: self._work_on())
        self.boxes.finished.connect(lambda: self.marks.number.setFocus(Qt.FocusReason.TabFocusReason))
        self.marks.marked.connect(self.next)
        self.by_list.clicked.connect(self._show_bulk)
        self.bulk.closed.connect(self._leave_bulk)
        self.top.committed.connect(self._set_top)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.marks.mark_entered)

    def _lay_out(self) -> None:
        left = Card(" ", ruled=True)
        left.title.hide()
        left.head.insertWidget(0, self.chips, 100)
        left.fill(self.table)
        foot = left.foot()
        foot.addWidget(self.by_list)
        foot.addStretch(1)
        self._record = Card(" ", ruled=True)
        self._record.title.setWordWrap(True)
        self._record.head.setStretch(0, 100)
        scroll = Scroll()
        scroll.body.addWidget(self.boxes)
        scroll.body.addWidget(
            Field(tr("Đơn vị trên Cổng (tỉnh, thành phố, ngành)"), self.top,
                  help_text=tr("Tên mà Cổng xếp đơn vị vào; dùng cho mọi sáng kiến (CV 57/LĐLĐ Đồng Tháp 16/3/2021)."))
        )  # fmt: skip
        scroll.body.addStretch(1)
        self._record.fill(scroll)
        self._record.body.addWidget(self.marks)
        self.stack = QStackedWidget()
        for part in (self._record, self.empty, self.bulk):
            self.stack.addWidget(part)
        self.halves = Halves(left, self.stack)
        self.halves.setSizes([430, 700])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.halves)


def _title(row: dict[str, Any]) -> Cell:
    return Cell(row["title"], f"{row['number']} · {row['author']}", tip=row["title"])
