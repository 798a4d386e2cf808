"""Second readings: the chair asks everybody to look again where the sheets lie far apart; sheets are never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from db import appraisals, journal
from db import second_readings as stored_readings
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk
from desktop.operations import identity, recusals, typed_words
from desktop.operations.initiatives import find
from domain import appraisal, text
from domain.errors import RuleError
from domain.initiative import State


@dataclass(frozen=True)
class SecondReading:
    """Why it was asked for, and whose sheets stand as they were then."""

    reason: str
    open_for: frozenset[str]


def ask(desk: Desk, public_id: str, reason: str) -> Changes:
    """Of one initiative under appraisal that has sheets; once a round. Who keeps the council's book may ask."""
    recusals.demand_keeper(desk)
    stored, reason = find(desk, public_id), text.clean(reason)
    public_id = stored.initiative.id
    if stored.initiative.state is not State.UNDER_APPRAISAL:
        raise RuleError("not_under_appraisal", name=stored.initiative.number)
    identity.demand_none({"reason": reason})
    if not reason:
        raise RuleError("second_reading_reason_missing", field="reason")
    held = [sheet.id for sheet in appraisals.sheets(desk.store, public_id)]
    round_no = appraisals.round_of(desk.store, public_id)
    if not held:
        raise RuleError("second_reading_no_sheets", name=stored.initiative.number)
    if public_id in stored_readings.asked(desk.store):
        raise RuleError("second_reading_asked", name=stored.initiative.number)
    now = clock.stamp()
    with desk.store.atomic():
        stored_readings.insert(desk.store, public_id, round_no, reason, held, desk.user.name, now)
        typed_words.drop(desk, public_id, typed_words.SECOND_READING)
        journal.write(desk.store, desk.user.name, "second_reading_asked", public_id, now, reason=reason)
    return of("appraisals", rows={stored.row_id})


def asked(desk: Desk) -> Mapping[str, SecondReading]:
    """By the public id of the initiative, in the rounds being marked. Whoever files again, be it the same, has read."""
    found = {}
    for public_id, one in stored_readings.asked(desk.store).items():
        slots: dict[str, list[appraisal.ScoreSheet]] = {}
        for sheet in appraisals.sheets(desk.store, public_id):
            slots.setdefault(sheet.appraiser, []).append(sheet)
        still = {name for name, sheets in slots.items() if {leaf.id for leaf in appraisal.leaves(sheets)} & one.sheets}
        found[public_id] = SecondReading(one.reason, frozenset(still))
    return found
