"""Tables of figures: three counts and benefit by state, ranked, kept, and compared with a later count."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.target import Counts

ALL = "*"  # the key of the row of totals
PERSONS, INITIATIVES, ENTRIES = "persons", "initiatives", "entries"
BENEFITS = ("verified", "claimed", "not_computable")
WHAT = (PERSONS, INITIATIVES, ENTRIES, *BENEFITS)


@dataclass(frozen=True)
class Amount:
    """How many records state a benefit in one way, and how many đồng they come to; never added to another state's."""

    records: int = 0
    vnd: int = 0


@dataclass(frozen=True)
class Benefits:
    verified: Amount = Amount()
    claimed: Amount = Amount()
    not_computable: Amount = Amount()

    def __add__(self, other: Benefits) -> Benefits:
        return summed((self, other))


@dataclass(frozen=True)
class Line:
    """One row of a table: its code, its words, its figures. `group` is the block it is ranked in, `rank` its place
    there from 1; 0 in a table that ranks nobody."""

    key: str
    title: str
    counts: Counts
    benefits: Benefits = Benefits()
    group: str = ""
    rank: int = 0

    def figure(self, what: str) -> int:
        """How many there are of one of WHAT: the figure that opens its list."""
        if what in BENEFITS:
            amount: Amount = getattr(self.benefits, what)
            return amount.records
        return int(getattr(self.counts, what))


@dataclass(frozen=True)
class Question:
    """What a table answers: of which programme, told apart how, until the end of which day."""

    programme: str
    by: str
    as_of: date
    handed_in: bool = False


@dataclass(frozen=True)
class Table:
    """What is counted until the end of `as_of` in Vietnam.

    A record counts from the moment it came into this register (typed, imported or received); one thrown away or
    withdrawn later still counts for the day, and what it says is what it says now.
    """

    as_of: date
    totals: Counts
    lines: tuple[Line, ...]
    benefits: Benefits = Benefits()
    question: Question | None = None

    def line(self, key: str) -> Line | None:
        """The row with this key, ALL for the totals."""
        if key == ALL:
            return Line(ALL, "", self.totals, self.benefits)
        return next((line for line in self.lines if line.key == key), None)


@dataclass(frozen=True)
class Difference:
    """A row whose figures are others now than when the table was kept; None where one side has no such row."""

    key: str
    title: str
    before: Line | None
    now: Line | None


def summed(benefits: Iterable[Benefits]) -> Benefits:
    """Of sets of records that share none: each state with its own alone."""
    found = list(benefits)
    if len(found) == 1:
        return found[0]
    told = ([getattr(one, name) for one in found] for name in BENEFITS)
    return Benefits(*(Amount(sum(one.records for one in state), sum(one.vnd for one in state)) for state in told))


def added(counts: Iterable[Counts]) -> Counts:
    """Of units that share nobody: a person is told apart within the unit, so persons of two units are never one."""
    found = list(counts)
    if len(found) == 1:
        return found[0]
    return Counts(*(sum(getattr(one, name) for one in found) for name in (PERSONS, INITIATIVES, ENTRIES)))


def ranked(lines: Iterable[Line], groups: Sequence[str]) -> tuple[Line, ...]:
    """The lines of each group by their initiatives, most first; equals share a place and the next one is skipped.

    Equals stand by the number of persons, then by title, which gives nobody a better place.
    """
    order = {group: place for place, group in enumerate(groups)}
    sorted_lines = sorted(
        lines, key=lambda one: (order[one.group], -one.counts.initiatives, -one.counts.persons, one.title)
    )
    found: list[Line] = []
    place = 0
    for line in sorted_lines:
        last = found[-1] if found and found[-1].group == line.group else None
        place = place + 1 if last else 1
        tied = last is not None and last.counts.initiatives == line.counts.initiatives
        found.append(dataclasses.replace(line, rank=last.rank if last and tied else place))
    return tuple(found)


def cumulative(lines: Sequence[Line]) -> list[tuple[str, int]]:
    """(month, initiatives up to and with it) of a table by month; those without a month are in none."""
    found, total = list[tuple[str, int]](), 0
    for line in sorted(lines, key=lambda one: one.key):
        if line.key:
            total += line.counts.initiatives
            found.append((line.key, total))
    return found


def differences(kept: Table, now: Table) -> list[Difference]:
    """What is counted otherwise now, the totals first."""
    before, after = {line.key: line for line in kept.lines}, {line.key: line for line in now.lines}
    keys = [*before, *(key for key in after if key not in before)]
    pairs = [(ALL, kept.line(ALL), now.line(ALL)), *((key, before.get(key), after.get(key)) for key in keys)]
    return [
        Difference(key, (one or two).title, one, two)  # type: ignore[union-attr]  # the key came from one of them
        for key, one, two in pairs
        if one is None or two is None or any(_figures(one)[name] != _figures(two)[name] for name in _figures(one))
    ]


def values(line: Line) -> dict[str, Any]:
    """A row as plain values, for JSON."""
    ranks = {"group": line.group, "rank": line.rank} if line.rank else {}
    return {"key": line.key, "title": line.title, **_figures(line), **ranks}


def line_of(told: Mapping[str, Any]) -> Line:
    """The row that `values` told."""
    counts = Counts(*(told[name] for name in (PERSONS, INITIATIVES, ENTRIES)))
    benefits = Benefits(*(Amount(told["benefits"][name]["count"], told["benefits"][name]["vnd"]) for name in BENEFITS))
    return Line(told["key"], told["title"], counts, benefits, told.get("group", ""), told.get("rank", 0))


def _figures(line: Line) -> dict[str, Any]:
    amounts = {name: getattr(line.benefits, name) for name in BENEFITS}
    benefits = {name: {"count": one.records, "vnd": one.vnd} for name, one in amounts.items()}
    return {name: getattr(line.counts, name) for name in (PERSONS, INITIATIVES, ENTRIES)} | {"benefits": benefits}
