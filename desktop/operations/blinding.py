"""Marking without knowing whose it is: whether the council does, and what its members read then."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db import blind as stored_blind
from db import councils, journal
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk
from desktop.operations import evidence, initiatives, recusals
from desktop.operations.evidence import Evidence
from domain import blind
from domain.blind import Hidden
from domain.errors import RuleError
from domain.initiative import Initiative


@dataclass(frozen=True)
class Reading:
    """One initiative and its evidence as whoever marks it reads them; `blind` says that authors and unit are hidden."""

    row_id: int
    initiative: Initiative
    evidence: tuple[Evidence, ...]
    blind: bool


def is_blind(desk: Desk) -> bool:
    """Whether the council that sits now marks without knowing whose it is."""
    seated = councils.current(desk.store)
    return seated is not None and not seated.closed and seated.council.blind


def set_blind(desk: Desk, wanted: bool) -> Changes:
    """For the rounds being marked, before anybody has filed a sheet in them: all are to judge by the same.

    The secretary chooses, or whoever else keeps the council's book.
    """
    recusals.demand_keeper(desk)
    seated = councils.current(desk.store)
    if seated is None or seated.closed:
        raise RuleError("council_not_seated")
    if wanted == seated.council.blind:
        return of("appraisals")
    if begun := stored_blind.sheets_begun(desk.store):
        raise RuleError("blind_after_sheets", n=begun)
    with desk.store.atomic():
        councils.set_blind(desk.store, seated.id, blind=wanted)
        operation = "marking_blind" if wanted else "marking_open"
        journal.write(desk.store, desk.user.name, operation, seated.council.name, clock.stamp())
    return of("appraisals")


def reading(desk: Desk, row_id: int) -> Reading:
    """What the members of the council read of one initiative; the same for each of them, the officer included."""
    initiative, files = initiatives.get(desk, row_id).initiative, tuple(evidence.of_record(desk, row_id))
    if not is_blind(desk):
        return Reading(row_id, initiative, files, False)
    hidden = hidden_by_row(desk, [row_id])[row_id]
    return Reading(row_id, blind.masked(initiative, hidden), masked_files(files, hidden), True)


def masked_files(files: Sequence[Evidence], hidden: Hidden) -> tuple[Evidence, ...]:
    """All files of one initiative in their order, under names that do not tell whose they are."""
    return tuple(
        dataclasses.replace(one, name=blind.masked_name(one.name, no, hidden), added_by="")
        for no, one in enumerate(files, 1)
    )


def hidden_by_row(desk: Desk, row_ids: Sequence[int]) -> Mapping[int, Hidden]:
    """Whom each of these records must not tell, with the spellings of the person book."""
    return {
        row_id: blind.hiding(found.people, [found.unit_name, *found.workplaces], found.phones, found.unit_code)
        for row_id, found in stored_blind.tellers(desk.store, row_ids).items()
    }
