"""The form in which a unit's key is vouched for: who asks, and the code heard on the telephone."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.common.buttons import Button
from ui.common.field import Field
from ui.common.labels import label
from ui.packages.code_box import CodeEdit
from ui.words import tr


class Request(Protocol):
    """What is shown of a request. Its code is not: it has to be heard, not read off the screen."""

    @property
    def unit_code(self) -> str: ...
    @property
    def unit_name(self) -> str: ...


class VouchForm(QFrame):
    """`confirmed(file, heard)` when the button is pressed with thirty digits typed."""

    confirmed = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: Path | None = None
        self.who = label("", "heading", wrap=True)
        self.heard = CodeEdit()
        self.field = Field(
            tr("Mã 30 chữ số nghe qua điện thoại"),
            self.heard,
            required=True,
            help_text=tr(
                "Gọi số điện thoại đã biết từ trước, không gọi số ghi kèm tệp. Để đơn vị đọc, đừng đọc trước."
            ),
        )
        self.confirm_button = Button(tr("Xác nhận khóa"), "shield_checkmark", "primary")
        self.confirm_button.setEnabled(False)
        self.quit_button = Button(tr("Thôi"))
        self.heard.edited.connect(lambda _text: self.confirm_button.setEnabled(self.heard.complete()))
        self.heard.returnPressed.connect(self._confirm)
        self.confirm_button.clicked.connect(self._confirm)
        self.quit_button.clicked.connect(self.hide)
        row = QHBoxLayout()
        row.addWidget(self.confirm_button)
        row.addWidget(self.quit_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.addWidget(self.who)
        column.addWidget(self.field)
        column.addLayout(row)

    def show_request(self, file: Path, asked: Request) -> None:
        self._file = file
        self.who.setText(tr("{name} (mã {code}) xin xác nhận khóa", name=asked.unit_name, code=asked.unit_code))
        self.heard.set_value("")
        self.heard.explained.emit("")
        self.field.set_problem("")
        self.confirm_button.setEnabled(False)
        self.show()
        self.heard.setFocus()

    def refuse(self, why: str) -> None:
        """The key was not vouched for."""
        self.field.set_problem(why)
        self.heard.setFocus()

    def _confirm(self) -> None:
        if self._file is not None and self.heard.complete():
            self.field.set_problem("")
            self.confirmed.emit(self._file, self.heard.value())
