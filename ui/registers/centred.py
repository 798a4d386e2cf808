"""The calm ground of the pages before a register is open: the name of the program over one card in the middle."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.common.banner import Banner
from ui.common.card import Card
from ui.common.labels import RETINT, Icon, label
from ui.common.scroll import Scroll
from ui.words import tr


class Centred(QWidget):
    """Put fields into `body` and buttons into `card.foot()`. `letters` is the width of the card in average letters.

    `banner` stands between the heading and the fields while there is something to say.
    """

    def __init__(self, title: str, hint: str = "", letters: int = 96, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters = letters
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.card = Card()
        self.banner = Banner()
        self.title = label(title, "title", wrap=True)
        self.hint = label(hint, "muted", wrap=True)
        self.hint.setVisible(bool(hint))
        self.card.body.setContentsMargins(28, 22, 28, 20)
        self.card.body.setSpacing(12)
        for part in (self.title, self.hint, self.banner):
            self.card.body.addWidget(part)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        self.card.body.addLayout(self.body)
        self._place()
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RETINT:
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _place(self) -> None:
        scroll = Scroll()
        middle = QVBoxLayout()
        middle.setSpacing(14)
        middle.addLayout(_brand())
        middle.addWidget(self.card)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addLayout(middle)
        row.addStretch(1)
        scroll.body.addStretch(2)
        scroll.body.addLayout(row)
        scroll.body.addStretch(3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    def _measure(self) -> None:
        if hasattr(self, "card"):
            wanted = self._letters * QFontMetrics(theme.font()).averageCharWidth()
            self.card.setFixedWidth(max(480, min(wanted, self.width() - 64)))


def _brand() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(9)
    row.addStretch(1)
    row.addWidget(Icon("lightbulb", "accent", 1.6))
    row.addWidget(label(tr("Sổ Sáng Kiến"), "title"))
    row.addStretch(1)
    return row
