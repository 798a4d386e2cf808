"""The sheet an appraiser fills in: points for each criterion, a vote, a note; nothing is ever filled in for him."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.messages import of_problem
from domain.appraisal import Vote, sheet_problems
from domain.errors import Problem
from domain.programme import Rubric
from ui.appraisals import points
from ui.appraisals.criterion_row import CriterionRow
from ui.appraisals.vote import VoteChoice
from ui.common.editors import TextEdit
from ui.common.field import Field
from ui.common.scroll import Scroll
from ui.words import tr

LINES_FOR_ALL = 52  # so many lines of text in height show the bands of every criterion at once


class SheetForm(Scroll):
    """edited()   anything on it has changed"""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rubric: Rubric | None = None
        self.rows: dict[str, CriterionRow] = {}
        self._open = ""
        self.vote = VoteChoice()
        self.note = TextEdit(tr("Không bắt buộc"), limit=0, lines=2)
        self.note.setObjectName("note")
        self.body.addWidget(self.vote)
        self.body.addWidget(Field(tr("Nhận xét"), self.note))
        self.body.addStretch(1)
        self.vote.edited.connect(self._voted)
        self.vote.entered.connect(lambda: self._unfold(""))  # the votes and the note shall be seen together
        self.vote.passed.connect(lambda: self.note.setFocus(Qt.FocusReason.TabFocusReason))
        self.note.edited.connect(lambda _: self.edited.emit())

    def set_rubric(self, rubric: Rubric) -> None:
        """The criteria to mark by; the rows are made anew only if they differ."""
        if rubric == self.rubric:
            return
        self.rubric = rubric
        for row in self.rows.values():
            self.body.removeWidget(row)
            row.deleteLater()
        self.rows = {criterion.code: CriterionRow(criterion) for criterion in rubric.criteria}
        before: QWidget | None = None
        for place, (code, row) in enumerate(self.rows.items()):
            self.body.insertWidget(place, row)
            row.edited.connect(lambda code=code: self._typed(code))
            row.entered.connect(lambda code=code: self._unfold(code))
            row.passed.connect(lambda code=code: self._next(code))
            if before is not None:
                QWidget.setTabOrder(before, row.edit)
            before = row.edit
        if before is not None:
            QWidget.setTabOrder(before, self.vote.radios[Vote.APPROVE])
        self._unfold(next(iter(self.rows), ""))

    def body_words(self) -> dict[str, Any]:
        """As `save_draft` keeps it: {"points": {code: words}, "vote", "note"}; empty if nothing was written."""
        written = {code: row.words() for code, row in self.rows.items() if row.words().strip()}
        vote, note = self.vote.value(), self.note.value()
        return {"points": written, "vote": vote, "note": note} if written or vote or note.strip() else {}

    def set_body(self, body: Mapping[str, Any]) -> None:
        """Shows a draft, or an empty sheet for {}."""
        written = body.get("points", {})
        for code, row in self.rows.items():
            row.set_words(str(written.get(code, "")))
        self.vote.set_value(str(body.get("vote", "")))
        self.note.set_value(str(body.get("note", "")))
        self.show_problems(())
        self._unfold(next(iter(self.rows), ""))
        self.verticalScrollBar().setValue(0)

    def given(self) -> dict[str, float]:
        """The points that can be read as numbers, by criterion."""
        return {code: value for code, row in self.rows.items() if (value := row.points()) is not None}

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the sheet from being filed; words that are no number are points out of range."""
        if self.rubric is None:
            return ()
        abstains = self.vote.value() == Vote.ABSTAIN
        unread = {code for code, row in self.rows.items() if row.words().strip() and row.points() is None}
        # A value no criterion allows stands for words that cannot be read.
        given = self.given() | dict.fromkeys(unread if not abstains else (), -1.0)
        return sheet_problems(given, self.vote.value(), self.rubric)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Each beside its criterion; the keyboard goes to the first."""
        by_field = {problem.field: of_problem(problem) for problem in reversed(problems)}
        for code, row in self.rows.items():
            row.set_problem(by_field.get(code, ""))
        self.vote.set_problem(by_field.get("vote", ""))
        first = next((row for code, row in self.rows.items() if code in by_field), None)
        if first is not None:
            first.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        elif "vote" in by_field:
            self.vote.take_focus()

    def focus_first(self) -> None:
        first = next(iter(self.rows.values()), None)
        if first is not None:
            first.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            first.edit.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._unfold(self._open)

    def _typed(self, code: str) -> None:
        """Says at once what cannot be right; what is only missing waits until the sheet is filed."""
        row = self.rows[code]
        wrong = next((p for p in self.problems() if p.field == code and p.code == "points_out_of_range"), None)
        row.set_problem(of_problem(wrong) if wrong else "")
        self.edited.emit()

    def _voted(self) -> None:
        self.vote.set_problem("")
        if self.vote.value() == Vote.ABSTAIN:
            for row in self.rows.values():
                row.set_problem("")
        self.edited.emit()

    def _next(self, code: str) -> None:
        codes = list(self.rows)
        place = codes.index(code) + 1
        if place < len(codes):
            after = self.rows[codes[place]].edit
            after.setFocus(Qt.FocusReason.TabFocusReason)
            after.selectAll()
        else:
            self.vote.take_focus()

    def _unfold(self, code: str) -> None:
        """Opens the bands of one criterion and folds the others, unless there is room for all."""
        self._open = code
        roomy = self.viewport().height() >= self.fontMetrics().lineSpacing() * LINES_FOR_ALL
        for key, row in self.rows.items():
            row.unfold(roomy or key == code)


def body_of(points_given: Mapping[str, float], vote: str, note: str) -> dict[str, Any]:
    """A filed sheet as the form shows it, to be written anew."""
    return {"points": {code: points.shown(value) for code, value in points_given.items()}, "vote": vote, "note": note}
