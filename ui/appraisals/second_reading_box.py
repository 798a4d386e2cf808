"""Asking everybody to read one initiative again: a link, and the reason it asks for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.common.buttons import Button
from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.common.labels import label, show_if
from ui.words import tr


class SecondReadingBox(QWidget):
    """asked(reason)   everybody shall look at it again
    opened(bool)    the field for the reason has come or gone
    typed(reason)   the reason as it stands now
    given_up()      nobody shall be asked

    `open_button` is put where there is room for it: beside the title of what is shown.
    """

    asked = Signal(str)
    opened = Signal(bool)
    typed = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open_button = Button(tr("Đề nghị đọc lại…"), look="link")
        self.open_button.setObjectName("ask_second_reading")
        self.told = label("", "muted", wrap=True)
        self.reason = LineEdit(tr("ví dụ hai phiếu chênh 25 điểm ở hiệu quả"))
        self._field = Field(tr("Lý do đọc lại"), self.reason, required=True,
                            help_text=tr("Phiếu cũ vẫn giữ; mỗi người nộp lại, dù y như cũ."))  # fmt: skip
        self.keep = Button(tr("Hủy"))
        self.go = Button(tr("Đề nghị đọc lại"), "arrow_sync")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._field, 1)
        row.addWidget(self.keep)
        row.addWidget(self.go)
        self._box = QWidget()
        self._box.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.told)
        column.addWidget(self._box)
        self._box.hide()
        self._about = ""
        self.open_button.clicked.connect(self.open)
        self.keep.clicked.connect(self._give_up)
        self.reason.edited.connect(self.typed)
        self.go.clicked.connect(lambda: self.asked.emit(self.reason.value()))

    def open(self) -> None:
        self._set_open(True)
        self.reason.setFocus()

    def show_state(self, about: str, told: str, *, may_ask: bool, typed: str = "") -> None:
        """`about` which initiative; `told` says that it was asked and who still has to read; `typed` is a reason that
        was begun, which opens the field again. Of the same initiative what is open stays open.
        """
        same, self._about = about == self._about, about
        may = may_ask and not told
        if not (same and may and self.reason.value() == typed):  # else somebody is typing it just now
            self._field.set_problem("")
            self.reason.set_value(typed if may else "")
        self._set_open(may and (bool(typed) or (same and not self._box.isHidden())))
        self.told.setText(told)
        show_if(self.told, bool(told))
        if not may:
            self.open_button.hide()

    def _give_up(self) -> None:
        self._field.set_problem("")
        self.reason.set_value("")
        self._set_open(False)
        self.given_up.emit()

    def _set_open(self, opened: bool) -> None:
        changed = opened is self._box.isHidden()
        show_if(self._box, opened)
        show_if(self.open_button, not opened)
        if changed:
            self.opened.emit(opened)

    def say_problem(self, sentence: str) -> None:
        self._field.set_problem(sentence)
        self.reason.setFocus()
