"""Conflicts that were settled: those of this register, to be told above, and those that unions below told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from db.packages import CARRIED
from db.store import Store
from domain.settlement import Settlement


def of_carried(store: Store, carrying: Sequence[int], most: int) -> list[Settlement]:
    """What was decided here of records whose packages went on upwards, or do so with the packages of these rows: the
    newest `most`, the oldest of them first."""
    sql = (
        f"WITH gone AS ({CARRIED} UNION SELECT value FROM json_each(?1))"
        " SELECT c.initiative_id, c.revision, c.kept_sha256, c.other_sha256, c.settled_by, c.settled_at FROM clash AS c"
        " JOIN package AS p ON p.id = c.package_id WHERE c.kept_sha256 <> ''"
        " AND (p.id IN (SELECT value FROM gone) OR p.carrier_id IN (SELECT value FROM gone))"
        " ORDER BY c.settled_at DESC, c.id DESC LIMIT ?2"
    )
    rows = store.tuples(sql, [json.dumps(list(carrying)), most])
    return [Settlement(*row) for row in reversed(rows)]


def put(store: Store, carrier_id: int, unit_code: str, unit_name: str, found: Sequence[Settlement]) -> None:
    """What a union below told; what it told before is left alone. Inside `atomic()`."""
    sql = (
        "INSERT OR IGNORE INTO settlement (carrier_id, unit_code, unit_name, initiative_id, revision, kept_sha256,"
        " other_sha256, decided_by, decided_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    )
    store.connection.executemany(
        sql,
        [(carrier_id, unit_code, unit_name, one.initiative_id, one.revision, one.kept_sha256, one.other_sha256, one.by,
          one.at) for one in found],
    )  # fmt: skip


def below(store: Store, initiative_ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """By initiative what unions below decided, the newest first; `carried_by` is the union whose carrier brought it."""
    sql = (
        "SELECT s.*, p.unit_code AS carried_by FROM settlement AS s JOIN package AS p ON p.id = s.carrier_id"
        " WHERE s.initiative_id IN (SELECT value FROM json_each(?)) ORDER BY s.decided_at DESC, s.id DESC"
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for row in store.rows(sql, [json.dumps(list(initiative_ids))]):
        found.setdefault(row["initiative_id"], []).append(row)
    return found
