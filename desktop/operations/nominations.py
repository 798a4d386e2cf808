"""Putting outstanding initiatives forward: how many the documents allow, and how many have been."""

from __future__ import annotations

from dataclasses import dataclass

from db import nominations
from desktop.desk import Desk
from domain import ranking
from domain.errors import Problem
from domain.initiative import Initiative
from domain.programme import NominationLimit, Programme


@dataclass(frozen=True)
class Places:
    """The places of one limit, `taken` by what is put forward already; `phase` "" is the whole programme."""

    phase: str
    most: int
    taken: int
    source: str

    @property
    def left(self) -> int:
        return max(0, self.most - self.taken)


def places(desk: Desk, programme: Programme) -> list[Places]:
    """Of every limit the programme sets for this unit's level."""
    here = [limit for limit in programme.nomination_limits if limit.level == desk.unit.level]
    return [_places(desk, programme, limit) for limit in here]


def problems(desk: Desk, initiative: Initiative, programme: Programme) -> tuple[Problem, ...]:
    """What keeps one more from being put forward: no place is left. Where no document sets a number, nothing does."""
    limit = ranking.limit_of(programme, desk.unit.level, initiative.phase)
    if limit is None:
        return ()
    found = _places(desk, programme, limit)
    if found.left:
        return ()
    facts: dict[str, object] = {"most": found.most, "taken": found.taken, "source": found.source}
    return (Problem("nomination_limit_reached", "state", facts=facts, source=found.source),)


def _places(desk: Desk, programme: Programme, limit: NominationLimit) -> Places:
    return Places(limit.phase, limit.most, nominations.count(desk.store, programme.id, limit.phase), limit.source)
