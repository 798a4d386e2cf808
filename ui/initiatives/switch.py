"""A yes-or-no field of a form."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget


class Switch(QCheckBox):
    """Behaves like the other editors, with a bool for its value."""

    edited = Signal(object)
    committed = Signal(object)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.clicked.connect(self._clicked)

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        self.setChecked(value)

    def _clicked(self) -> None:
        self.edited.emit(self.value())
        self.committed.emit(self.value())
