"""Objections in the store: open and settled complaints and authorship disputes."""

from __future__ import annotations

from datetime import date
from typing import Any

from db.store import Store
from domain.objection import Objection


def insert(store: Store, row_id: int, kind: str, on: date, who: str, what: str) -> int:
    """A new open objection to the initiative of this row; returns its id. Inside `atomic()`."""
    row = {"initiative_id": row_id, "kind": kind, "opened_on": on.isoformat(), "who": who, "what": what}
    return store.insert("objection", row | {"settled_on": None, "outcome": ""})


def settle(store: Store, objection_id: int, on: date, outcome: str) -> None:
    """Inside `atomic()`."""
    store.execute("UPDATE objection SET settled_on = ?, outcome = ? WHERE id = ?",
                  [on.isoformat(), outcome, objection_id])  # fmt: skip


def get(store: Store, objection_id: int) -> Objection | None:
    row = store.row("SELECT * FROM objection WHERE id = ?", [objection_id])
    return _read(row) if row else None


def of(store: Store, row_id: int) -> list[Objection]:
    """All objections to one initiative, the oldest first."""
    rows = store.rows("SELECT * FROM objection WHERE initiative_id = ? ORDER BY opened_on, id", [row_id])
    return [_read(row) for row in rows]


def everything(store: Store, *, open_only: bool = False) -> list[Objection]:
    where = "WHERE settled_on IS NULL" if open_only else ""
    return [_read(row) for row in store.rows(f"SELECT * FROM objection {where} ORDER BY opened_on, id")]


def open_kinds(store: Store, row_id: int | None = None) -> dict[int, frozenset[str]]:
    """The kinds that stand open, by row id, of every row or of one; rows without any are left out."""
    where = "settled_on IS NULL" if row_id is None else "settled_on IS NULL AND initiative_id = ?"
    rows = store.rows(f"SELECT initiative_id, kind FROM objection WHERE {where}", [] if row_id is None else [row_id])
    found: dict[int, set[str]] = {}
    for row in rows:
        found.setdefault(row["initiative_id"], set()).add(row["kind"])
    return {row_id: frozenset(kinds) for row_id, kinds in found.items()}


def _read(row: dict[str, Any]) -> Objection:
    return Objection(
        id=row["id"],
        row_id=row["initiative_id"],
        kind=row["kind"],
        opened_on=date.fromisoformat(row["opened_on"]),
        who=row["who"],
        what=row["what"],
        settled_on=date.fromisoformat(row["settled_on"]) if row["settled_on"] else None,
        outcome=row["outcome"],
    )
