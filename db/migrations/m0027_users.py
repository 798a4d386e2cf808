"""Users with several roles, some of whom have left."""

from __future__ import annotations

import sqlite_utils

NAME = "m0027_users"

STATEMENTS = (
    "ALTER TABLE user RENAME COLUMN role TO roles",
    "ALTER TABLE user ADD COLUMN left_at TEXT",
    # Whoever was the officer did everything: nothing is taken from him.
    "UPDATE user SET roles = 'officer appraiser clerk chair keeper' WHERE roles = 'officer'",
)


def apply(db: sqlite_utils.Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
