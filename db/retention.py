"""Whose data is due to go: consent taken back, or nothing changed for too long."""

from __future__ import annotations

from typing import Any

from db.store import Store

# Entries that stand for a person of today, with the last day on which anything about him changed (of Việt Nam).
_LAST = "max(date(person.updated_at, '+7 hours'), coalesce(max(date(initiative.updated_at, '+7 hours')), ''))"
_HELD = (
    f"SELECT person.id, person.full_name, count(DISTINCT initiative.id) AS records, {_LAST} AS last_on"
    " FROM person LEFT JOIN author ON author.person_id = person.id AND author.person_id <> ''"
    " LEFT JOIN initiative ON initiative.id = author.initiative_id"
    " WHERE person.merged_into = '' AND person.anonymised_at IS NULL"
)


def withdrawn(store: Store, note: str) -> list[dict[str, Any]]:
    """Those whose note on consent begins so, with no consent given since."""
    where = " AND consent_on IS NULL AND substr(consent_note, 1, ?) = ? GROUP BY person.id ORDER BY last_on, person.id"
    return store.rows(_HELD + where, [len(note), note])


def over(store: Store, changed_before: str, limit: int) -> list[dict[str, Any]]:
    """Those about whom nothing changed after a day, the longest first."""
    asked = " GROUP BY person.id HAVING last_on <= ? ORDER BY last_on, person.id LIMIT ?"
    # An entry changed since need not be looked at any further.
    return store.rows(_HELD + " AND date(person.updated_at, '+7 hours') <= ?" + asked,
                      [changed_before, changed_before, limit])  # fmt: skip


def old_packages(store: Store, before: str) -> int:
    """How many packages were sealed here or taken in before a moment."""
    return int(store.value("SELECT count(*) FROM package WHERE created_at < ?", [before]))
