"""How many initiatives a unit has put forward."""

from __future__ import annotations

from db.store import Store

# What has moved on is still put forward; what came back to be recognised only has given its place up.
_COUNTED = """
    own = 1 AND deleted_at IS NULL AND programme = ? AND (state = 'nominated' OR (
        state IN ('packaged', 'received_above', 'returned', 'considered', 'awarded', 'archived') AND EXISTS (
            SELECT 1 FROM journal WHERE journal.subject = initiative.public_id AND operation = 'moved'
            AND json_extract(detail, '$.end') = 'nominated')))"""


def count(store: Store, programme: str, phase: str) -> int:
    """Of one phase, or with "" of the whole programme."""
    sql, given = f"SELECT count(*) FROM initiative WHERE {_COUNTED}", [programme]
    if phase:
        sql, given = f"{sql} AND phase = ?", [programme, phase]
    return int(store.value(sql, given))
