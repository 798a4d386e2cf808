"""Changes of many records at once, kept so that each can be taken back as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from db.store import Store

_AT_ONCE = 500


@dataclass(frozen=True)
class Kept:
    """`what` is the name of a field, or "state:" and the state; `after` says what the fields of one of its records,
    the row `sample`, became."""

    id: int
    what: str
    changed_by: str
    changed_at: str
    undone_at: str
    size: int
    sample: int
    after: Mapping[str, Any]


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


def listed(store: Store, limit: int) -> list[Kept]:
    """The newest first, those taken back included."""
    return _read(store, "ORDER BY id DESC LIMIT ?", limit)


def get(store: Store, bulk_id: int) -> Kept | None:
    return next(iter(_read(store, "WHERE id = ?", bulk_id)), None)


def _read(store: Store, which: str, number: int) -> list[Kept]:
    sql = (
        "SELECT told.*, bulk_row.initiative_id, bulk_row.after,"
        " (SELECT count(*) FROM bulk_row WHERE bulk_id = told.id) AS size"
        f" FROM (SELECT * FROM bulk_change {which}) AS told JOIN bulk_row ON bulk_row.bulk_id = told.id"
        " AND initiative_id = (SELECT min(initiative_id) FROM bulk_row WHERE bulk_id = told.id) ORDER BY told.id DESC"
    )
    return [Kept(row["id"], row["what"], row["changed_by"], row["changed_at"], row["undone_at"] or "", row["size"],
                 row["initiative_id"], json.loads(row["after"])) for row in store.rows(sql, [number])]  # fmt: skip


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
