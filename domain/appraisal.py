"""Appraisal: score sheets as append-only events, and what a council's sheets amount to."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from domain.errors import Problem
from domain.initiative import State
from domain.programme import Criterion, Rubric


class Vote(StrEnum):
    APPROVE = "approve"
    AFTER_COMPLETION = "after_completion"
    DECLINE = "decline"
    ABSTAIN = "abstain"


AGREEING = (Vote.APPROVE, Vote.AFTER_COMPLETION)


@dataclass(frozen=True)
class ScoreSheet:
    """One filed sheet, an event that is never changed.

    The slot is (initiative, round, appraiser). `parents` are the ids of the sheets its writer saw in that slot
    and replaces; no clock decides which sheet holds. `gates` are the answers to the yes/no criteria; after a no there
    are neither answers nor points for what stands further down. `settled_by` is who chose among contradicting sheets,
    "" where the appraiser wrote it himself. `entered_by` is who typed it in from paper for him, "" if nobody did.
    """

    id: str
    initiative_id: str
    round_no: int
    appraiser: str
    points: Mapping[str, float]
    vote: Vote
    note: str = ""
    parents: tuple[str, ...] = ()
    filed_at: str = ""
    gates: Mapping[str, bool] = field(default_factory=dict)
    settled_by: str = ""
    entered_by: str = ""


@dataclass(frozen=True)
class Result:
    """What the sheets of one initiative and round amount to.

    `mean` is of the sheets with points, None where the rubric gives none; `approvals` of `members` agree where `needed`
    must. `gates` are (yes, no) of each gate. `outcome` is None while too few members have filed or a slot holds
    conflicting sheets. `reasons` are codes of what failed.
    """

    initiative_id: str
    mean: float | None
    criterion_means: Mapping[str, float]
    filed: int
    approvals: int
    members: int
    needed: int
    outcome: State | None
    reasons: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    sheets: tuple[ScoreSheet, ...] = field(default=())
    gates: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def sheet_problems(
    points: Mapping[str, float], vote: str, rubric: Rubric, gates: Mapping[str, object] | None = None
) -> tuple[Problem, ...]:
    """What keeps a sheet from being filed. Nothing is ever pre-filled, so each criterion needs its own answer; what
    stands after a failed gate is skipped, and must have none.
    """
    answers, problems, passing = dict(gates or {}), list[Problem](), True
    if vote not in {str(known) for known in Vote}:
        problems.append(Problem("vote_missing", "vote"))
    if vote == Vote.ABSTAIN:
        return tuple(problems)
    for criterion in rubric.criteria:
        given = answers.get(criterion.code) if criterion.is_gate else points.get(criterion.code)
        code = _objection(criterion, given, passing=passing)
        if code:
            facts: dict[str, object] = {"criterion": criterion.title, "max": criterion.max_points}
            problems.append(Problem(code, criterion.code, facts=facts))
        passing = passing and not (criterion.is_gate and given is False)
    if not passing and vote in AGREEING:
        problems.append(Problem("vote_against_gate", "vote"))
    known = {criterion.code for criterion in rubric.scored}, {criterion.code for criterion in rubric.gates}
    unknown = (set(points) - known[0]) | (set(answers) - known[1])
    problems += [Problem("criterion_unknown", code, facts={"criterion": code}) for code in sorted(unknown)]
    return tuple(problems)


def _objection(criterion: Criterion, given: object, *, passing: bool) -> str:
    """The code of what is wrong with one answer; `passing` is False once a gate before it has failed."""
    if not passing:
        return "" if given is None else "criterion_skipped"
    if criterion.is_gate:
        return "" if isinstance(given, bool) else "gate_missing"
    if given is None:
        return "points_missing"
    if not isinstance(given, int | float) or not math.isfinite(given) or not 0 <= given <= criterion.max_points:
        return "points_out_of_range"
    return "" if given * 2 == int(given * 2) else "points_out_of_range"


def failed_gate(gates: Mapping[str, object], rubric: Rubric) -> str:
    """The code of the first gate answered no, "" for none: what stands after it is skipped."""
    return next((gate.code for gate in rubric.gates if gates.get(gate.code) is False), "")


def skipped(gates: Mapping[str, object], rubric: Rubric) -> frozenset[str]:
    """The codes of the criteria after the first failed gate."""
    failed, codes = failed_gate(gates, rubric), [criterion.code for criterion in rubric.criteria]
    return frozenset(codes[codes.index(failed) + 1 :] if failed else ())


def leaves(sheets: Iterable[ScoreSheet]) -> tuple[ScoreSheet, ...]:
    """The sheets of one slot that no other sheet replaces; more than one is a conflict, settled by a person."""
    known = list(sheets)
    replaced = {parent for sheet in known for parent in sheet.parents}
    return tuple(sorted((sheet for sheet in known if sheet.id not in replaced), key=lambda sheet: sheet.id))


def needed_approvals(members: int, rubric: Rubric) -> int:
    """At least this many members must agree (TT 18/2013 Đ.8: two thirds), exact in integers."""
    return -(-members * rubric.approvals_numerator // rubric.approvals_denominator)


@dataclass(frozen=True)
class Tally:
    """What the sheets that hold add up to: `sums` of the points of the `scored` ones by criterion, `gates` as (yes,
    no), `approvals` with the `asking` among them who want something completed first.
    """

    filed: int
    scored: int
    sums: Mapping[str, float]
    gates: Mapping[str, tuple[int, int]]
    approvals: int
    asking: int


def result(initiative_id: str, sheets: Iterable[ScoreSheet], rubric: Rubric, members: int) -> Result:
    """Mean, minimums and approvals of one initiative's sheets in one round."""
    held, conflicts = _held(sheets)
    return judged(initiative_id, tally(held, rubric), rubric, members, conflicts=conflicts, sheets=tuple(held))


def tally(held: Sequence[ScoreSheet], rubric: Rubric) -> Tally:
    """One sheet of each appraiser, added up."""
    scored = _scored(held, rubric)
    return Tally(
        filed=len(held),
        scored=len(scored),
        sums={c.code: sum(sheet.points[c.code] for sheet in scored) for c in rubric.scored} if scored else {},
        gates={gate.code: _answers(held, gate.code) for gate in rubric.gates},
        approvals=sum(sheet.vote in AGREEING for sheet in held),
        asking=sum(sheet.vote is Vote.AFTER_COMPLETION for sheet in held),
    )


def judged(
    initiative_id: str,
    found: Tally,
    rubric: Rubric,
    members: int,
    *,
    conflicts: tuple[str, ...] = (),
    sheets: tuple[ScoreSheet, ...] = (),
) -> Result:
    """What the rubric makes of sheets that are added up already, wherever they were."""
    scored, sums = found.scored, found.sums
    needed = needed_approvals(members, rubric)
    reasons = _reasons(found.gates, sums, scored, rubric)
    reasons += ("approvals_below",) if found.approvals < needed else ()
    outcome = None
    if not conflicts and found.filed >= needed and members:
        outcome = _outcome(found, reasons)
    return Result(
        initiative_id=initiative_id,
        mean=round(sum(sums.values()) / scored, 2) if sums else None,
        criterion_means={code: round(points / scored, 4) for code, points in sums.items()},
        filed=found.filed,
        approvals=found.approvals,
        members=members,
        needed=needed,
        outcome=outcome,
        reasons=reasons,
        conflicts=conflicts,
        sheets=sheets,
        gates=found.gates,
    )


def _scored(held: Iterable[ScoreSheet], rubric: Rubric) -> list[ScoreSheet]:
    """The sheets with points: who abstained, or skipped them after a failed gate, has given none."""
    codes = {criterion.code for criterion in rubric.scored}
    return [sheet for sheet in held if sheet.vote is not Vote.ABSTAIN and codes <= set(sheet.points)]


def _answers(held: Iterable[ScoreSheet], gate: str) -> tuple[int, int]:
    given = [sheet.gates[gate] for sheet in held if gate in sheet.gates]
    return sum(given), len(given) - sum(given)


def _held(sheets: Iterable[ScoreSheet]) -> tuple[list[ScoreSheet], tuple[str, ...]]:
    slots: dict[str, list[ScoreSheet]] = {}
    for sheet in sheets:
        slots.setdefault(sheet.appraiser, []).append(sheet)
    held: list[ScoreSheet] = []
    conflicts = []
    for appraiser in sorted(slots):
        current = leaves(slots[appraiser])
        if len(current) == 1:
            held += current
        else:
            conflicts.append(appraiser)
    return held, tuple(conflicts)


def _reasons(
    gates: Mapping[str, tuple[int, int]], sums: Mapping[str, float], scored: int, rubric: Rubric
) -> tuple[str, ...]:
    failed = tuple(f"gate_failed:{code}" for code, (_, no) in gates.items() if no)
    if failed or not rubric.scored:
        return failed  # what stands after a failed gate is skipped
    # Sums of half points are exact, means are not: a hair below the mark must not be rounded up to it.
    reasons = []
    if not scored or sum(sums.values()) < rubric.pass_mean * scored:
        reasons.append("mean_below")
    reasons += [f"minimum_below:{c.code}" for c in rubric.scored if sums and sums[c.code] < c.min_points * scored]
    return tuple(reasons)


def _outcome(found: Tally, reasons: tuple[str, ...]) -> State:
    if reasons:
        return State.DECLINED
    # A majority of those who agree decides whether something must be completed first.
    return State.RECOGNISED_AFTER_COMPLETION if found.asking * 2 > found.approvals else State.RECOGNISED
