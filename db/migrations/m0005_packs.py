"""Every version of a programme pack ever installed, with where it came from and who signed it."""

from __future__ import annotations

import hashlib

import sqlite_utils

NAME = "m0005_packs"

TABLE = """
CREATE TABLE programme_pack (
    id TEXT NOT NULL, version TEXT NOT NULL, data TEXT NOT NULL, sha256 TEXT NOT NULL, installed_at TEXT NOT NULL,
    origin TEXT NOT NULL, signed_by TEXT NOT NULL, signer_name TEXT NOT NULL, manifest_sha256 TEXT NOT NULL,
    in_force INTEGER NOT NULL, PRIMARY KEY (id, version)) STRICT, WITHOUT ROWID
"""
ONE_IN_FORCE = "CREATE UNIQUE INDEX programme_pack_in_force ON programme_pack (id) WHERE in_force = 1"


def apply(db: sqlite_utils.Database) -> None:
    db.execute(TABLE)
    db.execute(ONE_IN_FORCE)
    for pack_id, version, data, installed_at in db.execute("SELECT id, version, data, installed_at FROM programme"):
        sha256 = hashlib.sha256(data.encode()).hexdigest()
        # Before this step only packs that came with the program could be in a register.
        values = [pack_id, version, data, sha256, installed_at, "shipped", "", "", "", 1]
        db.execute("INSERT INTO programme_pack VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    db.execute("DROP TABLE programme")
