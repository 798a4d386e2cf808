"""Ticking what happened on the portal: entered, approved or refused, with the number and the day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.desk import Desk
from desktop.operations import portal
from domain.errors import RuleError
from domain.initiative import Initiative
from domain.portal import PortalState, state_of
from ui.common.banner import Banner
from ui.common.buttons import button
from ui.common.editors import DateEdit, LineEdit, written_day
from ui.common.field import Field
from ui.common.labels import label
from ui.session import Session
from ui.words import tr

Mark = Callable[..., Changes]


class Marks(QWidget):
    """`marked(row id)` after a tick went through, or for one that needs none.

    Words typed for one record are kept while others are looked at.
    """

    marked = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._row_id: int | None = None
        self._held = Initiative()
        self._typed: dict[int, tuple[str, str, str]] = {}
        self.said = label("", "muted", wrap=True)
        self.number, self.note = LineEdit(), LineEdit()
        self.day = DateEdit(placeholder=tr("hôm nay"))
        self.fields = {
            "portal_no": Field(tr("Mã số trên Cổng"), self.number),
            "portal_on": Field(tr("Ngày"), self.day),
            "portal_note": Field(tr("Ghi chú, lý do không duyệt"), self.note),
        }
        self.banner = Banner()
        self.entered = button(tr("Đã nhập lên Cổng"), "checkmark", primary=True, tip="Ctrl+Enter")
        self.approved = button(tr("Cổng đã duyệt"), "checkmark_circle", primary=True)
        self.refused = button(tr("Cổng không duyệt"), "dismiss")
        self.back = button(tr("Bỏ đánh dấu"), "arrow_undo")
        self._lay_out()
        for line in (self.number, self.day, self.note):
            line.edited.connect(lambda _text: self._keep())
        self.entered.clicked.connect(self.mark_entered)
        self.approved.clicked.connect(lambda: self._mark(portal.mark_approved))
        self.refused.clicked.connect(lambda: self._mark(portal.mark_refused))
        self.back.clicked.connect(self._take_back)

    def show_record(self, row_id: int, held: Initiative) -> None:
        self._row_id, self._held = row_id, held
        number, day, note = self._typed.get(row_id, (held.portal_no, "", held.portal_note))
        self.number.set_value(number)
        self.day.set_value(day)
        self.note.set_value(note)
        state = state_of(held)
        waits = state is PortalState.WAITING
        fresh = state in (PortalState.NOT_ENTERED, PortalState.REFUSED)
        for one, shown in ((self.entered, fresh), (self.approved, waits), (self.refused, waits),
                           (self.back, state is not PortalState.NOT_ENTERED)):  # fmt: skip
            one.setVisible(shown)
        self.said.setText(_told(held, state))
        self._clear()

    def mark_entered(self) -> None:
        """Tick it as entered; what already waits or was approved is only passed over."""
        if state_of(self._held) in (PortalState.NOT_ENTERED, PortalState.REFUSED):
            self._mark(portal.mark_entered)
        elif self._row_id is not None:
            self.marked.emit(self._row_id)

    def _mark(self, mark: Mark) -> None:
        if self._row_id is None:
            return
        self._clear()
        day = self.day.day()
        if self.day.value().strip() and day is None:
            self.fields["portal_on"].set_problem(tr("Không đọc được ngày. Ghi ngày/tháng/năm, ví dụ 12/8/2022."))
            self.day.setFocus()
            return
        self._do(self._row_id, mark, day, self.number.value(), self.note.value())

    def _take_back(self) -> None:
        if self._row_id is not None:
            self._do(self._row_id, portal.take_back)

    def _do(self, row_id: int, mark: Mark, *facts: Any) -> None:
        def work(desk: Desk, _job: object) -> Changes:
            return mark(desk, row_id, *facts)

        def done(_changes: Changes) -> None:
            self._typed.pop(row_id, None)
            self._enable(True)
            self.marked.emit(row_id)

        self._enable(False)
        self._session.do(work, done, self._failed)

    def _failed(self, error: Exception) -> None:
        self._enable(True)
        names = {"portal_entered_on": "portal_on", "portal_approved_on": "portal_on", "portal_refused_on": "portal_on"}
        field = self.fields.get(names.get(error.field, error.field)) if isinstance(error, RuleError) else None
        if field is not None:
            field.set_problem(messages.of_error(error))
            field.editor.setFocus()
        else:
            self.banner.say("warn" if isinstance(error, RuleError) else "error", messages.of_error(error))

    def _keep(self) -> None:
        if self._row_id is not None:
            self._typed[self._row_id] = (self.number.value(), self.day.value(), self.note.value())

    def _enable(self, on: bool) -> None:
        for one in (self.entered, self.approved, self.refused, self.back):
            one.setEnabled(on)

    def _clear(self) -> None:
        self.banner.clear()
        for field in self.fields.values():
            field.set_problem("")

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        for name, share in (("portal_no", 3), ("portal_on", 2), ("portal_note", 4)):
            line.addWidget(self.fields[name], share)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.said, 1)
        for one in (self.back, self.refused):
            row.addWidget(one)
        for one in (self.entered, self.approved):
            row.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 10, 15, 10)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self.banner)
        column.addLayout(row)


def _told(held: Initiative, state: PortalState) -> str:
    if state is PortalState.WAITING:
        return tr("Đã nhập ngày {day}, chờ Cổng duyệt.", day=written_day(held.portal_entered_on))
    if state is PortalState.APPROVED:
        return tr("Cổng đã duyệt ngày {day}.", day=written_day(held.portal_approved_on))
    if state is PortalState.REFUSED:
        return tr("Cổng không duyệt ngày {day}: sửa rồi nhập lại.", day=written_day(held.portal_refused_on))
    return tr("Chưa ghi là đã nhập lên Cổng.")
