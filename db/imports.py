"""Imports in the store: each with what it changed, the rows that wait to be mended, the headings that are known."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from db.store import Store


def begin(store: Store, *, file: str, sheet: str, programme: str, user_name: str, now: str) -> int:
    """A new import; its counts come at the end. Inside `atomic()`."""
    values = {"file": file, "sheet": sheet, "programme": programme, "user_name": user_name, "at": now, "counts": "{}"}
    return store.insert("import_batch", values)


def finish(store: Store, batch_id: int, counts: Mapping[str, int]) -> None:
    store.execute("UPDATE import_batch SET counts = ? WHERE id = ?", [json.dumps(dict(counts)), batch_id])


def note_new(store: Store, batch_id: int, row_ids: Iterable[int]) -> None:
    """Remember records as made by this import, as they stand now. Inside `atomic()`."""
    sql = (
        "INSERT INTO import_change (batch_id, initiative_id, before, sha256_before, stood_at)"
        " SELECT ?, id, '', '', updated_at FROM initiative WHERE id BETWEEN ? AND ? ORDER BY id"
    )
    runs = [(row_ids[0], row_ids[-1])] if isinstance(row_ids, range) else [(row_id, row_id) for row_id in row_ids]
    store.connection.executemany(sql, [(batch_id, first, last) for first, last in runs])


def note_updated(store: Store, batch_id: int, row_id: int, before: Mapping[str, Any], sha256: str) -> None:
    """Remember how a record was before this import changed it, and how it stands now. Inside `atomic()`."""
    sql = (
        "INSERT INTO import_change (batch_id, initiative_id, before, sha256_before, stood_at)"
        " SELECT ?, id, ?, ?, updated_at FROM initiative WHERE id = ?"
    )
    store.execute(sql, [batch_id, json.dumps(dict(before), ensure_ascii=False), sha256, row_id])


def batches(store: Store) -> list[dict[str, Any]]:
    """All imports, the last one first, with how many rows of each still wait to be mended."""
    sql = (
        "SELECT import_batch.*, (SELECT count(*) FROM import_waiting"
        " WHERE batch_id = import_batch.id AND settled_at IS NULL) AS waiting FROM import_batch ORDER BY id DESC"
    )
    return [row | {"counts": json.loads(row["counts"])} for row in store.rows(sql)]


def batch(store: Store, batch_id: int) -> dict[str, Any] | None:
    return store.row("SELECT * FROM import_batch WHERE id = ?", [batch_id])


def changes(store: Store, batch_id: int) -> list[dict[str, Any]]:
    """What an import did: `initiative_id`, `before`, `sha256_before`, and whether the record still stands so.

    `stands` is 0 once somebody changed the record, moved it or sealed it; `gone` is 1 for one in the bin.
    """
    sql = (
        "SELECT change.initiative_id, change.before, change.sha256_before, initiative.number, initiative.title,"
        " initiative.deleted_at IS NOT NULL AS gone,"
        " initiative.updated_at = change.stood_at AND (change.before <> '' OR initiative.state = 'draft')"
        " AND initiative.id NOT IN (SELECT initiative_id FROM unsettled)"
        " AND NOT EXISTS (SELECT 1 FROM import_change AS later WHERE later.initiative_id = change.initiative_id"
        " AND later.batch_id > change.batch_id AND later.batch_id IN"
        " (SELECT id FROM import_batch WHERE undone_at IS NULL)) AS stands"
        " FROM import_change AS change JOIN initiative ON initiative.id = change.initiative_id"
        " WHERE change.batch_id = ? ORDER BY change.initiative_id"
    )
    return store.rows(sql, [batch_id])


def mark_undone(store: Store, batch_id: int, now: str) -> None:
    """The import is taken back, and with it the rows of it that still wait. Inside `atomic()`."""
    store.execute("UPDATE import_batch SET undone_at = ? WHERE id = ?", [now, batch_id])
    store.execute("DELETE FROM import_waiting WHERE batch_id = ? AND settled_at IS NULL", [batch_id])


def keep_waiting(
    store: Store, batch_id: int, import_key: str, *, row_no: int, title: str, body: Any, problems: Any
) -> None:
    """A row that could not be taken in waits to be mended; one that waits already is not kept twice."""
    known = "SELECT 1 FROM import_waiting WHERE import_key = ? AND settled_at IS NULL"
    if store.value(known, [import_key]) is None:
        values = {
            "batch_id": batch_id,
            "import_key": import_key,
            "row_no": row_no,
            "title": title,
            "body": json.dumps(body, ensure_ascii=False),
            "problems": json.dumps(problems, ensure_ascii=False),
        }
        store.insert("import_waiting", values)


def save_waiting(store: Store, waiting_id: int, body: Any, title: str, problems: Any) -> None:
    sql = "UPDATE import_waiting SET body = ?, title = ?, problems = ? WHERE id = ?"
    told = [json.dumps(value, ensure_ascii=False) for value in (body, problems)]
    store.execute(sql, [told[0], title, told[1], waiting_id])


def settle_waiting(store: Store, waiting_id: int, now: str, row_id: int | None) -> None:
    """The row is dealt with: as the record it became, or given up (None)."""
    sql = "UPDATE import_waiting SET settled_at = ?, initiative_id = ? WHERE id = ?"
    store.execute(sql, [now, row_id, waiting_id])


def waiting(store: Store) -> list[dict[str, Any]]:
    """The rows that wait, as they stand in their lists, with the file, sheet and programme they came from."""
    sql = (
        "SELECT import_waiting.*, file, sheet, programme, at FROM import_waiting"
        " JOIN import_batch ON import_batch.id = batch_id WHERE settled_at IS NULL ORDER BY batch_id, row_no, id"
    )
    return [row | {name: json.loads(row[name]) for name in ("body", "problems")} for row in store.rows(sql)]


def count_waiting(store: Store) -> int:
    return int(store.value("SELECT count(*) FROM import_waiting WHERE settled_at IS NULL"))


def keep_mapping(
    store: Store, fingerprint: str, *, name: str, headings: Mapping[str, str], columns: Mapping[str, str], now: str
) -> None:
    """Which column holds what, under this heading; kept again it replaces what was known."""
    values = {
        "fingerprint": fingerprint,
        "name": name,
        "headings": json.dumps(dict(headings), ensure_ascii=False),
        "columns": json.dumps(dict(columns)),
        "kept_at": now,
    }
    store.upsert("import_mapping", values, pk="fingerprint")


def mappings(store: Store) -> list[dict[str, Any]]:
    """The headings that are known, the last one kept first; `columns` give by column number the field."""
    rows = store.rows("SELECT * FROM import_mapping ORDER BY kept_at DESC, fingerprint")
    return [row | {name: json.loads(row[name]) for name in ("headings", "columns")} for row in rows]


def forget_mapping(store: Store, fingerprint: str) -> None:
    store.execute("DELETE FROM import_mapping WHERE fingerprint = ?", [fingerprint])
