"""The tree of units in the store: its events, which are the only source, and dated facts about units."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from db import settings
from db.store import Store
from domain import text, unit_names
from domain.headcount import Count
from domain.unit import Level
from domain.unit_tree import Event, EventKind, Life

_REVISION = "units.revision"


@dataclass(frozen=True)
class Recorded:
    """An event as it stands in the store. `taken_back_at` is "" while it holds."""

    no: int
    event: Event
    shipped: bool
    recorded_by: str
    recorded_at: str
    taken_back_at: str = ""


def events(store: Store) -> list[Event]:
    """Every event that holds, in the order recorded."""
    rows = store.rows("SELECT * FROM unit_event WHERE taken_back_at IS NULL ORDER BY no")
    return [_event(row) for row in rows]


def shipped(store: Store) -> set[tuple[str, str, str]]:
    """(kind, unit id, day) of every event that came with the program, held or taken back."""
    rows = store.rows("SELECT kind, unit_id, happened_on FROM unit_event WHERE shipped = 1")
    return {(row["kind"], row["unit_id"], row["happened_on"]) for row in rows}


def history(store: Store, unit_id: str) -> list[Recorded]:
    """Events of the unit, and those that put another under it or into it; the newest day first."""
    sql = "SELECT * FROM unit_event WHERE unit_id = ? OR to_id = ? ORDER BY happened_on DESC, no DESC"
    return [_recorded(row) for row in store.rows(sql, [unit_id, unit_id])]


def last(store: Store) -> Recorded | None:
    """The last event somebody here recorded that still holds."""
    sql = "SELECT * FROM unit_event WHERE taken_back_at IS NULL AND shipped = 0 ORDER BY no DESC LIMIT 1"
    row = store.row(sql)
    return _recorded(row) if row else None


def add(store: Store, found: Iterable[Event], by: str, now: str, *, shipped: bool = False) -> None:
    """Inside `atomic()`, together with `put` for each unit they touch."""
    rows = [
        (str(e.kind), e.unit_id, e.on.isoformat(), e.to_id, e.name, e.code, str(e.level or ""), e.document, e.reason,
         int(shipped), by, now)
        for e in found
    ]  # fmt: skip
    store.connection.executemany(
        "INSERT INTO unit_event (kind, unit_id, happened_on, to_id, name, code, level, document, reason, shipped,"
        " recorded_by, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    settings.put(store, _REVISION, secrets.token_hex(8))


def take_back(store: Store, no: int, now: str) -> None:
    """Inside `atomic()`."""
    store.execute("UPDATE unit_event SET taken_back_at = ? WHERE no = ?", [now, no])
    settings.put(store, _REVISION, secrets.token_hex(8))


def revision(store: Store) -> str:
    """Another word after every change of the events; "" before the first."""
    return settings.get(store, _REVISION)


def put(store: Store, lives: Iterable[Life]) -> None:
    """The units as they are found and sorted from now on. Inside `atomic()`."""
    rows = [
        (life.id, life.codes[-1][1], life.names[-1][1], text.sort_key(life.names[-1][1]), str(life.level),
         life.founded_on.isoformat(), life.ended_on.isoformat() if life.ended_on else None, _search_key(life))
        for life in lives
    ]  # fmt: skip
    store.connection.executemany(
        "INSERT INTO unit (id, code, name, name_key, level, founded_on, ended_on, search_key)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name,"
        " name_key = excluded.name_key, ended_on = excluded.ended_on, search_key = excluded.search_key",
        rows,
    )


def drop(store: Store, unit_id: str) -> None:
    """A unit that was never founded after all, with the facts about it. Inside `atomic()`."""
    for table, column in (("headcount", "unit_id"), ("unit_cluster", "unit_id"), ("unit", "id")):
        store.execute(f"DELETE FROM {table} WHERE {column} = ?", [unit_id])


def index(store: Store, unit_ids: Sequence[str] = ()) -> list[tuple[str, str, str]]:
    """(sort key, id, search key) of these units, or of all, by their newest name: see `unit_names.found`."""
    where = f"WHERE id IN ({','.join('?' * len(unit_ids))})" if unit_ids else ""
    sql = f"SELECT name_key, id, search_key FROM unit {where} ORDER BY name_key, id"
    return [(row[0], row[1], row[2]) for row in store.connection.execute(sql, list(unit_ids))]


def put_count(store: Store, unit_id: str, count: Count) -> None:
    """One figure a day; the later typed of one day counts. Inside `atomic()`."""
    row = {"unit_id": unit_id, "counted_on": count.counted_on.isoformat()}
    store.upsert("headcount", row | {"members": count.members, "workers": count.workers}, pk=("unit_id", "counted_on"))


def counts(store: Store, unit_ids: Sequence[str] = ()) -> dict[str, tuple[Count, ...]]:
    """The figures of these units, or of all, by unit, the oldest first."""
    where = f"WHERE unit_id IN ({','.join('?' * len(unit_ids))})" if unit_ids else ""
    held: dict[str, list[Count]] = {}
    sql = f"SELECT unit_id, counted_on, members, workers FROM headcount {where} ORDER BY unit_id, counted_on"
    for unit_id, counted_on, members, workers in store.connection.execute(sql, list(unit_ids)):
        held.setdefault(unit_id, []).append(Count(date.fromisoformat(counted_on), members, workers))
    return {unit_id: tuple(figures) for unit_id, figures in held.items()}


def put_cluster(store: Store, unit_id: str, from_on: date, cluster: str) -> None:
    """Inside `atomic()`. An empty cluster says that the unit belongs to none from that day."""
    row = {"unit_id": unit_id, "from_on": from_on.isoformat(), "cluster": cluster}
    store.upsert("unit_cluster", row, pk=("unit_id", "from_on"))


def clusters(store: Store, unit_id: str) -> list[tuple[date, str]]:
    """The clusters of a unit, the oldest first."""
    sql = "SELECT from_on, cluster FROM unit_cluster WHERE unit_id = ? ORDER BY from_on"
    return [(date.fromisoformat(row["from_on"]), row["cluster"]) for row in store.rows(sql, [unit_id])]


def clusters_on(store: Store, on: date) -> dict[str, str]:
    """The cluster of every unit that has one on a day, by unit id."""
    sql = "SELECT unit_id, cluster FROM unit_cluster WHERE from_on <= ? ORDER BY unit_id, from_on"
    latest = {row["unit_id"]: row["cluster"] for row in store.rows(sql, [on.isoformat()])}
    return {unit_id: cluster for unit_id, cluster in latest.items() if cluster}


def cluster_names(store: Store) -> list[str]:
    """Every cluster ever given, for choosing again."""
    rows = store.rows("SELECT DISTINCT cluster FROM unit_cluster WHERE cluster <> ''")
    return sorted((row["cluster"] for row in rows), key=text.sort_key)


def _search_key(life: Life) -> str:
    held = dict.fromkeys(value for facts in (life.names, life.codes) for _, value in facts)
    return unit_names.search_key(*held)


def _event(row: dict[str, Any]) -> Event:
    level = Level(row["level"]) if row["level"] else None
    words = (row["to_id"], row["name"], row["code"], level, row["document"], row["reason"])
    return Event(EventKind(row["kind"]), row["unit_id"], date.fromisoformat(row["happened_on"]), *words)


def _recorded(row: dict[str, Any]) -> Recorded:
    who = (bool(row["shipped"]), row["recorded_by"], row["recorded_at"], row["taken_back_at"] or "")
    return Recorded(row["no"], _event(row), *who)
