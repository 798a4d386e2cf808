"""The person book in the store: its entries, their links from authors, and the merges that can be undone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from db.initiatives import author_of
from db.store import Store
from domain import text
from domain.initiative import Author
from domain.person import Person, from_values, values

FIELDS = ("id", "full_name", "birth_year", "born_on", "position", "workplace", "phone", "education", "leader", "gender",
          "membership", "purpose", "consent_on", "consent_note")  # fmt: skip
_FAMILY = (
    "WITH RECURSIVE family (id) AS (SELECT ? UNION SELECT person.id FROM person JOIN family"
    " ON person.merged_into = family.id) "
)


def insert(store: Store, person: Person, *, by_hand: bool, now: str) -> int:
    """A new entry; returns its row id. Inside `atomic()`."""
    kept = _columns(person) | {"by_hand": int(by_hand), "merged_into": "", "created_at": now, "updated_at": now}
    return store.insert("person", kept)


def update(store: Store, person: Person, *, now: str, by_hand: bool = False) -> None:
    """Replace what an entry says; one that somebody changed `by_hand` stays his. Inside `atomic()`."""
    kept = _columns(person) | {"updated_at": now} | ({"by_hand": 1} if by_hand else {})
    pairs = ", ".join(f"{name} = ?" for name in kept)
    store.execute(f"UPDATE person SET {pairs} WHERE id = ?", [*kept.values(), person.id])


def get(store: Store, person_id: str) -> Person | None:
    """The entry itself, also one that was merged into another."""
    row = store.row("SELECT * FROM person WHERE id = ?", [person_id])
    return None if row is None else _person(row)


def at(store: Store, row_id: int) -> Person | None:
    row = store.row("SELECT * FROM person WHERE row_id = ?", [row_id])
    return None if row is None else _person(row)


def row_id_of(store: Store, person_id: str) -> int | None:
    found = store.value("SELECT row_id FROM person WHERE id = ?", [person_id])
    return None if found is None else int(found)


def standing(store: Store, person_id: str) -> Person | None:
    """The entry that stands for this one today: itself, or the one it was merged into."""
    row = store.row("SELECT * FROM person WHERE id = ?", [person_id])
    while row is not None and row["merged_into"]:
        row = store.row("SELECT * FROM person WHERE id = ?", [row["merged_into"]])
    return None if row is None else _person(row)


def by_hand(store: Store, person_id: str) -> bool:
    return bool(store.value("SELECT by_hand FROM person WHERE id = ?", [person_id]))


def named(store: Store, full_name: str) -> list[Person]:
    """The entries of this name, whatever its accents."""
    sql = "SELECT * FROM person WHERE folded_name = ? AND merged_into = '' ORDER BY row_id"
    return [_person(row) for row in store.rows(sql, [text.fold(full_name)])]


def merged_away(store: Store, full_name: str) -> list[Person]:
    """The entries of this name that were merged into another, as they were: the same person under other particulars."""
    sql = "SELECT * FROM person WHERE folded_name = ? AND merged_into <> '' ORDER BY row_id"
    return [_person(row) for row in store.rows(sql, [text.fold(full_name)])]


def ids(store: Store, query: str = "", limit: int = -1, offset: int = 0, *, no_consent: bool = False) -> list[int]:
    """Row ids by given name; words with accents find exactly those, words without all. `no_consent` asks for those
    whose consent is not noted."""
    where, parameters = _where(query, no_consent)
    sql = f"SELECT row_id FROM person WHERE {where} ORDER BY name_key, row_id LIMIT ? OFFSET ?"
    return [row["row_id"] for row in store.rows(sql, [*parameters, limit, offset])]


def count(store: Store, query: str = "", *, no_consent: bool = False) -> int:
    where, parameters = _where(query, no_consent)
    return int(store.value(f"SELECT count(*) FROM person WHERE {where}", parameters))


def place(store: Store, row_id: int, query: str = "", *, no_consent: bool = False) -> int | None:
    """Where a row stands in the order of `ids`, from 0; None if the question does not find it."""
    where, parameters = _where(query, no_consent)
    sql = f"SELECT name_key FROM person WHERE {where} AND row_id = ?"
    key = store.value(sql, [*parameters, row_id])
    if key is None:
        return None
    before = f"SELECT count(*) FROM person WHERE {where} AND (name_key, row_id) < (?, ?)"
    return int(store.value(before, [*parameters, key, row_id]))


def by_rows(store: Store, row_ids: Sequence[int]) -> dict[int, Person]:
    """The entries of these rows, in the order asked for; ones that have vanished are left out."""
    marks = ",".join("?" * len(row_ids))
    rows = {row["row_id"]: row for row in store.rows(f"SELECT * FROM person WHERE row_id IN ({marks})", list(row_ids))}
    return {row_id: _person(rows[row_id]) for row_id in row_ids if row_id in rows}


def pairs(store: Store, limit: int) -> list[tuple[Person, Person]]:
    """Entries of one name without accents that share a year of birth or a phone, and were not said to be apart."""
    sql = (
        "SELECT one.id AS one, other.id AS other FROM person AS one JOIN person AS other"
        " ON one.folded_name = other.folded_name AND one.row_id < other.row_id"
        " WHERE one.merged_into = '' AND other.merged_into = ''"
        " AND (one.birth_year = other.birth_year OR (one.phone <> '' AND one.phone = other.phone))"
        " AND NOT EXISTS (SELECT 1 FROM person_apart AS said WHERE said.one = min(one.id, other.id)"
        " AND said.other = max(one.id, other.id)) ORDER BY one.name_key, one.row_id, other.row_id LIMIT ?"
    )
    found = [(get(store, row["one"]), get(store, row["other"])) for row in store.rows(sql, [limit])]
    return [(one, other) for one, other in found if one is not None and other is not None]


def keep_apart(store: Store, one: str, other: str, now: str) -> None:
    kept = {"one": min(one, other), "other": max(one, other), "said_at": now}
    store.upsert("person_apart", kept, pk=("one", "other"))


def links(store: Store, person_id: str) -> list[int]:
    """The row ids of the initiatives with an author who is this person, the newest first; not those in the bin."""
    sql = (
        _FAMILY + "SELECT DISTINCT initiative.id AS id FROM family JOIN author ON author.person_id = family.id"
        " JOIN initiative ON initiative.id = author.initiative_id WHERE initiative.deleted_at IS NULL"
        " AND author.person_id <> '' ORDER BY initiative.id DESC"
    )
    return [row["id"] for row in store.rows(sql, [person_id])]


def linked_elsewhere(store: Store, person_id: str, initiative_id: int) -> bool:
    """Whether authors of other initiatives, those in the bin included, are this person."""
    sql = (
        _FAMILY + "SELECT 1 FROM family JOIN author ON author.person_id = family.id WHERE author.initiative_id <> ?"
        " AND author.person_id <> '' LIMIT 1"
    )
    return store.value(sql, [person_id, initiative_id]) is not None


def nameless(store: Store) -> int:
    """How many authors of own records have no entry, and nothing but a name to tell them by."""
    return int(
        store.value(
            "SELECT count(*) FROM author JOIN initiative ON initiative.id = author.initiative_id WHERE"
            " initiative.own = 1 AND initiative.deleted_at IS NULL AND person_id = '' AND birth_year IS NULL"
            " AND phone = '' AND full_name <> ''"
        )
    )


def unlinked(store: Store) -> list[tuple[int, int, Author]]:
    """(initiative's row id, place, author) of own records' authors without an entry, the newest record first."""
    sql = (
        "SELECT author.* FROM author JOIN initiative ON initiative.id = author.initiative_id WHERE initiative.own = 1"
        " AND initiative.deleted_at IS NULL AND person_id = '' AND (birth_year IS NOT NULL OR phone <> '')"
        " ORDER BY initiative.id DESC, place"
    )
    return [(row["initiative_id"], row["place"], author_of(row)) for row in store.rows(sql)]


def count_unlinked(store: Store) -> int:
    """About how many of those there are, without reading them: names of one word are not among them."""
    sql = (
        "SELECT count(*) FROM author JOIN initiative ON initiative.id = author.initiative_id WHERE initiative.own = 1"
        " AND initiative.deleted_at IS NULL AND person_id = '' AND (birth_year IS NOT NULL OR phone <> '')"
        " AND instr(full_name, ' ') > 0"
    )
    return int(store.value(sql))


def link(store: Store, initiative_id: int, place: int, person_id: str) -> None:
    """Inside `atomic()`; nothing the record tells outside changes."""
    sql = "UPDATE author SET person_id = ? WHERE initiative_id = ? AND place = ?"
    store.execute(sql, [person_id, initiative_id, place])


def add_merge(store: Store, kept: Person, dropped: Person, after: Person, now: str) -> None:
    """Remember how the kept entry stood before and after; the dropped one stays as it is, hidden behind it."""
    store.insert("person_merge", {"kept": kept.id, "dropped": dropped.id, "before": _json(kept), "after": _json(after),
                                  "merged_at": now, "undone_at": None})  # fmt: skip
    store.execute("UPDATE person SET merged_into = ? WHERE id = ?", [kept.id, dropped.id])


def merges(store: Store, person_id: str) -> list[dict[str, Any]]:
    """The merges that still hold and that kept or dropped this entry, the last one first: id, kept, dropped, before,
    after (Person), merged_at."""
    sql = "SELECT * FROM person_merge WHERE undone_at IS NULL AND (kept = ? OR dropped = ?) ORDER BY id DESC"
    told = ("before", "after")
    return [
        row | {name: from_values(json.loads(row[name])) for name in told}
        for row in store.rows(sql, [person_id, person_id])
    ]


def end_merge(store: Store, merge_id: int, dropped: str, now: str) -> None:
    store.execute("UPDATE person_merge SET undone_at = ? WHERE id = ?", [now, merge_id])
    store.execute("UPDATE person SET merged_into = '' WHERE id = ?", [dropped])


def family(store: Store, person_id: str) -> list[str]:
    """The ids of the entry that stands for this one and of all that were merged into it."""
    now = standing(store, person_id)
    sql = _FAMILY + "SELECT id FROM family ORDER BY id"
    return [row["id"] for row in store.rows(sql, [now.id if now else person_id])]


def _where(query: str, no_consent: bool) -> tuple[str, list[str]]:
    words = text.clean_line(query).lower().split()
    asked = ["consent_on IS NULL", "anonymised_at IS NULL"] if no_consent else []
    return " AND ".join(["merged_into = ''", *asked, *("instr(search_key, ?) > 0" for _ in words)]), words


def _columns(person: Person) -> dict[str, Any]:
    told = values(person)
    exact = "\n".join((person.full_name, person.workplace, person.phone, person.position)).lower()
    return {name: told[name] for name in FIELDS} | {
        "leader": None if person.leader is None else int(person.leader),
        "name_key": text.given_name_key(person.full_name),
        "folded_name": text.fold(person.full_name),
        "search_key": exact + "\n" + text.fold(exact),
    }


def _person(row: dict[str, Any]) -> Person:
    told = {name: row[name] for name in FIELDS}
    return from_values(told | {"leader": None if row["leader"] is None else bool(row["leader"])})


def _json(person: Person) -> str:
    return json.dumps(values(person), ensure_ascii=False)
