"""The head of a page: its title, its search field, and what can be done there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QWidget

from ui.common.labels import label

GAP = 12


class PageHead(QWidget):
    """In one line where there is room; else the actions stand in a line of their own below."""

    def __init__(
        self, title: str, search: QWidget | None = None, actions: Sequence[QWidget] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = label(title, "title")
        self._first = QWidget()
        self._second = QWidget()
        self._below: bool | None = None
        row = _row(self._first)
        row.addWidget(self.title)
        row.addSpacing(GAP - 2)
        if search is not None:
            row.addWidget(search, 6)  # what stands in it while it is empty has to be read whole
        row.addStretch(1)
        row = _row(self._second)
        for action in actions:
            row.addWidget(action)
        self._grid = QGridLayout(self)
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(6)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setColumnStretch(0, 1)
        self._place(below=False)

    def minimumSizeHint(self) -> QSize:
        lines = self._first.minimumSizeHint(), self._second.minimumSizeHint()
        return QSize(max(line.width() for line in lines), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = self._first.minimumSizeHint().width() + GAP + self._second.minimumSizeHint().width()
        self._place(below=wanted > event.size().width())

    def _place(self, *, below: bool) -> None:
        if below == self._below:
            return
        self._below = below
        self._grid.addWidget(self._first, 0, 0)
        self._grid.addWidget(self._second, 1 if below else 0, 0 if below else 1)


def _row(ground: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(ground)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    return row
