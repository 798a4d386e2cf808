"""The journal: one line for each thing somebody did, never changed and never removed."""

from __future__ import annotations

import json
from typing import Any

from db.store import Store


def write(store: Store, user_name: str, operation: str, subject: str, now: str, **detail: object) -> None:
    """Inside the same `atomic()` as the change it tells of."""
    store.insert(
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
