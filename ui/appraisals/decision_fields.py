"""The paper that follows a council's session: its number, its day, who signed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop import clock
from desktop.messages import of_problem
from domain import dates
from domain.errors import Problem
from domain.moves import Decision
from ui.common.editors import DateEdit, LineEdit
from ui.common.field import Field
from ui.words import tr


class DecisionFields(QWidget):
    """edited()   anything was typed"""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.no = LineEdit(tr("ví dụ 27/QĐ-HĐSK"))
        self.on = DateEdit(lambda words: dates.parse(words, clock.today()), tr("ngày/tháng/năm"))
        self.signer = LineEdit(tr("họ tên, chức vụ"))
        for name, editor in (("decision_no", self.no), ("decision_on", self.on), ("decision_signer", self.signer)):
            editor.setObjectName(name)
            editor.edited.connect(lambda _: self.edited.emit())
        self._fields = {
            "decision_no": Field(tr("Số quyết định"), self.no, required=True),
            "decision_on": Field(tr("Ngày ký"), self.on, required=True),
            "decision_signer": Field(tr("Người ký"), self.signer, required=True),
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.addWidget(self._fields["decision_no"], 0, 0)
        grid.addWidget(self._fields["decision_on"], 0, 1)
        grid.addWidget(self._fields["decision_signer"], 1, 0, 1, 2)

    def decision(self) -> Decision:
        return Decision(self.no.value(), self.on.day(), self.signer.value())

    def body(self) -> dict[str, Any]:
        """The words as they stand, to keep; empty if there are none."""
        words = {"no": self.no.value(), "on": self.on.value(), "signer": self.signer.value()}
        return words if any(words.values()) else {}

    def set_body(self, body: Mapping[str, Any]) -> None:
        for name, editor in (("no", self.no), ("on", self.on), ("signer", self.signer)):
            editor.set_value(str(body.get(name, "")))

    def show_problems(self, problems: Sequence[Problem]) -> bool:
        """Each at its field; the keyboard goes to the first. Says whether any was of these fields."""
        by_field = {problem.field: of_problem(problem) for problem in problems}
        for name, field in self._fields.items():
            field.set_problem(by_field.get(name, ""))
        first = next((name for name in self._fields if name in by_field), None)
        if first is not None:
            self._fields[first].editor.setFocus()
        return first is not None
