"""Settings of the register, kept in the store: its own unit, the programme in use."""

from __future__ import annotations

from db.store import Store


def get(store: Store, name: str, default: str = "") -> str:
    value = store.value("SELECT value FROM setting WHERE name = ?", [name])
    return default if value is None else str(value)


def put(store: Store, name: str, value: str) -> None:
    """Inside `atomic()`."""
    store.upsert("setting", {"name": name, "value": value}, pk="name")
