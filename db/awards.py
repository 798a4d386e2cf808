"""Awards in the store; what was recorded by mistake is withdrawn and stays."""

from __future__ import annotations

from datetime import date
from typing import Any

from db.store import Store
from domain.award import Award
from domain.unit import Level

_HELD = (
    "SELECT award.*, initiative.id AS row_id FROM award JOIN initiative ON initiative.public_id = award.initiative_id"
    " WHERE withdrawn_at IS NULL AND initiative.deleted_at IS NULL"
)


def insert(store: Store, public_id: str, award: Award, now: str) -> int:
    """Inside `atomic()`; returns its id."""
    row = {"initiative_id": public_id, "level": str(award.level), "form": award.form, "signer": award.signer,
           "decision_no": award.decision_no, "decision_on": award.decision_on.isoformat()}  # fmt: skip
    return store.insert("award", row | {"entered_at": now, "withdrawn_at": None, "withdrawn_reason": ""})


def withdraw(store: Store, award_id: int, reason: str, now: str) -> None:
    """Inside `atomic()`."""
    store.execute("UPDATE award SET withdrawn_at = ?, withdrawn_reason = ? WHERE id = ?", [now, reason, award_id])


def get(store: Store, award_id: int) -> Award | None:
    row = store.row(f"{_HELD} AND award.id = ?", [award_id])
    return _read(row) if row else None


def of(store: Store, row_id: int) -> list[Award]:
    """Of one initiative, in the order of their days."""
    return [_read(row) for row in store.rows(f"{_HELD} AND initiative.id = ? ORDER BY decision_on, award.id", [row_id])]


def everything(store: Store) -> list[Award]:
    """All that hold, the newest decision first."""
    return [_read(row) for row in store.rows(f"{_HELD} ORDER BY decision_on DESC, award.id DESC")]


def _read(row: dict[str, Any]) -> Award:
    return Award(row["id"], row["row_id"], Level(row["level"]), row["form"], row["decision_no"],
                 date.fromisoformat(row["decision_on"]), row["signer"])  # fmt: skip
