"""Whose consent is not noted: how many, a filter that shows them, and noting it for many at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop import clock, messages
from desktop.operations import consents
from desktop.operations.consents import Noted
from domain import dates
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.editors import DateEdit, LineEdit
from ui.common.field import Field
from ui.common.labels import show_if
from ui.session import Session
from ui.words import tr


class ConsentBar(QFrame):
    """Hidden until the filter `toggle`, which stands elsewhere, is on. filtered(bool) when it is pressed.

    `chosen` are the rows selected in the list: with two or more of them only theirs is noted, else that of everybody.
    """

    filtered = Signal(bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._session = session
        self._chosen: tuple[int, ...] = ()
        self._last: tuple[int, ...] = ()
        self._missing = 0
        self.toggle = Button("", look="chip")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._turn)
        self.banner = Banner()
        self.banner.clicked.connect(self._take_back)
        self.on = DateEdit(lambda words: dates.parse(words, clock.today()), tr("ngày/tháng/năm"))
        self.on_field = Field(tr("Ngày đồng ý"), self.on, required=True)
        self.note = LineEdit(tr("Để trống: «Đã đồng ý theo danh sách ngày …»"))
        self.write = Button("", look="primary")
        self.write.clicked.connect(self._write)
        self._lay_out()
        self.hide()

    def refresh(self) -> None:
        self._missing = consents.missing(self._session.screen)
        self.toggle.setText(tr("Chưa ghi đồng ý: {n}", n=self._missing))
        show_if(self.toggle, self._missing > 0 or self.toggle.isChecked())
        self._say()

    def choose(self, row_ids: Sequence[int]) -> None:
        self._chosen = tuple(row_ids) if len(row_ids) > 1 else ()
        self._say()

    def _say(self) -> None:
        n = len(self._chosen) or self._missing
        self.write.setText(tr("Ghi đồng ý cho {n} người", n=n))
        self.write.setEnabled(n > 0)

    def _turn(self, on: bool) -> None:
        self.banner.clear()
        self.setVisible(on)
        self.filtered.emit(on)
        if on:
            self.on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self) -> None:
        day, words, rows = self.on.day(), self.note.value(), self._chosen or None
        self._session.do(lambda desk, _job: consents.note(desk, day, rows, words), self._written, self._failed)

    def _written(self, done: Noted) -> None:
        self._last = done.row_ids
        self.on_field.set_problem("")
        self.banner.say("ok", tr("Đã ghi sự đồng ý của {n} người.", n=done.persons), tr("Hoàn tác"))

    def _take_back(self) -> None:
        rows, self._last = self._last, ()
        if rows:
            self.banner.clear()
            self._session.do(lambda desk, _job: consents.take_back(desk, rows), None, self._failed)

    def _failed(self, error: Exception) -> None:
        if getattr(error, "field", "") == "consent_on":
            self.on_field.set_problem(messages.of_error(error))
            self.on.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.banner.say("error", messages.of_error(error))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.on_field, 1)
        row.addWidget(Field(tr("Căn cứ của sự đồng ý"), self.note), 2)
        row.addWidget(self.write, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.banner)
        column.addLayout(row)
