"""What stands where there is nothing yet: an icon, a sentence, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.common.buttons import Button
from ui.common.labels import Icon, label

EDGE = 24


class Empty(QWidget):
    """`action` is the word on the button for the next step ("" for none)."""

    clicked = Signal()

    def __init__(self, icon: str, text: str, hint: str = "", action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Icon(icon, "border_strong", 2.6)
        self._text = label(text, "heading", wrap=True)
        self._hint = label(hint, "muted", wrap=True)
        self._button = Button(action, look="primary")
        self._button.clicked.connect(self.clicked)
        centre = Qt.AlignmentFlag.AlignCenter
        column = self._room = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(8)
        column.addStretch(2)
        for part in (self._icon, self._text, self._hint):
            part.setAlignment(centre)
            column.addWidget(part)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)
        self.say(icon, text, hint, action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height the picture gives way to the words."""
        super().resizeEvent(event)
        whole = self._room.heightForWidth(event.size().width()) + (self._high() if self._icon.isHidden() else 0)
        low = event.size().height() < whole
        if low != self._icon.isHidden():
            self._icon.setVisible(not low)
            edge = 6 if low else EDGE
            self._room.setContentsMargins(EDGE, edge, EDGE, edge)

    def _high(self) -> int:
        """What the picture takes with what stands around it."""
        return self._icon.sizeHint().height() + self._room.spacing() + 2 * (EDGE - 6)

    def say(self, icon: str, text: str, hint: str = "", action: str = "") -> None:
        self._icon.set_icon(icon, "border_strong")
        self._text.setText(text)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setFocusProxy(self._button if action else None)  # type: ignore[arg-type]  # None is what Qt takes here
        self._button.setText(action)
        self._button.setVisible(bool(action))
