"""A council as it is to be seated: read from JSON, cleaned, and checked with the article before anybody is assigned."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db import blind, councils, initiatives
from desktop.desk import Desk
from desktop.operations import programmes, recusals
from desktop.operations.recusals import Book
from domain import council, recusal, text
from domain.council import Attendance, Council, CouncilMember, Quorum, Role
from domain.errors import Problem, RuleError
from domain.initiative import Answer, Initiative, State
from domain.recusal import Cause, DeclaredRelation, Recusal, left_problems

# What may still come before a council: a draft that lacks nothing is sent with one button.
BEFORE_IT = (State.DRAFT, State.ACCEPTED, State.ELIGIBLE, State.UNDER_APPRAISAL)


@dataclass(frozen=True)
class Conflict:
    """One initiative that comes before the council: who stands aside for it, and what is wrong with that."""

    initiative: Initiative
    recused: tuple[Recusal, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Checked:
    """A council against the article. `problems` keep it from being seated, `warnings` ask a person to look,
    `questions` are what nobody has said and the rules need to know.
    """

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    questions: tuple[Problem, ...]
    conflicts: tuple[Conflict, ...]
    quorum: Quorum


def council_from(values: Mapping[str, Any]) -> Council:
    """A council from JSON: {"name", "members": [{"name", "role", "attendance"?}], "held_on", "held_time", "place",
    "state_funded": true | false | null, "head", "blind": true | false}; all but the first two may be missing.
    """
    try:
        return Council(
            name=str(values["name"]),
            members=tuple(_member(member) for member in values["members"]),
            held_on=str(values.get("held_on") or ""),
            place=str(values.get("place") or ""),
            held_time=str(values.get("held_time") or ""),
            state_funded=_ANSWERS[values.get("state_funded")],
            head=str(values.get("head") or ""),
            blind=values.get("blind") is True,
        )
    except (KeyError, TypeError, ValueError):
        raise RuleError("council_malformed") from None


_ANSWERS = {None: Answer.UNKNOWN, "": Answer.UNKNOWN, True: Answer.YES, False: Answer.NO, "yes": Answer.YES,
            "no": Answer.NO}  # fmt: skip


def _member(values: Mapping[str, Any]) -> CouncilMember:
    attendance = values.get("attendance")
    return CouncilMember(str(values["name"]), Role(values["role"]), Attendance(attendance) if attendance else None)


def cleaned(wanted: Council) -> Council:
    """The same council with its words cleaned; a time that cannot be read stays as it was written."""
    time = council.time_of(wanted.held_time)
    return dataclasses.replace(
        wanted,
        name=text.clean_line(wanted.name),
        members=tuple(dataclasses.replace(one, name=text.clean_line(one.name)) for one in wanted.members),
        held_on=text.clean_line(wanted.held_on),
        place=text.clean_line(wanted.place),
        held_time=text.clean_line(wanted.held_time) if time is None else time,
        head=text.clean_line(wanted.head),
    )


def seating_problems(desk: Desk, wanted: Council) -> tuple[Problem, ...]:
    """What keeps this council from being seated, what is under appraisal now taken into account."""
    problems = list(council.composition_problems(wanted.members))
    if council.time_of(wanted.held_time) is None:
        problems.append(Problem("council_time_unreadable", "held_time", facts={"words": wanted.held_time}))
    seated = councils.current(desk.store)
    if seated and wanted.blind != seated.council.blind and (begun := blind.sheets_begun(desk.store)):
        problems.append(Problem("blind_after_sheets", "blind", facts={"n": begun}))
    if wanted.head and wanted.state_funded is not Answer.NO:
        rows = sorted(initiatives.authored_by(desk.store, wanted.head))
        for stored in initiatives.get_many(desk.store, rows):
            found = _head_problem(wanted, stored.initiative)
            problems += [found] if found and found.code not in {one.code for one in problems} else []
    return tuple(problems)


def _head_problem(wanted: Council, initiative: Initiative) -> Problem | None:
    return council.head_problem(wanted, [author.full_name for author in initiative.authors])


def check(desk: Desk, wanted: Council, relations: Sequence[DeclaredRelation] = ()) -> Checked:
    """The council against the article and against all that waits to come before it, before anybody is assigned.

    `relations` are declared besides those in the book. Nothing is written.
    """
    wanted = cleaned(wanted)
    held = recusals.book(desk)
    book = dataclasses.replace(held, relations=(*held.relations, *relations))
    programme = programmes.current(desk).id
    conflicts = []
    for stored in initiatives.get_many(desk.store, concerned(desk, wanted, book)):
        if stored.initiative.programme not in ("", programme) and stored.initiative.state is not State.UNDER_APPRAISAL:
            continue
        aside, barred = book.of(stored.initiative, wanted), _head_problem(wanted, stored.initiative)
        if aside or barred:
            left = left_problems(wanted, aside)
            conflicts.append(Conflict(stored.initiative, aside, (*((barred,) if barred else ()), *left)))
    return Checked(
        problems=(*seating_problems(desk, wanted), *council.session_problems(wanted)),
        warnings=council.composition_warnings(wanted.members),
        questions=_questions(wanted, conflicts),
        conflicts=tuple(conflicts),
        quorum=council.quorum(wanted),
    )


def concerned(desk: Desk, wanted: Council, book: Book) -> list[int]:
    """The rows that any member can have to do with: his own, his kin's, and those he asked to stand aside for."""
    names = {member.name for member in wanted.members}
    names |= {to[0] for one in book.relations for name in names if (to := recusal.related(one, name))}
    asked = {initiatives.row_id_of_public(desk.store, public_id) for public_id in book.requests}
    return sorted(initiatives.authored_by(desk.store, *names, states=BEFORE_IT) | {row for row in asked if row})


def _questions(wanted: Council, conflicts: Sequence[Conflict]) -> tuple[Problem, ...]:
    """Asked only where the answer decides something: an author sits, and he may be the head."""
    authorship = (Cause.AUTHOR, Cause.COAUTHOR, Cause.HEAD_AUTHOR)
    sits = any(one.cause in authorship for conflict in conflicts for one in conflict.recused)
    if not sits:
        return ()
    found = []
    if not wanted.head:
        found.append(Problem("council_head_unknown", "head", blocks=False, source=council.SOURCE))
    if wanted.state_funded is Answer.UNKNOWN:
        found.append(Problem("council_state_money_unasked", "state_funded", blocks=False, source=council.SOURCE))
    return tuple(found)
