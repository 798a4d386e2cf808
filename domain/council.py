"""The initiative council: who sits in it and whether its composition is lawful."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import Problem


class Role(StrEnum):
    CHAIRMAN = "chairman"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    EXPERT = "expert"
    UNION_REPRESENTATIVE = "union_representative"


@dataclass(frozen=True)
class CouncilMember:
    """A member is known by name; a user of the register with that name marks on the screen."""

    name: str
    role: Role


@dataclass(frozen=True)
class Council:
    name: str
    members: tuple[CouncilMember, ...]
    held_on: str = ""
    place: str = ""


_SOURCE = "TT 18/2013/TT-BKHCN, Điều 8"


def same_person(name: str, other: str) -> bool:
    """Whether two names are one person's to the rules: lists often write their authors in capitals."""
    return name.casefold() == other.casefold()


def composition_problems(members: Sequence[CouncilMember]) -> tuple[Problem, ...]:
    """What the composition lacks: one chairman, one secretary, a union representative, nobody twice."""
    roles = [member.role for member in members]
    problems = []
    if roles.count(Role.CHAIRMAN) != 1:
        problems.append(Problem("council_one_chairman", "members", source=_SOURCE))
    if Role.SECRETARY not in roles:
        problems.append(Problem("council_secretary_missing", "members", source=_SOURCE))
    if Role.UNION_REPRESENTATIVE not in roles:
        problems.append(Problem("council_union_representative_missing", "members", source=_SOURCE))
    named = [member.name.casefold() for member in members if member.name]
    if len(set(named)) != len(named):
        problems.append(Problem("council_member_twice", "members"))
    if len(named) != len(members):
        problems.append(Problem("council_member_unnamed", "members"))
    return tuple(problems)
