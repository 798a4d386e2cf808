"""What stands around a council's session: whom to bring before it, words not yet settled, the paper that follows it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from db import appraisals, initiatives, settings
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_chair
from desktop.operations import identity, programmes, recusals
from desktop.operations.appraisals import current_council, set_council
from desktop.operations.initiatives import Filter, Moved, Stored, move, total, words_of
from domain import entry, text
from domain.council import Council
from domain.errors import Problem
from domain.initiative import State
from domain.moves import Decision

TAKEN_IN = (State.ACCEPTED, State.ELIGIBLE)


def ready(desk: Desk, *, drafts: bool = False) -> list[int]:
    """Row ids of what may be marked: taken in, or also still a draft, and nothing missing; of the programme in use."""
    return initiatives.complete_ids(desk.store, programmes.current(desk).id, _ready_from(drafts))


def how_many_ready(desk: Desk, *, drafts: bool = False) -> int:
    """How many `ready` has, from what the store counts of itself."""
    chosen = Filter(states=_ready_from(drafts), programme=programmes.current(desk).id, own=True)
    return total(desk, chosen) - total(desk, dataclasses.replace(chosen, missing=True))


def _ready_from(drafts: bool) -> tuple[State, ...]:
    return (State.DRAFT, *TAKEN_IN) if drafts else TAKEN_IN


def kept(desk: Desk, name: str) -> dict[str, Any]:
    """What somebody was writing in the form `name`, or an empty dict."""
    return dict(json.loads(settings.get(desk.store, f"draft.{name}", "{}")))


def keep(desk: Desk, name: str, body: Mapping[str, Any]) -> None:
    """Keep what is being written in the form `name`; an empty body forgets it. It counts for nothing until saved."""
    demand_chair(desk)
    with desk.store.atomic():
        settings.put(desk.store, f"draft.{name}", json.dumps(identity.left_out(body), ensure_ascii=False))


def seat(desk: Desk, wanted: Council, form: str) -> Changes:
    """Seat a council and forget what was being written for it in `form`."""
    demand_chair(desk)
    with desk.store.atomic():
        set_council(desk, wanted)
        keep(desk, form, {})
    return of("appraisals")


def declare(desk: Desk, member: str, author: str, relation: str, form: str) -> Changes:
    """Write a relation into the book and forget what was being written for it in `form`."""
    with desk.store.atomic():
        changes = recusals.declare(desk, member, author, relation)
        keep(desk, form, {})
    return changes


def members(desk: Desk) -> tuple[str, ...] | None:
    """The names of who sits in the newest council, in their order; None while there is no council."""
    seated = current_council(desk)
    return tuple(member.name for member in seated.council.members) if seated else None


def kept_reasons(desk: Desk, public_ids: Sequence[str]) -> dict[str, str]:
    """The reasons being written for these initiatives, see `keep_reason`; those without one are left out."""
    found = {public_id: appraisals.draft(desk.store, public_id, desk.user.name) for public_id in public_ids}
    return {public_id: str(body["reason"]) for public_id, body in found.items() if body.get("reason")}


def decide(desk: Desk, to: State, decision: Decision, reasons: Mapping[int, str]) -> Moved:
    """Carry out what the council has decided: `reasons` holds, by row id, what must be completed or why it is declined.

    Each record moves or is refused by itself.
    """

    demand_chair(desk)
    identity.demand_none(words_of(decision))
    paper = dataclasses.replace(decision, no=text.clean_line(decision.no), signer=text.clean_line(decision.signer))

    def one(stored: Stored) -> Decision | Problem:
        reason = text.clean(reasons[stored.row_id])
        if to is State.RECOGNISED_AFTER_COMPLETION and not reason:
            return Problem("completion_missing", "reason")
        if found := entry.refused({"reason": reason}):
            return found[0]
        return dataclasses.replace(paper, reason=reason)

    return _each(desk, list(reasons), to, one)


def mark_again(desk: Desk, row_ids: Sequence[int], reason: str) -> Moved:
    """Back from the council to marking, in a new round; every earlier sheet is kept."""
    return _each(desk, row_ids, State.UNDER_APPRAISAL, lambda _: Decision(reason=text.clean(reason)))


def _each(desk: Desk, row_ids: Sequence[int], to: State, one: Callable[[Stored], Decision | Problem]) -> Moved:
    demand_chair(desk)
    moved, refused = list[int](), dict[int, tuple[Problem, ...]]()
    for stored in initiatives.get_many(desk.store, row_ids):
        decision = one(stored)
        if isinstance(decision, Problem):
            refused[stored.row_id] = (decision,)
            continue
        with desk.store.atomic():
            done = move(desk, [stored.row_id], to, decision)
            if done.moved:
                appraisals.drop_draft(desk.store, stored.initiative.id, desk.user.name)
        moved += done.moved
        refused |= done.refused
    return Moved(tuple(moved), refused, of("initiatives", "appraisals", rows=set(moved)))
