"""The programmes of a register to choose from, each with its phases."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from domain.programme import Programme
from ui.common.card import Card
from ui.common.labels import label
from ui.words import tr


class ProgrammeCards(QWidget):
    """`chosen(id)` when the person picks one."""

    chosen = Signal(str)

    def __init__(self, packs: Sequence[Programme], current: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._cards: dict[str, ProgrammeCard] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for pack in packs:
            card = ProgrammeCard(pack)
            card.radio.toggled.connect(lambda on, pack_id=pack.id: self.chosen.emit(pack_id) if on else None)
            self._group.addButton(card.radio)
            self._cards[pack.id] = card
            column.addWidget(card)
        self.choose(current)

    def current(self) -> str:
        """The id that is on; "" if none."""
        return next((pack_id for pack_id, card in self._cards.items() if card.radio.isChecked()), "")

    def ids(self) -> list[str]:
        return list(self._cards)

    def choose(self, pack_id: str) -> None:
        """Turns one on without a signal."""
        if pack_id in self._cards:
            self.blockSignals(True)
            self._cards[pack_id].radio.setChecked(True)
            self.blockSignals(False)

    def card(self, pack_id: str) -> ProgrammeCard:
        return self._cards[pack_id]


class ProgrammeCard(Card):
    """One programme; a click anywhere on it chooses it."""

    def __init__(self, pack: Programme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.radio = QRadioButton(pack.short_title)
        font = self.radio.font()
        font.setBold(True)
        self.radio.setFont(font)
        self.body.setSpacing(3)
        self.body.addWidget(self.radio)
        words = QVBoxLayout()
        words.setContentsMargins(26, 0, 0, 0)
        words.setSpacing(2)
        words.addWidget(label(pack.title, wrap=True))
        phases = [phase.title for phase in pack.phases]
        words.addWidget(label("\n".join(phases), "muted", wrap=True))
        if pack.guidance:
            words.addWidget(label(tr("Căn cứ: {what}", what="; ".join(pack.guidance)), "small", wrap=True))
        self.body.addLayout(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.radio.setChecked(True)
            self.radio.setFocus()
