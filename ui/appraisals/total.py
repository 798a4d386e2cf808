"""The total of a sheet against its maximum and the mark it has to reach."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from domain.programme import Rubric
from ui import theme
from ui.appraisals import points
from ui.common.labels import label
from ui.words import tr


class _Bar(QWidget):
    """A lying bar with a line across it at the pass mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.share = self.mark = 0.0

    def sizeHint(self) -> QSize:
        return QSize(120, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        room = QRectF(0, 3, self.width(), 6)
        painter.setBrush(theme.color("border"))
        painter.drawRoundedRect(room, 3, 3)
        if self.share > 0:
            painter.setBrush(theme.color("ok" if self.share >= self.mark else "bar"))
            painter.drawRoundedRect(QRectF(0, 3, max(6.0, room.width() * min(1.0, self.share)), 6), 3, 3)
        painter.setBrush(theme.color("text"))
        painter.drawRect(QRectF(room.width() * self.mark - 1, 0, 2, 12))
        painter.end()


class Total(QWidget):
    """Says the sum of the points given so far, and whether all criteria have theirs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sum, self._most = label("", "heading"), label("", "muted")
        self._pass = label("", "small")
        self._bar = _Bar()
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(label(tr("Tổng điểm"), "label"))
        row.addWidget(self._sum)
        row.addWidget(self._most)
        row.addStretch(1)
        row.addWidget(self._pass)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._bar)

    def show_points(self, rubric: Rubric, given: list[float]) -> None:
        """`given` are the points of the criteria that have any."""
        total = sum(given)
        self._sum.setText(points.shown(total) if given else "–")
        self._most.setText(f"/ {rubric.max_points}")
        passed = bool(given) and total >= rubric.pass_mean
        mark = points.shown(rubric.pass_mean)
        self._pass.setText(tr("đạt mức {mark}", mark=mark) if passed else tr("mức đạt {mark}", mark=mark))
        self._bar.share = total / rubric.max_points if rubric.max_points else 0.0
        self._bar.mark = rubric.pass_mean / rubric.max_points if rubric.max_points else 0.0
        self._bar.update()
        self.setAccessibleName(tr("Tổng điểm {total} trên {most}, mức đạt {mark}", total=self._sum.text(),
                                  most=rubric.max_points, mark=mark))  # fmt: skip

    def text(self) -> str:
        return self._sum.text()
