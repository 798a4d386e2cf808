"""The table of results: sheets filed, means against what is asked, approvals, and what it amounts to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.operations.appraisals import Line
from desktop.operations.standings import NOTHING, Standings
from domain.programme import Criterion, Rubric
from ui.appraisals import standing
from ui.appraisals.keyed import Keyed
from ui.common.page_model import Cell, Column, Kind, PageModel
from ui.common.pill import Mark
from ui.words import tr

SHORT_TITLE = 18
NO_LINES: Keyed[Line] = Keyed((), lambda line: line.stored.row_id)


def keyed(lines: Sequence[Line]) -> Keyed[Line]:
    return Keyed(lines, lambda line: line.stored.row_id)


def model(
    rubric: Rubric, hidden: Callable[[Line], bool], standing_of: Callable[[], Standings] = lambda: NOTHING
) -> PageModel[Line]:
    """`hidden` says of which initiatives the person at the desk may not see the others' points yet; `standing_of`
    gives the places of the others.

    The criteria are those of the programme in use; an initiative of another programme shows its own in the pane.
    """

    def shown(cell: Callable[[Line], Cell]) -> Callable[[Line], Cell]:
        return lambda line: Cell(tr("ẩn"), muted=True, tip=hidden_words()) if hidden(line) else cell(line)

    def outcome(line: Line) -> Cell:
        return Cell(
            mark=Mark(tr("Chờ phiếu của bạn"), "eye", "neutral") if hidden(line) else standing.outcome_mark(line)
        )

    return PageModel(
        [
            Column[Line](tr("Sáng kiến"), lambda line: _title(line, outcome(line), hidden(line), standing_of()),
                         Kind.TWO_LINES),
            Column[Line](tr("Phiếu"), lambda line: Cell(standing.filed_words(line)), sample="99/99"),
            *([Column[Line](tr("Trung bình"), shown(lambda line: standing.mean_cell(line, rubric)), Kind.PILL,
                            sample="69,96 < 70")] if rubric.scored else []),
            *(_criterion(criterion, shown) for criterion in rubric.criteria),
            Column[Line](tr("Đồng ý"), shown(standing.approvals_cell), Kind.PILL, sample="3/5, cần 4"),
            Column[Line](tr("Kết quả"), outcome, Kind.PILL, sample=tr("Chờ phiếu của bạn"), fold_below=84),
        ],
        NO_LINES,
    )  # fmt: skip


def hidden_words() -> str:
    return tr("Điểm của thành viên khác hiện ra sau khi bạn nộp phiếu của mình.")


def _criterion(criterion: Criterion, shown: Callable[[Callable[[Line], Cell]], Callable[[Line], Cell]]) -> Column[Line]:
    sample = "12,25 < 15" if criterion.min_points else tr("{n} Không", n=9) if criterion.is_gate else "12,25"
    cell = shown(lambda line: standing.criterion_cell(line, criterion))
    return Column[Line](short(criterion.title), cell, Kind.PILL, sample=sample, fold_below=118)


def short(title: str) -> str:
    """The first words of a title, for a narrow heading."""
    if len(title) <= SHORT_TITLE:
        return title
    return title[: SHORT_TITLE + 1].rpartition(" ")[0] + "…"


def _title(line: Line, outcome: Cell, is_hidden: bool, stand: Standings) -> Cell:
    """Below the title stand the number, the place, and whether the sheets lie so far apart that they need reading."""
    initiative = line.stored.initiative
    told = outcome.mark.word if outcome.mark else ""
    notes = [] if is_hidden else standing.notes(line, stand)
    second = " · ".join([initiative.number, *notes])
    return Cell(initiative.title, second, " · ".join(filter(None, (second, told))), tip=initiative.title)
