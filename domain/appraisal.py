"""Appraisal: score sheets as append-only events, and what a council's sheets amount to."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.errors import Problem
from domain.initiative import State
from domain.programme import Rubric


class Vote(StrEnum):
    APPROVE = "approve"
    AFTER_COMPLETION = "after_completion"
    DECLINE = "decline"
    ABSTAIN = "abstain"


@dataclass(frozen=True)
class ScoreSheet:
    """One filed sheet, an event that is never changed.

    The slot is (initiative, round, appraiser). `parents` are the ids of the sheets its writer saw in that slot
    and replaces; no clock decides which sheet holds.
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


@dataclass(frozen=True)
class Result:
    """What the sheets of one initiative and round amount to.

    `mean` is of the sheets with points; `approvals` of `members` agree where `needed` must. `outcome` is None
    while too few members have filed or a slot holds conflicting sheets. `reasons` are codes of what failed.
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


def sheet_problems(points: Mapping[str, float], vote: str, rubric: Rubric) -> tuple[Problem, ...]:
    """What keeps a sheet from being filed. Nothing is ever pre-filled, so each criterion needs its own points."""
    problems = []
    if vote not in {str(known) for known in Vote}:
        problems.append(Problem("vote_missing", "vote"))
    if vote == Vote.ABSTAIN:
        return tuple(problems)
    for criterion in rubric.criteria:
        given = points.get(criterion.code)
        facts: dict[str, object] = {"criterion": criterion.title, "max": criterion.max_points}
        if given is None:
            problems.append(Problem("points_missing", criterion.code, facts=facts))
        elif not math.isfinite(given) or not 0 <= given <= criterion.max_points or given * 2 != int(given * 2):
            problems.append(Problem("points_out_of_range", criterion.code, facts=facts))
    unknown = set(points) - {criterion.code for criterion in rubric.criteria}
    problems += [Problem("criterion_unknown", code, facts={"criterion": code}) for code in sorted(unknown)]
    return tuple(problems)


def leaves(sheets: Iterable[ScoreSheet]) -> tuple[ScoreSheet, ...]:
    """The sheets of one slot that no other sheet replaces; more than one is a conflict, settled by a person."""
    known = list(sheets)
    replaced = {parent for sheet in known for parent in sheet.parents}
    return tuple(sorted((sheet for sheet in known if sheet.id not in replaced), key=lambda sheet: sheet.id))


def needed_approvals(members: int, rubric: Rubric) -> int:
    """At least this many members must agree (TT 18/2013 Đ.8: two thirds), exact in integers."""
    return -(-members * rubric.approvals_numerator // rubric.approvals_denominator)


def result(initiative_id: str, sheets: Iterable[ScoreSheet], rubric: Rubric, members: int) -> Result:
    """Mean, minimums and approvals of one initiative's sheets in one round."""
    held, conflicts = _held(sheets)
    scored = [sheet for sheet in held if sheet.vote is not Vote.ABSTAIN]
    sums = {c.code: sum(sheet.points[c.code] for sheet in scored) for c in rubric.criteria} if scored else {}
    means = {code: round(points / len(scored), 4) for code, points in sums.items()}
    mean = round(sum(sums.values()) / len(scored), 2) if scored else None
    approvals = sum(sheet.vote in (Vote.APPROVE, Vote.AFTER_COMPLETION) for sheet in held)
    needed = needed_approvals(members, rubric)
    reasons = _reasons(sums, len(scored), approvals, needed, rubric)
    outcome = None
    if not conflicts and len(held) >= needed and members:
        outcome = _outcome(held, approvals, reasons)
    return Result(
        initiative_id=initiative_id,
        mean=mean,
        criterion_means=means,
        filed=len(held),
        approvals=approvals,
        members=members,
        needed=needed,
        outcome=outcome,
        reasons=reasons,
        conflicts=conflicts,
        sheets=tuple(held),
    )


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


def _reasons(sums: Mapping[str, float], scored: int, approvals: int, needed: int, rubric: Rubric) -> tuple[str, ...]:
    # Sums of half points are exact, means are not: a hair below the mark must not be rounded up to it.
    reasons = []
    if not scored or sum(sums.values()) < rubric.pass_mean * scored:
        reasons.append("mean_below")
    reasons += [f"minimum_below:{c.code}" for c in rubric.criteria if sums and sums[c.code] < c.min_points * scored]
    if approvals < needed:
        reasons.append("approvals_below")
    return tuple(reasons)


def _outcome(held: list[ScoreSheet], approvals: int, reasons: tuple[str, ...]) -> State:
    if reasons:
        return State.DECLINED
    asking = sum(sheet.vote is Vote.AFTER_COMPLETION for sheet in held)
    # A majority of those who agree decides whether something must be completed first.
    return State.RECOGNISED_AFTER_COMPLETION if asking * 2 > approvals else State.RECOGNISED
