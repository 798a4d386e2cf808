"""The sheet an appraiser fills in as the pack draws it: gates, points, a vote, a note; nothing is filled in for him."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.messages import of_problem
from domain.appraisal import ScoreSheet, Vote, sheet_problems, skipped
from domain.errors import Problem
from domain.programme import Rubric
from ui.appraisals import points
from ui.appraisals.criterion_row import CriterionRow
from ui.appraisals.gate_row import GateRow
from ui.appraisals.vote import VoteChoice
from ui.common.banner import Banner
from ui.common.editors import TextEdit
from ui.common.field import Field
from ui.common.scroll import Scroll
from ui.words import tr

LINES_FOR_ALL = 52  # so many lines of text in height show the bands of every criterion at once


class SheetForm(Scroll):
    """edited()   anything on it has changed

    `lines` are all rows in the pack's order, `rows` those with points, `gates` those answered yes or no. What stands
    after a gate answered no is folded away and counts for nothing; what was typed there comes back with the answer.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rubric: Rubric | None = None
        self.lines: dict[str, CriterionRow | GateRow] = {}
        self.rows: dict[str, CriterionRow] = {}
        self.gates: dict[str, GateRow] = {}
        self._open = ""
        self.why_skipped = Banner()
        self.vote = VoteChoice()
        self.note = TextEdit(tr("Không bắt buộc"), limit=0, lines=2)
        self.note.setObjectName("note")
        self.body.addWidget(self.why_skipped)
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
        for row in self.lines.values():
            self.body.removeWidget(row)
            row.deleteLater()
        self.rows = {criterion.code: CriterionRow(criterion) for criterion in rubric.scored}
        self.gates = {criterion.code: GateRow(criterion) for criterion in rubric.gates}
        made: dict[str, CriterionRow | GateRow] = {**self.rows, **self.gates}
        self.lines = {criterion.code: made[criterion.code] for criterion in rubric.criteria}
        stops: list[QWidget] = []
        for place, (code, row) in enumerate(self.lines.items()):
            self.body.insertWidget(place, row)
            row.edited.connect(lambda code=code: self._typed(code))
            row.entered.connect(lambda code=code: self._unfold(code))
            row.passed.connect(lambda code=code: self._next(code))
            stops += row.radios.values() if isinstance(row, GateRow) else [row.edit]
        for before, after in pairwise((*stops, self.vote.radios[Vote.APPROVE])):
            QWidget.setTabOrder(before, after)
        self._skip()
        self._unfold(next(iter(self.lines), ""))

    def body_words(self) -> dict[str, Any]:
        """As `save_draft` keeps it: {"points": {code: words}, "gates", "vote", "note"}; empty if nothing is written."""
        written = {code: row.words() for code, row in self.rows.items() if row.words().strip()}
        answers = {code: value for code, row in self.gates.items() if (value := row.value()) is not None}
        vote, note = self.vote.value(), self.note.value()
        if not (written or answers or vote or note.strip()):
            return {}
        return {"points": written, "vote": vote, "note": note} | ({"gates": answers} if answers else {})

    def set_body(self, body: Mapping[str, Any]) -> None:
        """Shows a draft, or an empty sheet for {}."""
        written, answers = body.get("points", {}), body.get("gates", {})
        for code, row in self.rows.items():
            row.set_words(str(written.get(code, "")))
        for code, gate in self.gates.items():
            gate.set_value(answers.get(code))
        self.vote.set_value(str(body.get("vote", "")))
        self.note.set_value(str(body.get("note", "")))
        self.show_problems(())
        self._skip()
        self._unfold(next(iter(self.lines), ""))
        self.verticalScrollBar().setValue(0)

    def given(self) -> dict[str, float]:
        """The points that can be read as numbers, by criterion; what is skipped gives none."""
        aside = self.skipped()
        read = {code: row.points() for code, row in self.rows.items() if code not in aside}
        return {code: value for code, value in read.items() if value is not None}

    def answers(self) -> dict[str, bool]:
        """The answers to the gates, up to the first that failed."""
        aside = self.skipped()
        read = {code: row.value() for code, row in self.gates.items() if code not in aside}
        return {code: value for code, value in read.items() if value is not None}

    def skipped(self) -> frozenset[str]:
        """The criteria after the first gate answered no."""
        chosen = {code: row.value() for code, row in self.gates.items()}
        return skipped(chosen, self.rubric) if self.rubric is not None else frozenset()

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the sheet from being filed; words that are no number are points out of range."""
        if self.rubric is None:
            return ()
        abstains, aside = self.vote.value() == Vote.ABSTAIN, self.skipped()
        unread = {code for code, row in self.rows.items() if row.words().strip() and row.points() is None} - aside
        # A value no criterion allows stands for words that cannot be read.
        given = self.given() | dict.fromkeys(unread if not abstains else (), -1.0)
        return sheet_problems(given, self.vote.value(), self.rubric, self.answers())

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Each beside its criterion; the keyboard goes to the first."""
        by_field = {problem.field: of_problem(problem) for problem in reversed(problems)}
        for code, row in self.lines.items():
            row.set_problem(by_field.get(code, ""))
        self.vote.set_problem(by_field.get("vote", ""))
        first = next((row for code, row in self.lines.items() if code in by_field), None)
        if first is not None:
            first.take_focus()
        elif "vote" in by_field:
            self.vote.take_focus()

    def focus_first(self) -> None:
        first = next(iter(self.lines.values()), None)
        if first is not None:
            first.take_focus()
        else:
            self.vote.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._unfold(self._open)

    def _typed(self, code: str) -> None:
        """Says at once what cannot be right; what is only missing waits until the sheet is filed."""
        if code in self.rows:
            wrong = next((p for p in self.problems() if p.field == code and p.code == "points_out_of_range"), None)
            self.rows[code].set_problem(of_problem(wrong) if wrong else "")
        else:
            self.vote.set_problem("")
            self._skip()
        self.edited.emit()

    def _voted(self) -> None:
        self.vote.set_problem("")
        if self.vote.value() == Vote.ABSTAIN:
            for row in self.lines.values():
                row.set_problem("")
        self.edited.emit()

    def _skip(self) -> None:
        """Folds away what a failed gate skips, and says why."""
        aside = self.skipped()
        for code, row in self.lines.items():
            row.setVisible(code not in aside)
        failed = next((row for row in self.gates.values() if row.value() is False), None)
        words = ""
        if failed is not None:
            words = tr("«{criterion}» không đạt: bỏ qua phần sau, sáng kiến không được công nhận.",
                       criterion=failed.criterion.title)  # fmt: skip
        self.why_skipped.say("info", words)

    def _next(self, code: str) -> None:
        shown = [key for key in self.lines if key not in self.skipped()]
        after = shown[shown.index(code) + 1 :] if code in shown else []
        if after:
            self.lines[after[0]].take_focus()
        else:
            self.vote.take_focus()

    def _unfold(self, code: str) -> None:
        """Opens the bands of one criterion and folds the others, unless there is room for all."""
        self._open = code
        roomy = self.viewport().height() >= self.fontMetrics().lineSpacing() * LINES_FOR_ALL
        for key, row in self.lines.items():
            row.unfold(roomy or key == code)


def body_of(sheet: ScoreSheet) -> dict[str, Any]:
    """A filed sheet as the form shows it, to be written anew."""
    written = {code: points.shown(value) for code, value in sheet.points.items()}
    return {"points": written, "gates": dict(sheet.gates), "vote": sheet.vote, "note": sheet.note}
