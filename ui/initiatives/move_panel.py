"""What a move asks for before it is made, in the page: the decision, the reason."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop import clock, messages
from domain import dates, text
from domain.errors import Problem
from domain.moves import Decision
from ui.common.buttons import Button
from ui.common.editors import DateEdit, LineEdit
from ui.common.field import Field
from ui.common.labels import label
from ui.initiatives.moves import DECISION, REASON, Move
from ui.words import tr


class MovePanel(QFrame):
    """Hidden until `ask`; `answered(Move, Decision)` when everything needed is there. Esc puts it away."""

    answered = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._move: Move | None = None
        self._answered = False
        self.no = LineEdit(tr("Ví dụ: 15/QĐ-HĐSK"))
        self.on = DateEdit(lambda words: dates.parse(words, clock.today()), tr("ngày/tháng/năm"))
        self.signer = LineEdit()
        self.reason = LineEdit(tr("Một câu nêu rõ vì sao"))
        self._fields = {
            "no": Field(tr("Số quyết định"), self.no, required=True),
            "on": Field(tr("Ngày ký"), self.on, required=True),
            "signer": Field(tr("Người ký"), self.signer, required=True),
            "reason": Field(tr("Lý do"), self.reason, required=True),
        }
        self.confirm = Button("", look="primary")
        self.confirm.clicked.connect(self._confirm)
        self.cancel = Button(tr("Hủy"))
        self.cancel.clicked.connect(self.hide)
        self._build()
        self.hide()

    def ask(self, move: Move, count: int = 1) -> None:
        """Shows what the move needs. What was typed last time stays: many records share one decision."""
        self._move, self._answered = move, False
        word = move.word.rstrip("…")
        self._title.setText(tr("{move}: {n} sáng kiến", move=word, n=count) if count > 1 else word)
        self.confirm.setText(word)
        for name, field in self._fields.items():
            field.setVisible((REASON if name == "reason" else DECISION) in move.needs)
            field.set_problem("")
        if REASON in move.needs:
            self.reason.set_value("")
        self.show()
        first = self.no if DECISION in move.needs else self.reason
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def again(self) -> None:
        """The move was refused: what was typed comes back, to be put right where it stands."""
        if self._move is not None and self._move.needs and self._answered:
            self._answered = False
            self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._confirm()
        else:
            super().keyPressEvent(event)

    def _confirm(self) -> None:
        move, decision = self._move, self._decision()
        assert move is not None  # the panel is only shown by `ask`
        missing = self._missing(move, decision)
        for name, field in self._fields.items():
            field.set_problem(messages.of_problem(Problem(missing[name])) if name in missing else "")
        if missing:
            self._fields[next(iter(missing))].editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.hide()
        self._answered = True
        self.answered.emit(move, decision)

    def _decision(self) -> Decision:
        return Decision(
            text.clean_line(self.no.value()),
            self.on.day(),
            text.clean_line(self.signer.value()),
            text.clean_line(self.reason.value()),
        )

    def _missing(self, move: Move, decision: Decision) -> dict[str, str]:
        """The code of the sentence for each part that is not there yet."""
        codes: dict[str, str] = {}
        if DECISION in move.needs:
            codes |= {"no": "decision_no_missing", "on": "decision_on_missing", "signer": "decision_signer_missing"}
        if REASON in move.needs:
            codes["reason"] = "reason_missing"
        return {name: code for name, code in codes.items() if not getattr(decision, name)}

    def _build(self) -> None:
        self._title = label("", "heading", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(12)
        for name, share in (("no", 3), ("on", 2), ("signer", 3)):
            row.addWidget(self._fields[name], share)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 10, 15, 11)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(row)
        column.addWidget(self._fields["reason"])
        column.addLayout(buttons)
