"""How an initiative stands with its council, in words and pills, for tables and panes."""

from __future__ import annotations

from desktop.messages import of_problem, sentence
from desktop.operations.appraisals import Line
from desktop.operations.standings import Standings
from domain import labels
from domain.initiative import State
from domain.programme import Criterion, Rubric
from domain.ranking import Spread
from domain.recusal import Recusal
from ui.appraisals import points
from ui.common.page_model import Cell
from ui.common.pill import Mark, state_mark
from ui.words import tr


def outcome_mark(line: Line) -> Mark:
    """What the sheets amount to, or why nothing can be said yet."""
    if line.result.conflicts:
        return Mark(tr("Phiếu mâu thuẫn"), "warning", "warn")
    if line.barred is not None:
        return Mark(tr("Phải lập lại hội đồng"), "warning", "error")
    if line.result.outcome is None:
        return Mark(tr("Chưa đủ phiếu"), "clock", "neutral")
    return short_mark(line.result.outcome)


def short_mark(outcome: State) -> Mark:
    """The pill of an outcome; where all are outcomes, the longest needs fewer words."""
    mark = state_mark(outcome)
    if outcome is State.RECOGNISED_AFTER_COMPLETION:
        return Mark(tr("Phải hoàn thiện"), mark.icon, mark.tone)
    return mark


def filed_words(line: Line) -> str:
    return f"{line.result.filed}/{line.result.members}"


def mean_cell(line: Line, rubric: Rubric) -> Cell:
    mean = line.result.mean
    if mean is None:
        return Cell("–", muted=True)
    return _against(mean, rubric.pass_mean)


def criterion_cell(line: Line, criterion: Criterion) -> Cell:
    """The mean of one criterion against its minimum; one that is too low stands out."""
    if criterion.is_gate:
        return _gate_cell(line, criterion)
    mean = line.result.criterion_means.get(criterion.code)
    return Cell("–", muted=True) if mean is None else _against(mean, criterion.min_points)


def approvals_cell(line: Line) -> Cell:
    result = line.result
    words = tr("{n}/{members}, cần {needed}", n=result.approvals, members=result.members, needed=result.needed)
    if result.outcome is not None and result.approvals < result.needed:
        return Cell(mark=Mark(words, "warning", "error"))
    return Cell(words)


def notes(line: Line, stand: Standings) -> list[str]:
    """The place among those that are recognised, and whether the sheets ask for a second reading; few words each."""
    public_id = line.stored.initiative.id
    place, apart = stand.places.get(public_id), stand.spreads.get(public_id)
    said = []
    if place is not None:
        tied = public_id in stand.tied
        said.append(tr("đồng hạng {place}", place=place) if tied else tr("hạng {place}", place=place))
    if apart is not None and apart.second_reading:
        said.append(tr("chênh {points}, nên đọc lại", points=points.shown(apart.points)))
    return said


def second_reading(found: Spread) -> str:
    """Whose totals lie far from the middle, in a sentence; "" where the sheets lie close together."""
    if not found.second_reading:
        return ""
    return tr("Các phiếu chênh nhau {points} điểm, xa mức giữa nhất: {names}. Nên đọc lại trước khi chốt.",
              points=points.shown(found.points), names=", ".join(found.outliers) or "–")  # fmt: skip


def limit_words(stand: Standings) -> list[str]:
    """Where the line of the limit falls, a sentence for each phase that has one."""
    said = []
    for one in stand.limits:
        cut = one.cut
        if cut.asked:
            said.append(tr("Được giới thiệu nhiều nhất {most}: {n} sáng kiến chắc chắn; {tied} sáng kiến đồng hạng "
                           "cho {left} chỗ còn lại, hội đồng phải chọn.", most=cut.most, n=len(cut.inside),
                           tied=len(cut.asked), left=cut.open_places))  # fmt: skip
        else:
            last = max(stand.places[name] for name in cut.inside)
            said.append(tr("Được giới thiệu nhiều nhất {most}: {n} sáng kiến đến hạng {last}.", most=cut.most,
                           n=len(cut.inside), last=last))  # fmt: skip
    return said


def reasons(line: Line, rubric: Rubric) -> list[str]:
    """Why the initiative is not recognised as it stands, and whose sheets contradict each other; a sentence each."""
    titles = {criterion.code: criterion.title for criterion in rubric.criteria}
    said = [_contradicting(name) for name in line.result.conflicts]
    if line.barred is not None:
        said.append(of_problem(line.barred))
    for code in line.result.reasons if line.result.outcome is not None else ():
        kind, _, name = code.partition(":")
        if name not in titles:
            said.append(sentence(code))
        elif kind == "gate_failed":
            said.append(tr("«{criterion}» không đạt.", criterion=titles[name]))
        else:
            said.append(tr("«{criterion}» dưới mức tối thiểu.", criterion=titles[name]))
    return said


def _contradicting(name: str) -> str:
    return tr("{name} có hai phiếu khác nhau. Hãy chọn một phiếu ở mục «Máy khác», hoặc để người này nộp phiếu mới "
              "thay cả hai.", name=name)  # fmt: skip


def aside(line: Line) -> list[str]:
    """Who of the council stands aside, in one sentence; none if nobody does."""
    names = "; ".join(recusal_words(one) for one in line.recused)
    return [tr("Phải tránh: {names}.", names=names)] if names else []


def recusal_words(recusal: Recusal) -> str:
    """Who stands aside and why, in the language of the screen and in few words."""
    cause = tr(labels.RECUSAL_CAUSES[recusal.cause])
    if recusal.relation is not None:
        relation = tr(labels.RELATIONS[recusal.relation])
        cause = tr("{relation} của {author}", relation=relation, author=recusal.author)
    elif recusal.reason:
        cause = f"{cause}: {recusal.reason}"
    return f"{recusal.name} – {cause}"


def _gate_cell(line: Line, criterion: Criterion) -> Cell:
    yes, no = line.result.gates.get(criterion.code, (0, 0))
    if not yes and not no:
        return Cell("–", muted=True)
    if no:
        return Cell(mark=Mark(tr("{n} Không", n=no), "warning", "error"))
    return Cell(tr("{n} Có", n=yes))


def _against(mean: float, least: float) -> Cell:
    if mean >= least:
        return Cell(points.shown(mean))
    return Cell(mark=Mark(f"{points.shown(mean)} < {points.shown(least)}", "warning", "error"))
