"""Cards in two columns; one below the other where there is no room for both."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

GAP = 12


class Columns(QWidget):
    """Needs no more width than its widest card: what scrolls it up and down never cuts it at the right."""

    def __init__(self, *columns: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self._sides: list[QVBoxLayout] = []
        for cards in columns:
            side = QVBoxLayout()
            side.setSpacing(GAP)
            side.addStretch(1)
            self._sides.append(side)
            self._row.addLayout(side, 1)
            for card in cards:
                self.add(len(self._sides) - 1, card)

    def add(self, column: int, card: QWidget) -> None:
        """Puts a card below those of a column, from 0."""
        side = self._sides[column]
        side.insertWidget(side.count() - 1, card)

    def folded(self) -> bool:
        return self._row.direction() == QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        return QSize(max(side.minimumSize().width() for side in self._sides), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        widest = max(side.minimumSize().width() for side in self._sides)
        room = (event.size().width() - GAP * (len(self._sides) - 1)) / len(self._sides)
        direction = QBoxLayout.Direction.LeftToRight if room >= widest else QBoxLayout.Direction.TopToBottom
        if direction != self._row.direction():
            self._row.setDirection(direction)
        super().resizeEvent(event)
