"""The history of a field, or of the whole record, over the form: each change, and a way back to what stood before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from domain import dates
from domain.history import Change, told_both
from domain.labels import FIELDS
from domain.programme import Programme
from ui.common.buttons import Button, flat
from ui.common.labels import label
from ui.common.scroll import Scroll
from ui.initiatives.reason_line import ReasonLine
from ui.words import tr

SHOWN = 60  # the command line tells them all
LINES_HIGH = 14


class HistoryPanel(QFrame):
    """wanted(field, value)             what stood there before is to stand there again
    reason_typed(change, words)      with every key     reason_given(change, words)      reason_given_up(change)

    Hidden until asked. Esc puts away the line of a reason first, then the panel.
    """

    wanted = Signal(str, object)
    reason_typed = Signal(object, str)
    reason_given = Signal(object, str)
    reason_given_up = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.field = ""
        self.rows: list[QWidget] = []
        self.reasons: dict[tuple[int, str], ReasonLine] = {}
        self._title = label("", "heading", wrap=True)
        self.close_button = flat("dismiss", tr("Đóng lịch sử (Esc)"))
        self.close_button.clicked.connect(self.hide)
        self._scroll = Scroll()
        self._scroll.body.setContentsMargins(0, 0, 8, 0)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 8, 8, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._scroll)
        self.hide()

    def show_changes(
        self,
        field: str,
        found: Sequence[Change],
        entered: tuple[str, str],
        pack: Programme,
        *,
        may_change: set[str],
        begun: Callable[[Change], str] | None = None,
    ) -> None:
        """`field` "" for the whole record; `entered` when and by whom it was; `may_change` fields that can go back;
        `begun` tells the words that somebody was typing as the reason of a change, None where nobody may give one."""
        self.field = field
        title = tr("Lịch sử: {field}", field=tr(FIELDS[field])) if field else tr("Lịch sử của sáng kiến")
        self._title.setText(title)
        self._clear()
        for change in found[:SHOWN]:
            self._add(self._row(change, pack, named=not field, back=change.field in may_change, begun=begun))
        if len(found) > SHOWN:
            self._add(label(tr("Còn {n} lần sửa trước đó.", n=len(found) - SHOWN), "muted", wrap=True))
        if entered[0]:
            words = tr("{at}  ·  {who} nhập sáng kiến.", at=dates.shown_time(entered[0]), who=entered[1])
            self._add(label(words, "muted", wrap=True))
        elif not found:
            self._add(label(tr("Chưa có ai sửa."), "muted", wrap=True))
        lines = self.fontMetrics().lineSpacing()
        self._scroll.setFixedHeight(min(LINES_HIGH, 3 + (4 if begun is None else 5) * len(found)) * lines)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def writing(self) -> bool:
        """Whether somebody types a reason just now."""
        return any(line.writing() for line in self.reasons.values())

    def give_up(self) -> None:
        """What Esc puts away: a line being written first."""
        line = next((line for line in self.reasons.values() if line.writing()), None)
        if line is not None:
            line.give_up()
        else:
            self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)

    def _row(
        self, change: Change, pack: Programme, *, named: bool, back: bool, begun: Callable[[Change], str] | None
    ) -> QWidget:
        row = QWidget()
        head = f"{dates.shown_time(change.at)}  ·  {change.who}"
        if named:
            head += f"  ·  {tr(FIELDS[change.field]) if change.field in FIELDS else change.field}"
        before, after = (words or tr("(trống)") for words in told_both(change.field, change.before, change.after, pack))
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(1)
        column.addWidget(label(head, "label", wrap=True))
        column.addWidget(_said(tr("Trước: {words}", words=before)))
        column.addWidget(_said(tr("Sau: {words}", words=after)))
        if change.reason or begun is not None:
            column.addWidget(self._reason(change, begun(change) if begun else "", may_give=begun is not None))
        if back:
            button = Button(tr("Lấy lại giá trị trước"), "arrow_undo", "link")
            value: Any = change.before
            button.clicked.connect(lambda: self.wanted.emit(change.field, value))
            line = QHBoxLayout()
            line.addWidget(button)
            line.addStretch(1)
            column.addLayout(line)
        return row

    def _reason(self, change: Change, begun: str, *, may_give: bool) -> ReasonLine:
        line = ReasonLine(change, begun, may_give=may_give)
        line.typed.connect(lambda words: self.reason_typed.emit(change, words))
        line.given.connect(lambda words: self.reason_given.emit(change, words))
        line.given_up.connect(lambda: self.reason_given_up.emit(change))
        self.reasons[change.line, change.field] = line
        return line

    def _add(self, row: QWidget) -> None:
        self.rows.append(row)
        self._scroll.body.insertWidget(len(self.rows) - 1, row)

    def _clear(self) -> None:
        for row in self.rows:
            self._scroll.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows.clear()
        self.reasons.clear()


def _said(words: str) -> QWidget:
    """What people typed is text, whatever signs are in it."""
    shown = label(words, wrap=True)
    shown.setTextFormat(Qt.TextFormat.PlainText)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return shown
