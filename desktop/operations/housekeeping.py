"""Small work that nobody asks for: it keeps saves and searches as quick as they are, and copies under the key."""

from __future__ import annotations

from db import search_index, unit_recounts
from desktop import kept_packages
from desktop.desk import Desk
from desktop.operations import evidence_limits, trash

COUNTED_A_STEP = 1_500  # records: some fifty milliseconds


def tidy(desk: Desk) -> bool:
    """One step, some milliseconds long; whether there may be more to do."""
    merging = search_index.tidy(desk.store)
    counting = unit_recounts.refresh(desk.store, COUNTED_A_STEP)
    return kept_packages.hide(desk) or evidence_limits.free(desk) or trash.free(desk) or merging or counting


def recount(desk: Desk) -> None:
    """Counts every unit anew in which something has changed: for whoever asks for figures and cannot rest first."""
    while unit_recounts.refresh(desk.store):
        pass
