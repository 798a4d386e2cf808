"""Targets and what stands against them: persons, distinct initiatives and entries are three different counts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain import text
from domain.errors import Problem
from domain.ids import unit_code_ok
from domain.initiative import State
from domain.programme import Programme
from domain.programme import Target as PackTarget
from domain.unit import Unit

# Handed in and not refused or taken back: what a programme counts.
MOST = 10**9  # of initiatives or persons one target can ask for: more people than there are
COUNTED = tuple(state for state in State if state not in (State.DRAFT, State.DECLINED, State.WITHDRAWN))


@dataclass(frozen=True)
class Counts:
    """Three counts that are never mixed.

    `persons`: different people with at least one initiative, told apart by folded name and year of birth within their
    unit. `initiatives`: different records. `entries` («lượt»): authors of initiatives, one for each person on each
    initiative, so that two initiatives of one person, or one of two persons, are two.
    """

    persons: int = 0
    initiatives: int = 0
    entries: int = 0


@dataclass(frozen=True)
class Target:
    """A target a union hands down, with the document that does so. `phase` "" is the whole programme; `initiatives`,
    `persons` and `persons_pct` are 0 where the document asks nothing of that kind; `id` 0 comes from the pack.
    `issuer_code` and `issuer_name` are the union above that signed it, "" for one set in this register.
    """

    programme: str
    phase: str
    level: str
    unit_code: str
    unit_name: str
    initiatives: int = 0
    persons: int = 0
    persons_pct: float = 0.0
    document: str = ""
    document_on: date | None = None
    id: int = 0
    issuer_code: str = ""
    issuer_name: str = ""


@dataclass(frozen=True)
class Headcount:
    """How many members and workers a unit and those below it have. `on` is the day of the oldest figure used;
    `counted` of `units` have one: a share over part of the people would say too much, so it is not told.
    """

    people: int
    on: date
    units: int = 1
    counted: int = 1

    @property
    def whole(self) -> bool:
        """Whether nobody's figure is missing; a union's own office may have none beside those of its units."""
        return self.people > 0 and self.counted >= max(1, self.units - 1)


@dataclass(frozen=True)
class Standing:
    """A target with what stands against it. Percentages have one decimal, rounded down: 14,96 % is not 15 %."""

    target: Target
    counts: Counts
    headcount: Headcount | None = None

    @property
    def persons_pct(self) -> float | None:
        """Persons, never initiatives or entries, over the headcount of the day (S3); None without a whole headcount."""
        if self.headcount is None or not self.headcount.whole:
            return None
        return self.counts.persons * 1000 // self.headcount.people / 10

    @property
    def reached(self) -> bool | None:
        """Whether all it asks is reached; None where a share is asked and no headcount is known."""
        asked = [self.counts.initiatives >= self.target.initiatives, self.counts.persons >= self.target.persons]
        if self.target.persons_pct and all(asked):
            if self.headcount is None or not self.headcount.whole:
                return None
            # In whole numbers: 15 % of 40 people are 6, not 5,999.
            hundredths = round(self.target.persons_pct * 100)
            asked.append(self.counts.persons * 10_000 >= hundredths * self.headcount.people)
        return all(asked)


def person_key(full_name: str, birth_year: int | None, unit_code: str) -> int:
    """What tells two people apart where only lists are known: two of one name in one unit, with no year of birth, are
    counted as one. 64 bits of a hash, signed: telling numbers apart is twice as fast as telling texts apart.
    """
    told = f"{text.fold(text.clean_line(full_name))}|{birth_year or ''}|{unit_code}"
    return int.from_bytes(hashlib.blake2b(told.encode(), digest_size=8).digest(), signed=True)


def problems(target: Target, programme: Programme) -> tuple[Problem, ...]:
    found = []
    if not (target.initiatives or target.persons or target.persons_pct):
        found.append(Problem("target_empty", "initiatives"))
    if target.initiatives < 0 or target.persons < 0:
        found.append(Problem("target_negative", "initiatives"))
    for field in ("initiatives", "persons"):
        if getattr(target, field) > MOST:
            found.append(Problem("target_too_large", field))
    if not 0 <= target.persons_pct <= 100:
        found.append(Problem("target_pct_out_of_range", "persons_pct"))
    if target.phase and target.phase not in [phase.id for phase in programme.phases]:
        known = ", ".join(phase.id for phase in programme.phases)
        found.append(Problem("target_phase_unknown", "phase", facts={"name": target.phase, "names": known}))
    if not target.unit_code:
        found.append(Problem("target_unit_missing", "unit_code"))
    elif not unit_code_ok(target.unit_code):
        found.append(Problem("unit_code_malformed", "unit_code", facts={"code": target.unit_code}))
    if not target.document:
        found.append(Problem("target_document_missing", "document"))
    return tuple(found)


def of_pack(programme: Programme, unit: Unit, below: Sequence[tuple[str, str]] = ()) -> tuple[Target, ...]:
    """The pack's targets that concern this unit: those that name it, and those for every unit of its level.

    `below` are (code, name) of the units that send here: a union sees what is asked of every grassroots unit for each
    of them.
    """
    found = []
    for asked in programme.targets:
        if _names(asked, unit) or (not asked.unit and asked.level == str(unit.level)):
            found.append(_made(programme, asked, unit.code, unit.name))
        elif not asked.unit and asked.level == "grassroots":
            found += [_made(programme, asked, code, name) for code, name in below if code != unit.code]
    return tuple(found)


def _names(asked: PackTarget, unit: Unit) -> bool:
    if asked.unit_code:
        return asked.unit_code == unit.code
    return bool(asked.unit) and text.fold(asked.unit) == text.fold(unit.name)


def _made(programme: Programme, asked: PackTarget, code: str, name: str) -> Target:
    return Target(programme.id, asked.phase, asked.level, code, name, asked.initiatives, 0, asked.persons_pct,
                  asked.source)  # fmt: skip
