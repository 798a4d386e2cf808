"""Packages that came are listed by pages: their ids in order from an index, not from rows that hold whole headers."""

from __future__ import annotations

import sqlite_utils

NAME = "m0028_received"


def apply(db: sqlite_utils.Database) -> None:
    """The row id is a part of every index: this one has the ids of what came, and of what left, in order."""
    db.execute("CREATE INDEX package_direction ON package (direction)")
