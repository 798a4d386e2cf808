"""The bin for rows that have no mark of their own for being removed: kept whole, and put back as they were."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.store import Store


@dataclass(frozen=True)
class Kind:
    """`key` are the columns that name one row of `table`. Another row of the same `place` (the key unless told), as far
    as `held` says, is in the way of one that comes back. `anew`: under another id, since ids of rows that are gone are
    used again. `emptied` are columns that are not kept: secrets that were taken away.
    """

    table: str
    key: tuple[str, ...]
    place: tuple[str, ...] = ()
    held: str = "1"
    anew: bool = False
    emptied: tuple[str, ...] = ()


KINDS = {
    "filter": Kind("saved_filter", ("name_key",)),
    "mapping": Kind("import_mapping", ("fingerprint",)),
    "day_off": Kind("day_off", ("day",)),
    "logo": Kind("paper_logo", ("id",)),
    "return_mark": Kind("return_mark", ("id",), ("initiative_id", "field"), "direction = 'out' AND closed_at IS NULL",
                        anew=True),
    "server": Kind("upload_server", ("id",), ("kind", "url"), anew=True, emptied=("secret", "proxy_secret")),
    "payment": Kind("remuneration_payment", ("initiative_id", "year_no")),
    "verdict": Kind("duplicate_verdict", ("a", "b")),
    # Its row stays as one that was removed.
    "target": Kind("target", ("id",), ("programme", "phase", "unit_code"), "removed_at IS NULL"),
}  # fmt: skip
_HEX = "hex:"


@dataclass(frozen=True)
class Removed:
    id: int
    kind: str
    name: str
    body: Mapping[str, Any]
    removed_by: str
    removed_at: str


def keep(store: Store, kind: str, key: Sequence[str | int], name: str, who: str, now: str) -> None:
    """The row of `key` as it stands, before it is deleted; no row, nothing to keep. Inside `atomic()`."""
    held = KINDS[kind]
    row = store.row(f"SELECT * FROM {held.table} WHERE {_equal(held.key)}", list(key))
    if row is not None:
        row |= dict.fromkeys(held.emptied, b"")
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
    kind = KINDS[one.kind]
    place = kind.place or kind.key
    sql = f"SELECT 1 FROM {kind.table} WHERE {kind.held} AND {_equal(place)}"
    return store.value(sql, [one.body[column] for column in place]) is not None


def put_back(store: Store, one: Removed) -> None:
    """Inside `atomic()`."""
    kind, values = KINDS[one.kind], dict(one.body)
    if kind.anew:
        del values["id"]
        store.insert(kind.table, values)
    else:
        store.upsert(kind.table, values, pk=kind.key)
    store.execute("DELETE FROM trash WHERE id = ?", [one.id])


def before(store: Store, at: str) -> Removed | None:
    """The oldest one, if it was removed before an instant."""
    row = store.row("SELECT * FROM trash WHERE removed_at < ? ORDER BY id LIMIT 1", [at])
    return _read(row) if row else None


def drop(store: Store, trash_id: int) -> None:
    """Inside `atomic()`: it cannot be put back any more."""
    store.execute("DELETE FROM trash WHERE id = ?", [trash_id])


def _equal(columns: Sequence[str]) -> str:
    return " AND ".join(f"{column} = ?" for column in columns)


def _read(row: dict[str, Any]) -> Removed:
    told = {field: bytes.fromhex(value[len(_HEX) :]) if isinstance(value, str) and value.startswith(_HEX) else value
            for field, value in json.loads(row["body"]).items()}  # fmt: skip
    return Removed(row["id"], row["kind"], row["name"], told, row["removed_by"], row["removed_at"])
