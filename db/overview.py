"""Counts of initiatives for the first page; nothing here is added across benefit states."""

from __future__ import annotations

from collections.abc import Sequence

from db import unit_counts
from db.store import Store
from db.targets import Chosen
from db.unit_counts import Kept
from domain.statistics import Benefits
from domain.target import Counts


def by_month(store: Store, programme: str) -> dict[str, int]:
    """How many were first applied in each month, by yyyy-mm; records without that day are not counted."""
    found = unit_counts.counted(store, Chosen(programme), "month")
    return {month: kept.counts.initiatives for month, kept in found.items() if month}


def by_unit(store: Store, programme: str, limit: int) -> list[tuple[str, str, int]]:
    """(code, name of the unit, how many), most first."""
    names = dict(unit_counts.units(store, programme))
    found = unit_counts.counted(store, Chosen(programme), "unit")
    told = [(code, names.get(code, code), kept.counts.initiatives) for code, kept in found.items()]
    return sorted(told, key=lambda one: (-one[2], one[1], one[0]))[:limit]


def benefits(store: Store, programme: str) -> Kept:
    """All records that are here, and their benefit by state."""
    return unit_counts.counted(store, Chosen(programme)).get("", Kept(Counts(), Benefits()))


def complete(store: Store, programme: str, states: Sequence[str]) -> int:
    """How many own records in these states have nothing left to fill in."""
    marks = ",".join("?" * len(states))
    sql = (
        "SELECT count(*) FROM initiative WHERE deleted_at IS NULL AND own = 1 AND missing = 0 AND programme = ?"
        f" AND state IN ({marks})"
    )
    return int(store.value(sql, [programme, *states]))
