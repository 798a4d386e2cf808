"""Where one person's data stands in the whole store, and putting other words there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db import journal
from db.store import Store
from domain import text
from domain.person import Person, from_values, values
from domain.target import person_key

# Rewritten field by field, or signed and never changed; and who acted in an office, which papers have to tell.
_APART = frozenset(
    "initiative initiative_text author participant counted_as person journal journal_erased journal_head user council"
    " council_member programme_pack trusted_unit revoked_certificate signing_key unit unit_event unit_cluster"
    " headcount verdict package outbox".split()
)
_OFFICES = {
    ("score_event", "appraiser"),
    ("score_draft", "appraiser"),
    ("score_event", "settled_by"),
    ("clash", "settled_by"),
    ("settlement", "decided_by"),
    ("score_event", "entered_by"),
    ("appraisal_request", "appraiser"),
    ("appraisal_request", "made_by"),
    ("second_reading", "asked_by"),
    ("award", "signer"),
}
Swept = Callable[[str], str]


@dataclass(frozen=True)
class Place:
    """One author of one record: `place` counts from 1, as stored; `own` says whose record it is."""

    initiative_id: int
    public_id: str
    place: int
    own: bool
    person_key: int | None
    row: Mapping[str, Any] = field(repr=False)


def linked(store: Store, person_ids: Sequence[str]) -> list[Place]:
    """The authors linked to these entries, in the bin and of other units included."""
    marks = ",".join("?" * len(person_ids))
    return _places(store, f"author.person_id IN ({marks})", person_ids)


def unlinked(store: Store, names: Sequence[str]) -> list[Place]:
    """The authors without an entry who have one of these names, written as they are or in capitals."""
    written = [form for name in names for form in (name, name.upper(), name.lower(), name.title())]
    marks = ",".join("?" * len(written))
    return _places(store, f"author.person_id = '' AND author.full_name IN ({marks})", written)


def _places(store: Store, where: str, parameters: Sequence[str]) -> list[Place]:
    sql = (
        "SELECT author.*, initiative.public_id, initiative.own, participant.person_key FROM author"
        " JOIN initiative ON initiative.id = author.initiative_id LEFT JOIN participant"
        " ON participant.initiative_id = author.initiative_id AND participant.place = author.place"
        f" WHERE {where} ORDER BY author.initiative_id, author.place"
    )
    return [
        Place(row["initiative_id"], row["public_id"], row["place"], bool(row["own"]), row["person_key"], row)
        for row in store.rows(sql, list(parameters))
    ]


def others_of_name(store: Store, names: Sequence[str], places: Sequence[Place], person_ids: Sequence[str]) -> int:
    """How many entries and authors of these names, whatever their accents, are not among those given."""
    folded = {text.fold(name) for name in names}
    marks, ids = ",".join("?" * len(folded)), ",".join("?" * len(person_ids))
    sql = f"SELECT count(*) FROM person WHERE folded_name IN ({marks}) AND id NOT IN ({ids})"
    entries = int(store.value(sql, [*sorted(folded), *person_ids]))
    known = {(place.initiative_id, place.place) for place in places}
    # The author's column is not folded, and SQLite folds no Vietnamese letter: every author is read.
    rows = store.connection.execute("SELECT initiative_id, place, full_name FROM author")
    return entries + sum((at, place) not in known and text.fold(name) in folded for at, place, name in rows)


def offices(store: Store, names: Sequence[str]) -> list[tuple[str, str]]:
    """(kind, what) of each office a person of one of these names has in the register: user, council, appraiser."""
    marks = ",".join("?" * len(names))
    rows = store.rows(f"SELECT roles FROM user WHERE name IN ({marks})", names)
    found = [("user", row["roles"].split()[0]) for row in rows]
    sql = (
        "SELECT council.name || ', ' || council.held_on AS what FROM council_member JOIN council"
        f" ON council.id = council_id WHERE council_member.name IN ({marks}) ORDER BY council.id"
    )
    found += [("council", row["what"]) for row in store.rows(sql, names)]
    sql = f"SELECT count(*) FROM score_event WHERE appraiser IN ({marks})"
    sheets = int(store.value(sql, names))
    return found + ([("appraiser", str(sheets))] if sheets else [])


def files_of(store: Store, row_ids: Sequence[int]) -> list[tuple[str, str]]:
    """(number of the initiative, name) of every evidence file of these records whose content is there."""
    sql = (
        "SELECT number, name FROM evidence JOIN initiative ON initiative.id = initiative_id"
        " WHERE initiative_id IN (SELECT value FROM json_each(?))"
        " AND EXISTS (SELECT 1 FROM evidence_piece WHERE evidence_id = evidence.id) ORDER BY number, evidence.id"
    )
    return store.tuples(sql, [json.dumps(list(row_ids))])


def count_as_before(store: Store, place: Place, natural: int, key: int) -> None:
    """The author at a place is counted under `key`, though the name and birth that are left would say `natural`."""
    row = {"initiative_id": place.initiative_id, "natural_key": natural, "person_key": key}
    store.upsert("counted_as", row, pk=("initiative_id", "natural_key"))


def shared_by_name(store: Store, key: int, places: Sequence[Place]) -> bool:
    """Whether an author outside the given places has this key by his own name and birth."""
    known = {(place.initiative_id, place.place) for place in places}
    sql = (
        "SELECT author.initiative_id, author.place, author.full_name, author.birth_year, initiative.unit_code"
        " FROM participant JOIN author ON author.initiative_id = participant.initiative_id"
        " AND author.place = participant.place JOIN initiative ON initiative.id = author.initiative_id"
        " WHERE participant.person_key = ?"
    )
    rows = [row for row in store.rows(sql, [key]) if (row["initiative_id"], row["place"]) not in known]
    return any(person_key(row["full_name"], row["birth_year"], row["unit_code"]) == key for row in rows)


def move_key(store: Store, key: int, to: int) -> None:
    """Whoever was counted under a key is counted under another: nothing is left of the hash of a name."""
    for table in ("participant", "counted_as", "kept_entry"):
        store.execute(f"UPDATE {table} SET person_key = ? WHERE person_key = ?", [to, key])


def mark_anonymised(store: Store, person_ids: Sequence[str], now: str) -> None:
    marks = ",".join("?" * len(person_ids))
    store.execute(f"UPDATE person SET anonymised_at = ? WHERE id IN ({marks})", [now, *person_ids])


def name_requests(store: Store, person_ids: Sequence[str], who: str) -> None:
    """Requests of these entries are from now on those of `who`, however the asker was called in them."""
    marks = ",".join("?" * len(person_ids))
    store.execute(f"UPDATE data_request SET who = ? WHERE person_id IN ({marks})", [who, *person_ids])


def anonymised_at(store: Store, person_id: str) -> str | None:
    found = store.value("SELECT anonymised_at FROM person WHERE id = ?", [person_id])
    return None if found is None else str(found)


def rewrite_merges(store: Store, person_ids: Sequence[str], without: Callable[[Person], Person], *, end: str) -> None:
    """What merges remember of these entries; with `end` (an instant) they can no longer be undone."""
    marks = ",".join("?" * len(person_ids))
    sql = f"SELECT * FROM person_merge WHERE kept IN ({marks}) OR dropped IN ({marks})"
    for row in store.rows(sql, [*person_ids, *person_ids]):
        told = [json.dumps(values(without(from_values(json.loads(row[name])))), ensure_ascii=False)
                for name in ("before", "after")]  # fmt: skip
        ended = row["undone_at"] or end or None
        store.execute("UPDATE person_merge SET before = ?, after = ?, undone_at = ? WHERE id = ?",
                      [*told, ended, row["id"]])  # fmt: skip


def rewrite_records(store: Store, row_ids: Sequence[int], public_ids: Sequence[str],
                    without: Callable[[dict[str, Any]], dict[str, Any]]) -> None:  # fmt: skip
    """Whole records kept beside the record itself: how it stood before somebody typed, and clashing ones received."""
    for table, key, column, ids in (("unsettled", "initiative_id", "before", row_ids),
                                    ("clash", "initiative_id", "record", public_ids)):  # fmt: skip
        for one in ids:
            for row in store.rows(f"SELECT rowid AS at, {column} AS told FROM {table} WHERE {key} = ?", [one]):
                changed = json.dumps(without(json.loads(row["told"])), ensure_ascii=False)
                store.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", [changed, row["at"]])


def rewrite_journal(store: Store, subjects: Sequence[str], by_id: int,
                    without: Callable[[dict[str, Any], str], dict[str, Any]]) -> int:  # fmt: skip
    """The journal lines of these subjects; `without` gets what a line noted and its subject. Returns how many."""
    changed = 0
    for subject in subjects:
        for row in store.rows("SELECT id, detail FROM journal WHERE subject = ? AND id <> ?", [subject, by_id]):
            told = json.loads(row["detail"])
            after = without(told, subject)
            if after != told:
                journal.rewrite(store, row["id"], json.dumps(after, ensure_ascii=False), by_id)
                changed += 1
    return changed


def sweep_journal(store: Store, hints: Sequence[str], swept: Swept, by_id: int) -> int:
    """Every line of the journal whose words hold one of the hints."""
    changed = 0
    for row in store.rows(f"SELECT id, detail FROM journal WHERE id <> ? AND ({_any('detail', hints)})",
                          [by_id, *hints]):  # fmt: skip
        after = swept(row["detail"])
        if after != row["detail"]:
            journal.rewrite(store, row["id"], after, by_id)
            changed += 1
    return changed


def mentioning(store: Store, hints: Sequence[str]) -> list[int]:
    """The row ids of records whose texts may hold one of these words."""
    names = [name for table, name in _text_columns(store) if table == "initiative_text"]
    like = " OR ".join(_any(f'initiative_text."{name}"', hints) for name in names)
    sql = f"SELECT id FROM initiative JOIN initiative_text USING (id) WHERE {_any('title', hints)} OR {like}"
    return [row["id"] for row in store.rows(sql, [*hints, *(hint for _ in names for hint in hints)])]


def sweep(store: Store, hints: Sequence[str], swept: Swept, *, row_ids: Sequence[int] | None = None,
          public_ids: Sequence[str] = (), person_ids: Sequence[str] = ()) -> None:  # fmt: skip
    """All words of all other tables, those of later versions too; with `row_ids` only what belongs to these records
    or entries."""
    for table, column in _text_columns(store):
        if table in _APART or (table, column) in _OFFICES:
            continue
        where, parameters = _belonging(store, table, row_ids, public_ids, person_ids)
        sql = f'SELECT DISTINCT "{column}" AS told FROM "{table}" WHERE ({_any(f"{chr(34)}{column}{chr(34)}", hints)})'
        for row in store.rows(f"{sql} AND {where}", [*hints, *parameters]):
            after = swept(row["told"])
            if after != row["told"]:
                store.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE "{column}" = ? AND {where}',
                              [after, row["told"], *parameters])  # fmt: skip


def _belonging(store: Store, table: str, row_ids: Sequence[int] | None, public_ids: Sequence[str],
               person_ids: Sequence[str]) -> tuple[str, list[Any]]:  # fmt: skip
    if row_ids is None:
        return "1", []
    columns = {row["name"] for row in store.rows(f"SELECT name FROM pragma_table_info('{table}')")}
    for column, ids in (("initiative_id", [*row_ids, *public_ids]), ("person_id", list(person_ids))):
        if column in columns and ids:
            return f"{column} IN ({','.join('?' * len(ids))})", list(ids)
    return "0", []


def _text_columns(store: Store) -> Iterator[tuple[str, str]]:
    """(table, column) of every text that is no key of its table."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_%'"
    for table in store.column(sql + " ESCAPE '\\' ORDER BY name"):
        sql = "SELECT name FROM pragma_table_info(?) WHERE type = 'TEXT' AND pk = 0"
        for name in store.column(sql, [table]):
            yield table, name


def _any(column: str, hints: Sequence[str]) -> str:
    return " OR ".join(f"instr({column}, ?) > 0" for _ in hints) or "0"
