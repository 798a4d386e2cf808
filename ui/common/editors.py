"""The editors of a form: text, long text, money and dates.

Every editor, the choices of ui/common/choices.py included, has
`edited(str)` when the person has changed it, `committed(str)` when a change is finished (Enter, or leaving the field),
`value() -> str` in NFC, and `set_value(str)`, which signals nothing.

None of them touches the text while it is being typed: Vietnamese keyboards send a letter, take it back, and send it
again with its marks, and anything that completes, masks or reformats in between spoils the word.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from domain import dates, money
from domain import text as texts
from domain.errors import RuleError
from ui import icons
from ui.common.cursor import same_place
from ui.common.labels import RETINT
from ui.common.numbers import amount_words
from ui.words import tr

T = TypeVar("T")

WARN_SHARE = 0.9


def counter_look(length: int, limit: int) -> str:
    """The look of a counter: plain, orange from over 90 % of the limit, red over it."""
    if length > limit:
        return "counter-over"
    return "counter-warn" if length > limit * WARN_SHARE else "counter"


class LineEdit(QLineEdit):
    """One line of text. With a `limit` (NFC code points, 0 for none) it counts; it never cuts anything off."""

    edited = Signal(str)
    committed = Signal(str)
    counted = Signal(int, int)
    explained = Signal(str)  # a muted sentence to show below the field

    def __init__(self, placeholder: str = "", limit: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.limit = limit
        self._settled = ""
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self._typed)
        self.editingFinished.connect(self._finish)

    def value(self) -> str:
        return texts.nfc(self.text())

    def set_value(self, value: str) -> None:
        self._settled = texts.nfc(value)
        before = self.value()
        if before != self._settled:
            place = same_place(before, self.cursorPosition(), self._settled)
            self.setText(self._settled)
            self.setCursorPosition(place or 0)  # of a long title the beginning says more than the end
        self._tell()

    def settle(self, value: str) -> str:
        """What the finished text becomes; editors that format override it."""
        return value

    def _typed(self) -> None:
        self._tell()
        self.edited.emit(self.value())

    def _finish(self) -> None:
        value = self.settle(self.value())
        if self.text() != value:
            self.setText(value)
            self._tell()
        if value != self._settled:
            self._settled = value
            self.committed.emit(value)

    def _tell(self) -> None:
        if self.limit:
            self.counted.emit(texts.length(self.value()), self.limit)


class TextEdit(QPlainTextEdit):
    """Several lines with a counter; too long a text stays whole and is only counted. `lines` is its usual height."""

    edited = Signal(str)
    committed = Signal(str)
    counted = Signal(int, int)

    def __init__(self, placeholder: str = "", limit: int = 1000, lines: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.limit, self._lines = limit, lines
        self._settled = self._last = ""
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.textChanged.connect(self._changed)

    def value(self) -> str:
        return texts.nfc(self.toPlainText())

    def set_value(self, value: str) -> None:
        self._settled = self._last = texts.nfc(value)
        before = self.value()
        if before != self._last:
            place = same_place(before, self.textCursor().position(), self._last)
            self.setPlainText(self._last)
            cursor = self.textCursor()
            cursor.setPosition(place or 0)
            self.setTextCursor(cursor)
        self._tell()

    def insertFromMimeData(self, source: QMimeData) -> None:
        # Text from a Mac, a PDF or a sheet may come in pieces; it goes in composed.
        if source.hasText():
            self.insertPlainText(texts.nfc(source.text()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        value = self.value()
        if value != self._settled:
            self._settled = value
            self.committed.emit(value)

    def sizeHint(self) -> QSize:
        return QSize(200, self.fontMetrics().lineSpacing() * self._lines + 22)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().lineSpacing() * min(self._lines, 3) + 22)

    def _changed(self) -> None:
        value = self.value()
        if value == self._last:  # Qt also says "changed" for a letter that is only being composed
            return
        self._last = value
        self._tell()
        self.edited.emit(value)

    def _tell(self) -> None:
        if self.limit:
            self.counted.emit(texts.length(self._last), self.limit)


class MoneyEdit(LineEdit):
    """An amount in đồng, to the right; its words stand below. What cannot be read stays as it was typed.

    `read` gives whole đồng, or None, ValueError or RuleError; `say` gives the words of an amount.
    """

    def __init__(
        self,
        read: Callable[[str], int | None] = money.parse,
        say: Callable[[int], str] = amount_words,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder, parent=parent)
        self._read, self._say = read, say
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def amount(self) -> int | None:
        """Whole đồng; None if the field is empty or cannot be read."""
        return _tried(self._read, self.value())

    def set_amount(self, amount: int | None) -> None:
        self.set_value("" if amount is None else money.plain(amount))

    def settle(self, value: str) -> str:
        amount = _tried(self._read, value)
        return value if amount is None else money.plain(amount)

    def _tell(self) -> None:
        amount = self.amount()
        self.explained.emit("" if amount is None else self._say(amount))


class DateEdit(LineEdit):
    """A day typed as 12/8, 120826 or 12-8-2026, shown as dd/MM/yyyy once left. A text field: one Tab stop, no mask.

    `read` gives the day, or None, ValueError or RuleError; what cannot be read stays as it was typed.
    """

    def __init__(
        self,
        read: Callable[[str], date | None] = dates.parse,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder, parent=parent)
        self._read = read

    def day(self) -> date | None:
        """The day; None if the field is empty or cannot be read."""
        return _tried(self._read, self.value())

    def set_day(self, day: date | None) -> None:
        self.set_value(written_day(day))

    def settle(self, value: str) -> str:
        day = _tried(self._read, value)
        return value if day is None else written_day(day)

    def _tell(self) -> None:
        shown = written_day(self.day())
        self.explained.emit("" if shown == self.value() else shown)


def written_day(day: date | None) -> str:
    """dd/MM/yyyy, or "" for no day."""
    return "" if day is None else dates.shown(day)


def _tried(read: Callable[[str], T | None], text: str) -> T | None:
    if not text.strip():
        return None
    try:
        return read(text.strip())
    except (ValueError, RuleError):
        return None


class SearchEdit(LineEdit):
    """The search field of a page: a magnifier, a cross to empty it. `edited` comes with every key and with emptying."""

    def __init__(self, placeholder: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder, parent=parent)
        self.setAccessibleName(name or tr("Tìm"))
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(260)
        self.setMaximumWidth(420)
        self._glass = self.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)

    def reach(self) -> None:
        """The keyboard comes here; what is typed next takes the place of the search before."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def begin(self, letters: str) -> None:
        """A search typed over the list instead of here: it takes the place of the one before, and goes on here."""
        self.reach()
        self.insert(letters)
        self._typed()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RETINT:
            self._glass.setIcon(icons.icon("search"))
