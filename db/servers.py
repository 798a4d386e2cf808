"""Servers that take packages: where they are, and the secret that opens each, sealed."""

from __future__ import annotations

from typing import Any

from db.store import Store


def everything(store: Store) -> list[dict[str, Any]]:
    return store.rows("SELECT * FROM upload_server ORDER BY name, id")


def get(store: Store, server_id: int) -> dict[str, Any] | None:
    return store.row("SELECT * FROM upload_server WHERE id = ?", [server_id])


def by_url(store: Store, kind: str, url: str) -> dict[str, Any] | None:
    return store.row("SELECT * FROM upload_server WHERE kind = ? AND url = ?", [kind, url])


def put(store: Store, server_id: int, row: dict[str, Any]) -> int:
    """A new server for the id 0, otherwise the one there is anew; returns its id. Inside `atomic()`."""
    if not server_id:
        return store.insert("upload_server", row)
    names = ", ".join(f"{name} = ?" for name in row)
    store.execute(f"UPDATE upload_server SET {names} WHERE id = ?", [*row.values(), server_id])
    return server_id


def remove(store: Store, server_id: int) -> None:
    """Inside `atomic()`. What waited for it waits for a person."""
    store.execute("UPDATE outbox SET state = 'held', next_at = NULL, detail = 'server_removed'"
                  " WHERE server_id = ? AND state = 'queued'", [server_id])  # fmt: skip
    store.execute("DELETE FROM upload_server WHERE id = ?", [server_id])
