"""A part of a form that is folded away until somebody needs it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.common.buttons import Button
from ui.words import tr


class Fold(QWidget):
    """A heading that opens and closes what is below it; `body` takes the fields. Closed at first.

    What is typed inside stays whether it is open or not; `say(text)` stands after the title, such as how much is
    filled in. `opened(bool)` when somebody opens or closes it.
    """

    opened = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._note = title, ""
        self.head = Button("", "chevron_right", "link")
        self.head.setCheckable(True)
        self.head.toggled.connect(self._toggled)
        self._inside = QWidget()
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(0, 4, 0, 0)
        self.body.setSpacing(10)
        self._inside.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.addWidget(self.head)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._inside)
        self._show_head()

    def is_open(self) -> bool:
        return self.head.isChecked()

    def set_open(self, on: bool) -> None:
        self.head.setChecked(on)

    def say(self, note: str) -> None:
        if note != self._note:
            self._note = note
            self._show_head()

    def _toggled(self, on: bool) -> None:
        self._inside.setVisible(on)
        self.head.set_icon("chevron_down" if on else "chevron_right")
        self._show_head()
        self.opened.emit(on)

    def _show_head(self) -> None:
        self.head.setText("  ·  ".join(filter(None, (self._title, self._note))))
        said = tr("đang mở") if self.is_open() else tr("đang gập, bấm để mở")
        self.head.setAccessibleDescription(said)
