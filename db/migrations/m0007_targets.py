"""Targets handed down, remuneration paid, the portal's refusal, and who is counted as one person."""

from __future__ import annotations

import hashlib
import unicodedata

import sqlite_utils

NAME = "m0007_targets"

STATEMENTS = (
    """CREATE TABLE target (
        id INTEGER PRIMARY KEY, programme TEXT NOT NULL, phase TEXT NOT NULL, level TEXT NOT NULL,
        unit_code TEXT NOT NULL, unit_name TEXT NOT NULL, initiatives INTEGER NOT NULL, persons INTEGER NOT NULL,
        persons_pct REAL NOT NULL, document TEXT NOT NULL, document_on TEXT, set_at TEXT NOT NULL,
        removed_at TEXT) STRICT""",
    "CREATE UNIQUE INDEX target_one ON target (programme, phase, unit_code) WHERE removed_at IS NULL",
    """CREATE TABLE remuneration_payment (
        initiative_id INTEGER NOT NULL REFERENCES initiative (id), year_no INTEGER NOT NULL, paid_on TEXT NOT NULL,
        vnd INTEGER NOT NULL, PRIMARY KEY (initiative_id, year_no)) STRICT, WITHOUT ROWID""",
    "ALTER TABLE initiative ADD COLUMN portal_refused_on TEXT",
    """CREATE TABLE participant (
        initiative_id INTEGER NOT NULL REFERENCES initiative (id), place INTEGER NOT NULL, person_key INTEGER NOT NULL,
        PRIMARY KEY (initiative_id, place)) STRICT, WITHOUT ROWID""",
    """INSERT INTO participant SELECT author.initiative_id, author.place,
        person_key(author.full_name, author.birth_year, initiative.unit_code)
        FROM author JOIN initiative ON initiative.id = author.initiative_id WHERE author.full_name <> ''""",
    # Counts by phase, unit and day are answered from these indexes alone.
    "CREATE INDEX initiative_counted ON initiative"
    " (programme, state, phase, unit_code, applied_from_on, created_at, deleted_at)",
    'CREATE INDEX initiative_text_kinds ON initiative_text (kind, block, "group")',
    "CREATE INDEX initiative_portal ON initiative"
    " (programme, own, state, portal_entered_on, portal_approved_on, portal_refused_on, deleted_at)",
)


def apply(db: sqlite_utils.Database) -> None:
    db.conn.create_function("person_key", 3, _person_key, deterministic=True)
    for statement in STATEMENTS:
        db.execute(statement)


def _person_key(full_name: str, birth_year: int | None, unit_code: str) -> int:
    bare = "".join(c for c in unicodedata.normalize("NFD", full_name.lower()) if not "\u0300" <= c <= "\u036f")
    folded = unicodedata.normalize("NFC", " ".join(bare.replace("đ", "d").split()))
    told = f"{folded}|{birth_year or ''}|{unit_code}"
    return int.from_bytes(hashlib.blake2b(told.encode(), digest_size=8).digest(), signed=True)
