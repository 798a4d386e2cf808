"""Plans signed with the employer, in the store."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from typing import Any

from db.store import Store
from domain.cooperation_plan import CooperationPlan

COLUMNS = tuple(field.name for field in dataclasses.fields(CooperationPlan) if field.name != "id")


def insert(store: Store, plan: CooperationPlan) -> int:
    """Inside `atomic()`; returns the id."""
    return store.insert("cooperation_plan", _row(plan))


def update(store: Store, plan: CooperationPlan) -> None:
    """Inside `atomic()`."""
    pairs = ", ".join(f"{name} = ?" for name in COLUMNS)
    store.execute(f"UPDATE cooperation_plan SET {pairs} WHERE id = ?", [*_row(plan).values(), plan.id])


def removed(store: Store) -> list[dict[str, Any]]:
    """Those that can be brought back: whole rows."""
    return store.rows("SELECT * FROM cooperation_plan WHERE removed_at IS NOT NULL ORDER BY removed_at DESC")


def remove(store: Store, plan_id: int, at: str | None) -> None:
    """Hides a plan, or shows it again with None. Inside `atomic()`."""
    store.execute("UPDATE cooperation_plan SET removed_at = ? WHERE id = ?", [at, plan_id])


def drop(store: Store, plan_id: int) -> None:
    """Forgets a plan into which nothing was written. Inside `atomic()`."""
    store.execute("DELETE FROM cooperation_plan WHERE id = ?", [plan_id])


def get(store: Store, plan_id: int) -> CooperationPlan | None:
    row = store.row("SELECT * FROM cooperation_plan WHERE id = ?", [plan_id])
    return _plan(row) if row else None


def everything(store: Store, programme: str) -> list[CooperationPlan]:
    """The plans of a programme, the one signed last first."""
    sql = (
        "SELECT * FROM cooperation_plan WHERE programme = ? AND removed_at IS NULL"
        " ORDER BY signed_on IS NULL DESC, signed_on DESC, id DESC"
    )
    return [_plan(row) for row in store.rows(sql, [programme])]


def _row(plan: CooperationPlan) -> dict[str, Any]:
    values = {name: getattr(plan, name) for name in COLUMNS}
    values["signed_on"] = plan.signed_on.isoformat() if plan.signed_on else None
    return values | {"unread": json.dumps(dict(plan.unread), ensure_ascii=False)}


def _plan(row: dict[str, Any]) -> CooperationPlan:
    values = {name: row[name] for name in COLUMNS}
    values["signed_on"] = date.fromisoformat(row["signed_on"]) if row["signed_on"] else None
    values["unread"] = json.loads(row["unread"])
    return CooperationPlan(id=row["id"], **values)
