"""How the results of a session stand to each other: places with ties, the line of the limit, sheets far apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from domain.appraisal import Result, ScoreSheet, Vote
from domain.initiative import State
from domain.programme import NominationLimit, Programme, Rubric

# So far apart, in hundredths of all points, that the sheets are worth a second reading. No document sets it.
SECOND_READING_PCT = 20
_IN_THE_RUNNING = (State.RECOGNISED, State.RECOGNISED_AFTER_COMPLETION)


@dataclass(frozen=True)
class Cut:
    """Who may be put forward where at most `most` may: `inside` surely, `asked` share the last place and are more
    than fit, so that a person has to choose `open_places` of them.
    """

    most: int
    inside: tuple[str, ...]
    asked: tuple[str, ...] = ()

    @property
    def open_places(self) -> int:
        return max(0, self.most - len(self.inside)) if self.asked else 0


@dataclass(frozen=True)
class Spread:
    """How far apart the totals of one initiative lie, and whose are far from the middle of them all."""

    points: float
    outliers: tuple[str, ...]
    second_reading: bool


def places(results: Sequence[Result]) -> dict[str, int]:
    """The place of each recognised initiative by its id: 1, 2, 2, 4. What is equal shares a place, nothing is guessed.

    By the exact mean; where no points are given, by the share of the members who agree. What has no outcome yet, is
    declined or holds conflicting sheets has no place.
    """
    running = {one.initiative_id: _worth(one) for one in results if one.outcome in _IN_THE_RUNNING}
    first: dict[tuple[Fraction, Fraction], int] = {}
    for place, worth in enumerate(sorted(running.values(), reverse=True), 1):
        first.setdefault(worth, place)
    return {name: first[worth] for name, worth in running.items()}


def _worth(result: Result) -> tuple[Fraction, Fraction]:
    scored = _scored(result)
    total = sum((_total(sheet) for sheet in scored), Fraction(0))
    if scored:
        return total / len(scored), Fraction(0)
    return Fraction(0), Fraction(result.approvals, result.members) if result.members else Fraction(0)


def cut(place_of: dict[str, int], most: int) -> Cut:
    """Where the line of the limit falls; a tie that lies across it is a person's to settle."""
    ordered = sorted(place_of, key=lambda name: (place_of[name], name))
    if len(ordered) <= most:
        return Cut(most, tuple(ordered))
    last = place_of[ordered[most - 1]]
    tied = [name for name in ordered if place_of[name] == last]
    inside = [name for name in ordered if place_of[name] < last]
    if len(inside) + len(tied) <= most:
        return Cut(most, (*inside, *tied))
    return Cut(most, tuple(inside), tuple(tied))


def limit_of(programme: Programme, level: str, phase: str) -> NominationLimit | None:
    """How many a unit of this level may put forward in this phase; None where no document says."""
    found = [limit for limit in programme.nomination_limits if limit.level == level and limit.phase in ("", phase)]
    exact = [limit for limit in found if limit.phase == phase]
    return (exact or found)[0] if found else None


def spread(result: Result, rubric: Rubric) -> Spread | None:
    """How far the sheets of one initiative lie apart; None with fewer than two that have points."""
    scored = _scored(result)
    if len(scored) < 2 or not rubric.max_points:
        return None
    totals = {sheet.appraiser: _total(sheet) for sheet in scored}
    apart = max(totals.values()) - min(totals.values())
    middle, far = median(totals.values()), Fraction(rubric.max_points * SECOND_READING_PCT, 100)
    outliers = tuple(name for name, total in totals.items() if 2 * abs(total - middle) >= far)
    again = apart >= far
    return Spread(float(apart), outliers if again else (), again)


def _scored(result: Result) -> list[ScoreSheet]:
    return [sheet for sheet in result.sheets if sheet.vote is not Vote.ABSTAIN and sheet.points]


def _total(sheet: ScoreSheet) -> Fraction:
    return sum((Fraction(points) for points in sheet.points.values()), Fraction(0))
