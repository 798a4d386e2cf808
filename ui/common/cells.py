"""How the cells of tables are painted."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme
from ui.common.page_model import CELL, Cell, Column, Kind, PageModel
from ui.common.pill import paint_pill

LEFT, RIGHT = 10, 8
SECOND = 0.88
Spans = tuple[tuple[int, int], ...]
# A number and not a flag: hundreds of cells ask in one go.
_SELECTED = QStyle.StateFlag.State_Selected.value
_START = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def row_height() -> int:
    """Two lines and some air, at the size of the text in use."""
    return theme.face().metrics.height() + theme.face(SECOND).metrics.height() + 17


class CellPainter(QStyledItemDelegate):
    """Paints every kind of cell of a PageModel, the line between rows, and the mark of the selected one.

    `folded` tells that columns are hidden: two-line cells then show their other second line.
    """

    folded = False

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(60, row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        cell = index.data(CELL)
        if not isinstance(model, PageModel) or not isinstance(cell, Cell):
            return
        column: Column[object] = model.columns[index.column()]
        rect: QRect = option.rect
        painter.save()
        self._ground(painter, option, rect, first=index.column() == 0)
        room = rect.adjusted(LEFT, 0, -RIGHT, -1)
        if column.kind is Kind.PILL and cell.mark:
            paint_pill(painter, QRectF(room), cell.mark)
        elif column.kind is Kind.TWO_LINES:
            self._two_lines(painter, room, cell, QFont.Weight.Medium if index.column() == 0 else QFont.Weight.Normal)
        elif column.kind is Kind.MONEY:
            _line(painter, room, cell.text, theme.face(money=True), "muted" if cell.muted else "text", end=True)
        else:
            _line(painter, room, cell.text, theme.face(), "muted" if cell.muted else "text", cell.spans)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, *, first: bool) -> None:
        on = bool(option.state.value & _SELECTED)
        painter.fillRect(rect, theme.color("tint" if on else "surface"))
        painter.setPen(theme.line("border"))
        painter.drawLine(QLineF(rect.left(), rect.bottom() + 0.5, rect.right() + 1, rect.bottom() + 0.5))
        if on and first:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("accent"))

    def _two_lines(self, painter: QPainter, room: QRect, cell: Cell, weight: QFont.Weight) -> None:
        other = self.folded and bool(cell.folded)
        second, found = (cell.folded, ()) if other else (cell.second, cell.second_spans)
        upper, lower = theme.face(1.0, weight), theme.face(SECOND)
        if not second:
            _line(painter, room, cell.text, upper, "text", cell.spans)
            return
        high, low = upper.metrics.height(), lower.metrics.height()
        top = room.top() + (room.height() - high - low) // 2
        _line(painter, QRect(room.left(), top, room.width(), high), cell.text, upper, "text", cell.spans)
        _line(painter, QRect(room.left(), top + high, room.width(), low), second, lower, "muted", found)


def _line(
    painter: QPainter, room: QRect, text: str, face: theme.Face, role: str, spans: Spans = (), *, end: bool = False
) -> None:
    font, metrics = face
    painter.setFont(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    for start, stop in spans if not end else ():
        _found(painter, room, metrics, shown, start, min(stop, len(shown)))
    painter.setPen(theme.color(role))
    painter.drawText(room, _END if end else _START, shown)


def _found(painter: QPainter, room: QRect, metrics: QFontMetrics, shown: str, start: int, stop: int) -> None:
    """The ground and the line under what a search has found: not told by colour alone."""
    if start >= stop:
        return
    left, right = metrics.horizontalAdvance(shown[:start]), metrics.horizontalAdvance(shown[:stop])
    top = room.top() + (room.height() - metrics.height()) // 2
    mark = QRect(room.left() + left, top, right - left, metrics.height())
    painter.fillRect(mark, theme.color("warn_bg"))
    painter.setPen(theme.line("accent"))
    painter.drawLine(QLineF(mark.left(), mark.bottom() + 0.5, mark.right() + 1, mark.bottom() + 0.5))
