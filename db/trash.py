"""The bin for rows that have no mark of their own for being removed: kept whole, and put back as they were."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.store import Store

# By kind: the table, and the column that names one of its rows.
KINDS = {
    "filter": ("saved_filter", "name_key"),
    "mapping": ("import_mapping", "fingerprint"),
    "day_off": ("day_off", "day"),
    "logo": ("paper_logo", "id"),
}
_HEX = "hex:"


@dataclass(frozen=True)
class Removed:
    id: int
    kind: str
    name: str
    body: Mapping[str, Any]
    removed_by: str
    removed_at: str


def keep(store: Store, kind: str, key: str | int, name: str, who: str, now: str) -> None:
    """The row of `key` as it stands, before it is deleted; no row, nothing to keep. Inside `atomic()`."""
    table, column = KINDS[kind]
    row = store.row(f"SELECT * FROM {table} WHERE {column} = ?", [key])
    if row is not None:
        told = {field: _HEX + value.hex() if isinstance(value, bytes) else value for field, value in row.items()}
        values = {"kind": kind, "name": name, "body": json.dumps(told, ensure_ascii=False), "removed_by": who}
        store.insert("trash", values | {"removed_at": now})


def everything(store: Store) -> list[Removed]:
    """The last one removed first."""
    return [_read(row) for row in store.rows("SELECT * FROM trash ORDER BY id DESC")]


def get(store: Store, trash_id: int) -> Removed | None:
    row = store.row("SELECT * FROM trash WHERE id = ?", [trash_id])
    return _read(row) if row else None


def taken(store: Store, one: Removed) -> bool:
    """Whether another row stands now where this one stood."""
    table, column = KINDS[one.kind]
    return store.value(f"SELECT 1 FROM {table} WHERE {column} = ?", [one.body[column]]) is not None


def put_back(store: Store, one: Removed) -> None:
    """Inside `atomic()`."""
    store.insert(KINDS[one.kind][0], dict(one.body))
    store.execute("DELETE FROM trash WHERE id = ?", [one.id])


def before(store: Store, at: str) -> Removed | None:
    """The oldest one, if it was removed before an instant."""
    row = store.row("SELECT * FROM trash WHERE removed_at < ? ORDER BY id LIMIT 1", [at])
    return _read(row) if row else None


def drop(store: Store, trash_id: int) -> None:
    """Inside `atomic()`: it cannot be put back any more."""
    store.execute("DELETE FROM trash WHERE id = ?", [trash_id])


def _read(row: dict[str, Any]) -> Removed:
    told = {field: bytes.fromhex(value[len(_HEX) :]) if isinstance(value, str) and value.startswith(_HEX) else value
            for field, value in json.loads(row["body"]).items()}  # fmt: skip
    return Removed(row["id"], row["kind"], row["name"], told, row["removed_by"], row["removed_at"])
