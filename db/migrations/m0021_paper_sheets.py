"""Sheets typed in from paper, and the words of forms that are about one thing."""

from __future__ import annotations

import sqlite_utils

NAME = "m0021_paper_sheets"

STATEMENTS = (
    # Who typed the sheet in from paper; "" where the appraiser filed it himself.
    "ALTER TABLE score_event ADD COLUMN entered_by TEXT NOT NULL DEFAULT ''",
    "DROP TRIGGER score_event_kept",
    """CREATE TRIGGER score_event_kept BEFORE UPDATE ON score_event
        WHEN NEW.id <> OLD.id OR NEW.initiative_id <> OLD.initiative_id OR NEW.round_no <> OLD.round_no
        OR NEW.appraiser <> OLD.appraiser OR NEW.parents <> OLD.parents OR NEW.points <> OLD.points
        OR NEW.gates <> OLD.gates OR NEW.vote <> OLD.vote OR NEW.filed_at <> OLD.filed_at
        OR NEW.settled_by <> OLD.settled_by OR NEW.entered_by <> OLD.entered_by
        OR NEW.content_sha256 <> OLD.content_sha256 OR NEW.came_in <> OLD.came_in
        OR NOT EXISTS (SELECT 1 FROM journal_erased WHERE open = 1)
        BEGIN SELECT RAISE(ABORT, 'append-only'); END""",
    # What somebody was typing about one initiative, by form; `body` is JSON.
    "CREATE TABLE typed (initiative_id TEXT NOT NULL, form TEXT NOT NULL, typed_by TEXT NOT NULL,"
    " body TEXT NOT NULL, saved_at TEXT NOT NULL, PRIMARY KEY (initiative_id, form, typed_by)) STRICT, WITHOUT ROWID",
)


def apply(db: sqlite_utils.Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
