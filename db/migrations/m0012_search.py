"""Full-text indexes in place of the search key, indexes for every order of a list, kept filters, changes of many."""

from __future__ import annotations

import sqlite_utils

NAME = "m0012_search"

_FTS = "content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2'"
# A merge begun by a save would hold somebody up for seconds: merging is done in small steps while nobody types.
_CALM = (("automerge", 0), ("crisismerge", 999), ("hashsize", 16 << 20))
# A page of a list, and the counts of its filters, are answered from one of these alone.
_ORDERS = {
    "entered": "programme, deleted_at",
    "number": "programme, deleted_at, substr(number, 1, 8), length(number), number",
    "title": "programme, deleted_at, title_key",
    "author": "programme, deleted_at, author_key",
    "benefit": "programme, deleted_at, benefit_vnd",
    "updated": "programme, deleted_at, updated_at",
    "filtered": "programme, deleted_at, state, own, missing, accepted_on, unit_code, phase, benefit_vnd,"
    " applied_from_on",
}


def apply(db: sqlite_utils.Database) -> None:
    # Texts lay twice in the narrow table, once as they are and once bare.
    db.execute("ALTER TABLE initiative DROP COLUMN search_key")
    # What the indexes hold of a record, as a number; 0 is "not indexed yet": such records are taken in at opening.
    for name in ("head_mark", "body_mark"):
        db.execute(f"ALTER TABLE initiative ADD COLUMN {name} INTEGER NOT NULL DEFAULT 0")
    db.execute("CREATE INDEX initiative_unmarked ON initiative (id) WHERE head_mark = 0")
    for order, columns in _ORDERS.items():
        db.execute(f"CREATE INDEX initiative_by_{order} ON initiative ({columns})")
    db.execute(f"CREATE VIRTUAL TABLE initiative_head USING fts5(number, title, people, places, {_FTS})")
    db.execute(f"CREATE VIRTUAL TABLE initiative_body USING fts5(words, {_FTS})")
    for table in ("initiative_head", "initiative_body"):
        for option, number in _CALM:
            db.execute(f"INSERT INTO {table} ({table}, rank) VALUES (?, ?)", [option, number])
    db.execute("CREATE TABLE search_term (term TEXT PRIMARY KEY, records INTEGER NOT NULL) STRICT, WITHOUT ROWID")
    db.execute(
        "CREATE TABLE saved_filter (name_key TEXT PRIMARY KEY, name TEXT NOT NULL, filter TEXT NOT NULL,"
        " saved_by TEXT NOT NULL, saved_at TEXT NOT NULL) STRICT, WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE bulk_change (id INTEGER PRIMARY KEY, what TEXT NOT NULL, changed_by TEXT NOT NULL,"
        " changed_at TEXT NOT NULL, undone_at TEXT) STRICT"
    )
    db.execute(
        "CREATE TABLE bulk_row (bulk_id INTEGER NOT NULL REFERENCES bulk_change (id), initiative_id INTEGER NOT NULL"
        " REFERENCES initiative (id), before TEXT NOT NULL, after TEXT NOT NULL, PRIMARY KEY (bulk_id, initiative_id))"
        " STRICT, WITHOUT ROWID"
    )
