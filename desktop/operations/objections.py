"""Complaints and authorship disputes: recording one, and writing how it ended."""

from __future__ import annotations

from datetime import date

from db import journal, objections
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import identity, initiatives
from domain import text
from domain.errors import RuleError
from domain.objection import Objection, opening_problems, settling_problems


def open_new(desk: Desk, row_id: int, kind: str, on: date | None, who: str, what: str) -> tuple[int, Changes]:
    """A new open objection to an initiative of this unit, whatever its state; returns its id."""
    demand_officer(desk)
    stored = initiatives.get(desk, row_id)
    if not stored.own:
        raise RuleError("record_of_another_unit", name=stored.initiative.number)
    who, what = text.clean_line(who), text.clean(what)
    identity.demand_none({"who": who, "what": what})
    problems = opening_problems(kind, on, who, what, clock.today())
    if problems or on is None:
        raise RuleError("objection_incomplete", problems=problems)
    with desk.store.atomic():
        objection_id = objections.insert(desk.store, row_id, kind, on, who, what)
        journal.write(desk.store, desk.user.name, "objection_opened", stored.initiative.id, clock.stamp(), kind=kind,
                      on=str(on), who=who, what=what)  # fmt: skip
    return objection_id, of("initiatives", "objections", rows={row_id})


def settle(desk: Desk, objection_id: int, on: date | None, outcome: str) -> Changes:
    """How an objection ended; from now on its initiative may go into a dossier again."""
    demand_officer(desk)
    held = objections.get(desk.store, objection_id)
    if held is None:
        raise RuleError("objection_unknown", id=objection_id)
    outcome = text.clean(outcome)
    identity.demand_none({"outcome": outcome})
    problems = settling_problems(held, on, outcome, clock.today())
    if problems or on is None:
        raise RuleError("objection_incomplete", problems=problems)
    subject = initiatives.get(desk, held.row_id).initiative.id
    with desk.store.atomic():
        objections.settle(desk.store, objection_id, on, outcome)
        journal.write(desk.store, desk.user.name, "objection_settled", subject, clock.stamp(), kind=held.kind,
                      on=str(on), outcome=outcome)  # fmt: skip
    return of("initiatives", "objections", rows={held.row_id})


def of_record(desk: Desk, row_id: int) -> list[Objection]:
    return objections.of(desk.store, row_id)


def everything(desk: Desk, *, open_only: bool = False) -> list[Objection]:
    return objections.everything(desk.store, open_only=open_only)


def open_kinds(desk: Desk, row_id: int | None = None) -> dict[int, frozenset[str]]:
    """The kinds that stand open, by row id."""
    return objections.open_kinds(desk.store, row_id)


def by_row(desk: Desk) -> dict[int, list[Objection]]:
    """Open and settled ones, the oldest first, by the row id of their initiative."""
    found: dict[int, list[Objection]] = {}
    for objection in objections.everything(desk.store):
        found.setdefault(objection.row_id, []).append(objection)
    return found
