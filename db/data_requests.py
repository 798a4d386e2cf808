"""Requests about personal data in the store."""

from __future__ import annotations

from datetime import date
from typing import Any

from db.store import Store


def insert(store: Store, *, person_id: str, who: str, kind: str, what: str, received_on: date) -> int:
    """A new open request; returns its id. Inside `atomic()`."""
    row = {"person_id": person_id, "who": who, "kind": kind, "what": what, "received_on": received_on.isoformat()}
    return store.insert("data_request", row | {"answered_on": None, "answer": ""})


def answer(store: Store, request_id: int, on: date, words: str) -> None:
    """Inside `atomic()`."""
    store.execute("UPDATE data_request SET answered_on = ?, answer = ? WHERE id = ?",
                  [on.isoformat(), words, request_id])  # fmt: skip


def get(store: Store, request_id: int) -> dict[str, Any] | None:
    return store.row("SELECT * FROM data_request WHERE id = ?", [request_id])


def everything(store: Store, *, open_only: bool = False) -> list[dict[str, Any]]:
    """Open ones first, the oldest first; then those answered, the newest first."""
    where = "WHERE answered_on IS NULL" if open_only else ""
    return store.rows(
        f"SELECT * FROM data_request {where} ORDER BY answered_on IS NOT NULL,"
        " CASE WHEN answered_on IS NULL THEN received_on END, answered_on DESC, id"
    )


def of_people(store: Store, person_ids: list[str]) -> list[dict[str, Any]]:
    marks = ",".join("?" * len(person_ids))
    return store.rows(f"SELECT * FROM data_request WHERE person_id IN ({marks}) ORDER BY received_on, id", person_ids)
