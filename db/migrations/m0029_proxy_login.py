"""The login that an office's proxy wants on the way to a server, and which proxy it was given for."""

from __future__ import annotations

import sqlite_utils

NAME = "m0029_proxy_login"

STATEMENTS = (
    "ALTER TABLE upload_server ADD COLUMN proxy TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE upload_server ADD COLUMN proxy_user TEXT NOT NULL DEFAULT ''",
    # Sealed under a key of the vault, as `secret` is.
    "ALTER TABLE upload_server ADD COLUMN proxy_secret BLOB NOT NULL DEFAULT x''",
)


def apply(db: sqlite_utils.Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
