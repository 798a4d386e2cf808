"""What entering and finding keep besides the records: fingerprints taken cheaply, evidence that leaves with a package.

Missing fingerprints stand in a queue, and new numbers wait in a small table of their own. Those taken before were other
numbers: all are taken anew.
"""

from __future__ import annotations

import sqlite_utils

NAME = "m0018_entry"

_NUMBERS = ("(number INTEGER NOT NULL, initiative_id INTEGER NOT NULL, PRIMARY KEY (number, initiative_id))"
            " STRICT, WITHOUT ROWID")  # fmt: skip
STATEMENTS = (
    "DROP TABLE fingerprint",
    "DROP TABLE fingerprinted",
    f"CREATE TABLE fingerprint {_NUMBERS}",
    f"CREATE TABLE fingerprint_recent {_NUMBERS}",
    "CREATE TABLE fingerprinted (initiative_id INTEGER PRIMARY KEY, numbers BLOB NOT NULL) STRICT",
    # One row: how many numbers are in `fingerprint_recent`, and up to which they are moved already; -1 for none.
    "CREATE TABLE fingerprint_move (recent INTEGER NOT NULL, moved_to INTEGER NOT NULL) STRICT",
    "INSERT INTO fingerprint_move VALUES (0, -1)",
    "CREATE TABLE fingerprint_due (initiative_id INTEGER PRIMARY KEY) STRICT",
    "INSERT INTO fingerprint_due SELECT id FROM initiative",
    "CREATE TRIGGER fingerprint_of_new AFTER INSERT ON initiative"
    " BEGIN INSERT OR IGNORE INTO fingerprint_due VALUES (new.id); END",
    "CREATE TRIGGER fingerprint_of_changed AFTER UPDATE OF updated_at ON initiative"
    " BEGIN INSERT OR IGNORE INTO fingerprint_due VALUES (new.id); END",
    "ALTER TABLE evidence ADD COLUMN travels INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX evidence_removed ON evidence (removed_at) WHERE removed_at IS NOT NULL",
)


def apply(db: sqlite_utils.Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
