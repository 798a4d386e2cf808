"""Sheets of one appraiser that contradict each other: shown side by side, settled by a person who names all."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from db import appraisals, councils, initiatives, journal, sheet_clashes
from db.initiatives import Stored
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk
from desktop.operations.initiatives import find
from desktop.operations.recusals import book, demand_keeper
from domain import sheet_merge
from domain.appraisal import ScoreSheet, leaves
from domain.errors import RuleError
from domain.initiative import State

_KEY = 12


@dataclass(frozen=True)
class Version:
    """One of the contradicting sheets; `key` names it. `clash`: it came under the id of one that is held."""

    key: str
    sheet: ScoreSheet
    clash: bool


@dataclass(frozen=True)
class Conflict:
    """What one appraiser says of one initiative in several ways. `hidden`: the person at the desk is a member who has
    not filed his own sheet of it, and sees no points of others; then `versions` is empty."""

    stored: Stored
    appraiser: str
    versions: tuple[Version, ...]
    count: int
    hidden: bool = False


def waiting(desk: Desk) -> list[Conflict]:
    """All that contradicts in the rounds being marked, by initiative; for whoever keeps the council's book."""
    demand_keeper(desk)
    slots: dict[tuple[str, str], list[ScoreSheet]] = {}
    for sheet in sheet_clashes.in_question(desk.store):
        slots.setdefault((sheet.initiative_id, sheet.appraiser), []).append(sheet)
    clashing: dict[str, list[ScoreSheet]] = {}
    for clash in sheet_clashes.everything(desk.store):
        clashing.setdefault(clash.sheet.id, []).append(clash.sheet)
    found = []
    for (public_id, appraiser), sheets in slots.items():
        versions = _versions(sheets, clashing)
        if len(versions) > 1 and (stored := _under_appraisal(desk, public_id)):
            hidden = _hidden(desk, stored)
            found.append(Conflict(stored, appraiser, () if hidden else versions, len(versions), hidden))
    return sorted(found, key=lambda one: (one.stored.row_id, one.appraiser))


def settle(desk: Desk, initiative: str, appraiser: str, key: str) -> Changes:
    """One of the contradicting sheets holds from now on, by an event that names them all; every one is kept.

    RuleError: conflict_none, conflict_hidden, conflict_version_unknown.
    """
    stored = find(desk, initiative)
    wanted = [one for one in waiting(desk) if (one.stored.row_id, one.appraiser) == (stored.row_id, appraiser)]
    if not wanted:
        raise RuleError("conflict_none", name=appraiser, number=stored.initiative.number)
    if wanted[0].hidden:
        raise RuleError("conflict_hidden", number=stored.initiative.number)
    chosen = [one for one in wanted[0].versions if key and key in (one.sheet.id, one.key)]
    if len(chosen) != 1:
        raise RuleError("conflict_version_unknown", field="sheet", name=key)
    held = [one for one in sheet_clashes.in_question(desk.store)
            if (one.initiative_id, one.appraiser) == (stored.initiative.id, appraiser)]  # fmt: skip
    now = clock.stamp()
    made = sheet_merge.settling(chosen[0].sheet, _current(held), uuid.uuid4().hex, desk.user.name, now)
    with desk.store.atomic():
        appraisals.insert(desk.store, made)
        journal.write(desk.store, desk.user.name, "sheets_settled", stored.initiative.id, now, appraiser=appraiser,
                      chosen=chosen[0].key, of=len(wanted[0].versions))  # fmt: skip
    return of("appraisals", rows={stored.row_id})


def _current(sheets: list[ScoreSheet]) -> tuple[ScoreSheet, ...]:
    """The sheets nothing replaces; all of them where they name each other in a ring, as no program of ours writes."""
    return leaves(sheets) or tuple(sheets)


def _versions(sheets: list[ScoreSheet], clashing: dict[str, list[ScoreSheet]]) -> tuple[Version, ...]:
    found = []
    for sheet in _current(sheets):
        found.append(Version(sheet_merge.fingerprint(sheet)[:_KEY], sheet, clash=False))
        # Once something has replaced the one that is held, what contradicted it is settled too.
        found += [Version(sheet_merge.fingerprint(one)[:_KEY], one, clash=True) for one in clashing.get(sheet.id, ())]
    return tuple(found)


def _under_appraisal(desk: Desk, public_id: str) -> Stored | None:
    row_id = initiatives.row_id_of_public(desk.store, public_id)
    stored = initiatives.get(desk.store, row_id) if row_id is not None else None
    return stored if stored is not None and stored.initiative.state is State.UNDER_APPRAISAL else None


def _hidden(desk: Desk, stored: Stored) -> bool:
    seated, me = councils.current(desk.store), desk.user.name
    if seated is None or me not in {member.name for member in seated.council.members}:
        return False
    if me in {one.name for one in book(desk).of(stored.initiative, seated.council)}:
        return True  # who stands aside sees no points before the session is closed
    return me not in {sheet.appraiser for sheet in appraisals.sheets(desk.store, stored.initiative.id)}
