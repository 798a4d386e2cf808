"""What is recognised once something has been completed: the list that waits, and the way back before the council."""

from __future__ import annotations

from collections.abc import Sequence

from db import initiatives
from db.initiatives import Filter, Stored
from desktop.changes import of
from desktop.desk import Desk, demand_chair
from desktop.operations.initiatives import Moved, move
from domain import text
from domain.errors import Problem
from domain.initiative import State
from domain.moves import Decision


def waiting(desk: Desk) -> list[Stored]:
    """All of this unit that waits for its completion, each with what has to be completed, in the order of entry."""
    chosen = Filter(states=(State.RECOGNISED_AFTER_COMPLETION,), own=True)
    return initiatives.get_many(desk.store, initiatives.ids(desk.store, chosen))


def complete(desk: Desk, row_ids: Sequence[int], decision: Decision) -> Moved:
    """It is completed: recognised without more ado, by a decision of its own."""
    return move(desk, row_ids, State.RECOGNISED, decision)


def appraise_again(desk: Desk, row_ids: Sequence[int], reason: str) -> Moved:
    """Completed, and marked anew: a new round begins, every earlier sheet is kept. Each moves wholly or not at all."""
    demand_chair(desk)
    decision = Decision(reason=text.clean(reason))
    moved, refused = list[int](), dict[int, tuple[Problem, ...]]()
    for row_id in row_ids:
        with desk.store.atomic():
            back = move(desk, [row_id], State.IN_COUNCIL, decision)
            done = move(desk, [row_id], State.UNDER_APPRAISAL, decision) if back.moved else back
        moved += done.moved
        refused |= done.refused
    return Moved(tuple(moved), refused, of("initiatives", "appraisals", rows=set(moved)))
