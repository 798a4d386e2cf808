"""Complaints and authorship disputes about an initiative, open until somebody writes how they ended."""

from __future__ import annotations

import sqlite_utils

NAME = "m0006_objections"

TABLE = """
CREATE TABLE objection (
    id INTEGER PRIMARY KEY, initiative_id INTEGER NOT NULL REFERENCES initiative (id), kind TEXT NOT NULL,
    opened_on TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, settled_on TEXT, outcome TEXT NOT NULL) STRICT
"""
INDEX = "CREATE INDEX objection_initiative ON objection (initiative_id)"


def apply(db: sqlite_utils.Database) -> None:
    for statement in (TABLE, INDEX):
        db.execute(statement)
