"""The chips and what stands beside them: in one line where there is room, else the tools over the chips."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from ui.common.flow import Flow

CHIPS_SHARE = 0.5  # with less than this for the chips they would stand one under the other


class NarrowingRow(QWidget):
    """`tools` keep their hinted sizes and go into further lines where even they have no room."""

    def __init__(self, chips: QWidget, tools: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = QWidget()
        self._flow = Flow(self._tools, spacing=8)
        for tool in tools:
            self._flow.addWidget(tool)
        self._parts = tools
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(chips, 1)
        self._row.addWidget(self._tools)
        self._row.setAlignment(self._tools, Qt.AlignmentFlag.AlignTop)

    def minimumSizeHint(self) -> QSize:
        return QSize(max(part.minimumSizeHint().width() for part in self._parts), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = sum(part.sizeHint().width() + 8 for part in self._parts)
        beside = wanted <= event.size().width() * (1 - CHIPS_SHARE)
        self._tools.setFixedWidth(wanted if beside else event.size().width())
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.BottomToTop
        if self._row.direction() != direction:
            self._row.setDirection(direction)
