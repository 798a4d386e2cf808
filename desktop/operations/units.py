"""The tree of units: finding one, and seeing it and its figures as they were on a day."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from db import units
from db.units import Recorded
from desktop import shipped_units
from desktop.changes import Changes
from desktop.desk import Desk
from domain import headcount, text, unit_events, unit_names
from domain import unit_tree as trees
from domain.headcount import Count, Total
from domain.unit import Level
from domain.unit_tree import Facts, Home, Life, Standing, Tree

ASKED_ONE_BY_ONE = 400  # of more units than this all figures are read at once


@dataclass(frozen=True)
class Held:
    """A tree grown, at which revision of the events, and what a search looks into."""

    revision: str
    tree: Tree
    index: list[tuple[str, str, str]]


# What was grown last of each register: growing and reading 20 000 units takes half a second.
_held: dict[Path, Held] = {}


@dataclass(frozen=True)
class Line:
    """A unit as lists show it on a day. `below` is how many stand under it.

    `upper` names the living unit above; of a unit that has ended, the one its things belong to.
    """

    id: str
    code: str
    name: str
    level: Level
    home: Home
    upper: str
    below: int


@dataclass(frozen=True)
class Details:
    """Everything about one unit, seen on a day. `place` are the names above it, the nearest first; `uppers` the units
    that stood above it through time; `total` counts it and all below it."""

    line: Line
    life: Life
    place: tuple[str, ...]
    home_name: str
    uppers: Facts
    clusters: Facts
    cluster: str
    counts: tuple[Count, ...]
    total: Total
    events: tuple[Recorded, ...]
    names: dict[str, str]


def tree(desk: Desk) -> Tree:
    """The tree as all recorded events make it; grown anew only when there are other events than before."""
    return _grown(desk).tree


def keep(desk: Desk, grown: Tree, touched: Sequence[str]) -> None:
    """The tree after events just recorded about some units, so that nobody has to grow it again."""
    before = _held.get(desk.store.path)
    if before is not None:
        index = [row for row in before.index if row[1] not in touched]
        for row in units.index(desk.store, touched):
            bisect.insort(index, row)
        _held[desk.store.path] = Held(units.revision(desk.store), grown, index)


def warm(desk: Desk) -> Changes:
    """Grows the tree on the store's lane, so that the screen finds it ready."""
    tree(desk)
    return Changes()


def search(desk: Desk, query: str, on: date, *, under: str = "") -> list[str]:
    """Ids of units found by any name or code they ever had; those that live on the day first, by name.

    An empty query finds the living only. `under` is the id of a unit whose subtree is looked through.
    """
    held = _grown(desk)
    grown, found = held.tree, unit_names.found(held.index, query)
    if under:
        inside = set(trees.subtree(grown, under, on))
        return [unit_id for unit_id in found if unit_id in inside]
    living = [unit_id for unit_id in found if grown.lives[unit_id].alive(on)]
    if not text.clean_line(query):
        return living
    return living + [unit_id for unit_id in found if not grown.lives[unit_id].alive(on)]


def below(desk: Desk, unit_id: str, on: date) -> list[str]:
    """The living units directly under one, by the name they had on the day."""
    grown = tree(desk)
    return sorted(trees.children(grown, unit_id, on), key=lambda each: text.sort_key(grown.lives[each].name(on)))


def line(desk: Desk, unit_id: str, on: date) -> Line:
    grown = tree(desk)
    life = grown.life(unit_id)
    home = trees.home(grown, unit_id, on)
    ended = home.standing in (Standing.MERGED, Standing.DISSOLVED)
    upper = home.unit_id if ended else trees.parent(grown, unit_id, on) if home.unit_id else ""
    under = sum(1 for _ in trees.children(grown, unit_id, on)) if life.alive(on) else 0
    name = grown.lives[upper].name(on) if upper else ""
    return Line(unit_id, life.code(on), life.name(on), life.level, home, name, under)


def details(desk: Desk, unit_id: str, on: date) -> Details:
    grown = tree(desk)
    life = grown.life(unit_id)
    shown = line(desk, unit_id, on)
    above = trees.place(grown, shown.home.unit_id, on) if shown.home.unit_id else ()
    clusters = tuple(units.clusters(desk.store, unit_id))
    history = units.history(desk.store, unit_id)
    ids = {each for one in history for each in (one.event.unit_id, one.event.to_id) if each in grown.lives}
    return Details(
        line=shown,
        life=life,
        place=tuple(grown.lives[each].name(on) for each in above),
        home_name=grown.lives[shown.home.unit_id].name(on) if shown.home.unit_id else "",
        uppers=tuple((day, grown.lives[to].name(day)) for day, to in life.links),
        clusters=clusters,
        cluster=next((cluster for day, cluster in reversed(clusters) if day <= on), ""),
        counts=units.counts(desk.store, [unit_id]).get(unit_id, ()),
        total=total(desk, unit_id, on),
        events=tuple(history),
        names={each: grown.lives[each].name(on) for each in ids},
    )


def total(desk: Desk, unit_id: str, on: date) -> Total:
    """Members and workers of the unit and all below it on a day."""
    grown = tree(desk)
    wanted = headcount.wanted(grown, unit_id, on)
    counts = units.counts(desk.store, wanted if len(wanted) <= ASKED_ONE_BY_ONE else ())
    return headcount.total(grown, counts, unit_id, on)


def home_of(desk: Desk, code: str, on: date) -> Home:
    """Where a record that carries this unit code belongs in the tree of a day, whenever it was made.

    The day it was made gives "as then", today "as now".
    """
    grown = tree(desk)
    return trees.home(grown, grown.find(code).id, on)


def federations(on: date) -> list[str]:
    """The names of the federations of provinces and what equals them that ship, as of a day: before a register is."""
    shipped = unit_events.grown(shipped_units.events())
    found = trees.children(shipped, shipped_units.HEAD, on)
    return sorted((shipped.lives[each].name(on) for each in found), key=text.sort_key)


def own_id(desk: Desk) -> str:
    """The id of the register's own unit."""
    return tree(desk).find(desk.unit.code).id


def cluster_names(desk: Desk) -> list[str]:
    return units.cluster_names(desk.store)


def last_event(desk: Desk) -> Recorded | None:
    """The event that `take_back` would take back."""
    return units.last(desk.store)


def _grown(desk: Desk) -> Held:
    revision = units.revision(desk.store)
    held = _held.get(desk.store.path)
    if held is None or held.revision != revision:
        held = Held(revision, unit_events.grown(units.events(desk.store)), units.index(desk.store))
        _held[desk.store.path] = held
    return held
