"""One step of a way that is walked over days: done, now, or later, with what is needed for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.labels import Icon, label, set_look
from ui.words import tr

DONE, NOW, LATER = "done", "now", "later"
_ICONS = {DONE: ("checkmark_circle", "ok"), NOW: ("chevron_right", "accent"), LATER: ("clock", "border_strong")}


class StepCard(QFrame):
    """`number`. `title` over a sentence; buttons at the right; more widgets go into `body`, problems into `problem`."""

    def __init__(self, number: int, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._title_words = f"{number}.  {title}"
        self._icon = Icon(factor=1.2)
        self._title = label(self._title_words, "label", wrap=True)
        self._text = label("", "muted", wrap=True)
        self.problem = Banner()
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._title)
        words.addWidget(self._text)
        self._row = QHBoxLayout()
        self._row.setSpacing(10)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words, 1)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(34, 0, 0, 0)
        self.body.setSpacing(8)
        self.body.addWidget(self.problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(self._row)
        column.addLayout(self.body)
        self.state = LATER

    def add_button(self, button: Button) -> Button:
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return button

    def set_state(self, state: str, text: str) -> None:
        """Where one stands with this step, and a sentence about it."""
        self.state = state
        icon, role = _ICONS[state]
        self._icon.set_icon(icon, role)
        set_look(self._title, "label" if state != LATER else "muted")
        self._text.setText(text)
        spoken = {DONE: tr("bước đã xong"), NOW: tr("bước đang làm"), LATER: tr("bước tiếp theo")}
        self._title.setAccessibleDescription(spoken[state])

    def text(self) -> str:
        return self._text.text()
