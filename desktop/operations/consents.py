"""Who agreed that his data is held: noted for many at once, looked for where it is missing, withdrawn."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from db import journal
from db import people as stored_people
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import backups, identity
from domain import dates, text
from domain.errors import RuleError

LISTED = "Đã đồng ý theo danh sách ngày {day}"
WITHDRAWN = "Đã rút lại sự đồng ý ngày {day}"


@dataclass(frozen=True)
class Noted:
    """How many, and who by row: `take_back` takes these."""

    persons: int
    changes: Changes
    row_ids: tuple[int, ...] = ()


def missing(desk: Desk) -> int:
    """How many entries have no consent noted; those anonymised need none."""
    return stored_people.count(desk.store, no_consent=True)


def note(desk: Desk, on: date | None, row_ids: Sequence[int] | None = None, words: str = "") -> Noted:
    """The consent of those chosen, or of all, who have none yet: given on a day, as a list of that day says unless
    other words are given."""
    demand_officer(desk)
    if on is None or on > clock.today():
        raise RuleError("consent_day_wrong", field="consent_on")
    words = text.clean_line(words) or LISTED.format(day=dates.shown(on))
    identity.demand_none({"consent_note": words})
    waiting = stored_people.ids(desk.store, no_consent=True)
    chosen = waiting if row_ids is None else [row_id for row_id in row_ids if row_id in set(waiting)]
    if not chosen:
        raise RuleError("consent_nobody")
    if len(chosen) > 1:
        backups.before(desk, backups.BULK, stop=lambda: None)
    now = clock.stamp()
    with desk.store.atomic():
        for row_id in chosen:
            held = stored_people.at(desk.store, row_id)
            if held is not None:
                agreed = dataclasses.replace(held, consent_on=on, consent_note=words)
                stored_people.update(desk.store, agreed, now=now)
        journal.write(desk.store, desk.user.name, "consent_noted", "", now, on=on.isoformat(), note=words,
                      persons=len(chosen))  # fmt: skip
    return Noted(len(chosen), of("people"), tuple(chosen))


def take_back(desk: Desk, row_ids: Sequence[int]) -> Changes:
    """Undo a `note` over many: those entries have no consent again."""
    demand_officer(desk)
    now = clock.stamp()
    with desk.store.atomic():
        for held in stored_people.by_rows(desk.store, row_ids).values():
            stored_people.update(desk.store, dataclasses.replace(held, consent_on=None, consent_note=""), now=now)
        journal.write(desk.store, desk.user.name, "consent_taken_back", "", now, persons=len(row_ids))
    return of("people")


def withdraw(desk: Desk, person_id: str, on: date | None = None) -> Noted:
    """Somebody takes his consent back: noted at once; what is held is then erased or anonymised by its own step."""
    demand_officer(desk)
    held, day = stored_people.standing(desk.store, person_id), on or clock.today()
    if held is None:
        raise RuleError("person_unknown", name=person_id)
    if day > clock.today():
        raise RuleError("consent_day_wrong", field="consent_on")
    now = clock.stamp()
    with desk.store.atomic():
        taken = dataclasses.replace(held, consent_on=None, consent_note=WITHDRAWN.format(day=dates.shown(day)))
        stored_people.update(desk.store, taken, now=now)
        journal.write(desk.store, desk.user.name, "consent_withdrawn", held.id, now, on=day.isoformat())
    return Noted(1, of("people"))
