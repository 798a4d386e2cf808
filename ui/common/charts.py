"""Bar charts drawn by hand: columns over time, and lying bars for comparison, with targets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from ui import theme
from ui.common.numbers import written
from ui.words import tr

SMALL = 0.88
SHARP = 2  # pixels of a copied picture for one of the screen
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_BACK, _ON = (Qt.Key.Key_Left, Qt.Key.Key_Up), (Qt.Key.Key_Right, Qt.Key.Key_Down)
_OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_LEFT, _RIGHT = _MIDDLE | Qt.AlignmentFlag.AlignLeft, _MIDDLE | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True)
class Bar:
    """One bar. `shown` is its value in words, if not the plain number; `target` draws a mark."""

    label: str
    value: float
    shown: str = ""
    target: float | None = None
    strong: bool = True

    @property
    def words(self) -> str:
        return self.shown or written(self.value)


def ticks(value: float) -> list[int]:
    """What an axis of things counted is ruled at: 0 and at most five steps of 1, 2 or 5 × 10ⁿ, holding the value."""
    step = next(step * 10**power for power in range(20) for step in (1, 2, 5) if 5 * step * 10**power >= value)
    return [step * place for place in range(max(4, math.ceil(value / step)) + 1)]


class _Chart(QWidget):
    """What both share: the bars, and the same as one sentence for screen readers.

    `opened(place)`: a click, or the arrows and Enter, on a bar of a chart after `make_open`.
    """

    opened = Signal(int)

    def __init__(self, name: str, bars: Sequence[Bar] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(tr("Bấm chuột phải, hoặc Ctrl+C, để chép hình"))
        self.bars: tuple[Bar, ...] = ()
        self.current = -1  # the bar that Enter opens
        self._opens = False
        self._spots: list[QRectF] = []  # where each bar was drawn, name and value included
        self.set_bars(bars)

    def make_open(self) -> None:
        """From now on a bar leads to the list behind it: for charts whose figures have one."""
        self._opens = True
        self.setMouseTracking(True)
        self.setToolTip(tr("Bấm vào một cột, hoặc phím mũi tên rồi Enter, để mở danh sách của nó. Ctrl+C chép hình."))

    def place_at(self, point: QPointF) -> int:
        """The bar drawn there that has something to open; -1 for none."""
        found = (place for place, spot in enumerate(self._spots) if spot.contains(point))
        place = next(found, -1) if self._opens else -1
        return place if 0 <= place < len(self.bars) and self.bars[place].value > 0 else -1

    def step(self, by: int) -> None:
        """To the next bar (1) or the one before (-1); screen readers are told which."""
        self.current = min(max(self.current + by, 0), len(self.bars) - 1)
        if self.bars:
            bar = self.bars[self.current]
            self.setAccessibleDescription(f"{bar.label}: {bar.words}")
        self.update()

    def set_bars(self, bars: Sequence[Bar]) -> None:
        self.bars = tuple(bars)
        self.current = min(self.current, len(self.bars) - 1)
        self._spots = []
        parts = [f"{bar.label}: {bar.words}{_target(bar)}" for bar in self.bars]
        self.setAccessibleDescription("; ".join(parts) or tr("Chưa có số liệu"))
        self.updateGeometry()
        self.update()

    def picture(self) -> QPixmap:
        """The chart as a picture for letters and slides: twice as sharp as the screen, its name above."""
        size, head = self.size(), QFontMetrics(theme.font(SMALL)).height() * 2
        made = QPixmap(size.width() * SHARP, (size.height() + head) * SHARP)
        made.setDevicePixelRatio(SHARP)
        made.fill(theme.color("surface"))
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(SMALL))
        painter.setPen(theme.color("text"))
        painter.drawText(QRectF(8, 0, size.width() - 16, head), _LEFT, self.accessibleName())
        painter.translate(0, head)
        spots = self._spots
        if self.bars:
            self._spots = []
            self._draw(painter, painter.fontMetrics())
        self._spots = spots
        painter.end()
        return made

    def copy(self) -> None:
        """The picture onto the clipboard, with the figures as words for programs that take no pictures."""
        data = QMimeData()
        data.setImageData(self.picture().toImage())
        data.setText("\n".join(f"{bar.label}\t{bar.words}" for bar in self.bars))
        QGuiApplication.clipboard().setMimeData(data)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(tr("Chép hình")).triggered.connect(self.copy)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif self._opens and self.bars and event.key() in (*_BACK, *_ON):
            self.step(1 if event.key() in _ON else -1)
        elif self._opens and event.key() in _OPEN and self.current >= 0 and self.bars[self.current].value > 0:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._opens and self.current < 0:
            self.step(1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        shape = (
            Qt.CursorShape.PointingHandCursor if self.place_at(event.position()) >= 0 else Qt.CursorShape.ArrowCursor
        )
        self.setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.place_at(event.position()) < 0 or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position())
        if place < 0 or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        self.current = place
        self.update()
        self.opened.emit(place)

    def sizeHint(self) -> QSize:
        return QSize(360, 220)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 120)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(SMALL))
        if self.bars:
            self._spots = []
            self._draw(painter, painter.fontMetrics())
            self._mark_current(painter)
        else:
            painter.setPen(theme.color("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, tr("Chưa có số liệu"))
        painter.end()

    def _mark_current(self, painter: QPainter) -> None:
        """A frame around the bar that Enter opens, while the keyboard is here."""
        if self._opens and self.hasFocus() and 0 <= self.current < len(self._spots):
            painter.setPen(QPen(theme.color("accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            spot = self._spots[self.current].intersected(QRectF(self.rect()))
            painter.drawRoundedRect(spot.adjusted(1, 1, -1, -1), 4, 4)

    def _draw(self, painter: QPainter, metrics: QFontMetrics) -> None:
        """Draws the bars and notes where each stands in `_spots`."""
        raise NotImplementedError

    def _top(self) -> float:
        return max(max(bar.value, bar.target or 0) for bar in self.bars)


class ColumnChart(_Chart):
    """Standing columns over a ruled axis; those that are not `strong` are paler."""

    def _draw(self, painter: QPainter, metrics: QFontMetrics) -> None:
        line = metrics.height()
        ruled = ticks(self._top())
        top = ruled[-1]
        left = max(metrics.horizontalAdvance(written(tick)) for tick in ruled) + 10
        plot = QRectF(left, line + 2, self.width() - left, self.height() - 2 * line - 10)
        self._rule(painter, plot, ruled, line)
        step = plot.width() / len(self.bars)
        wide = min(step * 0.56, 46)
        # Where names do not fit side by side, only every second or third column has one, the last always.
        every = math.ceil((max(metrics.horizontalAdvance(bar.label) for bar in self.bars) + 6) / step)
        for place, bar in enumerate(self.bars):
            high = plot.height() * max(0.0, bar.value) / top
            x = plot.left() + place * step
            self._spots.append(QRectF(x, plot.top() - line, step, plot.height() + 2 * line + 8))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent" if bar.strong else "bar"))
            painter.drawRoundedRect(QRectF(x + (step - wide) / 2, plot.bottom() - high, wide, high), 3, 3)
            centre = Qt.AlignmentFlag.AlignCenter
            painter.setPen(theme.color("text"))
            painter.drawText(QRectF(x, plot.bottom() - high - line - 1, step, line), centre, bar.words)
            if (len(self.bars) - 1 - place) % every == 0:
                painter.setPen(theme.color("muted"))
                room = max(step, metrics.horizontalAdvance(bar.label) + 2)
                start = min(x + (step - room) / 2, self.width() - room)  # the last one is not cut at the edge
                painter.drawText(QRectF(start, plot.bottom() + 5, room, line), centre, bar.label)

    def _rule(self, painter: QPainter, plot: QRectF, ruled: Sequence[int], line: int) -> None:
        for tick in ruled:
            y = plot.bottom() - plot.height() * tick / ruled[-1]
            painter.setPen(QPen(theme.color("border"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme.color("muted"))
            painter.drawText(QRectF(0, y - line / 2, plot.left() - 8, line), _RIGHT, written(tick))


class BarChart(_Chart):
    """Lying bars with their names at the left and values at the right; a target is a line across its bar."""

    def minimumSizeHint(self) -> QSize:
        line = QFontMetrics(theme.font(SMALL)).height()
        return QSize(240, max(80, len(self.bars) * (line + 8)))

    def _draw(self, painter: QPainter, metrics: QFontMetrics) -> None:
        name_room = max(metrics.horizontalAdvance(bar.label) for bar in self.bars) + 10
        name_room = min(name_room, self.width() * 2 // 5)
        value_room = max(metrics.horizontalAdvance(bar.words) for bar in self.bars) + 10
        room = max(20, self.width() - name_room - value_room)
        top = self._top() or 1
        row = min(self.height() / len(self.bars), metrics.height() * 4.4)
        for place, bar in enumerate(self.bars):
            y, high = place * row, min(row * 0.52, metrics.height() * 2.2)
            self._spots.append(QRectF(0, y, self.width(), row))
            long = max(3.0, room * max(0.0, bar.value) / top)
            name = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, name_room - 8)
            painter.setPen(theme.color("text"))
            painter.drawText(QRectF(0, y, name_room, row), _LEFT, name)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent" if bar.strong else "bar"))
            painter.drawRoundedRect(QRectF(name_room, y + (row - high) / 2, long, high), 3, 3)
            end = long
            if bar.target is not None:
                end = max(end, self._mark(painter, name_room + room * bar.target / top, y, row) - name_room)
            painter.setPen(theme.color("muted"))
            painter.drawText(QRectF(name_room + end + 6, y, value_room, row), _LEFT, bar.words)

    def _mark(self, painter: QPainter, x: float, y: float, row: float) -> float:
        painter.setPen(QPen(theme.color("text"), 2))
        painter.drawLine(QPointF(x, y + row * 0.14), QPointF(x, y + row * 0.86))
        return x


def _target(bar: Bar) -> str:
    return "" if bar.target is None else " / " + tr("chỉ tiêu {n}", n=written(bar.target))
