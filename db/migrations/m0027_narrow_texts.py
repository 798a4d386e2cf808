"""What lists and searches show of a record's texts stands in an index: they leave the long texts alone."""

from __future__ import annotations

import sqlite_utils

NAME = "m0027_narrow_texts"


def apply(db: sqlite_utils.Database) -> None:
    db.execute('CREATE INDEX initiative_text_listed ON initiative_text (id, unit_name, kind, block, "group")')
