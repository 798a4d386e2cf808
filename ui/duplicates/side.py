"""One of two initiatives that are compared: its name above, its text below with the shared passages marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from desktop.operations.duplicates import Compared
from ui import theme
from ui.common.buttons import Button
from ui.common.labels import RETINT, label
from ui.words import tr


class Side(QWidget):
    """`asked()` when the record is to be opened."""

    asked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader says of the text."""
        super().__init__(parent)
        self._spans: Sequence[tuple[int, int]] = ()
        self._at: tuple[int, int] | None = None
        self.title = label("", "label", wrap=True)
        self.about = label("", "muted", wrap=True)
        self.open_button = Button("", look="link")
        self.open_button.clicked.connect(self.asked)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addWidget(self.text, 1)
        column.addWidget(self.open_button)

    def show_record(self, held: Compared, spans: Sequence[tuple[int, int]]) -> None:
        """`spans` are the characters of its text that stand in the other one too."""
        self.title.setText(held.title or tr("(chưa có tên)"))
        self.about.setText("  ·  ".join(part for part in (held.number, held.author, held.unit_code) if part))
        self.open_button.setText(tr("Mở {number}", number=held.number))
        self.text.setPlainText(held.body)
        self._spans, self._at = spans, None
        self._mark()

    def go_to(self, span: tuple[int, int]) -> None:
        """Shows one passage and marks it more strongly."""
        self._at = span
        cursor = self.text.textCursor()
        cursor.setPosition(units(self.text.toPlainText(), span[0]))
        self.text.setTextCursor(cursor)
        self.text.centerCursor()
        self._mark()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RETINT:
            self._mark()

    def _mark(self) -> None:
        """Colour and underline: a colour alone says nothing to many."""
        written, found = self.text.toPlainText(), []
        for span in self._spans:
            tone = "info" if span == self._at else "warn"
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.text.document())
            mark.cursor.setPosition(units(written, span[0]))
            mark.cursor.setPosition(units(written, span[1]), QTextCursor.MoveMode.KeepAnchor)
            form = QTextCharFormat()
            form.setBackground(theme.color(f"{tone}_bg"))
            form.setForeground(theme.color(f"{tone}_fg"))
            form.setFontUnderline(True)
            mark.format = form
            found.append(mark)
        self.text.setExtraSelections(found)


def units(written: str, place: int) -> int:
    """Qt counts a letter beyond the first plane as two; Python as one."""
    return len(written[:place].encode("utf-16-le")) // 2
