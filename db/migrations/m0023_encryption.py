"""Keys that packages are encrypted with and for, and the timestamps that packages were given."""

from __future__ import annotations

import sqlite_utils

NAME = "m0023_encryption"

STATEMENTS = (
    # The one without `retired_at` is told to others; those before still open what was encrypted for them.
    "CREATE TABLE encryption_key (recipient TEXT PRIMARY KEY, protected BLOB NOT NULL, created_at TEXT NOT NULL,"
    " retired_at TEXT) STRICT",
    # `source` is "unit" for what a unit asked for itself, "above" for what the upper union's trust package tells.
    "CREATE TABLE encryption_recipient (source TEXT NOT NULL, unit_code TEXT NOT NULL, recipient TEXT NOT NULL,"
    " unit_name TEXT NOT NULL, told_at TEXT NOT NULL, PRIMARY KEY (source, unit_code, recipient)) STRICT",
    "CREATE TABLE package_timestamp (manifest_sha256 TEXT PRIMARY KEY, token BLOB NOT NULL, stamped_at TEXT NOT NULL,"
    " authority TEXT NOT NULL, asked_at TEXT NOT NULL) STRICT",
)


def apply(db: sqlite_utils.Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
