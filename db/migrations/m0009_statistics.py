"""Who signed a target that came from above, and tables of figures kept as they were."""

from __future__ import annotations

import sqlite_utils

NAME = "m0009_statistics"

STATEMENTS = (
    "ALTER TABLE target ADD COLUMN issuer_code TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE target ADD COLUMN issuer_name TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE kept_table (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, programme TEXT NOT NULL, kept_by TEXT NOT NULL,
        kept_at TEXT NOT NULL, asked TEXT NOT NULL, body TEXT NOT NULL) STRICT""",
    # The rows of the register behind one figure: a list of numbers as JSON.
    """CREATE TABLE kept_records (
        table_id INTEGER NOT NULL REFERENCES kept_table (id), key TEXT NOT NULL, what TEXT NOT NULL,
        initiative_ids TEXT NOT NULL, PRIMARY KEY (table_id, key, what)) STRICT, WITHOUT ROWID""",
    # Sums of benefit are answered from the index that already answers the counts.
    "DROP INDEX initiative_counted",
    "CREATE INDEX initiative_counted ON initiative"
    " (programme, state, phase, unit_code, applied_from_on, created_at, deleted_at, benefit_state, benefit_vnd)",
    *(
        f"CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, 'kept'); END"
        for table in ("kept_table", "kept_records")
        for verb in ("UPDATE", "DELETE")
    ),
)


def apply(db: sqlite_utils.Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
