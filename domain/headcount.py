"""Members and workers of units on a day: the latest figure counts, and of a subtree the sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.errors import RuleError
from domain.unit_tree import EventKind, Tree, subtree

MOST = 20_000_000  # more than all workers of the federation


@dataclass(frozen=True)
class Count:
    """What a unit counted on a day: its own people, without those of units below it."""

    counted_on: date
    members: int
    workers: int


Counts = Mapping[str, tuple[Count, ...]]  # by unit id, by day


@dataclass(frozen=True)
class Total:
    """Of `units` living units `counted` have a figure. `oldest_on` is the day of the oldest one used."""

    members: int = 0
    workers: int = 0
    units: int = 0
    counted: int = 0
    oldest_on: date | None = None


def checked(count: Count) -> Count:
    """Members are workers too: their number is at most that of all workers (S3 counts members and workers together)."""
    if not 0 <= count.members <= MOST:
        raise RuleError("headcount_impossible", field="members")
    if not 0 <= count.workers <= MOST:
        raise RuleError("headcount_impossible", field="workers")
    if count.members > count.workers:
        raise RuleError("members_over_workers", field="members", members=count.members, workers=count.workers)
    return count


def own(tree: Tree, counts: Counts, unit_id: str, on: date) -> tuple[Count, ...]:
    """The figures that together are the unit's on a day: its latest, and those of units merged into it since then.

    A merged unit's last figure goes on with its heir until the heir counts anew, or people would vanish by a merger.
    """
    life = tree.life(unit_id)
    latest = next((count for count in reversed(counts.get(unit_id, ())) if count.counted_on <= on), None)
    found = [latest] if latest else []
    for below in tree.below.get(life.id, ()):
        merged = tree.lives[below]
        if merged.ended_by is not EventKind.MERGE or merged.ended_on is None or merged.link(merged.ended_on) != unit_id:
            continue
        if merged.ended_on <= on and (latest is None or latest.counted_on < merged.ended_on):
            found += own(tree, counts, below, merged.ended_on - timedelta(days=1))
    return tuple(found)


def wanted(tree: Tree, unit_id: str, on: date) -> list[str]:
    """The units whose figures `total` may ask for: those of the subtree, and those merged into them."""
    found = list(subtree(tree, unit_id, on))
    for each in found:  # it grows while it is walked
        for below in tree.below.get(each, ()):
            life = tree.lives[below]
            if life.ended_by is EventKind.MERGE and life.link(on) == each and not life.alive(on):
                found.append(below)
    return found


def total(tree: Tree, counts: Counts, unit_id: str, on: date) -> Total:
    """The sum over the unit and everything below it on a day."""
    members = workers = units = counted = 0
    oldest: date | None = None
    for each in subtree(tree, unit_id, on):
        figures = own(tree, counts, each, on)
        units += 1
        counted += bool(figures)
        for figure in figures:
            members += figure.members
            workers += figure.workers
            oldest = min(oldest or figure.counted_on, figure.counted_on)
    return Total(members, workers, units, counted, oldest)
