"""A banner: a sentence that stands in the page until its matter is settled."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui import theme
from ui.common.buttons import Button
from ui.common.labels import Icon, label, set_look, show_if

ICONS = {"info": "info", "ok": "checkmark_circle", "warn": "warning", "error": "error_circle"}


class Banner(QFrame):
    """`kind` is info, ok, warn or error. Hidden while it has nothing to say."""

    clicked = Signal()

    def __init__(self, kind: str = "info", text: str = "", action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said: tuple[str, str, str] | None = None
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(10, 7, 10, 7)
        row.setSpacing(8)
        self._icon = Icon()
        self._text = label(wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = Button("")
        self.button.clicked.connect(self.clicked)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.say(kind, text, action)

    def say(self, kind: str, text: str, action: str = "") -> None:
        """Shows a sentence, with a button if `action` names one; `clicked` tells that it was pressed."""
        if self._said == (kind, text, action):
            show_if(self, bool(text))  # somebody may have hidden it meanwhile
            return
        self._said = (kind, text, action)
        set_look(self, f"banner-{kind}")
        self._icon.set_icon(ICONS[kind], f"{kind}_fg")
        self._text.setText(text)
        theme.restyle(self._text)  # its colour comes from the look of the frame around it
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self._row.setAlignment(self._icon, Qt.AlignmentFlag.AlignVCenter if action else Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(text)
        show_if(self, bool(text))

    def add(self, words: str) -> None:
        """One more sentence after what stands there; nothing while it is cleared."""
        if self._text.text():
            self._said = None
            self._text.setText(f"{self._text.text()} {words}")
            self.setAccessibleName(self._text.text())

    def clear(self) -> None:
        """Nothing to say: the banner goes."""
        self.say("info", "")

    def text(self) -> str:
        return self._text.text()
