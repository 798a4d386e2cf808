"""The tree of units with dates: what each was called, where it belonged, and what became of it, on any day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.errors import RuleError
from domain.unit import Level

Facts = tuple[tuple[date, str], ...]  # (first day, value) by day; of one day the last recorded counts

# Công hội Đỏ Bắc Kỳ was founded on this day: no union is older. It stands for "since before anything recorded here".
SINCE_EVER = date(1929, 7, 28)
RANKS = {Level.GRASSROOTS: 0, Level.UPPER: 1, Level.PROVINCE: 2, Level.CONFEDERATION: 3}


class EventKind(StrEnum):
    FOUND = "found"
    RENAME = "rename"
    MOVE = "move"
    MERGE = "merge"
    DISSOLVE = "dissolve"


@dataclass(frozen=True)
class Event:
    """Something that changed the tree. `on` is the first day of what it brought about.

    `to_id` is the unit above (found, move) or the unit that goes on (merge). `name` belongs to found and rename,
    `code` too, where "" keeps the code; `level` to found.
    """

    kind: EventKind
    unit_id: str
    on: date
    to_id: str = ""
    name: str = ""
    code: str = ""
    level: Level | None = None
    document: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Life:
    """One unit through time. It lives from `founded_on` to the day before `ended_on`.

    `links` are the units above it; the link of a merged unit leads, from its last day on, to the unit that goes on.
    """

    id: str
    level: Level
    founded_on: date
    names: Facts
    codes: Facts
    links: Facts
    ended_on: date | None = None
    ended_by: EventKind | None = None

    def alive(self, on: date) -> bool:
        return self.founded_on <= on and (self.ended_on is None or on < self.ended_on)

    def name(self, on: date) -> str:
        """The name it had; before its founding the first, after its end the last."""
        return _at(self.names, on)

    def code(self, on: date) -> str:
        return _at(self.codes, on)

    def link(self, on: date) -> str:
        """What stands above it in the links, living or not; "" for the head of the tree."""
        return _at(self.links, on) if self.links else ""


class Standing(StrEnum):
    """What became of a unit by a day: it is there, goes on in another, is dissolved, or is not founded yet."""

    ITSELF = "itself"
    MERGED = "merged"
    DISSOLVED = "dissolved"
    NOT_YET = "not_yet"


@dataclass(frozen=True)
class Home:
    """Where a unit's things belong on a day. `unit_id` is a living unit; "" only for a unit not founded yet.

    Of a dissolved unit it is the nearest living unit above.
    """

    unit_id: str
    standing: Standing


@dataclass(frozen=True)
class Tree:
    """`below` holds, for each unit, every unit that was ever linked to it; `codes` every code ever held."""

    lives: Mapping[str, Life]
    below: Mapping[str, set[str]]
    codes: Mapping[str, str]

    def life(self, unit_id: str) -> Life:
        if unit_id not in self.lives:
            raise RuleError("unit_not_in_tree", field="unit", code=unit_id)
        return self.lives[unit_id]

    def find(self, code: str) -> Life:
        """The unit that holds or ever held this code; codes are never given to a second unit."""
        return self.life(self.codes.get(code.strip().upper(), code.strip()))

    def holder(self, code: str) -> Life | None:
        """The same, or None."""
        unit_id = self.codes.get(code.strip().upper())
        return self.lives[unit_id] if unit_id else None


def home(tree: Tree, unit_id: str, on: date) -> Home:
    """Where what the unit made, on whatever day, belongs in the tree of the day `on`."""
    life = tree.life(unit_id)
    if on < life.founded_on:
        return Home("", Standing.NOT_YET)
    standing = Standing.ITSELF
    while not life.alive(on):
        if standing is not Standing.DISSOLVED:
            standing = Standing.MERGED if life.ended_by is EventKind.MERGE else Standing.DISSOLVED
        life = tree.lives[life.link(on)]
    return Home(life.id, standing)


def parent(tree: Tree, unit_id: str, on: date) -> str:
    """The living unit above a living unit; "" for the head of the tree.

    Where the unit above has ended, the one that goes on in its place, or the next above it, has taken its place.
    """
    link = tree.life(unit_id).link(on)
    return home(tree, link, on).unit_id if link else ""


def place(tree: Tree, unit_id: str, on: date) -> tuple[str, ...]:
    """The living units above a living unit, the nearest first."""
    found: list[str] = []
    above = parent(tree, unit_id, on)
    while above:
        found.append(above)
        above = parent(tree, above, on)
    return tuple(found)


def children(tree: Tree, unit_id: str, on: date) -> Iterator[str]:
    """The living units directly below, in no order; those of units that have ended are among them."""
    for below in tree.below.get(unit_id, ()):
        life = tree.lives[below]
        if on < life.founded_on or life.link(on) != unit_id:
            continue
        if life.alive(on):
            yield below
        else:
            yield from children(tree, below, on)


def subtree(tree: Tree, unit_id: str, on: date) -> Iterator[str]:
    """The unit, if it lives, and all living units below it."""
    if tree.life(unit_id).alive(on):
        yield unit_id
    waiting = [unit_id]
    while waiting:
        for below in children(tree, waiting.pop(), on):
            yield below
            waiting.append(below)


def gone_into(tree: Tree, unit_ids: Container[str], on: date) -> Iterator[Life]:
    """The units that have ended and whose things belong to one of these on that day."""
    for life in tree.lives.values():
        if life.ended_on is not None and life.ended_on <= on and home(tree, life.id, on).unit_id in unit_ids:
            yield life


def head(tree: Tree) -> str:
    """The unit that has none above it; "" while the tree is empty."""
    return next((life.id for life in tree.lives.values() if not life.links), "")


def _at(facts: Facts, on: date) -> str:
    if len(facts) == 1:
        return facts[0][1]
    place = bisect_right(facts, on, key=lambda fact: fact[0])
    return facts[max(0, place - 1)][1]
