"""Who stood behind the figures of a kept table, and how much benefit each record stated then."""

from __future__ import annotations

import sqlite_utils

NAME = "m0031_kept_people"

STATEMENTS = (
    # 0: kept before this was noted down. A column that is added fires no trigger.
    "ALTER TABLE kept_table ADD COLUMN detailed INTEGER NOT NULL DEFAULT 0",
    # No names: they are read from the record, so that what is erased there is gone here too.
    """CREATE TABLE kept_entry (
        table_id INTEGER NOT NULL REFERENCES kept_table (id), initiative_id INTEGER NOT NULL, place INTEGER NOT NULL,
        person_key INTEGER NOT NULL, PRIMARY KEY (table_id, initiative_id, place)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE kept_benefit (
        table_id INTEGER NOT NULL REFERENCES kept_table (id), initiative_id INTEGER NOT NULL, vnd INTEGER NOT NULL,
        PRIMARY KEY (table_id, initiative_id)) STRICT, WITHOUT ROWID""",
    *(
        f"CREATE TRIGGER {table}_{verb.split()[0].lower()} BEFORE {verb} ON {table}"
        " BEGIN SELECT RAISE(ABORT, 'kept'); END"
        for table, verbs in (
            # An erasure takes the hash of a name away here as everywhere.
            ("kept_entry", ("DELETE", "UPDATE OF table_id, initiative_id, place")),
            ("kept_benefit", ("DELETE", "UPDATE")),
        )
        for verb in verbs
    ),
)


def apply(db: sqlite_utils.Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
