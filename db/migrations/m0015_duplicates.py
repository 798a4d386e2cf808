"""Near-duplicates: the fingerprints of the records, the pairs found, and what people said of them."""

from __future__ import annotations

import sqlite_utils

NAME = "m0015_duplicates"

STATEMENTS = (
    "CREATE TABLE fingerprint (number INTEGER NOT NULL, initiative_id INTEGER NOT NULL,"
    " PRIMARY KEY (number, initiative_id)) STRICT, WITHOUT ROWID",
    # What of a record is in `fingerprint`, so that it can be taken out again, and of which state of the record it is.
    "CREATE TABLE fingerprinted (initiative_id INTEGER PRIMARY KEY, updated_at TEXT NOT NULL, numbers BLOB NOT NULL)"
    " STRICT",
    "CREATE TABLE duplicate (a INTEGER NOT NULL, b INTEGER NOT NULL, words INTEGER NOT NULL, share REAL NOT NULL,"
    " PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID",
    "CREATE INDEX duplicate_b ON duplicate (b)",
    # By the ids that go in packages: the verdict holds wherever the two records come together.
    "CREATE TABLE duplicate_verdict (a TEXT NOT NULL, b TEXT NOT NULL, verdict TEXT NOT NULL, note TEXT NOT NULL,"
    " said_by TEXT NOT NULL, said_at TEXT NOT NULL, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID",
)


def apply(db: sqlite_utils.Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
