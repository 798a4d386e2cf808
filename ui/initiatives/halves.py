"""List and form side by side; one at a time where there is no room for both."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

HANDLE = 12


class Halves(QSplitter):
    """`narrowed(bool)` tells that only one half is shown now: the left one, until `show_right()`."""

    narrowed = Signal(bool)

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__()
        self._left, self._right = left, right
        self.narrow = self._right_in_front = False
        self.setHandleWidth(HANDLE)
        self.setChildrenCollapsible(False)
        for half, share in ((left, 3), (right, 2)):
            self.addWidget(half)
            self.setStretchFactor(self.indexOf(half), share)
        self.setSizes([660, 455])

    def show_left(self) -> None:
        self._right_in_front = False
        self._place()

    def show_right(self) -> None:
        self._right_in_front = True
        self._place()

    def minimumSizeHint(self) -> QSize:
        left, right = self._left.minimumSizeHint(), self._right.minimumSizeHint()
        return QSize(max(left.width(), right.width()), max(left.height(), right.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        wanted = self._left.minimumSizeHint().width() + self._right.minimumSizeHint().width() + HANDLE
        narrow = event.size().width() < wanted
        if narrow != self.narrow:
            self.narrow = narrow
            self._place()
            self.narrowed.emit(narrow)
        super().resizeEvent(event)

    def _place(self) -> None:
        self._left.setVisible(not self.narrow or not self._right_in_front)
        self._right.setVisible(not self.narrow or self._right_in_front)
