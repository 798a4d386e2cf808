"""What a move asks for before it is made, in the page: the decision, the reason."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from desktop import clock, messages
from domain import dates, text
from domain.errors import Problem
from domain.moves import Decision
from ui.common.banner import Banner
from ui.common.editors import DateEdit, LineEdit
from ui.common.field import Field
from ui.initiatives.ask_panel import AskPanel
from ui.initiatives.moves import DECISION, REASON, Move
from ui.words import tr


class MovePanel(AskPanel):
    """Hidden until `ask`; `answered(Move, Decision)` when everything needed is there.

    decided_on(day)   a decision of that day is being written, None while it is no day: see `show_early`
    """

    answered = Signal(object, object)
    decided_on = Signal(object)

    def __init__(self) -> None:
        self._move: Move | None = None
        self._answered = False
        self.no = LineEdit(tr("Ví dụ: 15/QĐ-HĐSK"))
        self.on = DateEdit(lambda words: dates.parse(words, clock.today()), tr("ngày/tháng/năm"))
        self.signer = LineEdit()
        self.reason = LineEdit(tr("Một câu nêu rõ vì sao"))
        fields = {
            "no": Field(tr("Số quyết định"), self.no, required=True),
            "on": Field(tr("Ngày ký"), self.on, required=True),
            "signer": Field(tr("Người ký"), self.signer, required=True),
            "reason": Field(tr("Lý do"), self.reason, required=True),
        }
        super().__init__(fields, (("no", 3), ("on", 2), ("signer", 3)))
        self.early = Banner()
        self.insert_below_row(self.early)
        self.on.edited.connect(lambda _words: self._tell_day())

    def ask(self, move: Move, count: int = 1) -> None:
        """Shows what the move needs. What was typed last time stays: many records share one decision."""
        self._move, self._answered = move, False
        word = move.word.rstrip("…")
        self.title.setText(tr("{move}: {n} sáng kiến", move=word, n=count) if count > 1 else word)
        self.confirm.setText(word)
        for name, field in self.fields.items():
            field.setVisible((REASON if name == "reason" else DECISION) in move.needs)
            field.set_problem("")
        if REASON in move.needs:
            self.reason.set_value("")
        self.show()
        self._tell_day()
        first = self.no if DECISION in move.needs else self.reason
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def again(self) -> None:
        """The move was refused: what was typed comes back, to be put right where it stands."""
        if self._move is not None and self._move.needs and self._answered:
            self._answered = False
            self.show()

    def go_on(self) -> None:
        move, decision = self._move, self._decision()
        assert move is not None  # the panel is only shown by `ask`
        missing = self._missing(move, decision)
        self.show_problems({name: messages.of_problem(Problem(code)) for name, code in missing.items()})
        if missing:
            return
        self.hide()
        self._answered = True
        self.answered.emit(move, decision)

    def show_early(self, told: Problem | None) -> None:
        """What is odd about the day, without holding anybody up."""
        self.early.say("warn", messages.of_problem(told) if told else "")

    def _tell_day(self) -> None:
        self.early.clear()
        self.decided_on.emit(self.on.day() if self._move is not None and DECISION in self._move.needs else None)

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
