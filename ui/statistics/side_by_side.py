"""Two parts beside each other, the second below the first where there is no room for both."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.common.cells import row_height

WIDGET_MAX = (1 << 24) - 1  # QWIDGETSIZE_MAX


class SideBySide(QWidget):
    """`shares` are how the parts stretch when side by side; below `letters` average letters they are stacked, the first
    no higher than `stacked_rows` rows of a table where that is given."""

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        shares: tuple[int, int],
        letters: int,
        *,
        stacked_rows: float = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._first, self._letters, self._rows = first, letters, stacked_rows
        self.row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(12)
        for part, share in zip((first, second), shares, strict=True):
            self.row.addWidget(part, share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < self.fontMetrics().averageCharWidth() * self._letters
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self.row.direction() != wanted:
            self.row.setDirection(wanted)
        if self._rows:
            self._first.setMaximumHeight(round(row_height() * self._rows) if narrow else WIDGET_MAX)
