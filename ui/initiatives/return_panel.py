"""What is asked for when a field of a received record is marked, or a mark is answered, in the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from desktop import messages
from desktop.operations.return_marks import Seen
from domain.labels import FIELDS
from domain.return_mark import MARKABLE, WHOLE, problems
from domain.text import clean
from ui.common.choices import Choice
from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.initiatives.ask_panel import AskPanel
from ui.words import tr

_MARKING, _ANSWERING = ("field", "reason"), ("answer",)


class ReturnPanel(AskPanel):
    """Hidden until asked; what was typed stays until the store has it.

    marked(field, reason)          answered(Seen, words)          asked() when it has come up
    """

    asked = Signal()

    marked = Signal(str, str)
    answered = Signal(object, str)

    def __init__(self) -> None:
        self._seen: Seen | None = None
        self.field = Choice()
        self.reason = LineEdit(tr("Một câu để đơn vị biết cần sửa gì"))
        self.answer = LineEdit(tr("Ví dụ: đã bổ sung số liệu của quý II; hoặc vì sao giữ nguyên"))
        fields = {
            "field": Field(tr("Mục cần sửa"), self.field, required=True),
            "reason": Field(tr("Lý do"), self.reason, required=True),
            "answer": Field(tr("Trả lời cấp trên"), self.answer),
        }
        super().__init__(fields, (("field", 2), ("reason", 4)), tr("Ghi"))

    def ask_mark(self, number: str, field: str = WHOLE) -> None:
        """For what the unit has to mend; `field` is offered first."""
        self._seen = None
        choices = [("", tr("Cả sáng kiến")), *((name, tr(FIELDS[name])) for name in MARKABLE if name in FIELDS)]
        self.field.set_items(choices)
        self.field.set_value(field)
        self.reason.set_value("")
        self._show(tr("Yêu cầu đơn vị sửa {number}", number=number), _MARKING)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_answer(self, seen: Seen) -> None:
        """For words beside a change, or in its place."""
        self._seen = seen
        self.answer.set_value(seen.mark.answer)
        self._show(tr("Cấp trên yêu cầu: {reason}", reason=seen.mark.reason), _ANSWERING)
        self.answer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, title: str, shown: tuple[str, ...]) -> None:
        self.title.setText(title)
        for name, field in self.fields.items():
            field.setVisible(name in shown)
            field.set_problem("")
        self.show()
        self.asked.emit()

    def go_on(self) -> None:
        if self._seen is not None:
            self.answered.emit(self._seen, self.answer.value())
            return
        field, reason = self.field.value(), clean(self.reason.value())
        found = problems(field, reason)
        self.show_problems({problem.field: messages.of_problem(problem) for problem in found})
        if not found:
            self.marked.emit(field, reason)
