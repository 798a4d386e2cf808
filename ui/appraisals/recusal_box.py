"""Asking to stand aside for one initiative: a link, and the reason it asks for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.common.buttons import Button
from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.words import tr


class RecusalBox(QWidget):
    """asked(reason)   the member wants to stand aside
    typed(reason)   the reason as it stands now, "" once it is given up
    """

    asked = Signal(str)
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open_button = Button(tr("Xin không chấm sáng kiến này…"), look="link")
        self.open_button.setObjectName("ask_recusal")
        self.reason = LineEdit(tr("ví dụ tôi hướng dẫn tác giả"))
        self.reason.setObjectName("recusal_reason")
        self._field = Field(tr("Lý do xin không chấm"), self.reason, required=True,
                            help_text=tr("Biên bản ghi tên và lý do của bạn."))  # fmt: skip
        self.go = Button(tr("Xin không chấm"), "dismiss")
        self.go.setObjectName("recuse")
        self.keep = Button(tr("Hủy"))
        self._box = QWidget()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.go)
        box = QVBoxLayout(self._box)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._field)
        box.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._box)
        self.open_button.clicked.connect(self.open)
        self.keep.clicked.connect(self._give_up)
        self.reason.edited.connect(self.typed)
        self.go.clicked.connect(lambda: self.asked.emit(self.reason.value()))
        self._box.hide()

    def open(self) -> None:
        self.open_button.hide()
        self._box.show()
        self.reason.setFocus()

    def show_typed(self, reason: str) -> None:
        """Closed, unless a reason was begun: then it stands open with it."""
        self._box.setVisible(bool(reason))
        self.open_button.setVisible(not reason)
        self._field.set_problem("")
        self.reason.set_value(reason)

    def _give_up(self) -> None:
        self.show_typed("")
        self.typed.emit("")

    def say_problem(self, sentence: str) -> None:
        self._field.set_problem(sentence)
        self.reason.setFocus()
