"""What a store tells of how it was left: whether it was closed, and which records were being typed into."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from db.store import FILE, Store

_FEW_PAGES = 2_000


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


def pages_sound(store: Store) -> bool:
    """The same for the pages of all tables alone: that a search index finds each of its words is left out, which takes
    most of the time. Its pages are read like any others, and an index can be made anew."""
    if store.value("PRAGMA page_count") < _FEW_PAGES:
        return sound(store)  # asking table by table takes longer
    sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')"
    return all(store.column(f"PRAGMA quick_check('{name}')") == ["ok"] for name in store.column(sql))


def mark(store: Store) -> str:
    """Another one after every change: the last line of the journal, and the last word that no line tells of yet.

    The number of a line alone would come again after an earlier backup was restored.
    """
    typed = store.value("SELECT max(updated_at) FROM initiative JOIN unsettled ON initiative_id = id")
    return f"{store.value('SELECT max(id) FROM journal') or 0}/{last_at(store)}/{typed or ''}"


def counts(store: Store) -> dict[str, int]:
    """How many rows each table holds; tables that an index keeps for itself are not named."""
    tables = store.column("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name")
    own = [name for name in tables if not name.startswith("sqlite_")]
    return dict(store.tuples(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in own)))
