"""The person book, and what an author is told apart by."""

from __future__ import annotations

import sqlite_utils

NAME = "m0004_people"

STATEMENTS = (
    "ALTER TABLE author ADD COLUMN born_on TEXT",
    "ALTER TABLE author ADD COLUMN education TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE author ADD COLUMN leads INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE author ADD COLUMN leader INTEGER",
    "ALTER TABLE author ADD COLUMN gender TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE author ADD COLUMN membership TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE author ADD COLUMN person_id TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX author_person ON author (person_id) WHERE person_id <> ''",
    """CREATE TABLE person (
        row_id INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, full_name TEXT NOT NULL, birth_year INTEGER, born_on TEXT,
        position TEXT NOT NULL, workplace TEXT NOT NULL, phone TEXT NOT NULL, education TEXT NOT NULL, leader INTEGER,
        gender TEXT NOT NULL, membership TEXT NOT NULL, purpose TEXT NOT NULL, consent_on TEXT,
        name_key TEXT NOT NULL, folded_name TEXT NOT NULL, search_key TEXT NOT NULL, by_hand INTEGER NOT NULL,
        merged_into TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX person_name ON person (folded_name)",
    "CREATE INDEX person_order ON person (name_key)",
    "CREATE INDEX person_merged ON person (merged_into) WHERE merged_into <> ''",
    """CREATE TABLE person_merge (
        id INTEGER PRIMARY KEY, kept TEXT NOT NULL, dropped TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
        merged_at TEXT NOT NULL, undone_at TEXT) STRICT""",
    """CREATE TABLE person_apart (
        one TEXT NOT NULL, other TEXT NOT NULL, said_at TEXT NOT NULL,
        PRIMARY KEY (one, other)) STRICT, WITHOUT ROWID""",
)


def apply(db: sqlite_utils.Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
