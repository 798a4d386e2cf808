"""Marking on other PCs: the requests that went out, sheets that came back, and those that contradict one held."""

from __future__ import annotations

import sqlite_utils

NAME = "m0019_appraisal_packages"

STATEMENTS = (
    # Who wrote a sheet that ends a conflict; "" where the appraiser wrote it himself.
    "ALTER TABLE score_event ADD COLUMN settled_by TEXT NOT NULL DEFAULT ''",
    # The fingerprint as it was when it was filed: personal data may be taken out of the comment later.
    "ALTER TABLE score_event ADD COLUMN content_sha256 TEXT NOT NULL DEFAULT ''",
    # The package it came in; "" for one filed here.
    "ALTER TABLE score_event ADD COLUMN came_in TEXT NOT NULL DEFAULT ''",
    "DROP TRIGGER score_event_kept",
    """CREATE TRIGGER score_event_kept BEFORE UPDATE ON score_event
        WHEN NEW.id <> OLD.id OR NEW.initiative_id <> OLD.initiative_id OR NEW.round_no <> OLD.round_no
        OR NEW.appraiser <> OLD.appraiser OR NEW.parents <> OLD.parents OR NEW.points <> OLD.points
        OR NEW.gates <> OLD.gates OR NEW.vote <> OLD.vote OR NEW.filed_at <> OLD.filed_at
        OR NEW.settled_by <> OLD.settled_by OR NEW.content_sha256 <> OLD.content_sha256 OR NEW.came_in <> OLD.came_in
        OR NOT EXISTS (SELECT 1 FROM journal_erased WHERE open = 1)
        BEGIN SELECT RAISE(ABORT, 'append-only'); END""",
    # A sheet with the id of one held and other content; `sheet` is JSON.
    "CREATE TABLE score_clash ("
    " event_id TEXT NOT NULL, content_sha256 TEXT NOT NULL, initiative_id TEXT NOT NULL, sheet TEXT NOT NULL,"
    " came_in TEXT NOT NULL, seen_at TEXT NOT NULL, PRIMARY KEY (event_id, content_sha256)) STRICT, WITHOUT ROWID",
    """CREATE TRIGGER score_clash_kept BEFORE UPDATE ON score_clash
        WHEN NEW.event_id <> OLD.event_id OR NEW.content_sha256 <> OLD.content_sha256
        OR NOT EXISTS (SELECT 1 FROM journal_erased WHERE open = 1)
        BEGIN SELECT RAISE(ABORT, 'append-only'); END""",
    "CREATE TRIGGER score_clash_stays BEFORE DELETE ON score_clash BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    # `signer_spki` is the key of the first answer taken in; no other key answers this request.
    "CREATE TABLE appraisal_request ("
    " id TEXT PRIMARY KEY, seq INTEGER NOT NULL, appraiser TEXT NOT NULL, token TEXT NOT NULL, blind INTEGER NOT NULL,"
    " manifest_sha256 TEXT NOT NULL, path TEXT NOT NULL, made_by TEXT NOT NULL, made_at TEXT NOT NULL,"
    " superseded_at TEXT, signer_spki TEXT NOT NULL DEFAULT '', answered_at TEXT) STRICT, WITHOUT ROWID",
    # `marks` are short fingerprints of the fields as they were sent, by field.
    "CREATE TABLE requested_initiative ("
    " request_id TEXT NOT NULL REFERENCES appraisal_request (id), initiative_id TEXT NOT NULL,"
    " round_no INTEGER NOT NULL, marks TEXT NOT NULL, PRIMARY KEY (request_id, initiative_id)) STRICT, WITHOUT ROWID",
)


def apply(db: sqlite_utils.Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
