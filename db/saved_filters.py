"""Filters kept under a name, for everybody who works in the register."""

from __future__ import annotations

import json
from typing import Any

from db.store import Store
from domain import text


def everything(store: Store) -> list[tuple[str, dict[str, Any]]]:
    """(name, what it says), in the order of their names."""
    rows = store.rows("SELECT name, filter FROM saved_filter ORDER BY name_key")
    return [(row["name"], json.loads(row["filter"])) for row in rows]


def get(store: Store, name: str) -> dict[str, Any] | None:
    found = store.value("SELECT filter FROM saved_filter WHERE name_key = ?", [key(name)])
    return dict(json.loads(found)) if found else None


def put(store: Store, name: str, values: dict[str, Any], by: str, now: str) -> None:
    """One filter a name, whatever its capitals. Inside `atomic()`."""
    told = json.dumps(values, ensure_ascii=False)
    row = {"name_key": key(name), "name": name, "filter": told, "saved_by": by, "saved_at": now}
    store.upsert("saved_filter", row, pk="name_key")


def remove(store: Store, name: str) -> None:
    """Inside `atomic()`."""
    store.execute("DELETE FROM saved_filter WHERE name_key = ?", [key(name)])


def key(name: str) -> str:
    return text.sort_key(name.lower())
