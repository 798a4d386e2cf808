"""The field for the PIN of a signing token: hidden letters, emptied after each use."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.words import tr


class PinField(Field):
    """`take()` gives what was typed and empties the field: a PIN is asked for each time and kept nowhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.line = LineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        super().__init__(
            tr("Mã PIN của USB ký số"),
            self.line,
            required=True,
            help_text=tr("Hỏi mỗi lần ký, không được lưu ở đâu cả."),
            parent=parent,
        )

    def take(self) -> str:
        typed = self.line.text()
        self.line.clear()
        self.set_problem("")
        return typed
