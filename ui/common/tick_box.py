"""A box to tick that Enter ticks as well."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox

_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class TickBox(QCheckBox):
    """`passed()` when Enter has ticked it, or taken the tick away. By itself Qt listens to the space bar alone."""

    passed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() & ~_KEYPAD:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()
            self.passed.emit()
