"""Packages that could not be taken in: once for each file and reason, under the sender they claim."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from db.store import Store


def known(store: Store, file_sha256: str, code: str) -> bool:
    sql = "SELECT 1 FROM refused_package WHERE file_sha256 = ? AND code = ?"
    return store.value(sql, [file_sha256, code]) is not None


def met(store: Store, file_sha256: str) -> bool:
    """Whether this file was refused for any reason."""
    return store.value("SELECT 1 FROM refused_package WHERE file_sha256 = ? LIMIT 1", [file_sha256]) is not None


def insert(store: Store, row: Mapping[str, Any], facts: Mapping[str, object]) -> None:
    """Inside `atomic()`."""
    store.insert("refused_package", {**row, "facts": json.dumps(facts, ensure_ascii=False, default=str)})


def everything(store: Store, unit_codes: list[str] | None = None) -> list[dict[str, Any]]:
    """The newest first; of one unit under any of its codes, or of all."""
    where = "" if unit_codes is None else " WHERE unit_code IN (SELECT value FROM json_each(?))"
    sql = f"SELECT * FROM refused_package{where} ORDER BY id DESC"
    rows = store.rows(sql, [] if unit_codes is None else [json.dumps(unit_codes)])
    return [row | {"facts": json.loads(row["facts"])} for row in rows]


def by_unit(store: Store) -> dict[str, int]:
    """How many packages each sender claims that could not be taken in."""
    sql = "SELECT unit_code, count(DISTINCT file_sha256) AS n FROM refused_package GROUP BY unit_code"
    return {row["unit_code"]: row["n"] for row in store.rows(sql)}
