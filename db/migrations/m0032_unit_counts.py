"""Figures of each unit are kept, with their sums, and which units have to be counted anew since something changed."""

from __future__ import annotations

import sqlite_utils

NAME = "m0032_unit_counts"

_FIGURES = (
    "records INTEGER NOT NULL, persons INTEGER NOT NULL, entries INTEGER NOT NULL,"
    " verified INTEGER NOT NULL, verified_millions INTEGER NOT NULL, verified_rest INTEGER NOT NULL,"
    " claimed INTEGER NOT NULL, claimed_millions INTEGER NOT NULL, claimed_rest INTEGER NOT NULL,"
    " not_computable INTEGER NOT NULL, not_computable_millions INTEGER NOT NULL,"
    " not_computable_rest INTEGER NOT NULL"
)
# `scope` tells which records are counted, `by` what `key` is a value of: see db/unit_counts.py.
STATEMENTS = (
    "CREATE TABLE unit_count (programme TEXT NOT NULL, scope TEXT NOT NULL, by TEXT NOT NULL, unit_code TEXT NOT NULL,"
    f" key TEXT NOT NULL, {_FIGURES}, PRIMARY KEY (programme, scope, by, unit_code, key)) STRICT, WITHOUT ROWID",
    "CREATE TABLE unit_count_sum (programme TEXT NOT NULL, scope TEXT NOT NULL, by TEXT NOT NULL, key TEXT NOT NULL,"
    f" {_FIGURES}, PRIMARY KEY (programme, scope, by, key)) STRICT, WITHOUT ROWID",
    # The last instant at which something happened that a count as of an earlier day has to leave out, and the newest
    # record, whose words name the unit.
    "CREATE TABLE unit_counted (programme TEXT NOT NULL, unit_code TEXT NOT NULL, last_at TEXT NOT NULL,"
    " newest_id INTEGER, PRIMARY KEY (programme, unit_code)) STRICT, WITHOUT ROWID",
    "CREATE TABLE unit_count_stale (programme TEXT NOT NULL, unit_code TEXT NOT NULL,"
    " PRIMARY KEY (programme, unit_code)) STRICT, WITHOUT ROWID",
    # By unit first: figures of a few units are counted from a piece of it, those of all in the order they are shown.
    "DROP INDEX initiative_counted",
    "CREATE INDEX initiative_counted ON initiative (programme, unit_code, state, phase, applied_from_on, created_at,"
    " deleted_at, benefit_state, benefit_vnd, own)",
    "INSERT INTO unit_count_stale SELECT DISTINCT programme, unit_code FROM initiative",
)
_STALE = "INSERT INTO unit_count_stale (programme, unit_code)"
_OF = f"{_STALE} SELECT programme, unit_code FROM initiative WHERE id = {{row}}.{{column}} ON CONFLICT DO NOTHING;"
_COLUMNS = ("programme, unit_code, state, own, phase, applied_from_on, created_at, deleted_at, benefit_state,"
            " benefit_vnd")  # fmt: skip


def apply(db: sqlite_utils.Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
    _watch(db, "initiative", "INSERT", _told("new"))
    _watch(db, "initiative", "DELETE", _told("old"))
    _watch(db, "initiative", f"UPDATE OF {_COLUMNS}", _told("old") + _told("new"))
    _watch(db, "initiative_text", 'UPDATE OF kind, block, "group"', _OF.format(row="new", column="id"))
    for table in ("participant", "evidence"):
        for verb, row in (("INSERT", "new"), ("DELETE", "old"), ("UPDATE", "new")):
            _watch(db, table, verb, _OF.format(row=row, column="initiative_id"))


def _told(row: str) -> str:
    return f"{_STALE} VALUES ({row}.programme, {row}.unit_code) ON CONFLICT DO NOTHING;"


def _watch(db: sqlite_utils.Database, table: str, verb: str, does: str) -> None:
    """Whatever writes a record, its unit is counted anew."""
    name = f"{table}_stale_{verb.split()[0].lower()}"
    db.execute(f"CREATE TRIGGER {name} AFTER {verb} ON {table} BEGIN {does} END")
