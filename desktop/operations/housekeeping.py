"""Small work that nobody asks for: it keeps saves and searches as quick as they are, and copies under the key."""

from __future__ import annotations

from db import search_index
from desktop import kept_packages
from desktop.desk import Desk
from desktop.operations import evidence_limits, trash


def tidy(desk: Desk) -> bool:
    """One step, some milliseconds long; whether there may be more to do."""
    merging = search_index.tidy(desk.store)
    return kept_packages.hide(desk) or evidence_limits.free(desk) or trash.free(desk) or merging
