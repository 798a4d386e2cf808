"""Awards in the store; what was recorded by mistake is withdrawn and stays."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from db.store import Store
from domain.award import Award
from domain.unit import Level

_HELD = (
    "SELECT award.*, initiative.id AS row_id, initiative.unit_code FROM award"
    " JOIN initiative ON initiative.public_id = award.initiative_id"
    " WHERE withdrawn_at IS NULL AND initiative.deleted_at IS NULL"
)


def insert(store: Store, public_id: str, award: Award, now: str, told_by: str = "") -> int:
    """Inside `atomic()`; returns its id. `told_by` is the unit above whose package told of it."""
    row = {"initiative_id": public_id, "level": str(award.level), "form": award.form, "signer": award.signer,
           "decision_no": award.decision_no, "decision_on": award.decision_on.isoformat()}  # fmt: skip
    return store.insert("award", row | {"entered_at": now, "withdrawn_at": None, "withdrawn_reason": "",
                                   "told_by": told_by})  # fmt: skip


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


def told_by(store: Store, unit_codes: Sequence[str]) -> dict[str, list[Award]]:
    """By public id, the awards a unit above told of, under any of its codes."""
    found: dict[str, list[Award]] = {}
    where = "told_by IN (SELECT value FROM json_each(?))"
    for row in store.rows(f"{_HELD} AND {where} ORDER BY award.id", [json.dumps(list(unit_codes))]):
        found.setdefault(row["initiative_id"], []).append(_read(row))
    return found


def given_below(store: Store) -> dict[str, list[tuple[str, Award]]]:
    """By unit, (public id, award) of every award of a record that came from below."""
    found: dict[str, list[tuple[str, Award]]] = {}
    for row in store.rows(f"{_HELD} AND initiative.own = 0 ORDER BY award.initiative_id, award.id"):
        found.setdefault(row["unit_code"], []).append((row["initiative_id"], _read(row)))
    return found


def _read(row: dict[str, Any]) -> Award:
    return Award(row["id"], row["row_id"], Level(row["level"]), row["form"], row["decision_no"],
                 date.fromisoformat(row["decision_on"]), row["signer"])  # fmt: skip
