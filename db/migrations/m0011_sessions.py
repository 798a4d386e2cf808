"""Council sessions with their time, attendance and recusals; declared relations; answers to gates."""

from __future__ import annotations

import sqlite_utils

NAME = "m0011_sessions"

STATEMENTS = (
    "ALTER TABLE council ADD COLUMN held_time TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE council ADD COLUMN state_funded TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE council ADD COLUMN head TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE council_member ADD COLUMN attendance TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE score_event ADD COLUMN gates TEXT NOT NULL DEFAULT '{}'",
    # NULL: closed before recusals were kept; then it is the authors who do not count.
    "ALTER TABLE verdict ADD COLUMN recused TEXT",
    "CREATE TABLE declared_relation ("
    " id INTEGER PRIMARY KEY, member TEXT NOT NULL, author TEXT NOT NULL, relation TEXT NOT NULL,"
    " withdrawn_at TEXT) STRICT",
    "CREATE TABLE recusal_request ("
    " id INTEGER PRIMARY KEY, initiative_id TEXT NOT NULL, member TEXT NOT NULL, reason TEXT NOT NULL,"
    " withdrawn_at TEXT) STRICT",
    "CREATE INDEX recusal_request_initiative ON recusal_request (initiative_id)",
)


def apply(db: sqlite_utils.Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
