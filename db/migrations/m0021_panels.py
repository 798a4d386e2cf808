"""Councils that mark without knowing whose it is, second readings the chair asks for, and awards at the four levels."""

from __future__ import annotations

import sqlite_utils

NAME = "m0021_panels"

STATEMENTS = (
    "ALTER TABLE council ADD COLUMN blind INTEGER NOT NULL DEFAULT 0",
    "CREATE TABLE second_reading ("
    " initiative_id TEXT NOT NULL, round_no INTEGER NOT NULL, reason TEXT NOT NULL, sheets TEXT NOT NULL,"
    " asked_by TEXT NOT NULL, asked_at TEXT NOT NULL, PRIMARY KEY (initiative_id, round_no)) STRICT, WITHOUT ROWID",
    # One paper that awards one initiative; the same one at several levels has a line for each.
    "CREATE TABLE award ("
    " id INTEGER PRIMARY KEY, initiative_id TEXT NOT NULL, level TEXT NOT NULL, form TEXT NOT NULL,"
    " decision_no TEXT NOT NULL, decision_on TEXT NOT NULL, signer TEXT NOT NULL, entered_at TEXT NOT NULL,"
    " withdrawn_at TEXT, withdrawn_reason TEXT NOT NULL DEFAULT '') STRICT",
    "CREATE INDEX award_initiative ON award (initiative_id)",
)


def apply(db: sqlite_utils.Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
