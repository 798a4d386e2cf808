"""Quality in figures: evidence, verified benefit, recognised outcome, duplicates across units, and ids to draw from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from db import unit_counts
from db.store import Store
from domain.initiative import State

_RECOGNISED = (State.RECOGNISED, State.RECOGNISED_AFTER_COMPLETION, State.NOMINATED, State.PACKAGED,
               State.RECEIVED_ABOVE, State.RETURNED, State.CONSIDERED, State.AWARDED)  # fmt: skip
LOOKED_AT = "i.state NOT IN ('withdrawn', 'draft')"
_LIVES = f"i.deleted_at IS NULL AND i.programme = ? AND {LOOKED_AT}"
EVIDENCED = (
    "EXISTS (SELECT 1 FROM evidence WHERE evidence.initiative_id = i.id AND evidence.removed_at IS NULL"
    " AND evidence.whole = 1)"
)
OUTCOME = f"i.state IN ({', '.join(repr(str(state)) for state in _RECOGNISED)})"
_CONDITIONS = {
    "all": "1",
    "evidence": EVIDENCED,
    "verified": "i.benefit_state = 'verified'",
    "recognised": OUTCOME,
    "bare": f"NOT {EVIDENCED}",
    "claimed": "i.benefit_state = 'claimed'",
}


def by_unit(store: Store, programme: str) -> list[dict[str, Any]]:
    """`unit_code, total, evidence, verified, recognised` of each unit; drafts and what was withdrawn do not count."""
    with store.snapshot():
        touched = unit_counts.changed(store, programme)
        if touched is None:
            return _counted(store, programme, None)
        kept = unit_counts.of_quality(store, programme, touched)
        return kept + _counted(store, programme, touched) if touched else kept


def _counted(store: Store, programme: str, unit_codes: Sequence[str] | None) -> list[dict[str, Any]]:
    sums = ", ".join(f"total({_CONDITIONS[name]}) AS {name}" for name in ("evidence", "verified", "recognised"))
    where, parameters = _LIVES, [programme]
    if unit_codes is not None:
        where += " AND i.unit_code IN (SELECT value FROM json_each(?))"
        parameters.append(json.dumps(list(unit_codes)))
    sql = f"SELECT i.unit_code, count(*) AS total, {sums} FROM initiative AS i WHERE {where} GROUP BY i.unit_code"
    return store.rows(sql, parameters)


def ids(store: Store, programme: str, what: str, unit_codes: Sequence[str] | None = None) -> list[tuple[int, str]]:
    """(row, public id) behind a figure: `what` is a key of the figures, or "bare", "claimed" for what lacks them."""
    where = f"{_LIVES} AND {_CONDITIONS[what]}"
    parameters: list[Any] = [programme]
    if unit_codes is not None:
        where += f" AND i.unit_code IN ({','.join('?' * len(unit_codes))})"
        parameters += unit_codes
    sql = f"SELECT i.id, i.public_id FROM initiative AS i WHERE {where} ORDER BY i.id"
    return [(int(row[0]), str(row[1])) for row in store.tuples(sql, parameters)]


def across_units(store: Store, programme: str) -> list[dict[str, Any]]:
    """The pairs the last search found between records of two units, the most alike first.

    CROSS JOIN keeps the order of the tables: left to itself SQLite may hold every record against every other.
    """
    sql = (
        "SELECT d.a, d.b, d.words, d.share, one.unit_code AS a_unit, other.unit_code AS b_unit, one.number AS a_number,"
        " other.number AS b_number, one.title AS a_title, other.title AS b_title,"
        " coalesce(v.verdict, '') AS verdict FROM duplicate AS d CROSS JOIN initiative AS one ON one.id = d.a"
        " CROSS JOIN initiative AS other ON other.id = d.b LEFT JOIN duplicate_verdict AS v"
        " ON v.a = min(one.public_id, other.public_id) AND v.b = max(one.public_id, other.public_id)"
        " WHERE one.unit_code <> other.unit_code AND one.deleted_at IS NULL AND other.deleted_at IS NULL"
        " AND one.state <> 'withdrawn' AND other.state <> 'withdrawn' AND one.programme = ? AND other.programme = ?"
        " ORDER BY d.share * min(d.words, 60) DESC, d.a, d.b"
    )
    return store.rows(sql, [programme, programme])
