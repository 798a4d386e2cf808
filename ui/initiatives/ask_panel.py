"""The frame of what is asked for in the page before something is done: a title, fields, two buttons."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.common.buttons import Button
from ui.common.field import Field
from ui.common.labels import label
from ui.words import tr


class AskPanel(QFrame):
    """Hidden until somebody shows it; what was typed stays. Enter is `go_on`, Esc puts it away.

    `fields` stand below each other in their order, but for those of `row`, (name, share of the width), above them.

    given_up()   it was put away without an answer
    """

    given_up = Signal()

    def __init__(self, fields: Mapping[str, Field], row: tuple[tuple[str, int], ...], confirm: str = "") -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.fields = dict(fields)
        self.title = label("", "heading", wrap=True)
        self.confirm, self.cancel = Button(confirm, look="primary"), Button(tr("Hủy"))
        self.confirm.clicked.connect(self.go_on)
        self.cancel.clicked.connect(self.give_up)
        beside = QHBoxLayout()
        beside.setSpacing(12)
        for name, share in row:
            beside.addWidget(self.fields[name], share)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.confirm)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(15, 10, 15, 11)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addLayout(beside)
        for name, field in self.fields.items():
            if name not in dict(row):
                column.addWidget(field)
        column.addLayout(buttons)
        self.hide()

    def insert_below_row(self, part: QWidget) -> None:
        """What one panel has to say besides, below the fields that stand beside each other."""
        self._column.insertWidget(2, part)

    def give_up(self) -> None:
        self.hide()
        self.given_up.emit()

    def go_on(self) -> None:
        """Everything is typed: check it and say it. Each panel's own."""
        raise NotImplementedError

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """A sentence beside each field that keeps the panel open; the keyboard goes to the first."""
        for name, field in self.fields.items():
            field.set_problem(problems.get(name, ""))
        first = next((name for name in self.fields if name in problems), "")
        if first:
            self.fields[first].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        else:
            super().keyPressEvent(event)
