"""Figures told apart by a key, and the records, persons and entries that stand behind each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from db.store import Store
from db.targets import Chosen, source
from domain.statistics import Amount, Benefits


@dataclass(frozen=True)
class Cell:
    """The records behind a figure: those of `chosen` whose `by` is `key`, of these units, stating benefit so.

    None does not narrow; `decided` holds the first and last ISO day of the decision on recognition.
    """

    chosen: Chosen
    by: str = ""
    key: str | None = None
    units: tuple[str, ...] | None = None
    benefit: str = ""
    decided: tuple[str, str] | None = None


def benefits(store: Store, chosen: Chosen, by: str = "") -> dict[str, tuple[int, Benefits]]:
    """How many records there are and their benefit by state for each key of BY, "" for all without one. A sum is kept
    in two parts: it cannot overflow."""
    head, column, where, parameters = source(chosen, by)
    sql = (
        f"{head} SELECT {column} AS k, i.benefit_state AS s, count(*) AS n,"
        " coalesce(sum(i.benefit_vnd / 1000000), 0) AS millions, coalesce(sum(i.benefit_vnd % 1000000), 0) AS rest"
        f" FROM {where} GROUP BY 1, 2"
    )
    found: dict[str, dict[str, Amount]] = {}
    for row in store.rows(sql, parameters):
        amount = Amount(row["n"], row["millions"] * 10**6 + row["rest"])
        found.setdefault(row["k"], {})[row["s"]] = amount
    return {key: (sum(one.records for one in states.values()), _benefits(states)) for key, states in found.items()}


def row_ids(store: Store, cell: Cell) -> list[int]:
    """The rows of the records behind a figure."""
    head, where, parameters = _where(cell)
    return [int(one) for one in store.column(f"{head} SELECT i.id FROM {where} ORDER BY i.id", parameters)]


def keyed(store: Store, chosen: Chosen, by: str = "", among: Sequence[int] | None = None) -> list[tuple[str, int, str]]:
    """(key, row, benefit state) of every record a table counts: what stands behind all of its figures at once. `among`
    asks only about these rows."""
    head, column, where, parameters = source(chosen, by)
    if among is not None:
        where += " AND i.id IN (SELECT value FROM json_each(?))"
        parameters.append(json.dumps(list(among)))
    sql = f"{head} SELECT {column}, i.id, i.benefit_state FROM {where} ORDER BY i.id"
    return [(row[0], int(row[1]), row[2]) for row in store.connection.execute(sql, parameters)]


def entries(store: Store, cell: Cell) -> list[dict[str, Any]]:
    """One row for each author of each record behind a figure: `row_id, number, title, full_name, birth_year`, unit."""
    head, where, parameters = _where(cell)
    sql = (
        f"{head} SELECT i.id AS row_id, i.number, i.title, a.full_name, a.birth_year, p.person_key, i.unit_code,"
        f" x.unit_name FROM {where.replace(' WHERE ', _AUTHORS, 1)} ORDER BY i.id, p.place"
    )
    return store.rows(sql, parameters)


def persons(store: Store, cell: Cell) -> list[dict[str, Any]]:
    """One row for each person behind a figure, with how many of its records name him and the first of them."""
    return of_persons(entries(store, cell))


def of_persons(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of entries gathered into one for each person."""
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        held = found.setdefault(row["person_key"], row | {"initiatives": 0, "_seen": 0})
        if held["_seen"] != row["row_id"]:
            held["initiatives"] += 1
            held["_seen"] = row["row_id"]
    return [{name: value for name, value in row.items() if name != "_seen"} for row in found.values()]


_AUTHORS = (
    " JOIN participant AS p ON p.initiative_id = i.id JOIN author AS a ON a.initiative_id = i.id AND a.place = p.place"
    " JOIN initiative_text AS x ON x.id = i.id WHERE "
)


def _where(cell: Cell) -> tuple[str, str, list[Any]]:
    head, column, where, parameters = source(cell.chosen, cell.by)
    if cell.key is not None:
        where += f" AND {column} = ?"
        parameters.append(cell.key)
    if cell.units is not None:
        where += " AND i.unit_code IN (SELECT value FROM json_each(?))"
        parameters.append(json.dumps(cell.units))
    if cell.benefit:
        where += " AND i.benefit_state = ?"
        parameters.append(cell.benefit)
    if cell.decided is not None:
        where += " AND i.id IN (SELECT id FROM initiative_text WHERE decision_on BETWEEN ? AND ?)"
        parameters += cell.decided
    return head, where, parameters


def _benefits(states: dict[str, Amount]) -> Benefits:
    return Benefits(*(states.get(name, Amount()) for name in ("verified", "claimed", "not_computable")))
