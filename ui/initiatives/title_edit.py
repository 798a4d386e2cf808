"""The title: one line by its meaning, shown in two because titles are long."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.common.editors import TextEdit


class TitleEdit(TextEdit):
    """Enter goes on to the next field instead of breaking the line."""

    def __init__(self, placeholder: str, limit: int, parent: QWidget | None = None) -> None:
        super().__init__(placeholder, limit, lines=2, parent=parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)
