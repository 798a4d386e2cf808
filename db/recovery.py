"""What a store tells of how it was left: whether it was closed, and which records were being typed into."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from db.store import FILE, Store


def left_open(home: Path) -> bool:
    """Whether nobody closed the store of this folder: closing writes its log back and takes it away.

    Ask before it is opened, which does the same to a log that was left behind.
    """
    log = home / f"{FILE}-wal"
    return log.is_file() and log.stat().st_size > 0


def last_at(store: Store) -> str:
    """When somebody last did something that the journal tells of; "" for nothing."""
    return str(store.value("SELECT at FROM journal ORDER BY id DESC LIMIT 1") or "")


def being_typed(store: Store) -> list[dict[str, Any]]:
    """The records whose last field nobody has left yet: id, number, title, updated_at; the last one typed first."""
    return store.rows(
        "SELECT id, number, title, updated_at FROM initiative JOIN unsettled ON initiative_id = id"
        " WHERE deleted_at IS NULL ORDER BY updated_at DESC, id DESC"
    )


def sound(store: Store) -> bool:
    """Whether every page can be read and fits the others; reads all of the file."""
    return store.column("PRAGMA quick_check(1)") == ["ok"]
