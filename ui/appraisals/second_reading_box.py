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

    `open_button` is put where there is room for it: beside the title of what is shown.
    """

    asked = Signal(str)
    opened = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open_button = Button(tr("Đề nghị đọc lại…"), look="link")
        self.open_button.setObjectName("ask_second_reading")
        self.told = label("", "muted", wrap=True)
        self.reason = LineEdit(tr("ví dụ hai phiếu chênh 25 điểm ở hiệu quả"))
        self._field = Field(tr("Lý do đọc lại"), self.reason, required=True,
                            help_text=tr("Phiếu cũ vẫn giữ; mỗi người nộp lại, dù y như cũ."))  # fmt: skip
        keep = Button(tr("Hủy"))
        self.go = Button(tr("Đề nghị đọc lại"), "arrow_sync")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._field, 1)
        row.addWidget(keep)
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
        self.open_button.clicked.connect(self.open)
        keep.clicked.connect(self.close_box)
        self.go.clicked.connect(lambda: self.asked.emit(self.reason.value()))

    def open(self) -> None:
        self.open_button.hide()
        self._box.show()
        self.opened.emit(True)
        self.reason.setFocus()

    def close_box(self) -> None:
        self._box.hide()
        self.open_button.show()
        self.opened.emit(False)

    def show_state(self, told: str, *, may_ask: bool) -> None:
        """`told` says that it was asked and who still has to read; closes what was open."""
        self._box.hide()
        self._field.set_problem("")
        self.reason.set_value("")
        self.told.setText(told)
        show_if(self.told, bool(told))
        show_if(self.open_button, may_ask and not told)

    def say_problem(self, sentence: str) -> None:
        self._field.set_problem(sentence)
        self.reason.setFocus()
