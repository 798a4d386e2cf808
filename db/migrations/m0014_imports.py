"""What was imported and when, so that it can be taken back; rows that wait to be mended; headings that are known."""

from __future__ import annotations

import sqlite_utils

NAME = "m0014_imports"

STATEMENTS = (
    "CREATE TABLE import_batch (id INTEGER PRIMARY KEY, file TEXT NOT NULL, sheet TEXT NOT NULL,"
    " programme TEXT NOT NULL, user_name TEXT NOT NULL, at TEXT NOT NULL, counts TEXT NOT NULL, undone_at TEXT) STRICT",
    # `before` is the record an updated one was, empty for a new one; `stood_at` its stamp when the import left it.
    "CREATE TABLE import_change (batch_id INTEGER NOT NULL REFERENCES import_batch (id),"
    " initiative_id INTEGER NOT NULL REFERENCES initiative (id), before TEXT NOT NULL, sha256_before TEXT NOT NULL,"
    " stood_at TEXT NOT NULL, PRIMARY KEY (batch_id, initiative_id)) STRICT, WITHOUT ROWID",
    "CREATE TABLE import_waiting (id INTEGER PRIMARY KEY, batch_id INTEGER NOT NULL REFERENCES import_batch (id),"
    " import_key TEXT NOT NULL, row_no INTEGER NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL,"
    " problems TEXT NOT NULL, settled_at TEXT, initiative_id INTEGER REFERENCES initiative (id)) STRICT",
    "CREATE INDEX import_waiting_key ON import_waiting (import_key)",
    "CREATE TABLE import_mapping (fingerprint TEXT PRIMARY KEY, name TEXT NOT NULL, headings TEXT NOT NULL,"
    " columns TEXT NOT NULL, kept_at TEXT NOT NULL) STRICT, WITHOUT ROWID",
)


def apply(db: sqlite_utils.Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
