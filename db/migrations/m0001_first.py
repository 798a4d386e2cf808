"""The first shape of the store."""

from __future__ import annotations

import sqlite_utils

NAME = "m0001_first"

STATEMENTS = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE user (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, slot TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL) STRICT;

CREATE TABLE programme (id TEXT PRIMARY KEY, version TEXT NOT NULL, data TEXT NOT NULL, installed_at TEXT NOT NULL)
    STRICT;

CREATE TABLE initiative (
    id INTEGER PRIMARY KEY, public_id TEXT NOT NULL UNIQUE, number TEXT NOT NULL, title TEXT NOT NULL,
    title_key TEXT NOT NULL, author TEXT NOT NULL, author_key TEXT NOT NULL, workplace TEXT NOT NULL,
    search_key TEXT NOT NULL, state TEXT NOT NULL, unit_code TEXT NOT NULL, programme TEXT NOT NULL,
    phase TEXT NOT NULL, benefit_state TEXT NOT NULL, benefit_vnd INTEGER, applied_from_on TEXT,
    missing INTEGER NOT NULL, own INTEGER NOT NULL, revision INTEGER NOT NULL, sealed_sha256 TEXT NOT NULL,
    import_key TEXT NOT NULL, import_sha256 TEXT NOT NULL,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT) STRICT;
CREATE INDEX initiative_state ON initiative (state);
CREATE INDEX initiative_unit ON initiative (unit_code);
CREATE INDEX initiative_import ON initiative (import_key) WHERE import_key <> '';

CREATE TABLE initiative_text (
    id INTEGER PRIMARY KEY REFERENCES initiative (id), unit_name TEXT NOT NULL, pack_version TEXT NOT NULL,
    kind TEXT NOT NULL, area TEXT NOT NULL, block TEXT NOT NULL, "group" TEXT NOT NULL, credited_no INTEGER,
    applied_to_on TEXT, trial INTEGER NOT NULL, summary TEXT NOT NULL, effect TEXT NOT NULL, reach TEXT NOT NULL,
    benefit_note TEXT NOT NULL, investor TEXT NOT NULL, technology_secret INTEGER NOT NULL,
    decision_no TEXT NOT NULL, decision_on TEXT, decision_signer TEXT NOT NULL, declined_reason TEXT NOT NULL,
    completion_note TEXT NOT NULL, unread TEXT NOT NULL) STRICT;

CREATE TABLE unsettled (initiative_id INTEGER PRIMARY KEY REFERENCES initiative (id), before TEXT NOT NULL) STRICT;

CREATE TABLE author (
    initiative_id INTEGER NOT NULL REFERENCES initiative (id), place INTEGER NOT NULL, full_name TEXT NOT NULL,
    birth_year INTEGER, position TEXT NOT NULL, workplace TEXT NOT NULL, phone TEXT NOT NULL, share_pct REAL,
    awards TEXT NOT NULL, PRIMARY KEY (initiative_id, place)) STRICT, WITHOUT ROWID;

CREATE TABLE council (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, held_on TEXT NOT NULL, place TEXT NOT NULL,
    created_at TEXT NOT NULL, closed_at TEXT) STRICT;
CREATE TABLE council_member (
    council_id INTEGER NOT NULL REFERENCES council (id), name TEXT NOT NULL, role TEXT NOT NULL,
    PRIMARY KEY (council_id, name)) STRICT;

CREATE TABLE score_event (
    id TEXT PRIMARY KEY, initiative_id TEXT NOT NULL, round_no INTEGER NOT NULL, appraiser TEXT NOT NULL,
    parents TEXT NOT NULL, points TEXT NOT NULL, vote TEXT NOT NULL, note TEXT NOT NULL, filed_at TEXT NOT NULL) STRICT;
CREATE INDEX score_slot ON score_event (initiative_id, round_no, appraiser);
CREATE TRIGGER score_event_kept BEFORE UPDATE ON score_event BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER score_event_stays BEFORE DELETE ON score_event BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TABLE score_draft (
    initiative_id TEXT NOT NULL, appraiser TEXT NOT NULL, body TEXT NOT NULL, saved_at TEXT NOT NULL,
    PRIMARY KEY (initiative_id, appraiser)) STRICT, WITHOUT ROWID;
CREATE TABLE verdict (
    initiative_id TEXT NOT NULL, round_no INTEGER NOT NULL, outcome TEXT NOT NULL, mean REAL,
    approvals INTEGER NOT NULL, members INTEGER NOT NULL,
    council_id INTEGER NOT NULL REFERENCES council (id), closed_at TEXT NOT NULL,
    PRIMARY KEY (initiative_id, round_no)) STRICT, WITHOUT ROWID;

CREATE TABLE package (
    id INTEGER PRIMARY KEY, manifest_sha256 TEXT NOT NULL UNIQUE, direction TEXT NOT NULL, kind TEXT NOT NULL,
    unit_code TEXT NOT NULL, unit_name TEXT NOT NULL, recipient TEXT NOT NULL, seq INTEGER NOT NULL, path TEXT NOT NULL,
    records INTEGER NOT NULL, created_at TEXT NOT NULL, acknowledged_at TEXT, detail TEXT NOT NULL) STRICT;
CREATE INDEX package_sender ON package (direction, unit_code, recipient, kind, seq);
CREATE TABLE package_record (
    package_id INTEGER NOT NULL REFERENCES package (id), initiative_id TEXT NOT NULL, revision INTEGER NOT NULL,
    difference TEXT NOT NULL, PRIMARY KEY (package_id, initiative_id)) STRICT, WITHOUT ROWID;
CREATE TABLE clash (
    id INTEGER PRIMARY KEY, package_id INTEGER NOT NULL REFERENCES package (id), initiative_id TEXT NOT NULL,
    revision INTEGER NOT NULL, record TEXT NOT NULL, settled_at TEXT) STRICT;
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY, package_id INTEGER NOT NULL REFERENCES package (id), channel TEXT NOT NULL,
    target TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL, next_at TEXT, detail TEXT NOT NULL,
    updated_at TEXT NOT NULL) STRICT;

CREATE TABLE signing_key (
    id INTEGER PRIMARY KEY, purpose TEXT NOT NULL UNIQUE, protected BLOB NOT NULL, certificate_pem TEXT NOT NULL,
    created_at TEXT NOT NULL) STRICT;
CREATE TABLE trusted_unit (
    unit_code TEXT PRIMARY KEY, unit_name TEXT NOT NULL, spki_sha256 TEXT NOT NULL, certificate_pem TEXT NOT NULL,
    state TEXT NOT NULL, issued_at TEXT NOT NULL, revoked_at TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE revoked_certificate (certificate_pem TEXT PRIMARY KEY, revoked_at TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, user_name TEXT NOT NULL, operation TEXT NOT NULL, subject TEXT NOT NULL,
    detail TEXT NOT NULL) STRICT;
CREATE INDEX journal_subject ON journal (subject, id);
CREATE TRIGGER journal_kept BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER journal_stays BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
"""


def apply(db: sqlite_utils.Database) -> None:
    statement = ""
    for line in STATEMENTS.splitlines():
        statement += line + "\n"
        if _complete(statement):
            db.execute(statement)
            statement = ""


def _complete(statement: str) -> bool:
    # A trigger holds a semicolon of its own: it ends with END;
    text = statement.strip()
    return text.endswith("END;") if "CREATE TRIGGER" in text else text.endswith(";")
