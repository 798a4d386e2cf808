"""Every order of the list is held by an index: by state, kind, phase, unit and days too; counters are kept."""

from __future__ import annotations

import sqlite_utils

NAME = "m0017_orders"

_ORDERS = {
    "state": "state",
    "kind": "listed_kind",
    "phase": "phase",
    "unit": "unit_code",
    "applied": "applied_from_on",
    "accepted": "accepted_on",
    "missing": "missing",
}

_KEY = ("programme", "state", "own", "lacking")
_COUNTED = "INSERT INTO initiative_count (programme, state, own, lacking, n, ids)"
_AGAIN = "ON CONFLICT DO UPDATE SET n = n + excluded.n, ids = ids + excluded.ids"


def apply(db: sqlite_utils.Database) -> None:
    # An index is of one table: the kind is kept with the long texts, and here once more for lists.
    db.execute("ALTER TABLE initiative ADD COLUMN listed_kind TEXT NOT NULL DEFAULT ''")
    db.execute("UPDATE initiative SET listed_kind = t.kind FROM initiative_text AS t WHERE t.id = initiative.id")
    for order, column in _ORDERS.items():
        db.execute(f"CREATE INDEX initiative_by_{order} ON initiative (programme, deleted_at, {column})")
    _count(db)


def _count(db: sqlite_utils.Database) -> None:
    """Counters, kept by triggers: whatever writes a record, they are right."""
    db.execute(
        "CREATE TABLE initiative_count (programme TEXT NOT NULL, state TEXT NOT NULL, own INTEGER NOT NULL,"
        " lacking INTEGER NOT NULL, n INTEGER NOT NULL, ids INTEGER NOT NULL,"
        f" PRIMARY KEY ({', '.join(_KEY)})) STRICT, WITHOUT ROWID"
    )
    db.execute(
        f"{_COUNTED} SELECT programme, state, own, missing > 0, count(*), sum(id) FROM initiative"
        " WHERE deleted_at IS NULL GROUP BY 1, 2, 3, 4"
    )
    more = f"{_COUNTED} SELECT {_values('new')}, 1, new.id WHERE new.deleted_at IS NULL {_AGAIN};"
    less = f"{_COUNTED} SELECT {_values('old')}, -1, -old.id WHERE old.deleted_at IS NULL {_AGAIN};"
    columns = ("programme", "state", "own", "missing", "deleted_at")
    changed = " OR ".join(f"old.{column} IS NOT new.{column}" for column in columns)
    db.execute(f"CREATE TRIGGER initiative_counted AFTER INSERT ON initiative BEGIN {more} END")
    db.execute(f"CREATE TRIGGER initiative_uncounted AFTER DELETE ON initiative BEGIN {less} END")
    db.execute(
        f"CREATE TRIGGER initiative_recounted AFTER UPDATE OF {', '.join(columns)} ON initiative WHEN {changed}"
        f" BEGIN {less} {more} END"
    )


def _values(row: str) -> str:
    return f"{row}.programme, {row}.state, {row}.own, {row}.missing > 0"
