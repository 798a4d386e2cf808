"""All sheets of one initiative side by side: members across, criteria down, and how far they lie apart."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from desktop.operations.appraisals import Line
from domain.appraisal import ScoreSheet, Vote
from domain.programme import Rubric
from ui.appraisals import points
from ui.appraisals.filed_sheets import answer_words, vote_mark
from ui.common.labels import label
from ui.common.pill import Pill
from ui.words import tr

_TOP = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class Comparison(QScrollArea):
    """Scrolls both ways; `show_line(None …)` empties it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setCornerWidget(QWidget())  # where both scroll bars meet the style would draw a box
        self.setAccessibleName(tr("Các phiếu chấm cạnh nhau"))

    def show_line(self, line: Line, members: Sequence[str], rubric: Rubric) -> None:
        """`members` in the order of the council; who has not filed has an empty column."""
        ground = QWidget()
        ground.setProperty("look", "scrolled")
        self._grid = grid = QGridLayout(ground)
        grid.setContentsMargins(15, 8, 15, 10)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        self._titles(rubric)
        by_name = {sheet.appraiser: sheet for sheet in line.result.sheets}
        names = [*members, *(name for name in by_name if name not in members)]
        for place, name in enumerate(names, 1):
            aside = name in {one.name for one in line.recused}
            self._sheet(place, name, by_name.get(name), rubric, _why_none(line, name, aside=aside))
            grid.setColumnStretch(place, 1)
        self._spread(len(names) + 1, line, rubric)
        grid.setRowStretch(grid.rowCount(), 1)
        self.setWidget(ground)

    def _titles(self, rubric: Rubric) -> None:
        titles = [
            "",
            tr("Ý kiến"),
            *(criterion.title for criterion in rubric.criteria),
            tr("Tổng điểm") if rubric.scored else "",
            tr("Nhận xét"),
        ]
        for row, title in enumerate(titles):
            self._grid.addWidget(label(title, "small"), row, 0, _TOP)

    def _sheet(self, place: int, name: str, sheet: ScoreSheet | None, rubric: Rubric, none: tuple[str, str]) -> None:
        on_paper = sheet is not None and sheet.entered_by
        told = f"{name}\n{tr('phiếu giấy')}" if on_paper else name
        self._grid.addWidget(label(told, "label", wrap=True), 0, place, _TOP)
        if sheet is None:
            self._grid.addWidget(label(*none), 1, place, _TOP)
            return
        self._grid.addWidget(Pill(vote_mark(sheet.vote)), 1, place, _TOP)
        total = len(rubric.criteria) + 2
        if sheet.vote is not Vote.ABSTAIN:
            for row, criterion in enumerate(rubric.criteria, 2):
                failed = sheet.gates.get(criterion.code) is False
                self._grid.addWidget(label(answer_words(sheet, criterion), "warn" if failed else ""), row, place, _TOP)
            if sheet.points:
                self._grid.addWidget(label(points.shown(sum(sheet.points.values())), "label"), total, place, _TOP)
        if sheet.note:
            note = label(sheet.note, "small", wrap=True)
            note.setMinimumWidth(120)
            self._grid.addWidget(note, total + 1, place)

    def _spread(self, place: int, line: Line, rubric: Rubric) -> None:
        """The mean, and how far the highest lies above the lowest: what asks for a second reading."""
        scored = [sheet for sheet in line.result.sheets if sheet.vote is not Vote.ABSTAIN and sheet.points]
        if not scored:
            return
        self._grid.addWidget(label(tr("Trung bình"), "label"), 0, place, _TOP)
        self._grid.addWidget(label(tr("Chênh nhau"), "label"), 0, place + 1, _TOP)
        rows = {
            row: [sheet.points.get(criterion.code, 0.0) for sheet in scored]
            for row, criterion in enumerate(rubric.criteria, 2)
            if not criterion.is_gate
        }
        total = len(rubric.criteria) + 2
        rows[total] = [sum(sheet.points.values()) for sheet in scored]
        for row, values in rows.items():
            look = "label" if row == total else ""
            self._grid.addWidget(label(points.shown(sum(values) / len(values)), look), row, place, _TOP)
            self._grid.addWidget(label(points.shown(max(values) - min(values)), "muted"), row, place + 1, _TOP)


def _why_none(line: Line, name: str, *, aside: bool) -> tuple[str, str]:
    """What stands in an empty column, and its look."""
    if name in line.result.conflicts:
        return tr("có hai phiếu khác nhau"), "warn"
    return (tr("phải tránh") if aside else tr("chưa nộp")), "muted"
