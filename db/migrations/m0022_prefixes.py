"""The index of titles and people holds one list of all words with one beginning, for one letter and for two."""

from __future__ import annotations

import sqlite_utils

NAME = "m0022_prefixes"

_FTS = "content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='1 2'"
_CALM = (("automerge", 0), ("crisismerge", 999), ("hashsize", 16 << 20))


def apply(db: sqlite_utils.Database) -> None:
    db.execute("DROP TABLE initiative_head")
    db.execute(f"CREATE VIRTUAL TABLE initiative_head USING fts5(number, title, people, places, {_FTS})")
    for option, number in _CALM:
        db.execute("INSERT INTO initiative_head (initiative_head, rank) VALUES (?, ?)", [option, number])
    # Not indexed yet: they are taken in when the store is opened.
    db.execute("UPDATE initiative SET head_mark = 0")
