"""Counts of initiatives for the first page; nothing here is added across benefit states."""

from __future__ import annotations

from collections.abc import Sequence

from db.store import Store


def by_month(store: Store, programme: str) -> dict[str, int]:
    """How many were first applied in each month, by yyyy-mm; records without that day are not counted."""
    sql = (
        "SELECT substr(applied_from_on, 1, 7) AS month, count(*) AS n FROM initiative"
        " WHERE deleted_at IS NULL AND programme = ? AND applied_from_on IS NOT NULL GROUP BY 1"
    )
    return {row["month"]: row["n"] for row in store.rows(sql, [programme])}


def by_unit(store: Store, programme: str, limit: int) -> list[tuple[str, int]]:
    """(name of the unit, how many), most first."""
    sql = (
        "SELECT max(unit_name) AS name, count(*) AS n FROM initiative JOIN initiative_text USING (id)"
        " WHERE deleted_at IS NULL AND programme = ? GROUP BY unit_code ORDER BY n DESC, name LIMIT ?"
    )
    return [(row["name"], row["n"]) for row in store.rows(sql, [programme, limit])]


def complete(store: Store, programme: str, states: Sequence[str]) -> int:
    """How many own records in these states have nothing left to fill in."""
    marks = ",".join("?" * len(states))
    sql = (
        "SELECT count(*) FROM initiative WHERE deleted_at IS NULL AND own = 1 AND missing = 0 AND programme = ?"
        f" AND state IN ({marks})"
    )
    return int(store.value(sql, [programme, *states]))
