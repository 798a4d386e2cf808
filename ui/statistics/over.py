"""A list that opens over what a section shows, and gives the keyboard back when it is left."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.common.card import Card
from ui.common.page_model import PageModel
from ui.common.table import Table
from ui.programmes.task_head import TaskHead


class OverList(QWidget):
    """A list under its words and the way back; `closed()` when the person goes back to what is below."""

    closed = Signal()

    def fill(self, words: str, hint: str, table: Table, model: PageModel[Any]) -> None:
        """`words` name the figure; the table gets the keyboard, with its first row chosen."""
        model.setParent(table)
        self.head = TaskHead(words, hint)
        self.head.left.connect(self.closed)
        self.card = Card()
        self.card.fill(table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.card, 1)
        self.setFocusProxy(table)
        table.select_row(0)


class Over(QStackedWidget):
    """`below` is what stands there without a list; `focus` gets the keyboard when a list is left."""

    def __init__(self, below: QWidget, focus: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._below, self._focus = below, focus
        self.opened: OverList | None = None
        self.addWidget(below)

    def open(self, shown: OverList) -> None:
        """The list that was open goes."""
        self.shut()
        self.opened = shown
        shown.closed.connect(self.shut)
        self.addWidget(shown)
        self.setCurrentWidget(shown)
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def shut(self) -> None:
        shown, self.opened = self.opened, None
        self.setCurrentWidget(self._below)
        if shown is not None:
            self.removeWidget(shown)
            shown.deleteLater()
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
