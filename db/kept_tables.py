"""Tables of figures kept for good, with the records, the people and the benefit that stood behind each figure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from db.store import Store
from domain.statistics import ALL, INITIATIVES

_COLUMNS = "id, name, programme, kept_by, kept_at, asked, detailed"
_AMONG = "initiative_id IN (SELECT value FROM json_each(?))"


def keep(store: Store, row: dict[str, Any], records: Mapping[tuple[str, str], Sequence[int]]) -> int:
    """A table as it stands, and the rows behind each (key, what); returns its number. Inside `atomic()`."""
    table_id = store.insert("kept_table", row | {"detailed": 1})
    rows = [(table_id, key, what, json.dumps(list(ids))) for (key, what), ids in records.items()]
    sql = "INSERT INTO kept_records (table_id, key, what, initiative_ids) VALUES (?, ?, ?, ?)"
    store.connection.executemany(sql, rows)
    every = json.dumps(list(records.get((ALL, INITIATIVES), ())))
    entries = f"SELECT ?, initiative_id, place, person_key FROM participant WHERE {_AMONG}"
    store.execute(f"INSERT INTO kept_entry (table_id, initiative_id, place, person_key) {entries}", [table_id, every])
    stated = "SELECT ?, id, benefit_vnd FROM initiative WHERE benefit_vnd IS NOT NULL"
    store.execute(
        f"INSERT INTO kept_benefit (table_id, initiative_id, vnd) {stated} AND id IN (SELECT value FROM json_each(?))",
        [table_id, every],
    )
    return table_id


def everything(store: Store) -> list[dict[str, Any]]:
    """Every table that was kept, the newest first, without its lines."""
    return store.rows(f"SELECT {_COLUMNS} FROM kept_table ORDER BY id DESC")


def get(store: Store, table_id: int) -> dict[str, Any] | None:
    """One table without its lines, its totals as JSON."""
    sql = f"SELECT {_COLUMNS}, json_extract(body, '$.totals') AS totals FROM kept_table WHERE id = ?"
    return store.row(sql, [table_id])


def lines(store: Store, table_id: int) -> list[str]:
    """Its lines, each as JSON: of thousands in one text Python would hold up every other thread."""
    sql = (
        "SELECT line.value FROM kept_table, json_each(kept_table.body, '$.lines') AS line WHERE kept_table.id = ?"
        " ORDER BY line.key"
    )
    return [told for (told,) in store.tuples(sql, [table_id])]


def row_ids(store: Store, table_id: int, key: str, what: str) -> list[int]:
    """The rows of the initiatives behind a figure of initiatives or of benefit."""
    sql = "SELECT initiative_ids FROM kept_records WHERE table_id = ? AND key = ? AND what = ?"
    found = store.value(sql, [table_id, key, what])
    return [int(one) for one in json.loads(found)] if found else []


def keys_of(store: Store, table_id: int, among: Sequence[int]) -> dict[int, list[str]]:
    """In which lines of the table each of these records was counted, the totals left out."""
    sql = (
        "SELECT one.value, k.key FROM kept_records AS k, json_each(k.initiative_ids) AS one WHERE k.table_id = ?"
        " AND k.what = ? AND k.key <> ? AND one.value IN (SELECT value FROM json_each(?)) ORDER BY k.key"
    )
    found: dict[int, list[str]] = {}
    for row_id, key in store.tuples(sql, [table_id, INITIATIVES, ALL, json.dumps(list(among))]):
        found.setdefault(int(row_id), []).append(key)
    return found


def entries(store: Store, table_id: int, row_ids: Sequence[int]) -> list[dict[str, Any]]:
    """One row for each author these records had then, as `statistics.entries` has them; `full_name` is None where the
    record does not name that person any more."""
    sql = (
        "SELECT k.initiative_id AS row_id, i.number, i.title, a.full_name, a.birth_year, k.person_key, i.unit_code,"
        " x.unit_name FROM kept_entry AS k JOIN initiative AS i ON i.id = k.initiative_id"
        " JOIN initiative_text AS x ON x.id = i.id LEFT JOIN author AS a ON a.initiative_id = k.initiative_id"
        " AND a.place = (SELECT p.place FROM participant AS p WHERE p.initiative_id = k.initiative_id"
        " AND p.person_key = k.person_key ORDER BY p.place <> k.place, p.place LIMIT 1)"
        f" WHERE k.table_id = ? AND k.{_AMONG} ORDER BY k.initiative_id, k.place"
    )
    return store.rows(sql, [table_id, json.dumps(list(row_ids))])


def entries_now(store: Store, _table_id: int, row_ids: Sequence[int]) -> list[dict[str, Any]]:
    """The same of the authors these records have today, for a table that kept nobody."""
    sql = (
        "SELECT p.initiative_id AS row_id, i.number, i.title, a.full_name, a.birth_year, p.person_key, i.unit_code,"
        " x.unit_name FROM participant AS p JOIN initiative AS i ON i.id = p.initiative_id"
        " JOIN initiative_text AS x ON x.id = i.id JOIN author AS a ON a.initiative_id = i.id AND a.place = p.place"
        f" WHERE p.{_AMONG} ORDER BY p.initiative_id, p.place"
    )
    return store.rows(sql, [json.dumps(list(row_ids))])


def people_changed(store: Store, table_id: int, row_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Of these records those whose authors are others now: how many there were and are."""
    then = _people("kept_entry", "k.table_id = ? AND k.initiative_id = one.value")
    now = _people("participant", "k.initiative_id = one.value")
    sql = (
        f"SELECT value, (SELECT count(*) FROM kept_entry AS k WHERE k.table_id = ? AND k.initiative_id = one.value),"
        " (SELECT count(*) FROM participant AS k WHERE k.initiative_id = one.value)"
        f" FROM json_each(?) AS one WHERE {then} IS NOT {now}"
    )
    rows = store.tuples(sql, [table_id, json.dumps(list(row_ids)), table_id])
    return {row_id: (before, after) for row_id, before, after in rows}


def benefit_changed(store: Store, table_id: int, row_ids: Sequence[int]) -> list[int]:
    """Of these records those that state another sum now."""
    sql = (
        "SELECT one.value FROM json_each(?) AS one JOIN initiative AS i ON i.id = one.value LEFT JOIN kept_benefit AS k"
        " ON k.table_id = ? AND k.initiative_id = i.id WHERE i.benefit_vnd IS NOT k.vnd"
    )
    return [int(one) for one in store.column(sql, [json.dumps(list(row_ids)), table_id])]


def benefit_then(store: Store, table_id: int, row_ids: Sequence[int]) -> dict[int, int]:
    """How much benefit these records stated then, in đồng; those that stated none are left out."""
    sql = f"SELECT initiative_id, vnd FROM kept_benefit WHERE table_id = ? AND {_AMONG}"
    return dict(store.tuples(sql, [table_id, json.dumps(list(row_ids))]))


def standing(store: Store, row_ids: Sequence[int]) -> list[dict[str, Any]]:
    """`programme, state, created_at, deleted_at, benefit_state, benefit_vnd` of these records as they stand: why one is
    counted, or not any more."""
    sql = (
        "SELECT id, programme, state, created_at, deleted_at, benefit_state, coalesce(benefit_vnd, 0) AS benefit_vnd"
        " FROM initiative"
        " WHERE id IN (SELECT value FROM json_each(?))"
    )
    return store.rows(sql, [json.dumps(list(row_ids))])


def _people(table: str, where: str) -> str:
    """The keys of all authors of one record, as one text."""
    keys = f"SELECT k.person_key FROM {table} AS k WHERE {where} ORDER BY k.person_key"
    return f"(SELECT group_concat(person_key) FROM ({keys}))"
