"""Requests about personal data, days off, whose data was taken away, and a journal that can lose such words."""

from __future__ import annotations

import sqlite_utils

NAME = "m0010_personal_data"

STATEMENTS = (
    "ALTER TABLE person ADD COLUMN consent_note TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE person ADD COLUMN anonymised_at TEXT",
    """CREATE TABLE data_request (
        id INTEGER PRIMARY KEY, person_id TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL, what TEXT NOT NULL,
        received_on TEXT NOT NULL, answered_on TEXT, answer TEXT NOT NULL) STRICT""",
    "CREATE INDEX data_request_open ON data_request (received_on) WHERE answered_on IS NULL",
    "CREATE TABLE day_off (day TEXT PRIMARY KEY, what TEXT NOT NULL, worked INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    # How an author whose name or birth was taken away is counted: see docs/decisions/0019-personal-data.md.
    """CREATE TABLE counted_as (
        initiative_id INTEGER NOT NULL REFERENCES initiative (id), natural_key INTEGER NOT NULL,
        person_key INTEGER NOT NULL, PRIMARY KEY (initiative_id, natural_key)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX counted_as_key ON counted_as (person_key)",
    "CREATE INDEX participant_key ON participant (person_key)",
    # Which journal lines lost words, and by which line; `open` only while that is being done.
    """CREATE TABLE journal_erased (
        line_id INTEGER NOT NULL REFERENCES journal (id), by_id INTEGER NOT NULL REFERENCES journal (id),
        open INTEGER NOT NULL, PRIMARY KEY (line_id, by_id)) STRICT, WITHOUT ROWID""",
    """CREATE TRIGGER journal_erased_kept BEFORE UPDATE ON journal_erased
        WHEN NEW.line_id <> OLD.line_id OR NEW.by_id <> OLD.by_id OR OLD.open <> 1 OR NEW.open <> 0
        BEGIN SELECT RAISE(ABORT, 'append-only'); END""",
    """CREATE TRIGGER journal_erased_stays BEFORE DELETE ON journal_erased
        BEGIN SELECT RAISE(ABORT, 'append-only'); END""",
    "DROP TRIGGER journal_kept",
    """CREATE TRIGGER journal_kept BEFORE UPDATE ON journal
        WHEN NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.user_name <> OLD.user_name
        OR NEW.operation <> OLD.operation OR NEW.subject <> OLD.subject
        OR NOT EXISTS (SELECT 1 FROM journal_erased WHERE line_id = OLD.id AND open = 1)
        BEGIN SELECT RAISE(ABORT, 'append-only'); END""",
    "DROP TRIGGER score_event_kept",
    """CREATE TRIGGER score_event_kept BEFORE UPDATE ON score_event
        WHEN NEW.id <> OLD.id OR NEW.initiative_id <> OLD.initiative_id OR NEW.round_no <> OLD.round_no
        OR NEW.appraiser <> OLD.appraiser OR NEW.parents <> OLD.parents OR NEW.points <> OLD.points
        OR NEW.vote <> OLD.vote OR NEW.filed_at <> OLD.filed_at
        OR NOT EXISTS (SELECT 1 FROM journal_erased WHERE open = 1)
        BEGIN SELECT RAISE(ABORT, 'append-only'); END""",
)


def apply(db: sqlite_utils.Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
