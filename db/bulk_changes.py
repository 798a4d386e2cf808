"""Changes of many records at once, kept so that each can be taken back as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from db.store import Store

_AT_ONCE = 500


def begin(store: Store, what: str, by: str, now: str) -> int:
    """A new change; returns its id. Inside `atomic()`."""
    row = {"what": what, "changed_by": by, "changed_at": now, "undone_at": None}
    return store.insert("bulk_change", row)


def add(store: Store, bulk_id: int, rows: Iterable[tuple[int, dict[str, Any], dict[str, Any]]]) -> None:
    """(row id, the fields before, the same fields after). Inside `atomic()`."""
    told = [(bulk_id, row_id, json.dumps(before, ensure_ascii=False), json.dumps(after, ensure_ascii=False))
            for row_id, before, after in rows]  # fmt: skip
    store.connection.executemany("INSERT INTO bulk_row VALUES (?, ?, ?, ?)", told)


def last(store: Store) -> int | None:
    """The newest change that has not been taken back."""
    found = store.value("SELECT max(id) FROM bulk_change WHERE undone_at IS NULL")
    return None if found is None else int(found)


def size(store: Store, bulk_id: int) -> int:
    return int(store.value("SELECT count(*) FROM bulk_row WHERE bulk_id = ?", [bulk_id]))


def rows(store: Store, bulk_id: int) -> Iterator[list[tuple[int, dict[str, Any], dict[str, Any]]]]:
    """The rows of a change, some hundred at a time."""
    after_id = 0
    sql = "SELECT * FROM bulk_row WHERE bulk_id = ? AND initiative_id > ? ORDER BY initiative_id LIMIT ?"
    while found := store.rows(sql, [bulk_id, after_id, _AT_ONCE]):
        yield [(row["initiative_id"], json.loads(row["before"]), json.loads(row["after"])) for row in found]
        after_id = found[-1]["initiative_id"]


def close(store: Store, bulk_id: int, now: str) -> None:
    """Taken back. Inside `atomic()`."""
    store.execute("UPDATE bulk_change SET undone_at = ? WHERE id = ?", [now, bulk_id])
