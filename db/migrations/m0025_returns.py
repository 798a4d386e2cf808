"""What an upper union asks to be mended and what units answer, results told by it, packages refused, carriers."""

from __future__ import annotations

import sqlite_utils

NAME = "m0025_returns"

STATEMENTS = (
    # `direction` "out": asked here of a unit below; "in": asked of us by the union above.
    "CREATE TABLE return_mark ("
    " id INTEGER PRIMARY KEY, mark_id TEXT NOT NULL UNIQUE, direction TEXT NOT NULL, initiative_id TEXT NOT NULL,"
    " unit_code TEXT NOT NULL, unit_name TEXT NOT NULL, field TEXT NOT NULL, reason TEXT NOT NULL,"
    " held TEXT NOT NULL, made_by TEXT NOT NULL, made_at TEXT NOT NULL,"
    " package_id INTEGER REFERENCES package (id), answer TEXT NOT NULL DEFAULT '',"
    " mended INTEGER NOT NULL DEFAULT 0, answered_at TEXT,"
    " answer_package_id INTEGER REFERENCES package (id), closed_at TEXT, withdrawn_at TEXT) STRICT",
    "CREATE INDEX return_mark_open ON return_mark (initiative_id) WHERE closed_at IS NULL",
    "CREATE INDEX return_mark_unit ON return_mark (unit_code, direction)",
    # The unit above that told of an award; "" for one recorded here.
    "ALTER TABLE award ADD COLUMN told_by TEXT NOT NULL DEFAULT ''",
    # A package that could not be taken in, once for each file and reason.
    "CREATE TABLE refused_package ("
    " id INTEGER PRIMARY KEY, file_sha256 TEXT NOT NULL, code TEXT NOT NULL, verdict TEXT NOT NULL,"
    " kind TEXT NOT NULL, unit_code TEXT NOT NULL, unit_name TEXT NOT NULL, seq INTEGER NOT NULL,"
    " file_name TEXT NOT NULL, facts TEXT NOT NULL, refused_at TEXT NOT NULL,"
    " UNIQUE (file_sha256, code)) STRICT",
    "CREATE INDEX refused_package_unit ON refused_package (unit_code)",
    # The carrier in which a package came, and which one of two clashing records a person kept.
    "ALTER TABLE package ADD COLUMN carrier_id INTEGER REFERENCES package (id)",
    "ALTER TABLE clash ADD COLUMN kept TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX clash_open ON clash (initiative_id) WHERE settled_at IS NULL",
    "CREATE INDEX package_record_initiative ON package_record (initiative_id)",
)


def apply(db: sqlite_utils.Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
