"""Files that prove what an initiative says, in pieces inside the store: encrypted with it, backed up with it."""

from __future__ import annotations

import sqlite_utils

NAME = "m0013_evidence"

STATEMENTS = (
    "CREATE TABLE evidence ("
    " id INTEGER PRIMARY KEY, initiative_id INTEGER NOT NULL REFERENCES initiative (id), place INTEGER NOT NULL,"
    " name TEXT NOT NULL, kind TEXT NOT NULL, size_bytes INTEGER NOT NULL, sha256 TEXT NOT NULL,"
    " original_bytes INTEGER, added_by TEXT NOT NULL, added_at TEXT NOT NULL, whole INTEGER NOT NULL,"
    " removed_at TEXT) STRICT",
    "CREATE INDEX evidence_of ON evidence (initiative_id, place)",
    "CREATE INDEX evidence_sha256 ON evidence (sha256)",
    "CREATE TABLE evidence_piece ("
    " evidence_id INTEGER NOT NULL REFERENCES evidence (id), no INTEGER NOT NULL, bytes BLOB NOT NULL,"
    " PRIMARY KEY (evidence_id, no)) STRICT",
)


def apply(db: sqlite_utils.Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
