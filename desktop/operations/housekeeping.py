"""Small work on the store that nobody asks for: it keeps saves and searches as quick as they are."""

from __future__ import annotations

from db import search_index
from desktop.desk import Desk
from desktop.operations import evidence_limits


def tidy(desk: Desk) -> bool:
    """One step, some milliseconds long; whether there may be more to do."""
    merging = search_index.tidy(desk.store)
    return evidence_limits.free(desk) or merging
