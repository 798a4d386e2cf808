"""The head of what is done over the page of rules: the way back, a title, a sentence."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.common.buttons import button
from ui.common.labels import label
from ui.words import tr


class TaskHead(QWidget):
    """`left()` when the person goes back."""

    left = Signal()

    def __init__(self, title: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = button(tr("Quay lại"), "chevron_left")
        self.back.clicked.connect(self.left)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(title, "heading", wrap=True))
        words.addWidget(label(hint, "muted", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.back)
        row.addLayout(words, 1)
