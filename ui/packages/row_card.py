"""One thing to settle: an icon, what it is, what is wrong, and the buttons that settle it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.common.buttons import Button
from ui.common.labels import Icon, label


class RowCard(QFrame):
    """A card of one row: `title` over `lines`, `buttons` at the right."""

    def __init__(
        self,
        icon: str,
        role: str,
        title: str,
        lines: Sequence[str],
        buttons: Sequence[Button] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.title, self.buttons = title, tuple(buttons)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(title, "label", wrap=True))
        for line in lines:
            words.addWidget(label(line, "muted", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 9, 10, 9)
        row.setSpacing(12)
        row.addWidget(Icon(icon, role), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        for made in self.buttons:
            row.addWidget(made)
