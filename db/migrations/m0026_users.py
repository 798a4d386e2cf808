"""Users with several roles, some of whom have left; a journal whose lines hold each other; a bin for small things."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator
from typing import Any

import sqlite_utils

NAME = "m0026_users"

USERS = (
    "ALTER TABLE user RENAME COLUMN role TO roles",
    "ALTER TABLE user ADD COLUMN left_at TEXT",
    # Whoever was the officer did everything: nothing is taken from him.
    "UPDATE user SET roles = 'officer appraiser clerk chair keeper' WHERE roles = 'officer'",
)
# `digest` is of the salted detail, `chain` of the line before and of everything else in this one.
JOURNAL = (
    "DROP TRIGGER journal_kept",
    "ALTER TABLE journal ADD COLUMN salt TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE journal ADD COLUMN digest TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE journal ADD COLUMN chain TEXT NOT NULL DEFAULT ''",
    "CREATE TABLE journal_head (id INTEGER PRIMARY KEY CHECK (id = 1), line_id INTEGER NOT NULL, chain TEXT NOT NULL)"
    " STRICT",
)
# Rows of other tables as they were when somebody removed them: `body` is JSON by column, bytes in hexadecimal.
TRASH = (
    "CREATE TABLE trash (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL,"
    " removed_by TEXT NOT NULL, removed_at TEXT NOT NULL) STRICT",
)
CLOSED = (
    """CREATE TRIGGER journal_kept BEFORE UPDATE ON journal
        WHEN NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.user_name <> OLD.user_name
        OR NEW.operation <> OLD.operation OR NEW.subject <> OLD.subject
        OR NEW.digest <> OLD.digest OR NEW.chain <> OLD.chain
        OR NOT EXISTS (SELECT 1 FROM journal_erased WHERE line_id = OLD.id AND open = 1)
        BEGIN SELECT RAISE(ABORT, 'append-only'); END""",
    "CREATE TRIGGER journal_head_stays BEFORE DELETE ON journal_head BEGIN SELECT RAISE(ABORT, 'kept'); END",
)


def apply(db: sqlite_utils.Database) -> None:
    for statement in (*USERS, *JOURNAL, *TRASH):
        db.execute(statement)
    last = [0, "0" * 64]
    db.conn.executemany("UPDATE journal SET salt = ?, digest = ?, chain = ? WHERE id = ?", _chained(db, last))
    db.execute("INSERT INTO journal_head VALUES (1, ?, ?)", last)
    for statement in CLOSED:
        db.execute(statement)


def _chained(db: sqlite_utils.Database, last: list[Any]) -> Iterator[tuple[str, str, str, int]]:
    """The lines that are there, chained as they are today."""
    part: list[Any] = [(0,)]
    sql = "SELECT id, at, user_name, operation, subject, detail FROM journal WHERE id > ? ORDER BY id LIMIT 2000"
    while part := db.conn.execute(sql, [part[-1][0]]).fetchall():
        for line_id, at, user_name, operation, subject, detail in part:
            salt = secrets.token_hex(16)
            digest = hashlib.sha256(f"{salt}\n{detail}".encode()).hexdigest()
            told = [last[1], line_id, at, user_name, operation, subject, digest]
            chain = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
            last[:] = [line_id, hashlib.sha256(chain.encode()).hexdigest()]
            yield salt, digest, last[1], line_id
