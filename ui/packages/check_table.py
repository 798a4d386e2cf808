"""A table whose rows carry check boxes: pressing the box or Space turns them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from ui import icons, theme
from ui.common.cells import CellPainter
from ui.common.page_model import Cell, Column, PageModel, SequenceProvider
from ui.common.table import Table
from ui.words import tr

Row = TypeVar("Row")
BOX = 18


class CheckTable(Table, Generic[Row]):
    """Rows checked are kept by their key, so that they stay checked when the rows shown change.

    `turned` when the person has checked or unchecked something.
    """

    turned = Signal()

    def __init__(
        self, columns: Sequence[Column[Row]], key: Callable[[Row], int], name: str, parent: QWidget | None = None
    ) -> None:
        self._key = key
        self._checked: set[int] = set()
        boxes: Column[Row] = Column("", self._cell, sample="00")
        self._rows: PageModel[Any] = PageModel([boxes, *columns], SequenceProvider[Row]())
        super().__init__(self._rows, name, parent)
        self._rows.setParent(self)
        self._boxes = _BoxPainter(self, self.is_checked_row)
        self.setItemDelegateForColumn(0, self._boxes)

    def set_rows(self, rows: Sequence[Row]) -> None:
        self.refresh(SequenceProvider(rows))

    def set_checked(self, keys: Iterable[int]) -> None:
        """Checks just these, without a signal."""
        self._checked = set(keys)
        self.viewport().update()

    def checked(self) -> set[int]:
        return set(self._checked)

    def is_checked_row(self, row: int) -> bool:
        record = self._rows.row_at(row)
        return record is not None and self._key(record) in self._checked

    def turn(self, row: int) -> None:
        """Checks a row, or unchecks it."""
        record = self._rows.row_at(row)
        if record is not None:
            self._checked ^= {self._key(record)}
            self.viewport().update()
            self.turned.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        if at.isValid() and at.column() == 0 and event.button() is Qt.MouseButton.LeftButton:
            self.turn(at.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.turn(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _cell(self, record: Row) -> Cell:
        return Cell(tr("đã chọn") if self._key(record) in self._checked else tr("chưa chọn"))


class _BoxPainter(CellPainter):
    def __init__(self, parent: QWidget, is_checked: Callable[[int], bool]) -> None:
        super().__init__(parent)
        self._is_checked = is_checked

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(BOX + 20, super().sizeHint(option, index).height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        painter.save()
        self._ground(painter, option, rect, first=True)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(rect.left() + 12.5, rect.center().y() - BOX / 2 + 0.5, BOX - 1, BOX - 1)
        on = self._is_checked(index.row())
        painter.setPen(QPen(theme.color("accent" if on else "border_strong"), 1))
        painter.setBrush(theme.color("accent" if on else "surface"))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            mark = icons.pixmap("checkmark", "on_accent", BOX - 4, painter.device().devicePixelRatioF())
            painter.drawPixmap(round(box.left() + 2), round(box.top() + 2), mark)
        painter.restore()
