"""Keys for encrypted packages: the register's own, protected, and those of others it may encrypt for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from db.store import Store


def add_key(store: Store, recipient: str, protected: bytes, now: str) -> None:
    """The own key from now on; the one before is kept for what was encrypted for it. Inside `atomic()`."""
    store.execute("UPDATE encryption_key SET retired_at = ? WHERE retired_at IS NULL", [now])
    store.insert("encryption_key", {"recipient": recipient, "protected": protected, "created_at": now})


def own_keys(store: Store) -> list[dict[str, Any]]:
    """The one in use first, then those before it."""
    return store.rows("SELECT * FROM encryption_key ORDER BY retired_at IS NOT NULL, created_at DESC, recipient")


def tell(store: Store, source: str, unit_code: str, unit_name: str, recipients: Iterable[str], now: str) -> None:
    """What one source says of a unit, in place of what it said before. Inside `atomic()`."""
    store.execute("DELETE FROM encryption_recipient WHERE source = ? AND unit_code = ?", [source, unit_code])
    for recipient in recipients:
        row = {"source": source, "unit_code": unit_code, "unit_name": unit_name, "recipient": recipient}
        store.insert("encryption_recipient", row | {"told_at": now})


def forget(store: Store, source: str) -> None:
    """Everything a source said: it is about to say all of it anew. Inside `atomic()`."""
    store.execute("DELETE FROM encryption_recipient WHERE source = ?", [source])


def told(store: Store, unit_code: str = "") -> list[dict[str, Any]]:
    """Of one unit or of all, by unit code; what units said themselves before what came from above."""
    where, values = ("WHERE unit_code = ?", [unit_code]) if unit_code else ("", [])
    return store.rows(f"SELECT * FROM encryption_recipient {where} ORDER BY unit_code, source DESC, recipient", values)
