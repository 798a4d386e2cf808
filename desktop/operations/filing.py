"""Filing one score sheet: who may, what it must say, and the event it becomes."""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping
from typing import Any

from db import appraisals, councils, journal, typed, users
from db.initiatives import Stored
from desktop import clock
from desktop.desk import OFFICER, Desk
from desktop.operations import programmes, recusals, second_readings
from desktop.operations.initiatives import find
from domain import appraisal, entry, recusal, text
from domain.appraisal import ScoreSheet, Vote
from domain.errors import Problem, RuleError
from domain.initiative import State

_MOST = 10**9  # no criterion has so many points


def file(desk: Desk, values: Mapping[str, Any]) -> tuple[Problem, ...]:
    """File the sheet these values tell of, or say what keeps it from being filed.

    {"initiative", "appraiser", "points", "gates", "vote", "note"}; without "appraiser" it is of whoever is at the desk.
    """
    try:
        stored = find(desk, str(values.get("initiative", "")))
    except RuleError as error:
        return (Problem(error.code, "initiative", facts=dict(error.facts)),)
    appraiser = appraiser_of(desk, values)
    problems = may_file(desk, stored, appraiser)
    points, vote, note = _points(values.get("points", {})), str(values.get("vote", "")), str(values.get("note", ""))
    given = values.get("gates", {})
    gates = {str(code): answer for code, answer in given.items()} if isinstance(given, Mapping) else {}
    rubric = programmes.of_record(desk, stored.initiative).rubric
    problems += appraisal.sheet_problems(points, vote, rubric, gates)
    problems += entry.refused({"note": note})
    if not problems:
        answers = ({}, {}) if vote == Vote.ABSTAIN else (points, gates)
        _append(desk, stored.initiative.id, appraiser, *answers, Vote(vote), text.clean(note))
    return problems


def appraiser_of(desk: Desk, values: Mapping[str, Any]) -> str:
    return text.clean_line(str(values.get("appraiser") or desk.user.name))


def may_file(desk: Desk, stored: Stored, appraiser: str) -> tuple[Problem, ...]:
    """Why the person at the desk may not file a sheet of this appraiser, his own or one from paper."""
    seated = councils.current(desk.store)
    if stored.initiative.state is not State.UNDER_APPRAISAL:
        return (Problem("not_under_appraisal", "initiative", facts={"name": stored.initiative.number}),)
    if seated is None or appraiser not in {member.name for member in seated.council.members}:
        return (Problem("not_a_council_member", "appraiser", facts={"name": appraiser}),)
    apart = {one.name: one for one in recusals.book(desk).of(stored.initiative, seated.council)}
    if appraiser != desk.user.name:
        code = "paper_by_recused" if desk.user.name in apart else _barred_from_paper(desk, stored, appraiser)
        if code:
            return (paper_problem(desk, code, stored, appraiser),)
    if (aside := apart.get(appraiser)) is not None:
        facts: dict[str, object] = {"name": appraiser, "why": recusal.words(aside)}
        return (Problem(recusals.refusal(aside), "appraiser", facts=facts),)
    return ()


def paper_problem(desk: Desk, code: str, stored: Stored, appraiser: str) -> Problem:
    """Why the person at the desk does not type in this appraiser's sheet."""
    facts: dict[str, object] = {"name": appraiser, "me": desk.user.name, "number": stored.initiative.number}
    return Problem(code, "appraiser", facts=facts)


def waits_for_own(desk: Desk, stored: Stored) -> bool:
    """Whether the person at the desk sits in the council, marks this one, and has not yet: he would read the others'
    points before he has given his own.
    """
    seated, me = councils.current(desk.store), desk.user.name
    if seated is None or me not in {member.name for member in seated.council.members}:
        return False
    aside = {one.name for one in recusals.book(desk).of(stored.initiative, seated.council)}
    held = appraisals.sheets(desk.store, stored.initiative.id)
    return me not in aside and me not in {sheet.appraiser for sheet in held}


def to_read_again(desk: Desk, appraiser: str) -> dict[str, str]:
    """Why this appraiser's sheets are to be read again, by initiative; only those that are."""
    return {
        public_id: one.reason for public_id, one in second_readings.asked(desk).items() if appraiser in one.open_for
    }


def _barred_from_paper(desk: Desk, stored: Stored, appraiser: str) -> str:
    """The code of why the person at the desk may not type in this appraiser's sheet from paper; "" if he may."""
    if not recusals.keeps(desk):
        return "sheet_of_another"
    if not (desk.plain and desk.user.has(OFFICER)):  # without passphrases whoever is at the desk is the officer
        if appraiser in {user.name for user in users.everyone(desk.store)}:
            return "appraiser_marks_alone"  # whoever has a passphrase of his own marks under it
        if waits_for_own(desk, stored):
            return "paper_before_own"
    return "paper_over_own" if _filed_himself(desk, stored, appraiser) else ""


def _filed_himself(desk: Desk, stored: Stored, appraiser: str) -> bool:
    """Whether a sheet that holds is the member's own from another PC, or was chosen among several that are."""
    public_id = stored.initiative.id
    elsewhere = appraisals.came_in(desk.store, public_id)
    mine = [sheet for sheet in appraisals.sheets(desk.store, public_id) if sheet.appraiser == appraiser]
    return any((leaf.id in elsewhere or leaf.settled_by) and not leaf.entered_by for leaf in appraisal.leaves(mine))


def _append(
    desk: Desk, public_id: str, appraiser: str, points: Mapping[str, float], gates: Mapping[str, bool], vote: Vote,
    note: str,
) -> None:  # fmt: skip
    now, me = clock.stamp(), desk.user.name
    slot = [sheet for sheet in appraisals.sheets(desk.store, public_id) if sheet.appraiser == appraiser]
    sheet = ScoreSheet(
        id=uuid.uuid4().hex,
        initiative_id=public_id,
        round_no=appraisals.round_of(desk.store, public_id),
        appraiser=appraiser,
        points=points,
        gates=gates,
        vote=vote,
        note=note,
        parents=tuple(leaf.id for leaf in appraisal.leaves(slot)),
        filed_at=now,
        entered_by="" if appraiser == me else me,
    )
    told = {"on_paper": True} if sheet.entered_by else {}
    with desk.store.atomic():
        appraisals.append(desk.store, sheet)
        typed.drop(desk.store, public_id, paper_form(appraiser), me)
        journal.write(desk.store, me, "sheet_filed", public_id, now, appraiser=appraiser, **told)


def paper_form(appraiser: str) -> str:
    """Where the words being typed from this member's paper sheet are kept."""
    return f"paper_sheet:{appraiser}"


def _points(given: Any) -> dict[str, float]:
    if not isinstance(given, Mapping):
        return {}
    numbers = {str(code): value for code, value in given.items() if isinstance(value, int | float)}
    # A whole number too large for a float is out of range like any other.
    return {
        code: float(value) if abs(value) < _MOST else math.inf
        for code, value in numbers.items()
        if not isinstance(value, bool)
    }
