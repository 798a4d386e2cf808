"""Servers that take packages, how far an upload to one has come, and an account of every try that is never changed."""

from __future__ import annotations

import sqlite_utils

NAME = "m0024_uploads"

_TOLD = (
    "INSERT INTO outbox_history (package_id, at, channel, target, state, detail, sent_bytes) VALUES (new.package_id,"
)
STATEMENTS = (
    # `secret` is sealed under a key of the vault.
    "CREATE TABLE upload_server (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, url TEXT NOT NULL,"
    " user_name TEXT NOT NULL, secret BLOB NOT NULL, ca_pem TEXT NOT NULL, changed_at TEXT NOT NULL,"
    " UNIQUE (kind, url)) STRICT",
    "ALTER TABLE outbox ADD COLUMN server_id INTEGER REFERENCES upload_server (id) ON DELETE SET NULL",
    # What the far end is gone on with by, and how much it is known to have.
    "ALTER TABLE outbox ADD COLUMN mark TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE outbox ADD COLUMN sent_bytes INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE outbox ADD COLUMN failures INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE outbox ADD COLUMN tried_since TEXT NOT NULL DEFAULT ''",
    "CREATE TABLE outbox_history (id INTEGER PRIMARY KEY, package_id INTEGER NOT NULL REFERENCES package (id),"
    " at TEXT NOT NULL, channel TEXT NOT NULL, target TEXT NOT NULL, state TEXT NOT NULL, detail TEXT NOT NULL,"
    " sent_bytes INTEGER NOT NULL) STRICT",
    "CREATE INDEX outbox_history_package ON outbox_history (package_id, id)",
    "INSERT INTO outbox_history (package_id, at, channel, target, state, detail, sent_bytes)"
    " SELECT package_id, updated_at, channel, target, state, detail, 0 FROM outbox ORDER BY id",
    f"CREATE TRIGGER outbox_begun AFTER INSERT ON outbox BEGIN {_TOLD}"
    " new.updated_at, new.channel, new.target, new.state, new.detail, new.sent_bytes); END",
    "CREATE TRIGGER outbox_told AFTER UPDATE ON outbox WHEN new.state <> old.state OR new.attempts <> old.attempts"
    f" OR new.detail <> old.detail OR new.target <> old.target BEGIN {_TOLD}"
    " new.updated_at, new.channel, new.target, new.state, new.detail, new.sent_bytes); END",
    "CREATE TRIGGER outbox_history_kept BEFORE UPDATE ON outbox_history BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    "CREATE TRIGGER outbox_history_stays BEFORE DELETE ON outbox_history BEGIN SELECT RAISE(ABORT, 'append-only'); END",
)


def apply(db: sqlite_utils.Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
