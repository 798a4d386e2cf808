"""The initiative council: who sits in it and whether its composition is lawful."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import Problem
from domain.initiative import Answer


class Role(StrEnum):
    CHAIRMAN = "chairman"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    EXPERT = "expert"
    UNION_REPRESENTATIVE = "union_representative"


class Attendance(StrEnum):
    """How a member took part in the session: in the room, or by a sheet handed in before it."""

    PRESENT = "present"
    BY_SHEET = "by_sheet"
    ABSENT = "absent"


@dataclass(frozen=True)
class CouncilMember:
    """A member is known by name; a user of the register with that name marks on the screen.

    `attendance` is None until somebody says.
    """

    name: str
    role: Role
    attendance: Attendance | None = None


@dataclass(frozen=True)
class Council:
    """A council and its session: `held_time` is HH:MM by the clock of the place. `head` is who leads the unit and
    `state_funded` whether it works with the State's money: both decide whether the head may sit, neither is guessed.
    A `blind` council reads neither the authors' names nor their unit while it marks.
    """

    name: str
    members: tuple[CouncilMember, ...]
    held_on: str = ""
    place: str = ""
    held_time: str = ""
    state_funded: Answer = Answer.UNKNOWN
    head: str = ""
    blind: bool = False


@dataclass(frozen=True)
class Quorum:
    """How many members take part in the session, of how many, and how many must; `known` once attendance is taken."""

    taking_part: int
    members: int
    needed: int
    known: bool

    @property
    def reached(self) -> bool:
        return self.taking_part >= self.needed


SOURCE = "TT 18/2013/TT-BKHCN, Điều 8"
_TIME = re.compile(r"(\d{1,2})\s*(?:[:hg]|giờ)\s*(\d{2})?(?:\s*phút)?")


def same_person(name: str, other: str) -> bool:
    """Whether two names are one person's to the rules: lists often write their authors in capitals."""
    return name.casefold() == other.casefold()


def composition_problems(members: Sequence[CouncilMember]) -> tuple[Problem, ...]:
    """What the composition lacks: one chairman, one secretary, a union representative, nobody twice."""
    roles = [member.role for member in members]
    problems = []
    if roles.count(Role.CHAIRMAN) != 1:
        problems.append(Problem("council_one_chairman", "members", source=SOURCE))
    if Role.SECRETARY not in roles:
        problems.append(Problem("council_secretary_missing", "members", source=SOURCE))
    if Role.UNION_REPRESENTATIVE not in roles:
        problems.append(Problem("council_union_representative_missing", "members", source=SOURCE))
    named = [member.name.casefold() for member in members if member.name]
    if len(set(named)) != len(named):
        problems.append(Problem("council_member_twice", "members"))
    if len(named) != len(members):
        problems.append(Problem("council_member_unnamed", "members"))
    return tuple(problems)


def composition_warnings(members: Sequence[CouncilMember]) -> tuple[Problem, ...]:
    """Seats the article names beside those every council must have; a small one may do without."""
    roles = {member.role for member in members}
    missing = {Role.DEPUTY: "council_deputy_missing", Role.EXPERT: "council_expert_missing"}
    return tuple(
        Problem(code, "members", blocks=False, source=SOURCE) for role, code in missing.items() if role not in roles
    )


def time_of(words: str) -> str | None:
    """The time of a session as HH:MM from 8h, 8h30, 8:30 or 8 giờ 30; "" for nothing, None for what is no time."""
    if not words.strip():
        return ""
    found = _TIME.fullmatch(words.strip().lower())
    hours, minutes = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    return f"{hours:02d}:{minutes:02d}" if hours < 24 and minutes < 60 else None


def two_thirds(members: int) -> int:
    """The least whole number that is two thirds of the members or more."""
    return -(-members * 2 // 3)


def quorum(council: Council) -> Quorum:
    """Who takes part in the session. Once anybody's attendance is taken, who is not marked is not there."""
    taking_part = sum(member.attendance in (Attendance.PRESENT, Attendance.BY_SHEET) for member in council.members)
    known = any(member.attendance is not None for member in council.members)
    return Quorum(taking_part, len(council.members), two_thirds(len(council.members)), known)


def session_problems(council: Council) -> tuple[Problem, ...]:
    """What keeps the session from deciding: fewer than two thirds of its members take part."""
    found = quorum(council)
    if not found.known or found.reached:
        return ()
    facts: dict[str, object] = {"n": found.taking_part, "members": found.members, "needed": found.needed}
    return (Problem("session_below_quorum", "members", facts=facts | {"article": SOURCE}, source=SOURCE),)


def head_problem(council: Council, author_names: Sequence[str]) -> Problem | None:
    """Why this council may not take up an initiative of these authors: the head sits in it, is one of them, and the
    unit works with the State's money, or nobody has said whether it does.
    """
    if not council.head or not any(same_person(council.head, name) for name in author_names):
        return None
    if not any(same_person(council.head, member.name) for member in council.members):
        return None
    if council.state_funded is Answer.NO:
        return None
    code = "council_head_is_author" if council.state_funded is Answer.YES else "council_state_money_unknown"
    return Problem(code, "head", facts={"name": council.head, "article": SOURCE}, source=SOURCE)
