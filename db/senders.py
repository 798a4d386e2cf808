"""What the store knows of each sender: its packages, the numbers that came, its receipts, its initiatives."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from db import unit_counts
from db.store import Store


def senders(store: Store, kind: str) -> list[dict[str, Any]]:
    """`unit_code, recipient, packages, numbers, first_at, last_at, receipt_at` of each sender and recipient."""
    sql = (
        "SELECT unit_code, max(unit_name) AS unit_name, recipient, count(*) AS packages,"
        " json_group_array(seq) AS numbers, min(created_at) AS first_at, max(created_at) AS last_at,"
        " max(acknowledged_at) AS receipt_at FROM package WHERE direction = 'in' AND kind = ? GROUP BY 1, 3"
    )
    return [row | {"numbers": json.loads(row["numbers"])} for row in store.rows(sql, [kind])]


def initiatives(store: Store, programme: str) -> dict[str, int]:
    """How many records of each unit code came from below."""

    def live(unit_codes: Sequence[str] | None) -> dict[tuple[str, str], int]:
        sql = "SELECT unit_code, count(*) FROM initiative WHERE own = 0 AND +deleted_at IS NULL AND programme = ?"
        parameters = [programme]
        if unit_codes is not None:
            sql += " AND unit_code IN (SELECT value FROM json_each(?))"
            parameters.append(json.dumps(list(unit_codes)))
        return {(code, ""): n for code, n in store.tuples(f"{sql} GROUP BY unit_code", parameters)}

    found = unit_counts.by_unit(store, programme, unit_counts.FROM_BELOW, "", live)
    return {code: n for (code, _key), n in found.items()}


def returned(store: Store) -> dict[str, int]:
    """How many marks each unit has still to answer."""
    sql = (
        "SELECT unit_code, count(*) AS n FROM return_mark WHERE direction = 'out' AND closed_at IS NULL"
        " AND package_id IS NOT NULL GROUP BY unit_code"
    )
    return {row["unit_code"]: row["n"] for row in store.rows(sql)}
