"""How the initiatives of a session stand to each other: places, the line of the limit, and what to read again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.desk import Desk
from desktop.operations.appraisals import Line
from desktop.operations.programmes import Packs
from domain import ranking
from domain.programme import Programme
from domain.ranking import Cut, Spread


@dataclass(frozen=True)
class Limit:
    """The line in one phase of one programme, and the document that sets it."""

    phase: str
    cut: Cut
    source: str


@dataclass(frozen=True)
class Standings:
    """`places` and `spreads` by the public id of the initiative; `tied` are those that share their place."""

    places: Mapping[str, int]
    tied: frozenset[str]
    spreads: Mapping[str, Spread]
    limits: tuple[Limit, ...]


NOTHING = Standings({}, frozenset(), {}, ())


def of(desk: Desk, lines: Sequence[Line]) -> Standings:
    """What these lines amount to, as far as the person at the desk may see their points. Nothing is written."""
    packs = Packs(desk)
    spreads = {
        line.stored.initiative.id: found
        for line in lines
        if (found := ranking.spread(line.result, packs.of(line.stored.initiative).rubric)) is not None
    }
    groups: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        initiative = line.stored.initiative
        groups.setdefault((initiative.programme, initiative.phase), []).append(line)
    limits: list[Limit] = []
    for (_, phase), group in groups.items():
        programme = packs.of(group[0].stored.initiative)
        limit = _limit(desk, programme, phase, ranking.places([line.result for line in group]))
        limits += [limit] if limit is not None else []
    places = ranking.places([line.result for line in lines])
    holders = Counter(places.values())
    tied = frozenset(name for name, place in places.items() if holders[place] > 1)
    return Standings(places, tied, spreads, tuple(limits))


def _limit(desk: Desk, programme: Programme, phase: str, place_of: dict[str, int]) -> Limit | None:
    limit = ranking.limit_of(programme, desk.unit.level, phase)
    if limit is None or not place_of:
        return None
    return Limit(phase, ranking.cut(place_of, limit.most), limit.source)
