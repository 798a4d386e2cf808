"""Awards at the four levels: recording one, withdrawing what was recorded by mistake, and who may have one."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from db import awards, initiatives, journal
from db.initiatives import Filter, Stored
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import identity, typed_words
from desktop.operations.initiatives import get
from domain import award, text
from domain.award import AWARDABLE, Award
from domain.award import Given as Given
from domain.errors import RuleError
from domain.unit import Level


def give(desk: Desk, row_id: int, given: Given) -> tuple[int, Changes]:
    """Record an award; returns its number. Its initiative stays in its state: the dossier may go on upwards."""
    demand_officer(desk)
    stored = get(desk, row_id)
    given = dataclasses.replace(
        given,
        form=text.clean_line(given.form),
        decision_no=text.clean_line(given.decision_no),
        signer=text.clean_line(given.signer),
    )
    identity.demand_none({"form": given.form, "decision_no": given.decision_no, "signer": given.signer})
    found = award.problems(stored.initiative, awards.of(desk.store, row_id), given, clock.today())
    on = given.decision_on
    if found or on is None:
        raise RuleError("award_incomplete", problems=found)
    made = Award(0, row_id, Level(given.level), given.form, given.decision_no, on, given.signer)
    with desk.store.atomic():
        award_id = awards.insert(desk.store, stored.initiative.id, made, clock.stamp())
        journal.write(desk.store, desk.user.name, "award_given", stored.initiative.id, clock.stamp(), award=award_id,
                      level=given.level, form=given.form, no=given.decision_no, on=str(on))  # fmt: skip
    return award_id, of("initiatives", "awards", rows={row_id})


def withdraw(desk: Desk, award_id: int, reason: str) -> Changes:
    """It was recorded by mistake, or was taken back; the journal keeps that it stood."""
    demand_officer(desk)
    held, reason = awards.get(desk.store, award_id), text.clean(reason)
    if held is None:
        raise RuleError("award_unknown", id=award_id)
    identity.demand_none({"reason": reason})
    if not reason:
        raise RuleError("award_reason_missing", field="reason")
    subject = get(desk, held.row_id).initiative.id
    with desk.store.atomic():
        awards.withdraw(desk.store, award_id, reason, clock.stamp())
        typed_words.drop(desk, subject, typed_words.withdrawing(award_id))
        journal.write(desk.store, desk.user.name, "award_withdrawn", subject, clock.stamp(), award=award_id,
                      reason=reason)  # fmt: skip
    return of("initiatives", "awards", rows={held.row_id})


def of_record(desk: Desk, row_id: int) -> list[Award]:
    return awards.of(desk.store, row_id)


def everything(desk: Desk) -> list[Award]:
    """All awards, the newest decision first."""
    return awards.everything(desk.store)


def awardable(desk: Desk) -> tuple[list[Stored], Mapping[int, list[Award]]]:
    """All that may be awarded, in the order of entry, and what each has, by row id."""
    rows = initiatives.ids(desk.store, Filter(states=tuple(sorted(AWARDABLE))))
    found: dict[int, list[Award]] = {}
    for one in reversed(awards.everything(desk.store)):
        found.setdefault(one.row_id, []).append(one)
    return initiatives.get_many(desk.store, rows), found
