"""What is asked for when a complaint or an authorship dispute is recorded, or settled, in the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from desktop import clock, messages
from domain import dates
from domain.errors import Problem
from domain.labels import OBJECTIONS
from domain.objection import Objection, opening_problems, settling_problems
from ui.common.editors import DateEdit, LineEdit
from ui.common.field import Field
from ui.initiatives.ask_panel import AskPanel
from ui.words import tr

_OPENING, _SETTLING = ("on", "who", "what"), ("on", "outcome")


class ObjectionPanel(AskPanel):
    """Hidden until asked; what was typed stays until the store has it.

    opened(kind, day, who, what)          settled(Objection, day, outcome)
    """

    opened = Signal(str, object, str, str)
    settled = Signal(object, object, str)

    def __init__(self) -> None:
        self._kind = ""
        self._held: Objection | None = None
        self.on = DateEdit(lambda words: dates.parse(words, clock.today()), tr("ngày/tháng/năm"))
        self.who = LineEdit(tr("Họ tên, nơi làm việc"))
        self.what = LineEdit(tr("Một hai câu về điều bị khiếu nại, tranh chấp"))
        self.outcome = LineEdit(tr("Một câu, kèm số văn bản nếu có"))
        fields = {
            "on": Field(tr("Ngày"), self.on, required=True),
            "who": Field(tr("Người khiếu nại, tranh chấp"), self.who, required=True),
            "what": Field(tr("Nội dung"), self.what, required=True),
            "outcome": Field(tr("Kết quả giải quyết"), self.outcome, required=True),
        }
        super().__init__(fields, (("on", 2), ("who", 4)), tr("Ghi"))

    def ask_new(self, kind: str) -> None:
        """For a new objection of this kind."""
        self._kind, self._held = kind, None
        self._ask(tr(OBJECTIONS[kind]), _OPENING)

    def ask_outcome(self, held: Objection) -> None:
        """For how an open one ended."""
        self._kind, self._held = held.kind, held
        self._ask(tr("{kind}: kết quả giải quyết", kind=tr(OBJECTIONS[held.kind])), _SETTLING)

    def _ask(self, title: str, shown: tuple[str, ...]) -> None:
        self.title.setText(title)
        for name, field in self.fields.items():
            field.setVisible(name in shown)
            field.set_problem("")
        for editor in (self.who, self.what, self.outcome):
            editor.set_value("")
        self.on.set_value(dates.shown(clock.today()))
        self.show()
        (self.who if self._held is None else self.outcome).setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        day, today = self.on.day(), clock.today()
        who, what, outcome = (editor.value().strip() for editor in (self.who, self.what, self.outcome))
        found: tuple[Problem, ...]
        if self._held is None:
            found = opening_problems(self._kind, day, who, what, today)
        else:
            found = settling_problems(self._held, day, outcome, today)
        self.show_problems({problem.field: messages.of_problem(problem) for problem in found})
        if found:
            return
        if self._held is None:
            self.opened.emit(self._kind, day, who, what)
        else:
            self.settled.emit(self._held, day, outcome)
