"""The union's own wordings of papers, and the picture it puts on them."""

from __future__ import annotations

import sqlite_utils

NAME = "m0022_templates"

STATEMENTS = (
    # `base` is the wording that shipped when the union made its own: so it is seen when that has changed since.
    "CREATE TABLE paper_template (paper TEXT PRIMARY KEY, wording TEXT NOT NULL, base TEXT NOT NULL,"
    " changed_by TEXT NOT NULL, changed_at TEXT NOT NULL) STRICT",
    "CREATE TABLE paper_logo (id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, picture BLOB NOT NULL,"
    " changed_by TEXT NOT NULL, changed_at TEXT NOT NULL) STRICT",
)


def apply(db: sqlite_utils.Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
