"""The marks of a record over its form: what the union above asks to be mended, or what was asked of the unit here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.operations.return_marks import Seen
from domain.handover_labels import MARK_STATES
from domain.labels import FIELDS
from domain.return_mark import MarkState
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.flow import Flow
from ui.common.labels import label
from ui.common.pill import Mark, Pill
from ui.words import tr

SHOWN = 3  # more of them would leave no room for the fields
Call = Callable[[Seen], None]
MARKS: Mapping[MarkState, tuple[str, str]] = {
    MarkState.NOTED: ("edit", "info"),
    MarkState.SENT: ("clock", "warn"),
    MarkState.OPEN: ("error_circle", "error"),
    MarkState.READY: ("checkmark_circle", "ok"),
    MarkState.LEFT: ("send", "info"),
    MarkState.CLOSED: ("checkmark", "neutral"),
    MarkState.WITHDRAWN: ("dismiss", "neutral"),
}


def state_pill(state: MarkState) -> Mark:
    """How far a mark is, as a pill."""
    icon, tone = MARKS[state]
    return Mark(tr(MARK_STATES[str(state)]), icon, tone)


def field_words(name: str) -> str:
    """What is to be mended, as forms call it."""
    return tr(FIELDS[name]) if name in FIELDS else tr("Cả sáng kiến")


class ReturnBars(QWidget):
    """A banner that says how many, and a row for each of the first marks; takes no room without any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = Banner()
        self.rows: list[QWidget] = []
        self.buttons: dict[str, Button] = {}
        self._open: Button | None = None
        self._open_no = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.head)
        self.hide()

    def show_marks(self, kind: str, words: str, action: str, seen: Sequence[Seen], calls: Mapping[str, Call]) -> None:
        """`words` and `action` of the banner; `calls` are by the word of a row's button, see `buttons`."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows, self.buttons = [], {}
        self._open, self._open_no = None, 0
        self.head.say(kind, words, action)
        for one in seen[:SHOWN]:
            self._add(self._row(one, calls))
        if len(seen) > SHOWN:
            self._add(label(tr("và {n} mục nữa, đánh dấu ngay ở từng ô", n=len(seen) - SHOWN), "muted", wrap=True))
        self.setVisible(bool(words))

    def next_act(self) -> QWidget | None:
        """The button of what is to be done next: the last one of the first mark still open, else the banner's, else
        the first there is."""
        if self._open is not None:
            return self._open
        if self.head.button.isVisible():
            return self.head.button
        return next(iter(self.buttons.values()), None)

    def _add(self, row: QWidget) -> None:
        self.rows.append(row)
        self._column.addWidget(row)
        row.show()

    def _row(self, one: Seen, calls: Mapping[str, Call]) -> QWidget:
        row, parts = QWidget(self), QWidget()
        column, line = QVBoxLayout(row), Flow(parts, spacing=8)
        column.setContentsMargins(10, 2, 0, 4)
        column.setSpacing(4)
        said = f"{field_words(one.mark.field)}: {one.mark.reason}"
        if one.mark.answer:
            said += " " + tr("Trả lời: {words}", words=one.mark.answer)
        column.addWidget(label(said, wrap=True))
        column.addWidget(parts)
        line.addWidget(Pill(state_pill(one.state)))
        for word, call in calls.items():
            pressed = Button(word)
            pressed.setAccessibleName(f"{word}: {field_words(one.mark.field)}")
            pressed.clicked.connect(lambda _on=False, call=call: call(one))
            self.buttons[f"{one.mark.no}.{word}"] = pressed
            line.addWidget(pressed)
            if one.state is MarkState.OPEN and self._open_no in (0, one.mark.no):
                self._open, self._open_no = pressed, one.mark.no
        return row
