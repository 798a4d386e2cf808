"""Every order of the list is held by an index: by state, kind, phase, unit and days too; the kind stands beside."""

from __future__ import annotations

import sqlite_utils

NAME = "m0017_orders"

_ORDERS = {
    "state": "state",
    "kind": "listed_kind",
    "phase": "phase",
    "unit": "unit_code",
    "applied": "applied_from_on",
    "accepted": "accepted_on",
    "missing": "missing",
}


def apply(db: sqlite_utils.Database) -> None:
    # An index is of one table: the kind is kept with the long texts, and here once more for lists.
    db.execute("ALTER TABLE initiative ADD COLUMN listed_kind TEXT NOT NULL DEFAULT ''")
    db.execute("UPDATE initiative SET listed_kind = t.kind FROM initiative_text AS t WHERE t.id = initiative.id")
    for order, column in _ORDERS.items():
        db.execute(f"CREATE INDEX initiative_by_{order} ON initiative (programme, deleted_at, {column})")
