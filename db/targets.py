"""Targets in the store, and the counts that stand against them."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.store import Store
from domain.target import Counts, Target

# What counts can be told apart by, as columns of `initiative` (i) or `initiative_text` (t).
BY = {"unit": "i.unit_code", "phase": "i.phase", "month": "substr(i.applied_from_on, 1, 7)", "kind": "t.kind",
      "block": "t.block", "group": 't."group"'}  # fmt: skip
# Told apart by two things at once: the block of the record and its unit, for ranking within blocks.
BLOCK_UNIT = "block_unit"
_COLUMNS = BY | {BLOCK_UNIT: "t.block || '|' || i.unit_code"}

# Read from the index alone: the rows themselves hold the long texts.
_KINDS = (
    'WITH t AS MATERIALIZED (SELECT id, kind, block, "group" FROM initiative_text INDEXED BY initiative_text_kinds) '
)


@dataclass(frozen=True)
class Chosen:
    """Which records are counted. `until_at` is the first instant that is not counted any more: records that came
    later are left out, those thrown away later are in. `units` None are all units. `gone_since` are the rows of the
    records withdrawn since then, as JSON, where they have been asked for; "" where each is asked about by itself."""

    programme: str = ""
    states: tuple[str, ...] = ()
    phase: str = ""
    unit_code: str = ""
    until_at: str = ""
    units: tuple[str, ...] | None = None
    gone_since: str = ""


def put(store: Store, target: Target, now: str) -> int:
    """A new target in place of the one for the same programme, phase and unit; returns its id. Inside `atomic()`."""
    sql = "UPDATE target SET removed_at = ? WHERE programme = ? AND phase = ? AND unit_code = ? AND removed_at IS NULL"
    store.execute(sql, [now, target.programme, target.phase, target.unit_code])
    values = {name: value for name, value in vars(target).items() if name != "id"}
    values["document_on"] = target.document_on.isoformat() if target.document_on else None
    return store.insert("target", values | {"set_at": now, "removed_at": None})


def remove(store: Store, target_id: int, now: str) -> None:
    store.execute("UPDATE target SET removed_at = ? WHERE id = ? AND removed_at IS NULL", [now, target_id])


def get(store: Store, target_id: int) -> Target | None:
    row = store.row("SELECT * FROM target WHERE id = ? AND removed_at IS NULL", [target_id])
    return _target(row) if row else None


def of(store: Store, programme: str, phase: str, unit_code: str) -> Target | None:
    """The target of a unit for a phase, if one is set."""
    sql = "SELECT * FROM target WHERE programme = ? AND phase = ? AND unit_code = ? AND removed_at IS NULL"
    row = store.row(sql, [programme, phase, unit_code])
    return _target(row) if row else None


def everything(store: Store, programme: str) -> list[Target]:
    sql = "SELECT * FROM target WHERE programme = ? AND removed_at IS NULL ORDER BY phase, unit_name, id"
    return [_target(row) for row in store.rows(sql, [programme])]


def counts(store: Store, chosen: Chosen, by: str = "") -> dict[str, Counts]:
    """Persons, initiatives and entries, by a key of BY; one key "" without one. Records without a value stand under "".

    A person with initiatives under two keys is one person under each: persons must not be added up over the rows.
    """
    start, column, where, parameters = source(chosen, by)
    found = {
        row["k"]: row["n"]
        for row in store.rows(f"{start}SELECT {column} AS k, count(*) AS n FROM {where} GROUP BY 1", parameters)
    }
    told = people(store, chosen, by)
    return {key: Counts(told.get(key, (0, 0))[0], n, told.get(key, (0, 0))[1]) for key, n in sorted(found.items())}


def people(store: Store, chosen: Chosen, by: str = "") -> dict[str, tuple[int, int]]:
    """(persons, entries) of `counts`; nobody stands under a key whose records have no authors."""
    start, column, where, parameters = source(chosen, by)
    people_of = where.replace(" WHERE ", " JOIN participant AS p ON p.initiative_id = i.id WHERE ", 1)
    sql = (
        f"{start}SELECT {column} AS k, count(*) AS entries, count(DISTINCT p.person_key) AS persons"
        f" FROM {people_of} GROUP BY 1"
    )
    return {row["k"]: (row["persons"], row["entries"]) for row in store.rows(sql, parameters)}


def source(chosen: Chosen, by: str = "") -> tuple[str, str, str, list[Any]]:
    """What a count is asked of: what stands before SELECT, the column of the key, FROM … WHERE without its FROM, and
    the parameters. Records without a value stand under ""."""
    column = f"coalesce({_COLUMNS[by]}, '')" if by else "''"
    start, wide = (_KINDS, " JOIN t ON t.id = i.id") if by and "t." in _COLUMNS[by] else ("", "")
    where, parameters = _where(chosen)
    return start, column, f"initiative AS i{wide} WHERE {where}", parameters


def _where(chosen: Chosen) -> tuple[str, list[Any]]:
    parts, parameters = list[str](), list[Any]()
    for column, value in (("programme", chosen.programme), ("phase", chosen.phase), ("unit_code", chosen.unit_code)):
        if value:
            parts.append(f"i.{column} = ?")
            parameters.append(value)
    if chosen.units is not None:
        parts.append("i.unit_code IN (SELECT value FROM json_each(?))")
        parameters.append(json.dumps(chosen.units))
    if chosen.until_at:
        parts.append("i.created_at < ? AND (i.deleted_at IS NULL OR i.deleted_at >= ?)")
        parameters += [chosen.until_at, chosen.until_at]
    else:
        # The plus keeps it from the indexes of the list's orders, which do not hold the state: the one that holds all
        # is read alone.
        parts.append("+i.deleted_at IS NULL")
    if chosen.states:
        parts.append(_states(chosen, parameters))
    return " AND ".join(parts), parameters


_GONE = (
    "EXISTS (SELECT 1 FROM journal WHERE journal.subject = i.public_id AND operation = 'moved' AND at >= ?"
    " AND json_extract(detail, '$.end') = 'withdrawn' AND json_extract(detail, '$.start') <> 'draft')"
)


def _states(chosen: Chosen, parameters: list[Any]) -> str:
    marks = ",".join("?" * len(chosen.states))
    parameters += chosen.states
    if not chosen.until_at or "withdrawn" in chosen.states:
        return f"i.state IN ({marks})"
    # Withdrawn since: on that day it was still counted.
    if chosen.gone_since:
        parameters.append(chosen.gone_since)
        return f"(i.state IN ({marks}) OR i.id IN (SELECT value FROM json_each(?)))"
    parameters.append(chosen.until_at)
    return f"(i.state IN ({marks}) OR (i.state = 'withdrawn' AND {_GONE}))"


def asked_once(store: Store, chosen: Chosen) -> Chosen:
    """The same, with the records withdrawn since then looked for once and not by every question."""
    if not chosen.until_at or not chosen.states or "withdrawn" in chosen.states:
        return chosen
    sql = f"SELECT i.id FROM initiative AS i WHERE i.programme = ? AND i.state = 'withdrawn' AND {_GONE}"
    found = store.column(sql, [chosen.programme, chosen.until_at])
    return dataclasses.replace(chosen, gone_since=json.dumps(found))


def _target(row: dict[str, Any]) -> Target:
    names: Sequence[str] = ("programme", "phase", "level", "unit_code", "unit_name", "initiatives", "persons",
                            "persons_pct", "document", "id", "issuer_code", "issuer_name")  # fmt: skip
    on = date.fromisoformat(row["document_on"]) if row["document_on"] else None
    return Target(**{name: row[name] for name in names}, document_on=on)
