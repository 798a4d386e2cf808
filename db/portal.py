"""How far the unit's own initiatives have got on the portal, from the narrow table alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from db.store import Store
from domain.portal import NOT_FOR_PORTAL, PortalState

# Withdrawn ones are gone; drafts and declined ones are shown only if somebody has entered them all the same.
_SHOWN = (
    "deleted_at IS NULL AND own = 1 AND programme = ? AND state <> 'withdrawn' AND (portal_entered_on IS NOT NULL"
    f" OR state NOT IN ({', '.join(repr(str(state)) for state in NOT_FOR_PORTAL)}))"
)
_STATE = (
    "CASE WHEN portal_approved_on IS NOT NULL THEN 'approved' WHEN portal_refused_on IS NOT NULL THEN 'refused'"
    " WHEN portal_entered_on IS NOT NULL THEN 'waiting' ELSE 'not_entered' END"
)


def counts(store: Store, programme: str) -> dict[PortalState, int]:
    sql = f"SELECT {_STATE} AS s, count(*) AS n FROM initiative WHERE {_SHOWN} GROUP BY 1"
    return {PortalState(row["s"]): row["n"] for row in store.rows(sql, [programme])}


def ids(store: Store, programme: str, state: str, limit: int = -1, offset: int = 0) -> list[int]:
    """Row ids in the order of their numbers; `state` "" is all."""
    sql = f"SELECT id FROM initiative WHERE {_SHOWN} AND ? IN ('', {_STATE}) ORDER BY id LIMIT ? OFFSET ?"
    return [row["id"] for row in store.rows(sql, [programme, state, limit, offset])]


def rows(store: Store, row_ids: Sequence[int]) -> list[dict[str, Any]]:
    """id, public_id, number, title, author, state, portal_state and the portal's days, in the order asked for."""
    marks = ",".join("?" * len(row_ids))
    sql = (
        f"SELECT id, public_id, number, title, author, state, {_STATE} AS portal_state, portal_entered_on,"
        f" portal_approved_on, portal_refused_on FROM initiative WHERE id IN ({marks})"
    )
    found = {row["id"]: row for row in store.rows(sql, list(row_ids))}
    return [found[row_id] for row_id in row_ids if row_id in found]


def known(store: Store, programme: str) -> list[dict[str, Any]]:
    """What a list of the portal's numbers is matched against: id, number, title, author, portal_no, portal_state."""
    sql = (
        f"SELECT id, number, title, author, portal_no, {_STATE} AS portal_state FROM initiative"
        f" JOIN initiative_text USING (id) WHERE {_SHOWN} ORDER BY id"
    )
    return store.rows(sql, [programme])
