"""What the person book says of somebody, laid over the own records that still say otherwise."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from db import erasure as stored
from db import initiatives as stored_initiatives
from db import journal
from db import people as stored_people
from db.initiatives import Stored
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import initiatives, packages
from domain import record
from domain.errors import RuleError
from domain.initiative import Author, Initiative
from domain.person import TOLD, Person


@dataclass(frozen=True)
class Offer:
    """One own record whose author differs from the entry in `fields`.

    `left`: it was sealed into a package, which keeps the old words; `travels`: the next package carries the new ones.
    """

    stored: Stored
    changed: Initiative
    fields: tuple[str, ...]
    left: bool
    travels: bool


@dataclass(frozen=True)
class Corrected:
    records: int
    travelling: int
    staying: int
    changes: Changes


def offers(desk: Desk, person_id: str) -> list[Offer]:
    """The own records, not those in the bin, in which the person is told of otherwise; writes nothing."""
    held = stored_people.standing(desk.store, person_id)
    if held is None:
        raise RuleError("person_unknown", name=person_id)
    family = stored_people.family(desk.store, held.id)
    rows = dict.fromkeys(place.initiative_id for place in stored.linked(desk.store, family) if place.own)
    binned = set(stored_initiatives.deleted(desk.store))
    found = [_offer(one, held, family) for one in stored_initiatives.get_many(desk.store, list(rows))
             if one.row_id not in binned]  # fmt: skip
    return [offer for offer in found if offer.fields]


def apply(desk: Desk, person_id: str, row_ids: Sequence[int] | None = None) -> Corrected:
    """Lay the entry over the records of these rows, or over all that are offered.

    Particulars of a person are put right whatever the state of the record: the text a council marks does not change.
    """
    demand_officer(desk)
    chosen = [one for one in offers(desk, person_id) if row_ids is None or one.stored.row_id in row_ids]
    now = clock.stamp()
    with desk.store.atomic():
        for one in chosen:
            before, after = record.record(one.stored.initiative), record.record(one.changed)
            initiatives.rewrite(desk, one.stored, one.changed)
            told = {name: [before[name], after[name]] for name in ("authors", "unread") if before[name] != after[name]}
            journal.write(desk.store, desk.user.name, "corrected", one.changed.id, now, fields=told)
        if chosen:
            journal.write(desk.store, desk.user.name, "person_corrected", person_id, now, records=len(chosen))
    left = [one for one in chosen if one.left]
    travelling = sum(one.travels for one in left)
    return Corrected(len(chosen), travelling, len(left) - travelling,
                     of("people", "initiatives", rows={one.stored.row_id for one in chosen}))  # fmt: skip


def _offer(held: Stored, person: Person, family: Sequence[str]) -> Offer:
    fields: dict[str, None] = {}
    authors, unread = list(held.initiative.authors), dict(held.initiative.unread)
    for no, author in enumerate(authors):
        if author.person_id in family:
            changed = _laid_over(author, person)
            for name in TOLD:
                if getattr(changed, name) != getattr(author, name):
                    fields[name] = None
                    unread.pop(f"authors.{no}.{name}", None)
            authors[no] = changed
    left = bool(held.sealed_sha256)
    travels = held.initiative.state in (*packages.READY, *packages.SENT)
    after = dataclasses.replace(held.initiative, authors=tuple(authors), unread=unread)
    return Offer(held, after, tuple(fields), left, left and travels)


def _laid_over(author: Author, person: Person) -> Author:
    """What the entry does not say stays as the record has it: gaps erase nothing."""
    told = {name: getattr(person, name) for name in TOLD if getattr(person, name) not in ("", None)}
    if "birth_year" in told:
        told["born_on"] = person.born_on
    return dataclasses.replace(author, **told)
