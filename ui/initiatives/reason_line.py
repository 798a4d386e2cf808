"""Why a field was changed, below the change in the history: said, and a line to say it in, or to say it better."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.history import Change
from ui.common.buttons import Button
from ui.common.editors import LineEdit
from ui.common.labels import label, show_if
from ui.words import tr


class ReasonLine(QWidget):
    """typed(words) with every key, given(words) by Enter or when the line is left, given_up() by Esc

    `begun` are words somebody was typing here before: they stand in the line again. Without `may_give` it only tells.
    """

    typed = Signal(str)
    given = Signal(str)
    given_up = Signal()

    def __init__(self, change: Change, begun: str, *, may_give: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.change, self._reason, self._may_give = change, "", may_give
        self._open = False
        self.told = label(wrap=True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.line = LineEdit(tr("Vì sao sửa? Enter để ghi, Esc để thôi"))
        self.line.setAccessibleName(tr("Lý do của lần sửa"))
        self.line.edited.connect(self.typed)
        self.line.editingFinished.connect(self._finish)
        self.link = Button("", "edit", "link")
        self.link.clicked.connect(self.write)
        self.problem = label("", "error", wrap=True)
        row = QHBoxLayout()
        row.addWidget(self.link)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        for part in (self.told, self.line, self.problem):
            column.addWidget(part)
        column.addLayout(row)
        self.said(change.reason)
        if begun and may_give:
            self._show_line(begun)

    def writing(self) -> bool:
        return self._open and self.line.hasFocus()

    def write(self) -> None:
        self._show_line(self._reason)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def said(self, reason: str) -> None:
        """It is in the register."""
        self._reason = reason
        self.told.setText(tr("Lý do: {words}", words=reason))
        self.link.setText(tr("Sửa lý do") if reason else tr("Ghi lý do"))
        self._close()

    def refused(self, why: str) -> None:
        """What was typed stands there still."""
        self.line.setReadOnly(False)
        self.problem.setText(why)
        show_if(self.problem, bool(why))

    def give_up(self) -> None:
        self._close()
        self.given_up.emit()

    def _show_line(self, words: str) -> None:
        self._open = True
        self.line.set_value(words)
        self.line.setCursorPosition(len(self.line.text()))
        self._show()

    def _close(self) -> None:
        back = self.line.hasFocus()
        self._open = False
        self.line.setReadOnly(False)
        self.problem.setText("")
        self._show()
        if back:
            self.link.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        """The link first: a line that is hidden while it has the keyboard gives it to what can be seen."""
        show_if(self.link, self._may_give and not self._open)
        show_if(self.told, bool(self._reason) and not self._open)
        show_if(self.line, self._open)
        show_if(self.problem, self._open and bool(self.problem.text()))

    def _finish(self) -> None:
        """Enter, or left. Another window in front is no leaving: the words wait here, and are kept."""
        if not self._open or self.line.isReadOnly() or not self.isActiveWindow():
            return
        words = " ".join(self.line.value().split())
        if not words or words == self._reason:
            self.give_up()
        else:
            self.line.setReadOnly(True)
            self.given.emit(words)
