"""Counting the units anew in which something has changed, a few at a time, so that no table has to count a register."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from typing import Any

from db import quality
from db.store import Store
from db.unit_counts import FIGURES, FROM_BELOW, HANDED_IN, LIVING, NOT_WITHDRAWN, QUALITY, STANDING
from domain.statistics import BENEFITS
from domain.target import COUNTED

AT_ONCE = 25  # units counted in one transaction,
RECORDS_AT_ONCE = 5_000  # and about so many records: a large unit is counted by itself


def _among(states: Any) -> str:
    return f"state IN ({', '.join(repr(str(state)) for state in states)})"


_SCOPES = {
    LIVING: "1",
    STANDING: _among(NOT_WITHDRAWN),
    HANDED_IN: _among(COUNTED),
    FROM_BELOW: "below",
    QUALITY: "quality",
}
_BY = {"": "''", "phase": "phase", "month": "month", "kind": "kind", "block": "block", "group": '"group"',
       "evidence": "evidence", "outcome": "outcome"}  # fmt: skip
_KEPT = (
    *itertools.product((STANDING, HANDED_IN), ("", "phase", "month", "kind", "block", "group")),
    *itertools.product((LIVING,), ("", "month")),
    (FROM_BELOW, ""),
    *itertools.product((QUALITY,), ("", "evidence", "outcome")),
)
_TABLES = (
    "CREATE TEMP TABLE IF NOT EXISTS counted (id INTEGER PRIMARY KEY, unit_code, state, below, phase, month, kind,"
    ' block, "group", benefit_state, benefit_vnd, quality, evidence, outcome)',
    "CREATE TEMP TABLE IF NOT EXISTS counted_person (id, person_key)",
    "DELETE FROM counted",
    "DELETE FROM counted_person",
)
_RECORDS = (
    "INSERT INTO counted SELECT i.id, i.unit_code, i.state, i.own = 0, i.phase,"
    " coalesce(substr(i.applied_from_on, 1, 7), ''), t.kind, t.block, t.\"group\", i.benefit_state, i.benefit_vnd,"
    f" {quality.LOOKED_AT}, iif({quality.EVIDENCED}, '1', ''), iif({quality.OUTCOME}, '1', '')"
    " FROM initiative AS i JOIN initiative_text AS t ON t.id = i.id WHERE i.programme = ? AND i.unit_code IN"
    " (SELECT value FROM json_each(?)) AND +i.deleted_at IS NULL"
)
_PERSONS = (
    "INSERT INTO counted_person SELECT c.id, p.person_key FROM counted AS c JOIN participant AS p"
    " ON p.initiative_id = c.id"
)
_BENEFITS = ", ".join(
    f"sum(benefit_state = '{state}') AS {state},"
    f" coalesce(sum(iif(benefit_state = '{state}', benefit_vnd / 1000000, 0)), 0) AS {state}_millions,"
    f" coalesce(sum(iif(benefit_state = '{state}', benefit_vnd % 1000000, 0)), 0) AS {state}_rest"
    for state in BENEFITS
)
_STALE = "SELECT programme, unit_code FROM unit_count_stale LIMIT ?"
_RECORDS_OF = "SELECT count(*) FROM (SELECT 1 FROM initiative WHERE programme = ? AND unit_code = ? LIMIT ?)"
_OF_UNITS = "programme = ? AND scope = ? AND by = ? AND unit_code IN (SELECT value FROM json_each(?))"
_LAST = (
    "INSERT INTO unit_counted SELECT ?1, u.value, coalesce((SELECT max(max(i.created_at, coalesce(i.deleted_at, ''),"
    " iif(i.state = 'withdrawn', coalesce((SELECT max(at) FROM journal WHERE subject = i.public_id), ''), '')))"
    " FROM initiative AS i WHERE i.programme = ?1 AND i.unit_code = u.value), ''), (SELECT max(id) FROM"
    " counted WHERE unit_code = u.value) FROM json_each(?2) AS u WHERE 1"
    " ON CONFLICT DO UPDATE SET last_at = excluded.last_at, newest_id = excluded.newest_id"
)


def refresh(store: Store, records: int = RECORDS_AT_ONCE) -> bool:
    """Counts some of the units that have changed, at least one and no more once they have so many records; whether
    there may be more. Outside `atomic()`."""
    if not store.tuples(_STALE, [1]):
        return False
    with store.atomic():
        stale = store.tuples(_STALE, [AT_ONCE])
        found = stale[: _so_many(store, stale, records)]
        for programme, rows in itertools.groupby(found, key=lambda row: str(row[0])):
            _count(store, programme, json.dumps([row[1] for row in rows]))
    return len(found) < len(stale) or len(stale) == AT_ONCE


def _so_many(store: Store, stale: Sequence[tuple[Any, ...]], records: int) -> int:
    """How many of these units are counted before one more would be too much."""
    for place, (programme, unit_code) in enumerate(stale):
        # No further than it matters: the records of a unit may be many.
        records -= store.value(_RECORDS_OF, [programme, unit_code, records + 1])
        if records < 0:
            return max(place, 1)
    return len(stale)


def _count(store: Store, programme: str, units: str) -> None:
    for sql in _TABLES:
        store.execute(sql)
    store.execute(_RECORDS, [programme, units])
    store.execute(_PERSONS)
    for scope, by in _KEPT:
        _sum(store, [programme, scope, by, units], -1)
        store.execute(f"DELETE FROM unit_count WHERE {_OF_UNITS}", [programme, scope, by, units])
        store.execute(_insertion(scope, by), [programme, scope, by])
        _sum(store, [programme, scope, by, units], 1)
    store.execute(_LAST, [programme, units])
    store.execute(
        "DELETE FROM unit_count_stale WHERE programme = ? AND unit_code IN (SELECT value FROM json_each(?))",
        [programme, units],
    )


def _insertion(scope: str, by: str) -> str:
    where, key = _SCOPES[scope], _BY[by]
    return (
        "WITH one AS (SELECT unit_code, "
        f"{key} AS key, count(*) AS records, {_BENEFITS} FROM counted WHERE {where} GROUP BY 1, 2),"
        f" who AS (SELECT unit_code, {key} AS key, count(DISTINCT person_key) AS persons, count(*) AS entries"
        f" FROM counted JOIN counted_person USING (id) WHERE {where} GROUP BY 1, 2)"
        " INSERT INTO unit_count SELECT ?1, ?2, ?3, one.unit_code, one.key, one.records, coalesce(who.persons, 0),"
        f" coalesce(who.entries, 0), {', '.join(FIGURES[3:])} FROM one LEFT JOIN who USING (unit_code, key)"
    )


def _sum(store: Store, of: list[str], sign: int) -> None:
    told = ", ".join(f"{sign} * sum({name})" for name in FIGURES)
    again = ", ".join(f"{name} = {name} + excluded.{name}" for name in FIGURES)
    store.execute(
        f"INSERT INTO unit_count_sum SELECT programme, scope, by, key, {told} FROM unit_count WHERE {_OF_UNITS}"
        f" GROUP BY key ON CONFLICT DO UPDATE SET {again}",
        of,
    )
