"""The person book: typed once, offered again; one entry for one person, and two for two of the same name."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db import journal
from db import people as stored_people
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import backups
from domain import person as rules
from domain import text
from domain.errors import RuleError
from domain.initiative import Author
from domain.person import Person

OFFERED = 8
LETTERS = 3
_TWINS = 200
Step = Callable[[int, int], None]


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Kept:
    """An entry as it now stands; `new` when the book did not have it."""

    row_id: int
    person: Person
    new: bool
    changes: Changes


@dataclass(frozen=True)
class Gathered:
    """How many authors were linked, how many entries that made, how many several entries could be, and of how many too
    little is known to tell them from others of the name."""

    linked: int
    new: int
    unsure: int
    unknown: int
    changes: Changes


def page(desk: Desk, query: str = "", limit: int = -1, offset: int = 0, *, no_consent: bool = False) -> list[int]:
    """`no_consent` asks for those whose consent is not noted."""
    return stored_people.ids(desk.store, query, limit, offset, no_consent=no_consent)


def place(desk: Desk, row_id: int, query: str = "", *, no_consent: bool = False) -> int | None:
    """Where an entry stands in the list, from 0; None if the question does not find it."""
    return stored_people.place(desk.store, row_id, query, no_consent=no_consent)


def total(desk: Desk, query: str = "", *, no_consent: bool = False) -> int:
    return stored_people.count(desk.store, query, no_consent=no_consent)


def rows(desk: Desk, row_ids: Sequence[int]) -> list[Person]:
    return list(by_rows(desk, row_ids).values())


def by_rows(desk: Desk, row_ids: Sequence[int]) -> dict[int, Person]:
    """The entries by their rows, in the order asked for."""
    return stored_people.by_rows(desk.store, row_ids)


def at(desk: Desk, row_id: int) -> Person:
    found = stored_people.at(desk.store, row_id)
    if found is None:
        raise RuleError("person_unknown", name=str(row_id))
    return found


def get(desk: Desk, person_id: str) -> Person:
    found = stored_people.get(desk.store, person_id)
    if found is None:
        raise RuleError("person_unknown", name=person_id)
    return found


def row_id_of(desk: Desk, person_id: str) -> int | None:
    """The row of the entry that stands for this one today."""
    standing = stored_people.standing(desk.store, person_id)
    return None if standing is None else stored_people.row_id_of(desk.store, standing.id)


def offered(desk: Desk, words: str) -> list[Person]:
    """People of the book whose name, with or without accents, has these words; none for fewer than three letters."""
    if sum(letter.isalpha() for letter in words) < LETTERS:
        return []
    found = rows(desk, page(desk, words, limit=OFFERED * 4))
    parts = text.fold(text.clean_line(words)).split()
    named = [person for person in found if all(part in text.fold(person.full_name) for part in parts)]
    return named[:OFFERED]


def initiatives_of(desk: Desk, person_id: str) -> list[int]:
    """The row ids of the initiatives this person is an author of, the newest first."""
    return stored_people.links(desk.store, person_id)


def unlinked(desk: Desk) -> int:
    """About how many authors of own records are known well enough and have no entry yet."""
    return stored_people.count_unlinked(desk.store)


def enter(desk: Desk, values: Mapping[str, Any]) -> Kept:
    """An entry from JSON values: a known "id" changes that entry, the same person his own, anything else is new."""
    demand_officer(desk)
    person_id = str(values.get("id") or "")
    if person_id:
        held = get(desk, person_id)
        now = stored_people.standing(desk.store, person_id)
        if now is not None and now.id != person_id:
            raise RuleError("person_merged", field="id", name=held.full_name, id=now.id)
        wanted = rules.tidied(rules.from_values(rules.values(held) | _with_birth(values)))
        return _change(desk, held, wanted)
    told = rules.tidied(rules.from_values(values))
    same, _several = _chosen(desk, told)
    if same is not None:
        return _change(desk, same, rules.noted(same, told, newest=True))
    made = dataclasses.replace(told, id=_new_id())
    with desk.store.atomic():
        row_id = stored_people.insert(desk.store, made, by_hand=True, now=clock.stamp())
        journal.write(desk.store, desk.user.name, "person_entered", made.id, clock.stamp())
    return Kept(row_id, made, True, of("people"))


def type_in(desk: Desk, row_id: int, words: Mapping[str, str]) -> Kept:
    """Save the cells of one entry as they were typed; RuleError names a cell that cannot be kept."""
    demand_officer(desk)
    held = at(desk, row_id)
    return _change(desk, held, rules.typed(held, words))


def linked(desk: Desk, before: Sequence[Author], authors: Sequence[Author], initiative_id: int) -> tuple[Author, ...]:
    """The authors with their links into the book, which learns what is new of those that differ from `before`.

    Inside `atomic()`. The rules stand in docs/decisions/0011-person-book.md.
    """
    return tuple(author if author in before else _linked(desk, author, initiative_id) for author in authors)


def gather(desk: Desk, *, step: Step = quiet) -> Gathered:
    """Put the authors of the records there are into the book; `step` counts them and may raise to stop: then nothing
    is changed."""
    demand_officer(desk)
    loose = stored_people.unlinked(desk.store)
    found = [row for row in loose if rules.known_enough(row[2])]
    if found:
        backups.before(desk, backups.BULK, stop=lambda: step(0, len(found)))
    new, unsure = 0, 0
    with desk.store.atomic():
        for number, (initiative_id, place, author) in enumerate(found, 1):
            step(number, len(found))
            same, several = _chosen(desk, author)
            if several:
                unsure += 1
                continue
            kept = _made(desk, author) if same is None else _noted(desk, same, author, newest=False)
            new += same is None
            stored_people.link(desk.store, initiative_id, place, kept.id)
        if found:
            counts = {"linked": len(found) - unsure, "new": new, "unsure": unsure}
            journal.write(desk.store, desk.user.name, "people_gathered", "", clock.stamp(), **counts)
    unknown = len(loose) - len(found) + stored_people.nameless(desk.store)
    return Gathered(len(found) - unsure, new, unsure, unknown, of("people", "initiatives"))


def twins(desk: Desk) -> list[tuple[Person, Person]]:
    """Pairs of entries that may be one person, for somebody to decide."""
    return [pair for pair in stored_people.pairs(desk.store, _TWINS) if rules.twins(*pair)]


def merge(desk: Desk, keep: str, drop: str) -> Kept:
    """Two entries become one; authors of the dropped one count as the kept one's from now on. See `undo_merge`."""
    demand_officer(desk)
    kept, dropped = get(desk, keep), get(desk, drop)
    if kept.id == dropped.id:
        raise RuleError("person_merge_itself")
    for person in (kept, dropped):
        standing = stored_people.standing(desk.store, person.id)
        if standing is None or standing.id != person.id:
            raise RuleError("person_merged_already", name=person.full_name)
    after, now = rules.merged(kept, dropped), clock.stamp()
    with desk.store.atomic():
        stored_people.update(desk.store, after, now=now)
        stored_people.add_merge(desk.store, kept, dropped, after, now)
        journal.write(desk.store, desk.user.name, "people_merged", kept.id, now, dropped=dropped.id)
    return _kept(desk, after)


def undo_merge(desk: Desk, person_id: str) -> Kept:
    """Take the last merge of this entry back, kept or dropped; both entries and their authors are as they were.

    What somebody has changed in the kept one since stays.
    """
    demand_officer(desk)
    person = get(desk, person_id)
    held = merges(desk, person_id)
    if not held:
        raise RuleError("person_not_merged", name=person.full_name)
    last = next((row for row in held if row["dropped"] == person_id), held[0])
    kept, dropped = get(desk, last["kept"]), get(desk, last["dropped"])
    for one in (kept, dropped):
        if merges(desk, one.id)[0]["id"] != last["id"]:
            raise RuleError("person_merge_later", name=one.full_name)
    after, now = rules.unmerged(last["before"], last["after"], kept), clock.stamp()
    with desk.store.atomic():
        stored_people.update(desk.store, after, now=now)
        stored_people.end_merge(desk.store, last["id"], dropped.id, now)
        journal.write(desk.store, desk.user.name, "people_merge_undone", kept.id, now, dropped=dropped.id)
    return _kept(desk, after)


def merges(desk: Desk, person_id: str) -> list[dict[str, Any]]:
    """The merges of an entry that still hold, the last one first: id, kept, dropped, before, after, merged_at."""
    return stored_people.merges(desk.store, person_id)


def keep_apart(desk: Desk, one: str, other: str) -> Changes:
    """Somebody says that two entries are two people; nobody asks again."""
    demand_officer(desk)
    first, second, now = get(desk, one), get(desk, other), clock.stamp()
    with desk.store.atomic():
        stored_people.keep_apart(desk.store, first.id, second.id, now)
        journal.write(desk.store, desk.user.name, "people_apart", first.id, now, other=second.id)
    return of("people")


def _linked(desk: Desk, author: Author, initiative_id: int) -> Author:
    held = stored_people.standing(desk.store, author.person_id) if author.person_id else None
    enough = rules.known_enough(author)
    if held is not None:
        if not rules.contradicts(held, author):
            return _link(author, _noted(desk, held, author, newest=True))
        if len(author.full_name.split()) < 2:
            return author  # still being typed: nobody else yet
        if enough and not _settled(desk, held, initiative_id):
            after = rules.followed(held, author)
            stored_people.update(desk.store, after, now=clock.stamp())
            return _link(author, after)
    if not enough:
        return dataclasses.replace(author, person_id="")
    same, several = _chosen(desk, author)
    if several:
        return dataclasses.replace(author, person_id="")
    return _link(author, _made(desk, author) if same is None else _noted(desk, same, author, newest=True))


def _chosen(desk: Desk, who: Author | Person) -> tuple[Person | None, bool]:
    """The entry that is the same person, and whether several could be; what an entry merged into it knew counts too."""
    same, several = rules.chosen(stored_people.named(desk.store, who.full_name), who)
    if same is not None or several:
        return same, several
    former = [one for one in stored_people.merged_away(desk.store, who.full_name) if rules.chosen([one], who)[0]]
    found = {now.id: now for one in former if (now := stored_people.standing(desk.store, one.id)) is not None}
    return (next(iter(found.values())) if len(found) == 1 else None), len(found) > 1


def _settled(desk: Desk, person: Person, initiative_id: int) -> bool:
    """Whether the entry is more than what this one record said: somebody's own work, or other records' author too."""
    return (
        stored_people.by_hand(desk.store, person.id)
        or bool(merges(desk, person.id))
        or stored_people.linked_elsewhere(desk.store, person.id, initiative_id)
    )


def _link(author: Author, person: Person) -> Author:
    return dataclasses.replace(author, person_id=person.id)


def _made(desk: Desk, author: Author) -> Person:
    made = dataclasses.replace(rules.from_author(author), id=_new_id())
    stored_people.insert(desk.store, made, by_hand=False, now=clock.stamp())
    return made


def _noted(desk: Desk, person: Person, author: Author, *, newest: bool) -> Person:
    after = rules.noted(person, author, newest=newest)
    if after != person:
        stored_people.update(desk.store, after, now=clock.stamp())
    return after


def _change(desk: Desk, held: Person, wanted: Person) -> Kept:
    before, after = rules.values(held), rules.values(wanted)
    differing = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if differing:
        now = clock.stamp()
        with desk.store.atomic():
            stored_people.update(desk.store, wanted, now=now, by_hand=True)
            journal.write(desk.store, desk.user.name, "person_changed", held.id, now, fields=differing)
    return _kept(desk, wanted)


def _kept(desk: Desk, person: Person) -> Kept:
    return Kept(stored_people.row_id_of(desk.store, person.id) or 0, person, False, of("people"))


def _with_birth(values: Mapping[str, Any]) -> dict[str, Any]:
    """A year told without a day replaces both, and a day without a year as well: neither contradicts what was held."""
    told = dict(values)
    if "birth_year" in told or "born_on" in told:
        told = {"birth_year": None, "born_on": None} | told
    return told


def _new_id() -> str:
    return uuid.uuid4().hex[:12]
