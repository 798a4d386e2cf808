"""What units reached in a year: recognised by a decision of it, nominated, awarded, verified; dossiers handed in."""

from __future__ import annotations

from typing import Any

from db.store import Store
from domain.emulation import Results
from domain.statistics import Amount

_MOVED = (
    "EXISTS (SELECT 1 FROM journal WHERE journal.subject = i.public_id AND operation = 'moved'"
    " AND json_extract(detail, '$.end') = '{end}')"
)
# Of those recognised in the year. What has moved on since was still nominated: the journal knows.
_CONDITIONS = {
    "recognised": "1",
    "nominated": f"(i.state IN ('nominated', 'considered', 'awarded') OR {_MOVED.format(end='nominated')})",
    "awarded": f"(i.state = 'awarded' OR {_MOVED.format(end='awarded')})",
    "verified": "i.benefit_state = 'verified'",
}
_STATES = "'recognised', 'nominated', 'packaged', 'received_above', 'returned', 'considered', 'awarded', 'archived'"
_FROM = (
    " FROM initiative AS i JOIN initiative_text AS x ON x.id = i.id WHERE i.programme = ? AND i.deleted_at IS NULL"
    f" AND i.state IN ({_STATES}) AND x.decision_on BETWEEN ? AND ?"
    " AND (i.state <> 'archived' OR x.declined_reason = '')"
)


def results(store: Store, programme: str, first: str, last: str) -> dict[str, Results]:
    """By unit code; `first` and `last` are the ISO days of the year."""
    counted = ", ".join(f"coalesce(sum({condition}), 0) AS {what}" for what, condition in _CONDITIONS.items())
    sql = (
        f"SELECT i.unit_code, {counted},"
        " coalesce(sum(CASE WHEN i.benefit_state = 'verified' THEN i.benefit_vnd / 1000000 END), 0) AS millions,"
        " coalesce(sum(CASE WHEN i.benefit_state = 'verified' THEN i.benefit_vnd % 1000000 END), 0) AS rest"
        f"{_FROM} GROUP BY 1"
    )
    return {
        row["unit_code"]: Results(row["recognised"], row["nominated"], row["awarded"],
                                  Amount(row["verified"], row["millions"] * 10**6 + row["rest"]))
        for row in store.rows(sql, [programme, first, last])
    }  # fmt: skip


def row_ids(store: Store, programme: str, first: str, last: str, what: str, unit_code: str = "") -> list[int]:
    """The rows of the initiatives behind a figure, of one unit or of all."""
    sql, parameters = f"SELECT i.id{_FROM} AND {_CONDITIONS[what]}", list[Any]([programme, first, last])
    if unit_code:
        sql += " AND i.unit_code = ?"
        parameters.append(unit_code)
    return [int(one) for one in store.column(f"{sql} ORDER BY i.id", parameters)]


def handed_in(store: Store, programme: str, direction: str) -> dict[tuple[str, str], str]:
    """When the first package with records of a phase was sealed here ("out") or taken in ("in"), by unit and phase."""
    sql = (
        "SELECT p.unit_code, i.phase, min(p.created_at) AS at FROM package AS p"
        " JOIN package_record AS r ON r.package_id = p.id JOIN initiative AS i ON i.public_id = r.initiative_id"
        " WHERE p.kind = 'submission' AND p.direction = ? AND i.programme = ? GROUP BY 1, 2"
    )
    rows = store.rows(sql, [direction, programme])
    return {(row["unit_code"], row["phase"]): row["at"] for row in rows}
