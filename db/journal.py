"""The journal: one line for each thing somebody did, never removed, and changed only where somebody's personal data
was taken out of it, which another line tells."""

from __future__ import annotations

import json
from typing import Any

from db.store import Store


def write(store: Store, user_name: str, operation: str, subject: str, now: str, **detail: object) -> int:
    """Inside the same `atomic()` as the change it tells of; returns the line's id."""
    return store.insert(
        "journal",
        {
            "at": now,
            "user_name": user_name,
            "operation": operation,
            "subject": subject,
            "detail": json.dumps(detail, ensure_ascii=False),
        },
    )


def lines(store: Store, subject: str = "", limit: int = 200) -> list[dict[str, Any]]:
    """The newest lines first, of one subject or of all."""
    where = "WHERE subject = ?" if subject else ""
    return store.rows(
        f"SELECT * FROM journal {where} ORDER BY id DESC LIMIT ?", [subject, limit] if subject else [limit]
    )


def erased(store: Store) -> dict[int, int]:
    """The lines that lost somebody's data, each with the last line that tells so."""
    rows = store.rows("SELECT line_id, max(by_id) AS by_id FROM journal_erased GROUP BY line_id")
    return {row["line_id"]: row["by_id"] for row in rows}


def rewrite(store: Store, line_id: int, detail: str, by_id: int) -> None:
    """Put other words in place of what a line noted, because `by_id` took somebody's data out. Inside `atomic()`;
    the store lets this happen only between this and `close`."""
    store.execute("INSERT INTO journal_erased VALUES (?, ?, 1) ON CONFLICT DO NOTHING", [line_id, by_id])
    store.execute("UPDATE journal SET detail = ? WHERE id = ?", [detail, line_id])


def close(store: Store, by_id: int) -> None:
    """From now on no line may be changed any more by `by_id`. Inside `atomic()`."""
    store.execute("UPDATE journal_erased SET open = 0 WHERE by_id = ? AND open = 1", [by_id])
