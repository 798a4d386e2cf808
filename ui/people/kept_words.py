"""«Lưu gì, ở đâu, cái gì rời đơn vị»: plain words to read out to a worker who asks."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain import kept_words
from ui.common.card import Card
from ui.common.labels import label
from ui.common.scroll import Scroll
from ui.words import tr


class KeptWords(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = Card()
        scroll = Scroll()
        card.fill(scroll)
        for words, sentences in kept_words.parts():
            scroll.body.addWidget(label(tr(words), "heading", wrap=True))
            scroll.body.addWidget(label("\n".join(tr(words) for words in sentences), wrap=True))
        scroll.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
