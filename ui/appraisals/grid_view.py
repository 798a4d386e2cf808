"""The table of the grid: cell after cell by the keyboard, typing writes at once, Enter goes on to the next cell."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import theme
from ui.appraisals.grid_model import MARK, GridModel
from ui.common.labels import RETINT
from ui.common.pill import Mark, paint_pill, pill_size
from ui.words import tr

_ON = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEAVE = (*_ON, Qt.Key.Key_Tab)  # what ends the writing of a cell and goes on to the next
_Cursor = QAbstractItemView.CursorAction
LEAST_TITLE = 26  # letters


class GridPainter(QStyledItemDelegate):
    """Cells as the style draws them, the state as a pill; Enter in an editor goes on to the next cell.

    Words that the model refuses stay in the editor, to be mended.
    """

    def __init__(self, model: GridModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._refused = False
        model.refused.connect(self._keep)

    def _keep(self, _words: str) -> None:
        self._refused = True

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        mark = index.data(MARK)
        if not isinstance(mark, Mark):
            super().paint(painter, option, index)
            return
        painter.save()
        paint_pill(painter, QRectF(option.rect.adjusted(6, 0, -4, 0)), mark)
        painter.restore()

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or not isinstance(editor, QWidget):
            return super().eventFilter(editor, event)
        if event.key() not in _LEAVE:
            return super().eventFilter(editor, event)
        if event.modifiers():
            return False  # Ctrl+Enter files: it is nobody else's
        self._refused = False
        self.commitData.emit(editor)
        if not self._refused:
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.EditNextItem)
        elif isinstance(editor, QLineEdit):
            editor.selectAll()  # the next key writes over what is no answer
        return True


class GridView(QTableView):
    """Tab and Enter skip what cannot be written; the arrows go everywhere."""

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(GridPainter(model, self))
        self.setAccessibleName(tr("Lưới chấm điểm"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model.modelReset.connect(self._measure)

    def first_cell(self) -> None:
        """To the first cell that waits to be written."""
        for row in range(self._model.rowCount()):
            for column in range(1, self._model.columnCount()):
                index = self._model.index(row, column)
                if index.flags() & Qt.ItemFlag.ItemIsEditable and not index.data():
                    self.setCurrentIndex(index)
                    return

    def moveCursor(self, action: _Cursor, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        if action not in (_Cursor.MoveNext, _Cursor.MovePrevious):
            return super().moveCursor(action, modifiers)
        step = 1 if action is _Cursor.MoveNext else -1
        wide = self._model.columnCount()
        at = self.currentIndex().row() * wide + self.currentIndex().column() + step
        while 0 <= at < wide * self._model.rowCount():
            index = self._model.index(*divmod(at, wide))
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                return index
            at += step
        return self.currentIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ON and not event.modifiers():
            self.setCurrentIndex(self.moveCursor(_Cursor.MoveNext, Qt.KeyboardModifier.NoModifier))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
                self._model.setData(self.currentIndex(), "")
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RETINT:
            self._measure()

    def _measure(self) -> None:
        """The title takes what the rest leaves; all at the size of the text in use."""
        metrics, wide = QFontMetrics(theme.font()), self._model.columnCount()
        head = self.horizontalHeader().fontMetrics()
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 16)
        for column in range(1, wide):
            words = str(self._model.headerData(column, Qt.Orientation.Horizontal) or "")
            room = max(head.horizontalAdvance(line) for line in words.split("\n")) + 26
            if column == self._model.vote_column():
                room = max(room, metrics.horizontalAdvance(tr("Đồng ý, phải hoàn thiện")) + 18)
            elif column == wide - 1:
                room = max(room, round(pill_size(tr("Thiếu {n} ô", n=99)).width()) + 14)
            self.setColumnWidth(column, room)
        left = self.viewport().width() - sum(self.columnWidth(column) for column in range(1, wide))
        self.setColumnWidth(0, max(left, metrics.averageCharWidth() * LEAST_TITLE))
