"""Second readings in the store, each with the sheets that stood when it was asked for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from db.store import Store


@dataclass(frozen=True)
class Asked:
    reason: str
    sheets: frozenset[str]


def insert(store: Store, public_id: str, round_no: int, reason: str, sheets: Sequence[str], who: str, now: str) -> None:
    """Inside `atomic()`."""
    row = {"initiative_id": public_id, "round_no": round_no, "reason": reason, "sheets": json.dumps(list(sheets))}
    store.insert("second_reading", row | {"asked_by": who, "asked_at": now})


def asked(store: Store) -> dict[str, Asked]:
    """Those of the rounds being marked, by the public id of the initiative."""
    sql = """
        SELECT r.initiative_id, r.reason, r.sheets FROM second_reading r
        JOIN initiative i ON i.public_id = r.initiative_id
        WHERE i.state = 'under_appraisal' AND i.deleted_at IS NULL AND r.round_no =
            1 + (SELECT count(*) FROM verdict v WHERE v.initiative_id = r.initiative_id)"""
    return {row["initiative_id"]: Asked(row["reason"], frozenset(json.loads(row["sheets"]))) for row in store.rows(sql)}
