"""Taking one field of a person away everywhere, or the whole person: statistics and sealed packages stay as they are.

The decisions are explained in docs/decisions/0019-personal-data.md.
"""

from __future__ import annotations

import dataclasses
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db import erasure as stored
from db import initiatives as stored_initiatives
from db import journal, packages, search_index, settings
from db import people as stored_people
from db.erasure import Place
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import programmes
from domain import anonymity, eligibility, person, record, text
from domain.anonymity import Erasure
from domain.errors import RuleError, TroubleError
from domain.initiative import Author, Initiative
from domain.person import Likeness, Person
from domain.target import person_key

_LAST_ALIAS, _PURGE = "anonymised_last", "purge_pending"


@dataclass(frozen=True)
class Preview:
    """What taking the data away would touch. `places` are the author's rows, `doubtful` how many of the same name may
    be somebody else and stay; `packages` hold the data and stay as they are; `offices` are (kind, what). `files` are
    evidence of the person's records as (number, name): nobody reads in them, so whatever they say stays.
    """

    person: Person
    places: tuple[Place, ...]
    doubtful: int
    packages: tuple[Mapping[str, Any], ...]
    offices: tuple[tuple[str, str], ...]
    what: Erasure = dataclasses.field(repr=False)
    files: tuple[tuple[str, str], ...] = ()

    @property
    def row_ids(self) -> list[int]:
        return list(dict.fromkeys(place.initiative_id for place in self.places))

    @property
    def public_ids(self) -> list[str]:
        return list(dict.fromkeys(place.public_id for place in self.places))


@dataclass(frozen=True)
class Erased:
    """`alias` is the name that stands there now, "" where only a field went; `lines` of the journal lost words.

    `purged` False: the words are gone, but the file still has to be written anew (`purge`).
    """

    person_id: str
    alias: str
    records: int
    lines: int
    purged: bool
    changes: Changes


def preview(desk: Desk, person_id: str, field: str = "") -> Preview:
    """What would be touched; without a field, of anonymising. RuleError person_unknown, person_anonymised,
    person_field_unknown."""
    held = stored_people.standing(desk.store, person_id)
    if held is None:
        raise RuleError("person_unknown", name=person_id)
    if stored.anonymised_at(desk.store, held.id):
        raise RuleError("person_anonymised", name=held.full_name)
    if field and field not in anonymity.ERASABLE:
        raise RuleError("person_field_unknown", field="field", name=field, names=", ".join(anonymity.ERASABLE))
    family = stored_people.family(desk.store, held.id)
    entries = [one for name in family if (one := stored_people.get(desk.store, name)) is not None]
    places = _places(desk, entries)
    fields = anonymity.ERASABLE[field] if field else anonymity.EVERYTHING
    what = anonymity.of(entries, [place.row for place in places], fields, "" if field else _alias(desk))
    public_ids = dict.fromkeys(place.public_id for place in places)
    return Preview(
        held,
        tuple(places),
        stored.others_of_name(desk.store, what.names, places, family),
        tuple(packages.holding(desk.store, public_ids)),
        tuple(stored.offices(desk.store, what.names)),
        what,
        tuple(stored.files_of(desk.store, [place.initiative_id for place in places])),
    )


def erase(desk: Desk, person_id: str, field: str, reason: str) -> Erased:
    """Take one field away: from the entry, from every author's row, and from what the journal noted before."""
    demand_officer(desk)
    return _take_away(desk, preview(desk, person_id, field), field, reason)


def anonymise(desk: Desk, person_id: str, reason: str) -> Erased:
    """Take the name and everything that tells who the person is away. It cannot be taken back."""
    demand_officer(desk)
    return _take_away(desk, preview(desk, person_id), "", reason)


def purge_pending(desk: Desk) -> bool:
    """Whether words that were taken away may still stand in free places of the file."""
    return bool(settings.get(desk.store, _PURGE))


def purge(desk: Desk) -> Changes:
    """Write the file anew, without what was deleted. May be called again at any time."""
    demand_officer(desk)
    search_index.forget(desk.store)
    desk.store.purge()
    with desk.store.atomic():
        settings.put(desk.store, _PURGE, "")
    return of("people")


def _take_away(desk: Desk, seen: Preview, field: str, reason: str) -> Erased:
    demand_officer(desk)
    if not text.clean_line(reason):
        raise RuleError("erasure_reason_missing", field="reason")
    now, said = clock.stamp(), anonymity.words_without(text.clean_line(reason), seen.what)
    operation = "person_field_erased" if field else "person_anonymised"
    with desk.store.atomic():
        told = {"field": field} if field else {"alias": seen.what.alias}
        line = journal.write(desk.store, desk.user.name, operation, seen.person.id, now, reason=said,
                             records=len(seen.row_ids), **told)  # fmt: skip
        _keep_counts(desk, seen)
        for held in stored_initiatives.get_many(desk.store, seen.row_ids):
            _rewrite(desk, held, record.initiative(anonymity.record_without(record.record(held.initiative), seen.what)))
        _entries(desk, seen, now)
        lines = _beside(desk, seen, line)
        journal.close(desk.store, line)
        settings.put(desk.store, _PURGE, "1")
    purged = _purged(desk)
    touched = {*seen.row_ids} if len(seen.row_ids) < 500 else set[int]()
    return Erased(seen.person.id, seen.what.alias, len(seen.row_ids), lines, purged,
                  of("people", "initiatives", "data_requests", "erased", rows=touched))  # fmt: skip


def _purged(desk: Desk) -> bool:
    """What is gone from the tables stays gone, also when the file cannot be written anew just now."""
    try:
        purge(desk)
    except TroubleError:
        return False
    return True


def _places(desk: Desk, entries: Sequence[Person]) -> list[Place]:
    """The person's rows as an author: those linked, and unlinked ones that can be nobody else."""
    linked = stored.linked(desk.store, [entry.id for entry in entries])
    names = list(dict.fromkeys(entry.full_name for entry in entries))
    same = [
        place
        for place in stored.unlinked(desk.store, names)
        if any(person.likeness(entry, _author(place)) is Likeness.SAME for entry in entries)
    ]
    return sorted([*linked, *same], key=lambda place: (place.initiative_id, place.place))


def _author(place: Place) -> Author:
    return stored_initiatives.author_of(dict(place.row))


def _alias(desk: Desk) -> str:
    return anonymity.alias(int(settings.get(desk.store, _LAST_ALIAS, "0")) + 1)


def _keep_counts(desk: Desk, seen: Preview) -> None:
    """Whoever was one person stays one, and whoever was two stays two, though the names no longer tell.

    A key is a hash of name and year of birth: it is replaced by a random one, unless a namesake is counted by it.
    """
    if not (seen.what.alias or "birth_year" in seen.what.fields):
        return
    chosen: dict[int, int] = {}
    for place in seen.places:
        if place.person_key is None:
            continue
        if place.person_key not in chosen:
            shared = stored.shared_by_name(desk.store, place.person_key, seen.places)
            chosen[place.person_key] = place.person_key if shared else secrets.randbits(63)
        after = anonymity.author_without(place.row, seen.what)
        unit = stored_initiatives.get_many(desk.store, [place.initiative_id])[0].initiative.unit_code
        natural = person_key(after["full_name"], after["birth_year"], unit)
        stored.count_as_before(desk.store, place, natural, place.person_key)
    for before, after_key in chosen.items():
        if after_key != before:
            stored.move_key(desk.store, before, after_key)


def _rewrite(desk: Desk, held: stored_initiatives.Stored, changed: Initiative) -> None:
    """The record's words change, its state, number, phase and seal do not: locks are against other changes."""
    if changed == held.initiative:
        return
    missing = eligibility.blocking(changed, programmes.of_record(desk, changed)) if held.own else 0
    stored_initiatives.update(desk.store, held.row_id, changed, missing=missing, now=clock.stamp())


def _entries(desk: Desk, seen: Preview, now: str) -> None:
    family = stored_people.family(desk.store, seen.person.id)
    for name in family:
        entry = stored_people.get(desk.store, name)
        if entry is not None:
            stored_people.update(desk.store, anonymity.person_without(entry, seen.what), now=now)
    stored.rewrite_merges(desk.store, family, lambda one: anonymity.person_without(one, seen.what),
                          end=now if seen.what.alias else "")  # fmt: skip
    if seen.what.alias:
        stored.mark_anonymised(desk.store, family, now)
        stored.name_requests(desk.store, family, seen.what.alias)
        settings.put(desk.store, _LAST_ALIAS, seen.what.alias.rpartition(" ")[2])


def _beside(desk: Desk, seen: Preview, line: int) -> int:
    """Everything that tells of the person beside the records and the entry; returns how many journal lines changed."""
    family, what = stored_people.family(desk.store, seen.person.id), seen.what
    stored.rewrite_records(desk.store, seen.row_ids, seen.public_ids,
                           lambda told: anonymity.record_without(told, what))  # fmt: skip
    places = {place.public_id: frozenset(p.place - 1 for p in seen.places if p.public_id == place.public_id)
              for place in seen.places}  # fmt: skip

    def noted(told: dict[str, Any], subject: str) -> dict[str, Any]:
        here = dataclasses.replace(what, places=places.get(subject, frozenset()))
        return anonymity.noted_without(told, here, of_person=subject in family)

    lines = stored.rewrite_journal(desk.store, [*seen.public_ids, *family], line, noted)
    hints = anonymity.hints(what)
    stored.sweep(desk.store, hints, _sweeper(what, careful=False), row_ids=seen.row_ids, public_ids=seen.public_ids,
                 person_ids=family)  # fmt: skip
    if seen.doubtful or seen.offices:
        return lines  # the same name elsewhere may be somebody else's, or an office that papers have to tell
    lines += stored.sweep_journal(desk.store, hints, _sweeper(what, careful=True), line)
    stored.sweep(desk.store, hints, _sweeper(what, careful=True))
    for held in stored_initiatives.get_many(desk.store, stored.mentioning(desk.store, hints)):
        values = record.record(held.initiative)
        swept = {name: anonymity.swept(value, what, careful=True) for name, value in values.items()
                 if name not in ("authors", "id", "number")}  # fmt: skip
        _rewrite(desk, held, record.initiative(values | swept))
    return lines


def _sweeper(what: Erasure, *, careful: bool) -> stored.Swept:
    """Sweeps words, and inside JSON each of its words."""

    def swept(told: str) -> str:
        if told[:1] in ("{", "["):
            try:
                values = json.loads(told)
            except ValueError:
                return anonymity.words_without(told, what, careful=careful)
            after = anonymity.swept(values, what, careful=careful)
            return told if after == values else json.dumps(after, ensure_ascii=False)
        return anonymity.words_without(told, what, careful=careful)

    return swept
