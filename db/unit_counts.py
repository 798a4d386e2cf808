"""Figures of units that the store keeps: tables add them up, and count only the units anew in which something changed.

Nothing is written here: `db/unit_recounts.py` keeps them. They are right however much has changed since.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from db import statistics, targets
from db.store import Store
from db.targets import BLOCK_UNIT, Chosen
from domain.initiative import State
from domain.statistics import Amount, Benefits, added
from domain.target import COUNTED, Counts

# Which records are counted: all that are here, those not withdrawn, those handed in, those that came from below, those
# whose quality is looked at.
LIVING, STANDING, HANDED_IN, FROM_BELOW, QUALITY = "living", "standing", "handed_in", "from_below", "quality"
NOT_WITHDRAWN = tuple(state for state in State if state is not State.WITHDRAWN)
FIGURES = ("records", "persons", "entries", "verified", "verified_millions", "verified_rest", "claimed",
           "claimed_millions", "claimed_rest", "not_computable", "not_computable_millions",
           "not_computable_rest")  # fmt: skip
_COLUMNS = ", ".join(FIGURES)
_SUMS = ", ".join(f"sum({name})" for name in FIGURES)
_SCOPES = {
    frozenset[str](): LIVING,
    frozenset(map(str, NOT_WITHDRAWN)): STANDING,
    frozenset(map(str, COUNTED)): HANDED_IN,
}
# Of all that are here only these are kept.
_OF_LIVING = ("", "unit", "month")
# Where more units than this part have changed, everything is counted.
_MOST = 0.8
_OTHERS = "unit_code NOT IN (SELECT value FROM json_each(?))"
_NONE = Amount()


class Kept(NamedTuple):
    """What is told of some records: three counts, and benefit by state."""

    counts: Counts
    benefits: Benefits


def counted(store: Store, chosen: Chosen, by: str = "") -> dict[str, Kept]:
    """Counts and benefit by a key of `targets.BY` or BLOCK_UNIT, "" for all in one, by key."""
    with store.snapshot():
        told = _kept(store, chosen, by)
        if told is None:
            return _live(store, chosen, by)
        rows, touched = told
        kept = {key: _read(row) for key, row in rows.items()}
        if touched:
            for key, one in _live(store, dataclasses.replace(chosen, units=touched), by).items():
                kept[key] = _added(kept[key], one) if key in kept else one
    return dict(sorted(kept.items()))


def counts(store: Store, chosen: Chosen, by: str = "") -> dict[str, Counts]:
    """The same without benefit."""
    with store.snapshot():
        told = _kept(store, chosen, by)
        if told is None:
            return targets.counts(store, chosen, by)
        rows, touched = told
        kept = {key: Counts(row[1], row[0], row[2]) for key, row in rows.items()}
        if touched:
            for key, one in targets.counts(store, dataclasses.replace(chosen, units=touched), by).items():
                kept[key] = added((kept[key], one)) if key in kept else one
    return kept


def _kept(store: Store, chosen: Chosen, by: str) -> tuple[dict[str, tuple[int, ...]], tuple[str, ...]] | None:
    """The figures kept by key, without those of the units that have to be counted anew, and these units."""
    scope = _SCOPES.get(frozenset(chosen.states), "")
    if not _is_kept(scope, chosen, by):
        return None
    touched = changed(store, chosen.programme, chosen.until_at)
    if touched is None:
        return None
    ask = _of_units if by in _EACH else _summed
    return ask(store, scope, chosen, by, touched), tuple(touched)


def _is_kept(scope: str, chosen: Chosen, by: str) -> bool:
    if not scope or not chosen.programme or chosen.unit_code or chosen.units is not None:
        return False
    if scope == LIVING:
        return by in _OF_LIVING and not chosen.phase
    return not chosen.phase or by in ("", "unit")


def changed(store: Store, programme: str, until_at: str = "") -> list[str] | None:
    """The units whose figures do not hold, or not as of an earlier instant; None where nearly all would be counted."""
    sql = "SELECT unit_code FROM unit_count_stale WHERE programme = ?1"
    parameters = [programme]
    if until_at:
        sql += " UNION SELECT unit_code FROM unit_counted WHERE programme = ?1 AND last_at >= ?2"
        parameters.append(until_at)
    found = [str(one) for one in store.column(sql, parameters)]
    known = int(store.value("SELECT count(*) FROM unit_counted WHERE programme = ?", [programme]))
    return None if len(found) > known * _MOST else found


def by_unit(
    store: Store,
    programme: str,
    scope: str,
    by: str,
    live: Callable[[Sequence[str] | None], dict[tuple[str, str], int]],
) -> dict[tuple[str, str], int]:
    """How many records of a scope each unit has, by (unit, key); `live` counts those of some units, or of all."""
    with store.snapshot():
        touched = changed(store, programme)
        if touched is None:
            return live(None)
        sql = (
            f"SELECT unit_code, key, records FROM unit_count WHERE programme = ? AND scope = ? AND by = ? AND {_OTHERS}"
        )
        rows = store.tuples(sql, [programme, scope, by, json.dumps(touched)])
        found = {(unit, key): n for unit, key, n in rows}
        return found | live(touched) if touched else found


def units(store: Store, programme: str) -> list[tuple[str, str]]:
    """(code, name) of every unit with a record of the programme; the name is that of its newest record."""
    sql = (
        "SELECT u.unit_code, t.unit_name FROM ({newest}) AS u JOIN initiative_text AS t ON t.id = u.newest_id"
        " ORDER BY u.unit_code"
    )
    with store.snapshot():
        touched = changed(store, programme)
        live = "SELECT unit_code, max(id) AS newest_id FROM initiative WHERE programme = ? AND +deleted_at IS NULL"
        if touched is None:
            return [
                (row[0], row[1]) for row in store.tuples(sql.format(newest=f"{live} GROUP BY unit_code"), [programme])
            ]
        kept = f"SELECT unit_code, newest_id FROM unit_counted WHERE programme = ? AND {_OTHERS}"
        fresh = f"{live} AND unit_code IN (SELECT value FROM json_each(?)) GROUP BY unit_code"
        told = [programme, json.dumps(touched)] * 2
        return [(row[0], row[1]) for row in store.tuples(sql.format(newest=f"{kept} UNION ALL {fresh}"), told)]


def of_quality(store: Store, programme: str, touched: Sequence[str]) -> list[dict[str, Any]]:
    """`unit_code, total, evidence, verified, recognised` of each unit but these."""
    sql = (
        "SELECT unit_code, sum(iif(by = '', records, 0)) AS total, sum(iif(by = 'evidence', records, 0)) AS evidence,"
        " sum(iif(by = '', verified, 0)) AS verified, sum(iif(by = 'outcome', records, 0)) AS recognised"
        f" FROM unit_count WHERE programme = ? AND scope = ? AND (by = '' OR key = '1') AND {_OTHERS}"
        " GROUP BY unit_code"
    )
    return store.rows(sql, [programme, QUALITY, json.dumps(list(touched))])


def _live(store: Store, chosen: Chosen, by: str) -> dict[str, Kept]:
    """Counted from the records: one pass over them, one over their authors."""
    asked = targets.asked_once(store, chosen)
    benefits, people = statistics.benefits(store, asked, by), targets.people(store, asked, by)
    found = {key: Kept(Counts(*_of(people.get(key), n)), told) for key, (n, told) in benefits.items()}
    return dict(sorted(found.items()))


def _of(people: tuple[int, int] | None, records: int) -> tuple[int, int, int]:
    persons, entries = people or (0, 0)
    return persons, records, entries


# Told apart by unit: each row is one of the table.
_EACH = {"unit": ("", "unit_code"), BLOCK_UNIT: ("block", "key || '|' || unit_code")}


def _of_units(store: Store, scope: str, chosen: Chosen, by: str, touched: list[str]) -> dict[str, tuple[int, ...]]:
    of, key = ("phase", "unit_code") if chosen.phase else _EACH[by]
    sql = f"SELECT {key}, {_COLUMNS} FROM unit_count WHERE programme = ? AND scope = ? AND by = ?"
    parameters: list[Any] = [chosen.programme, scope, of]
    if chosen.phase:
        sql += " AND key = ?"
        parameters.append(chosen.phase)
    if touched:
        sql += f" AND {_OTHERS}"
        parameters.append(json.dumps(touched))
    return {row[0]: row[1:] for row in store.tuples(sql, parameters)}


def _summed(store: Store, scope: str, chosen: Chosen, by: str, touched: list[str]) -> dict[str, tuple[int, ...]]:
    of = "phase" if chosen.phase else by
    where = "programme = ? AND scope = ? AND by = ?" + (" AND key = ?" if chosen.phase else "")
    parameters: list[Any] = [chosen.programme, scope, of, *([chosen.phase] if chosen.phase else ())]
    sums = {
        row[0]: row[1:] for row in store.tuples(f"SELECT key, {_COLUMNS} FROM unit_count_sum WHERE {where}", parameters)
    }
    if touched:
        sql = (
            f"SELECT key, {_SUMS} FROM unit_count WHERE {where} AND unit_code IN (SELECT value FROM json_each(?))"
            " GROUP BY key"
        )
        for key, *less in store.tuples(sql, [*parameters, json.dumps(touched)]):
            sums[key] = tuple(a - b for a, b in zip(sums[key], less, strict=True))
    return {"" if chosen.phase else key: row for key, row in sums.items() if row[0]}


def _read(row: tuple[int, ...]) -> Kept:
    records, persons, entries, *sums = row
    amounts = [Amount(sums[at], sums[at + 1] * 10**6 + sums[at + 2]) if sums[at] else _NONE for at in (0, 3, 6)]
    return Kept(Counts(persons, records, entries), Benefits(*amounts))


def _added(one: Kept, two: Kept) -> Kept:
    """Of units that are not the same: nobody is in both."""
    return Kept(added((one.counts, two.counts)), one.benefits + two.benefits)
