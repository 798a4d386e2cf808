"""The portal helper: what to copy into its boxes, and ticking what was entered, approved or refused there."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from db import journal, settings
from db import portal as stored
from db.initiatives import Stored
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import backups, identity, initiatives, programmes, units
from domain import portal, portal_list, text, unit_tree
from domain.errors import RuleError
from domain.initiative import Initiative, State
from domain.portal import Box, PortalState
from domain.unit import Level

_FIELDS = ("portal_entered_on", "portal_no", "portal_approved_on", "portal_refused_on", "portal_note")


@dataclass(frozen=True)
class Matched:
    """One line of a pasted list: the record it names, and what will happen to it.

    outcome: ready, already, not_entered, unknown, several, repeated; only `ready` is marked.
    """

    line: str
    outcome: str
    row_id: int | None = None
    number: str = ""
    title: str = ""


def counts(desk: Desk) -> dict[PortalState, int]:
    """How many initiatives of the programme in use stand at which point; points nobody stands at are absent."""
    return stored.counts(desk.store, programmes.current(desk).id)


def ids(desk: Desk, state: str = "", limit: int = -1, offset: int = 0) -> list[int]:
    return stored.ids(desk.store, programmes.current(desk).id, state, limit, offset)


def rows(desk: Desk, row_ids: Sequence[int]) -> list[dict[str, Any]]:
    """id, public_id, number, title, author, portal_state and the portal's days."""
    return stored.rows(desk.store, row_ids)


def top(desk: Desk) -> str:
    """The province or sector union under which the portal lists this unit: as set here, else the one above it in the
    tree of units, else the upper union as the register names it."""
    return settings.get(desk.store, "portal_top") or _province(desk) or desk.unit.upper_name or desk.unit.name


def _province(desk: Desk) -> str:
    """The nearest union of the province's level that the tree knows above this unit, itself included."""
    tree, today = units.tree(desk), clock.today()
    life = tree.holder(desk.unit.code)
    unit_id = life.id if life else ""
    while unit_id:
        if tree.lives[unit_id].level is Level.PROVINCE:
            return tree.lives[unit_id].name(today)
        unit_id = unit_tree.parent(tree, unit_id, today)
    return ""


def set_top(desk: Desk, name: str) -> Changes:
    demand_officer(desk)
    identity.demand_none({"name": name})
    with desk.store.atomic():
        settings.put(desk.store, "portal_top", text.clean_line(name))
        journal.write(desk.store, desk.user.name, "portal_unit_set", "", clock.stamp(), name=text.clean_line(name))
    return of("settings")


def boxes(desk: Desk, held: Stored) -> tuple[Box, ...]:
    """The portal's boxes for one record; RuleError portal_unknown where its programme has no such form."""
    pack = programmes.of_record(desk, held.initiative)
    if not pack.portal:
        raise RuleError("portal_unknown", name=pack.short_title)
    return portal.boxes(held.initiative, pack, top=top(desk))


def mark_entered(desk: Desk, row_id: int, on: date | None = None, number: str = "", note: str = "") -> Changes:
    """Tick that it was entered, today unless told; marking again puts a date or a number right.

    What the portal said before goes: a record that was refused and is entered again waits again.
    """

    def entered(before: Initiative) -> Initiative:
        day = _past(on or before.portal_entered_on or clock.today())
        if before.portal_approved_on and day > before.portal_approved_on:
            raise RuleError("portal_answer_early", field="portal_entered_on", name=before.number)
        again = portal.state_of(before) is PortalState.REFUSED
        return dataclasses.replace(
            before,
            portal_entered_on=_past(on or clock.today()) if again else day,
            portal_no=text.clean_line(number) or before.portal_no,
            portal_refused_on=None,
            portal_note=text.clean(note) or before.portal_note,
        )

    return _mark(desk, row_id, entered, number, note)


def mark_approved(desk: Desk, row_id: int, on: date | None = None, number: str = "", note: str = "") -> Changes:
    return _mark(desk, row_id, lambda before: _answered(before, "portal_approved_on", on, number, note), number, note)


def mark_refused(desk: Desk, row_id: int, on: date | None = None, number: str = "", note: str = "") -> Changes:
    return _mark(desk, row_id, lambda before: _answered(before, "portal_refused_on", on, number, note), number, note)


def take_back(desk: Desk, row_id: int) -> Changes:
    """Undo the last tick: an answer of the portal first, then the entry with its number."""

    def before_that(held: Initiative) -> Initiative:
        if portal.state_of(held) in (PortalState.APPROVED, PortalState.REFUSED):
            return dataclasses.replace(held, portal_approved_on=None, portal_refused_on=None)
        return dataclasses.replace(held, portal_entered_on=None, portal_no="")

    return _mark(desk, row_id, before_that)


def matched(desk: Desk, pasted: str) -> tuple[Matched, ...]:
    """Each line of a list of approved ones with the record it names. Writes nothing.

    A line is one portal number, register number or title, or cells of them with tabs or semicolons between. Among
    cells a portal number counts only beside the title or the register number of the same record, because a bare
    number may be anything; cells that contradict each other name nothing.
    """
    known = {row["id"]: row for row in stored.known(desk.store, programmes.current(desk).id)}
    names = portal_list.names(known.values())
    plain_unit = portal_list.plain(desk.unit.name)
    found: list[Matched] = []
    seen: set[int] = set()
    for raw in pasted.splitlines():
        if not (line := text.clean_line(raw)):
            continue
        one = _matched(line, portal_list.named(raw, names, plain_unit), known)
        if one.row_id is not None and one.outcome == "ready":
            one = dataclasses.replace(one, outcome="repeated") if one.row_id in seen else one
            seen.add(one.row_id or 0)
        found.append(one)
    return tuple(found)


def approve_matched(desk: Desk, lines: Sequence[Matched], on: date | None = None) -> tuple[int, Changes]:
    """Mark every `ready` line approved, all or none; returns how many."""
    demand_officer(desk)
    row_ids = [line.row_id for line in lines if line.outcome == "ready" and line.row_id is not None]
    backups.before(desk, backups.BULK, stop=lambda: None)
    with desk.store.atomic():
        for row_id in row_ids:
            _rewrite(desk, row_id, lambda before: _answered(before, "portal_approved_on", on, "", ""))
    return len(row_ids), of("initiatives", rows=set(row_ids))


def _matched(line: str, row_ids: set[int], known: dict[int, dict[str, Any]]) -> Matched:
    if len(row_ids) != 1:
        return Matched(line, "several" if row_ids else "unknown")
    row = known[next(iter(row_ids))]
    outcomes = {"approved": "already", "not_entered": "not_entered"}
    return Matched(line, outcomes.get(row["portal_state"], "ready"), row["id"], row["number"], row["title"])


def _answered(before: Initiative, field: str, on: date | None, number: str, note: str) -> Initiative:
    """The portal has answered: the one day is set and the other goes."""
    if before.portal_entered_on is None:
        raise RuleError("portal_not_entered", field="portal_entered_on", name=before.number)
    day = _past(on or clock.today())
    if day < before.portal_entered_on:
        raise RuleError("portal_answer_early", field=field, name=before.number)
    days: dict[str, Any] = {"portal_approved_on": None, "portal_refused_on": None, field: day}
    return dataclasses.replace(before, **days, portal_no=text.clean_line(number) or before.portal_no,
                               portal_note=text.clean(note) or before.portal_note)  # fmt: skip


def _past(day: date) -> date:
    if day > clock.today():
        raise RuleError("portal_day_ahead", field="portal_on")
    return day


def _mark(
    desk: Desk, row_id: int, change: Callable[[Initiative], Initiative], number: str = "", note: str = ""
) -> Changes:
    demand_officer(desk)
    identity.demand_none({"portal_no": number, "portal_note": note})
    with desk.store.atomic():
        _rewrite(desk, row_id, change)
    return of("initiatives", rows={row_id})


def _rewrite(desk: Desk, row_id: int, change: Callable[[Initiative], Initiative]) -> None:
    """Inside `atomic()`. A locked record takes marks too: they tell of the portal and leave its text alone; only what
    was withdrawn, or belongs to another unit, takes none."""
    held = initiatives.get(desk, row_id)
    before = held.initiative
    if not held.own:
        raise RuleError("record_of_another_unit", name=before.number)
    if before.state is State.WITHDRAWN:
        raise RuleError("portal_withdrawn", name=before.number)
    after = change(before)
    if after == before:
        return
    initiatives.rewrite(desk, held, after)
    fields = {name: [str(getattr(before, name) or ""), str(getattr(after, name) or "")] for name in _FIELDS}
    journal.write(desk.store, desk.user.name, "portal_marked", before.id, clock.stamp(),
                  fields={name: pair for name, pair in fields.items() if pair[0] != pair[1]})  # fmt: skip
