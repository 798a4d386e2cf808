"""The tree of units: its events, the figures and clusters of units, and a list to search in."""

from __future__ import annotations

import sqlite_utils

NAME = "m0003_units"

# `unit` repeats what follows from the events, newest names and codes first, so that a search need not grow the tree.
STATEMENTS = (
    "CREATE TABLE unit_event ("
    " no INTEGER PRIMARY KEY, kind TEXT NOT NULL, unit_id TEXT NOT NULL, happened_on TEXT NOT NULL,"
    " to_id TEXT NOT NULL, name TEXT NOT NULL, code TEXT NOT NULL, level TEXT NOT NULL, document TEXT NOT NULL,"
    " reason TEXT NOT NULL, shipped INTEGER NOT NULL, recorded_by TEXT NOT NULL, recorded_at TEXT NOT NULL,"
    " taken_back_at TEXT) STRICT",
    "CREATE INDEX unit_event_unit ON unit_event (unit_id)",
    "CREATE INDEX unit_event_to ON unit_event (to_id)",
    "CREATE TABLE unit ("
    " id TEXT PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL, level TEXT NOT NULL,"
    " founded_on TEXT NOT NULL, ended_on TEXT, search_key TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE INDEX unit_name ON unit (name_key)",
    "CREATE TABLE unit_cluster ("
    " unit_id TEXT NOT NULL REFERENCES unit (id), from_on TEXT NOT NULL, cluster TEXT NOT NULL,"
    " PRIMARY KEY (unit_id, from_on)) STRICT, WITHOUT ROWID",
    "CREATE TABLE headcount ("
    " unit_id TEXT NOT NULL REFERENCES unit (id), counted_on TEXT NOT NULL, members INTEGER NOT NULL,"
    " workers INTEGER NOT NULL, PRIMARY KEY (unit_id, counted_on)) STRICT, WITHOUT ROWID",
)


def apply(db: sqlite_utils.Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
