"""What the papers of a council's session say: who sat, what each initiative came to, who stood aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain import dates, labels
from domain.appraisal import Result, ScoreSheet, Vote
from domain.council import Council, Role
from domain.initiative import Initiative, State
from domain.paper.facts import points
from domain.paper.template import Row
from domain.programme import Criterion, Rubric

_OUTCOMES: Mapping[State | None, str] = {
    State.RECOGNISED: "Công nhận",
    State.RECOGNISED_AFTER_COMPLETION: "Công nhận, phải hoàn thiện",
    State.DECLINED: "Không công nhận",
    None: "",
}


@dataclass(frozen=True)
class Judged:
    """One initiative with what its sheets came to; `recused` are (member, why) who neither marked nor voted."""

    initiative: Initiative
    result: Result
    recused: tuple[tuple[str, str], ...] = ()


def of_council(council: Council) -> dict[str, str]:
    """`held_on` as it was typed where it is no day."""
    day = dates.parse(council.held_on)
    named = {role: next((one.name for one in council.members if one.role is role), "") for role in Role}
    return {
        "council": council.name,
        "held_on": dates.shown_long(day) if day else council.held_on,
        "held_at": council.place,
        "chairman": named[Role.CHAIRMAN],
        "secretary": named[Role.SECRETARY],
        "members_count": str(len(council.members)),
    }


def held_when(council: Council) -> str:
    """The hour before the day, as minutes tell when a session sat."""
    on = of_council(council)["held_on"]
    hour, _, minute = council.held_time.partition(":")
    return f"{hour} giờ {minute}, {on}" if minute and on else on


def of_results(judged: Sequence[Judged]) -> dict[str, str]:
    counts = Counter(one.result.outcome for one in judged)
    return {
        "results_count": counted(len(judged)),
        "recognised_count": counted(counts[State.RECOGNISED]),
        "completion_count": counted(counts[State.RECOGNISED_AFTER_COMPLETION]),
        "declined_count": counted(counts[State.DECLINED]),
    }


def of_rubric(rubric: Rubric) -> dict[str, str]:
    """The share of the members who may vote that has to agree."""
    return {"share": f"{rubric.approvals_numerator}/{rubric.approvals_denominator}"}


def counted(number: int) -> str:
    """Below ten with a zero before it, as papers write counts."""
    return f"{number:02d}"


def members(council: Council, judged: Sequence[Judged]) -> list[Row]:
    """Who filed a sheet, and who took part where attendance was taken; else that is written by hand."""
    filed = {sheet.appraiser for one in judged for sheet in one.result.sheets}
    return [
        {
            "no": str(no),
            "name": member.name,
            "role": labels.COUNCIL_ROLES[member.role],
            "filed": "Có" if member.name in filed else "",
            "attendance": labels.ATTENDANCES[member.attendance] if member.attendance else "",
        }
        for no, member in enumerate(council.members, start=1)
    ]


def recused(judged: Sequence[Judged]) -> list[Row]:
    return [
        {"name": name, "number": one.initiative.number, "reason": why} for one in judged for name, why in one.recused
    ]


def results(judged: Sequence[Judged]) -> list[Row]:
    return [_result(no, one) for no, one in enumerate(judged, start=1)]


def _result(no: int, one: Judged) -> Row:
    votes = Counter(sheet.vote for sheet in one.result.sheets)
    return {
        "no": str(no),
        "number": one.initiative.number,
        "title": one.initiative.title,
        "authors": ", ".join(author.full_name for author in one.initiative.authors),
        "mean": points(one.result.mean),
        "approvals": f"{one.result.approvals}/{one.result.members}",
        "outcome": _OUTCOMES[one.result.outcome],
        "filed": str(one.result.filed),
        **{str(vote): str(votes[vote]) for vote in Vote},
        **{f"criteria.{code}": points(mean) for code, mean in one.result.criterion_means.items()},
    }


def criterion_columns(rubric: Rubric, judged: Sequence[Judged]) -> list[tuple[str, str]]:
    """The criteria every one of them was marked by; records under another version of the pack may have others."""
    marked = [one.result.criterion_means for one in judged if one.result.criterion_means]
    return [(c.code, f"{c.title} ({c.max_points})") for c in rubric.scored if all(c.code in one for one in marked)]


def notes(judged: Sequence[Judged]) -> list[Row]:
    """What members wrote on their sheets."""
    return [
        {"number": one.initiative.number, "name": sheet.appraiser, "note": sheet.note}
        for one in judged
        for sheet in one.result.sheets
        if sheet.note
    ]


def of_sheet(name: str, role: Role, rubric: Rubric, sheet: ScoreSheet | None) -> dict[str, str]:
    """One member's sheet: empty to mark on by hand, or what he has filed."""
    told = {"appraiser": name, "appraiser_role": labels.COUNCIL_ROLES[role].lower()}
    if sheet is None:
        return told
    return told | {
        "points_sum": points(sum(sheet.points.values())) if sheet.points else "",
        "vote": labels.VOTES[sheet.vote],
        "note": sheet.note or "Không có",
    }


def criteria(rubric: Rubric, sheet: ScoreSheet | None) -> list[Row]:
    """Each criterion as the sheet asks for it; a gate is answered by yes or no."""
    return [
        {"no": str(no), "title": one.title, **(_gate(one, sheet) if one.is_gate else _scored(one, sheet))}
        for no, one in enumerate(rubric.criteria, start=1)
    ]


def _scored(one: Criterion, sheet: ScoreSheet | None) -> Row:
    return {
        "bands": "\n".join(f"từ {least}: {words}" for least, words in one.bands),
        "max": points(one.max_points),
        "least": points(one.min_points) if one.min_points else "–",
        "points": points(sheet.points[one.code]) if sheet and one.code in sheet.points else "",
    }


def _gate(one: Criterion, sheet: ScoreSheet | None) -> Row:
    answer = sheet.gates.get(one.code) if sheet else None
    return {
        "bands": "\n".join(f"{word}: {said}" for word, said in (("Có", one.yes), ("Không", one.no)) if said),
        "max": "Có/Không",
        "least": "Có",
        "points": "" if answer is None else "Có" if answer else "Không",
    }
