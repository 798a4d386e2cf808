"""Initiatives in the store: a narrow table to list and count, the texts and the authors beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from db import initiative_rows as rows
from db import search_index
from db.initiative_list import AT_ONCE
from db.initiative_list import SORTS as SORTS
from db.initiative_list import Filter as Filter
from db.initiative_list import benefit_by_state as benefit_by_state
from db.initiative_list import complete_ids as complete_ids
from db.initiative_list import count as count
from db.initiative_list import count_by_state as count_by_state
from db.initiative_list import counts as counts
from db.initiative_list import ids as ids
from db.initiative_list import list_rows as list_rows
from db.initiative_rows import AUTHOR as AUTHOR
from db.initiative_rows import NARROW as NARROW
from db.initiative_rows import WIDE as WIDE
from db.initiative_rows import insertion
from db.store import Store
from domain.entry import FLAGS
from domain.initiative import (
    ANSWERS,
    DATES,
    Answer,
    Author,
    BenefitState,
    Initiative,
    State,
)
from domain.record import author as author_from_values
from domain.record import record

_STATES, _ANSWERS = {str(one): one for one in State}, {str(one): one for one in Answer}
_BENEFIT_STATES = {str(one): one for one in BenefitState}
_READ_OTHERWISE = {*DATES, *FLAGS, *ANSWERS, "state", "benefit_state", "unread"}
_AS_STORED = tuple(name for name in (*NARROW, *WIDE) if name not in _READ_OTHERWISE)


@dataclass(frozen=True)
class Stored:
    """An initiative with what only the store knows of it: `row_id`, `own` (entered here), its last sealed content."""

    row_id: int
    own: bool
    sealed_sha256: str
    import_key: str
    updated_at: str
    initiative: Initiative


def insert(
    store: Store,
    initiative: Initiative,
    *,
    own: bool,
    missing: int,
    now: str,
    import_key: str = "",
    import_sha256: str = "",
) -> int:
    """A new row; returns its row id. Inside `atomic()`."""
    doc, values = search_index.doc(initiative), record(initiative)
    told = rows.New(own, missing, now, import_key, import_sha256)
    row_id = _insert(store, "initiative", rows.NEW, rows.new(initiative, values, doc, told))
    _insert(store, "initiative_text", ("id", *WIDE), (row_id, *rows.wide(values)))
    _authors(store, row_id, initiative, values["authors"])
    search_index.put(store, row_id, doc)
    return row_id


def update(store: Store, row_id: int, initiative: Initiative, *, missing: int, now: str) -> None:
    """Replace all fields of a row but what the store keeps for itself. Inside `atomic()`."""
    doc, held, values = search_index.doc(initiative), _marks(store, row_id), record(initiative)
    kept = rows.narrow(initiative, values, doc) | {"missing": missing, "updated_at": now}
    _update(store, "initiative", row_id, kept)
    _update(store, "initiative_text", row_id, dict(zip(WIDE, rows.wide(values), strict=True)))
    store.execute("DELETE FROM author WHERE initiative_id = ?", [row_id])
    store.execute("DELETE FROM participant WHERE initiative_id = ?", [row_id])
    found = store.rows("SELECT natural_key, person_key FROM counted_as WHERE initiative_id = ?", [row_id])
    _authors(store, row_id, initiative, values["authors"], {row["natural_key"]: row["person_key"] for row in found})
    search_index.put(store, row_id, doc, held)


def index_all(store: Store, step: Callable[[int, int], None]) -> None:
    """Takes the records into the search that are not in it yet, as after a migration; stopped, it goes on next time."""
    waiting = store.column("SELECT id FROM initiative WHERE head_mark = 0")
    for start in range(0, len(waiting), search_index.HELD):
        with store.atomic():
            for held in get_many(store, waiting[start : start + search_index.HELD]):
                doc, marks = search_index.doc(held.initiative), _marks(store, held.row_id)
                store.execute("UPDATE initiative SET head_mark = ?, body_mark = ? WHERE id = ?",
                               [*doc.marks, held.row_id])  # fmt: skip
                search_index.put(store, held.row_id, doc, marks)
        step(min(start + search_index.HELD, len(waiting)), len(waiting))


def keep_before(store: Store, row_id: int, values: dict[str, Any]) -> None:
    """Remember how a record stood before somebody began to type, until the journal is told. Inside `atomic()`."""
    sql = "INSERT INTO unsettled (initiative_id, before) VALUES (?, ?) ON CONFLICT DO NOTHING"
    store.execute(sql, [row_id, json.dumps(values, ensure_ascii=False)])


def take_before(store: Store, row_id: int) -> dict[str, Any] | None:
    """How the record stood when the typing began, forgotten from now on; None when nothing is open."""
    before = store.value("SELECT before FROM unsettled WHERE initiative_id = ?", [row_id])
    store.execute("DELETE FROM unsettled WHERE initiative_id = ?", [row_id])
    return dict(json.loads(before)) if before else None


def mark_sealed(store: Store, row_id: int, revision: int, sha256: str) -> None:
    store.execute("UPDATE initiative SET revision = ?, sealed_sha256 = ? WHERE id = ?", [revision, sha256, row_id])


def mark_all_sealed(store: Store, marks: Iterable[tuple[int, str, int]]) -> None:
    """(revision, fingerprint, row) of many."""
    store.connection.executemany("UPDATE initiative SET revision = ?, sealed_sha256 = ? WHERE id = ?", marks)


def delete(store: Store, row_ids: Iterable[int], now: str) -> None:
    """Into the bin: hidden everywhere, nothing is lost."""
    for row_id in row_ids:
        store.execute("UPDATE initiative SET deleted_at = ? WHERE id = ?", [now, row_id])


def restore(store: Store, row_ids: Iterable[int]) -> None:
    for row_id in row_ids:
        store.execute("UPDATE initiative SET deleted_at = NULL WHERE id = ?", [row_id])


def deleted(store: Store) -> list[int]:
    """The row ids in the bin, the last one thrown away first."""
    sql = "SELECT id FROM initiative WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC, id DESC"
    return [row["id"] for row in store.rows(sql)]


def get(store: Store, row_id: int) -> Stored | None:
    found = get_many(store, [row_id])
    return found[0] if found else None


def get_many(store: Store, row_ids: Sequence[int]) -> list[Stored]:
    """The records of these rows, in the order asked for; deleted ones included."""
    found: dict[int, Stored] = {}
    for start in range(0, len(row_ids), AT_ONCE):
        part = list(row_ids[start : start + AT_ONCE])
        marks = ",".join("?" * len(part))
        authors: dict[int, list[dict[str, Any]]] = {}
        for row in store.rows(f"SELECT * FROM author WHERE initiative_id IN ({marks}) ORDER BY place", part):
            authors.setdefault(row["initiative_id"], []).append(_author_values(row))
        sql = f"SELECT * FROM initiative JOIN initiative_text USING (id) WHERE id IN ({marks})"
        for row in store.rows(sql, part):
            found[row["id"]] = _stored(row, authors.get(row["id"], []))
    return [found[row_id] for row_id in row_ids if row_id in found]


def days_accepted(store: Store, row_ids: Sequence[int]) -> list[date]:
    """The days on which those of these records that were taken in were."""
    found: list[date] = []
    for start in range(0, len(row_ids), AT_ONCE):
        part = list(row_ids[start : start + AT_ONCE])
        sql = "SELECT accepted_on FROM initiative WHERE accepted_on IS NOT NULL AND id IN"
        rows = store.rows(f"{sql} ({','.join('?' * len(part))})", part)
        found += [date.fromisoformat(row["accepted_on"]) for row in rows if row["accepted_on"]]
    return found


def row_id_of(store: Store, name: str) -> int | None:
    """The row with this public id or this printed number, unless it is in the bin.

    One's own come first: numbers are each unit's own.
    """
    sql = (
        "SELECT id FROM initiative WHERE (public_id = ? OR number = ?) AND deleted_at IS NULL"
        " ORDER BY own DESC, id LIMIT 1"
    )
    found = store.value(sql, [name, name])
    return None if found is None else int(found)


def rows_named(store: Store, number: str, unit_code: str = "") -> list[dict[str, Any]]:
    """(id, own, unit_code) of those that bear this printed number, one's own first, at most a handful: numbers are
    each unit's own, so that a union above has as many of one number as it has units."""
    sql = (
        "SELECT id, own, unit_code FROM initiative WHERE number = ? AND ? IN ('', unit_code) AND deleted_at IS NULL"
        " ORDER BY own DESC, id LIMIT 6"
    )
    return store.rows(sql, [number, unit_code])


def row_id_of_public(store: Store, public_id: str) -> int | None:
    """The row with exactly this public id: what a package says is never looked up by printed numbers."""
    found = store.value("SELECT id FROM initiative WHERE public_id = ?", [public_id])
    return None if found is None else int(found)


def rows_of_public(store: Store, public_ids: Sequence[str]) -> dict[str, int]:
    """The rows of those of these public ids that are there, in one question."""
    sql = "SELECT public_id, id FROM initiative WHERE public_id IN (SELECT value FROM json_each(?))"
    return {row["public_id"]: row["id"] for row in store.rows(sql, [json.dumps(list(public_ids))])}


def under_version(store: Store, programme: str, version: str) -> list[int]:
    """The row ids of the records made under this version of a programme's rules, those in the bin left out."""
    sql = (
        "SELECT id FROM initiative JOIN initiative_text USING (id)"
        " WHERE programme = ? AND pack_version = ? AND deleted_at IS NULL ORDER BY id"
    )
    return [row["id"] for row in store.rows(sql, [programme, version])]


def authored_by(store: Store, *full_names: str, states: Sequence[str] = (State.UNDER_APPRAISAL,)) -> set[int]:
    """The row ids of the records in these states that name one of these persons among their authors."""
    sql = (
        "SELECT author.initiative_id AS id, author.full_name AS name FROM author"
        " JOIN initiative ON initiative.id = author.initiative_id"
        f" WHERE initiative.state IN ({', '.join('?' * len(states))}) AND initiative.deleted_at IS NULL"
    )
    folded = {name.casefold() for name in full_names}
    return {row["id"] for row in store.rows(sql, [*states]) if row["name"].casefold() in folded}


def imported(store: Store, keys: Iterable[str]) -> dict[str, tuple[int, str]]:
    """For those of these rows of a list that were imported: the record's row id, and the fingerprint of what the row
    said."""
    asked, found = sorted(set(keys) - {""}), {}
    for start in range(0, len(asked), AT_ONCE):
        part = asked[start : start + AT_ONCE]
        # Said as the partial index says it, or SQLite would not look into it.
        sql = (
            "SELECT import_key, id, import_sha256 FROM initiative WHERE import_key <> '' AND deleted_at IS NULL"
            f" AND import_key IN ({','.join('?' * len(part))}) ORDER BY id"
        )
        found.update({row["import_key"]: (row["id"], row["import_sha256"]) for row in store.rows(sql, part)})
    return found


def import_sha256(store: Store, row_id: int) -> str:
    """The fingerprint of what the list said of this record when it was last imported."""
    return str(store.value("SELECT import_sha256 FROM initiative WHERE id = ?", [row_id]) or "")


def mark_imported(store: Store, row_id: int, sha256: str) -> None:
    store.execute("UPDATE initiative SET import_sha256 = ? WHERE id = ?", [sha256, row_id])


def next_number(store: Store, prefix: str) -> int:
    """One more than the highest running number after this prefix; numbers of deleted records are not used again."""
    sql = "SELECT max(CAST(substr(number, ?) AS INTEGER)) FROM initiative WHERE own = 1 AND substr(number, 1, ?) = ?"
    return int(store.value(sql, [len(prefix) + 1, len(prefix), prefix]) or 0) + 1


def _marks(store: Store, row_id: int) -> tuple[int, int]:
    """What the indexes hold of a record."""
    row = store.row("SELECT head_mark, body_mark FROM initiative WHERE id = ?", [row_id])
    return (row["head_mark"], row["body_mark"]) if row else (0, 0)


def _authors(
    store: Store,
    row_id: int,
    initiative: Initiative,
    values: Sequence[Mapping[str, Any]],
    counted_as: Mapping[int, int] | None = None,
) -> None:
    """`counted_as` are the keys of those who are counted as before, though their name or birth was taken away."""
    for place, (author, told) in enumerate(zip(initiative.authors, values, strict=True), 1):
        _insert(store, "author", ("initiative_id", "place", *AUTHOR), (row_id, place, *rows.author(told)))
        key = rows.participant(author, initiative.unit_code)
        if key is not None:
            key = (counted_as or {}).get(key, key)
            _insert(store, "participant", ("initiative_id", "place", "person_key"), (row_id, place, key))


def author_of(row: dict[str, Any]) -> Author:
    """The author of a row of the table `author`."""
    return author_from_values(_author_values(row))


def _author_values(row: dict[str, Any]) -> dict[str, Any]:
    flags = {name: None if row[name] is None else bool(row[name]) for name in ("leads", "leader")}
    return {name: row[name] for name in AUTHOR} | flags


def _stored(row: dict[str, Any], authors: list[dict[str, Any]]) -> Stored:
    return Stored(
        row_id=row["id"],
        own=bool(row["own"]),
        sealed_sha256=row["sealed_sha256"],
        import_key=row["import_key"],
        updated_at=row["updated_at"],
        initiative=_initiative(row, authors),
    )


def _initiative(row: dict[str, Any], authors: list[dict[str, Any]]) -> Initiative:
    """The record as it was put in: what stands in the store was checked on its way in and is not checked again."""
    values: dict[str, Any] = {name: row[name] for name in _AS_STORED}
    for name in DATES:
        day = row[name]
        values[name] = date.fromisoformat(day) if day else None
    for name in FLAGS:
        values[name] = bool(row[name])
    for name in ANSWERS:
        values[name] = _ANSWERS[row[name]]
    values["state"] = _STATES[row["state"]]
    values["benefit_state"] = _BENEFIT_STATES[row["benefit_state"]]
    values["unread"] = json.loads(row["unread"]) if row["unread"] != "{}" else {}
    return Initiative(id=row["public_id"], authors=tuple(map(_author, authors)), **values)


def _author(values: dict[str, Any]) -> Author:
    born = values["born_on"]
    return Author(**values | {"born_on": date.fromisoformat(born) if born else None})


def _insert(store: Store, table: str, names: tuple[str, ...], row: tuple[Any, ...]) -> int:
    """One row by a statement SQLite has read before; each savepoint in between would write an index to the disk."""
    return store.execute(insertion(table, names), row)


def _update(store: Store, table: str, row_id: int, values: dict[str, Any]) -> None:
    pairs = ", ".join(f'"{name}" = ?' for name in values)
    store.execute(f"UPDATE {table} SET {pairs} WHERE id = ?", [*values.values(), row_id])
