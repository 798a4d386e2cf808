"""The editors that choose from a list; they behave like those of ui/common/editors.py."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QCompleter,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QWidget,
)

from domain import text as texts
from ui.common.editors import LineEdit

CODE = Qt.ItemDataRole.UserRole
FOLDED = Qt.ItemDataRole.UserRole + 1
_NO_BUTTON = Qt.MouseButton.NoButton


def _click(at: QPointF, button: Qt.MouseButton) -> None:
    """A click that closed a popup, given to what lies under it: one click is enough to go there."""
    under = QApplication.widgetAt(at.toPoint())
    window = under.window().windowHandle() if under is not None else None
    if under is None or window is None:
        return
    taker: QWidget | None = under
    while taker is not None and not taker.focusPolicy() & Qt.FocusPolicy.ClickFocus.value:
        taker = None if taker.isWindow() else taker.parentWidget()
    if taker is not None:  # Qt moves the keyboard only for what comes from the system itself
        taker.setFocus(Qt.FocusReason.MouseFocusReason)
    # The release too: that of the system may go to the popup, which has gone.
    for kind, held in ((QEvent.Type.MouseButtonPress, button), (QEvent.Type.MouseButtonRelease, _NO_BUTTON)):
        sent = QMouseEvent(kind, window.mapFromGlobal(at), at, button, held, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(window, sent)


class _Combo(QComboBox):
    """What both choices share: entries of (code, words), and no change by a passing wheel."""

    edited = Signal(str)
    committed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settled = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # never by the wheel
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setMaxVisibleItems(14)
        self.setItemDelegate(QStyledItemDelegate(self))  # Fusion's own draws menu entries and ignores the style sheet

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()  # the page scrolls instead

    def set_items(self, items: Sequence[tuple[str, str]]) -> None:
        """Replaces the entries, (code, words) in the order shown; the value stays."""
        value = self._settled
        model = QStandardItemModel(0, 1, self)
        for code, words in items:
            entry = QStandardItem(texts.nfc(words))
            entry.setData(code, CODE)
            entry.setData(texts.fold(words), FOLDED)
            model.appendRow(entry)
        self.setModel(model)
        self.set_value(value)

    def set_value(self, value: str) -> None:
        raise NotImplementedError

    def _finish(self, value: str) -> None:
        if value != self._settled:
            self._settled = value
            self.committed.emit(value)


class Choice(_Combo):
    """One of a few: `value()` is the code of the entry, "" while nothing is chosen.

    A stored code that the list no longer has is shown as it is, never dropped.
    """

    def __init__(
        self, items: Sequence[tuple[str, str]] = (), placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.set_items(items)
        self.activated.connect(self._chosen)

    def value(self) -> str:
        return str(self.currentData(CODE) or "")

    def set_value(self, value: str) -> None:
        self._settled = texts.nfc(value)
        index = self.findData(self._settled, CODE)
        if index < 0 and value:
            self.addItem(self._settled, self._settled)
            index = self.count() - 1
        self.setCurrentIndex(index)

    def _chosen(self) -> None:
        value = self.value()
        if value != self._settled:
            self.edited.emit(value)
            self._finish(value)


class SearchChoice(_Combo):
    """One of many, found by typing any part of it, with or without accents, in a list that drops down.

    `value()` is the code of the entry whose words stand in the field, else the text as typed: `known()` tells which.
    """

    def __init__(
        self, items: Sequence[tuple[str, str]] = (), placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._line = LineEdit(placeholder)
        self.setLineEdit(self._line)
        self.set_items(items)
        self._line.textEdited.connect(lambda: self.edited.emit(self.value()))
        self._line.editingFinished.connect(lambda: self._finish(self.value()))
        self.activated.connect(self._chosen)

    def value(self) -> str:
        row = self._row()
        return self.text() if row < 0 else str(self.itemData(row, CODE))

    def text(self) -> str:
        """The words in the field, NFC."""
        return texts.nfc(self.currentText())

    def known(self) -> bool:
        """Whether the words are those of an entry."""
        return self._row() >= 0

    def set_value(self, value: str) -> None:
        """Shows the entry with this code, or the text itself if there is none."""
        self._settled = texts.nfc(value)
        index = self.findData(self._settled, CODE) if value else -1
        self.setCurrentIndex(index)
        self.setEditText(self.itemText(index) if index >= 0 else self._settled)
        self._line.setCursorPosition(0)

    def set_items(self, items: Sequence[tuple[str, str]]) -> None:
        super().set_items(items)
        completer = _Finder(self)
        completer.setModel(self.model())
        self.setCompleter(completer)

    def _row(self) -> int:
        text = self.text().strip()
        return self.findText(text, Qt.MatchFlag.MatchFixedString) if text else -1

    def _chosen(self) -> None:
        value = self.value()
        if value != self._settled:
            self.edited.emit(value)
            self._finish(value)


def offer(line: LineEdit, words: Sequence[str]) -> None:
    """Drops down what is typed in part, with or without accents, below a line that takes any other text as well."""
    finder = _Finder(line)
    model = QStandardItemModel(0, 1, finder)
    for each in words:
        entry = QStandardItem(texts.nfc(each))
        entry.setData(texts.fold(each), FOLDED)
        model.appendRow(entry)
    finder.setModel(model)
    line.setCompleter(finder)
    finder.activated.connect(lambda chosen: line.edited.emit(texts.nfc(chosen)))


class _Finder(QCompleter):
    """Finds any part of the words without accents; only ever in a popup, never inside the line being typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompletionRole(FOLDED)
        self.setMaxVisibleItems(10)
        popup = QListView()
        popup.setProperty("look", "popup")
        popup.setUniformItemSizes(True)
        popup.setMinimumSize(QSize(180, 0))
        self.setPopup(popup)
        popup.setItemDelegate(QStyledItemDelegate(popup))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            popup = self.popup()
            if watched is popup and not popup.rect().contains(event.position().toPoint()):
                # Some platforms hand on the click that closes a popup and some swallow it; here it is the same on all.
                popup.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
                popup.hide()
                at, button = event.globalPosition(), event.button()
                QTimer.singleShot(0, lambda: _click(at, button))
                return True
        return super().eventFilter(watched, event)

    def splitPath(self, path: str) -> list[str]:
        return [texts.fold(path).strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")
