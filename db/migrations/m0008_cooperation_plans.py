"""Plans signed with the employer."""

from __future__ import annotations

import sqlite_utils

NAME = "m0008_cooperation_plans"

STATEMENT = (
    "CREATE TABLE cooperation_plan ("
    " id INTEGER PRIMARY KEY, programme TEXT NOT NULL, no TEXT NOT NULL, signed_on TEXT, employer TEXT NOT NULL,"
    " signed_by_union TEXT NOT NULL, signed_by_employer TEXT NOT NULL, content TEXT NOT NULL,"
    " encouragement TEXT NOT NULL, initiatives INTEGER, persons_pct REAL, unread TEXT NOT NULL,"
    " removed_at TEXT) STRICT"
)


def apply(db: sqlite_utils.Database) -> None:
    db.execute(STATEMENT)
