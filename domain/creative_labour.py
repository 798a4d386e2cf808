"""The finder for Bằng Lao động sáng tạo: whose benefit reaches the threshold for his kind of person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain import text
from domain.initiative import YEARLY, Author, BenefitState, Initiative, State, credited_author, first_applied_on
from domain.programme import AwardThreshold
from domain.split import split
from domain.support import stated_shares

DIRECT_WORKER, SPECIALIST, LEADER = "direct_worker", "specialist", "leader"
# The amounts that can be counted; each of them by itself (domain of benefits: never added together).
_COUNTED = (BenefitState.VERIFIED, BenefitState.CLAIMED)
_OUT = (State.DECLINED, State.WITHDRAWN)

PersonKey = tuple[str, int | None]


@dataclass(frozen=True)
class Gain:
    """What one initiative brought one person in one year, as a share of its benefit."""

    initiative_id: str
    year: int
    state: BenefitState
    vnd: int


@dataclass(frozen=True)
class Person:
    """One person over all initiatives: told apart by folded name and year of birth."""

    key: PersonKey
    full_name: str
    birth_year: int | None
    workplace: str
    who: str
    gains: tuple[Gain, ...]


@dataclass(frozen=True)
class Found:
    """A person who reaches a threshold with amounts of one `state` alone, in the years `first` to `last`."""

    person: Person
    threshold: AwardThreshold
    state: BenefitState
    first: int
    last: int
    vnd: int
    initiatives: tuple[str, ...]


def person_key(author: Author) -> PersonKey:
    return text.fold(text.clean_line(author.full_name)), author.birth_year


def kind_of_person(author: Author, otherwise: str = DIRECT_WORKER) -> str:
    """`leader` where the author is marked as one; `otherwise` is what the person at the desk says of the others."""
    return LEADER if author.leader else otherwise


def people(initiatives: Iterable[Initiative], otherwise: str = DIRECT_WORKER) -> tuple[Person, ...]:
    """Everybody with a benefit that can be counted, in the order they are first met.

    Several authors divide it by their stated shares; where the shares are not stated it is the credited author's, and
    nobody's while that is undecided: no benefit is counted twice.
    """
    authors: dict[PersonKey, Author] = {}
    leaders: set[PersonKey] = set()
    gains: dict[PersonKey, list[Gain]] = defaultdict(list)
    for initiative in initiatives:
        if initiative.state in _OUT or initiative.benefit_state not in _COUNTED:
            continue
        for year, vnd in yearly(initiative):
            for author, part in _divided(initiative, vnd):
                key = person_key(author)
                authors.setdefault(key, author)
                gains[key].append(Gain(initiative.id, year, initiative.benefit_state, part))
                if kind_of_person(author) == LEADER:
                    leaders.add(key)
    return tuple(
        Person(key, author.full_name, author.birth_year, author.workplace, LEADER if key in leaders else otherwise,
               tuple(gains[key]))
        for key, author in authors.items()
    )  # fmt: skip


def find(persons: Iterable[Person], thresholds: Sequence[AwardThreshold]) -> tuple[Found, ...]:
    """Who reaches which threshold of his kind: the best window of each, verified and claimed amounts apart."""
    found = []
    for person in persons:
        for threshold in thresholds:
            if threshold.who == person.who:
                found += [one for state in _COUNTED if (one := _best(person, threshold, state))]
    return tuple(found)


def yearly(initiative: Initiative) -> tuple[tuple[int, int], ...]:
    """(year, đồng): by year of application where the years are told apart, else all in the year it was first applied.

    Nothing where it is not known when the application began.
    """
    start = initiative.applied_from_on or first_applied_on(initiative)
    if start is None:
        return ()
    told = [(start.year + at, vnd) for at, name in enumerate(YEARLY) if (vnd := getattr(initiative, name))]
    if told:
        return tuple(told)
    return ((start.year, initiative.benefit_vnd),) if initiative.benefit_vnd else ()


def _divided(initiative: Initiative, vnd: int) -> list[tuple[Author, int]]:
    named = [author for author in initiative.authors if author.full_name]
    if shares := stated_shares(initiative):
        return [pair for pair in zip(initiative.authors, split(vnd, shares), strict=True) if pair[0].full_name]
    credited = credited_author(initiative)
    return [(credited, vnd)] if credited in named and credited else []


def _best(person: Person, threshold: AwardThreshold, state: BenefitState) -> Found | None:
    gains = [gain for gain in person.gains if gain.state is state]
    windows = []
    for first in sorted({gain.year for gain in gains}):
        last = first + threshold.years - 1
        inside = [gain for gain in gains if first <= gain.year <= last]
        told = tuple(dict.fromkeys(gain.initiative_id for gain in inside))
        vnd = sum(gain.vnd for gain in inside)
        if vnd >= threshold.benefit_vnd and len(told) >= threshold.initiatives:
            windows.append(Found(person, threshold, state, first, last, vnd, told))
    return max(windows, key=lambda one: one.vnd, default=None)
