"""Who settled a conflict between which two records, and what unions below decided of the same."""

from __future__ import annotations

import sqlite_utils

NAME = "m0032_settlements"

STATEMENTS = (
    "ALTER TABLE clash ADD COLUMN settled_by TEXT NOT NULL DEFAULT ''",
    # Fingerprints of the record that was kept and of the other one; "" where that was not noted down yet.
    "ALTER TABLE clash ADD COLUMN kept_sha256 TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE clash ADD COLUMN other_sha256 TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE settlement (
        id INTEGER PRIMARY KEY, carrier_id INTEGER NOT NULL REFERENCES package (id), unit_code TEXT NOT NULL,
        unit_name TEXT NOT NULL, initiative_id TEXT NOT NULL, revision INTEGER NOT NULL, kept_sha256 TEXT NOT NULL,
        other_sha256 TEXT NOT NULL, decided_by TEXT NOT NULL, decided_at TEXT NOT NULL,
        UNIQUE (initiative_id, revision, kept_sha256, other_sha256, unit_code)) STRICT""",
)


def apply(db: sqlite_utils.Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
