"""Marking what a unit is to mend of a received record, and at the unit the list of it and the answers."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db import initiatives as stored_initiatives
from db import journal, return_marks, trash
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import identity, initiatives, routes
from domain import return_mark, text
from domain.errors import Problem, RuleError
from domain.initiative import Initiative
from domain.return_mark import ANSWER_MOST, MarkState, ReturnMark

_NAME_LETTERS = 120  # of the reason, by which the bin calls a mark


@dataclass(frozen=True)
class Seen:
    """A mark with its record and how far it is."""

    mark: ReturnMark
    row_id: int
    number: str
    title: str
    state: MarkState


def mark(desk: Desk, row_id: int, field: str, reason: str) -> tuple[ReturnMark, Changes]:
    """The upper union notes what is to be mended of a received record; nothing leaves before a package is sealed.

    Of a field that is marked already and not sent, the reason is replaced. RuleError return_own_record,
    return_through_carrier, return_marked_already, return_incomplete with its problems.
    """
    demand_officer(desk)
    stored, reason = initiatives.get(desk, row_id), text.clean(reason)
    if stored.own:
        raise RuleError("return_own_record", name=stored.initiative.number)
    if carrier := routes.carrier_of(desk, stored.initiative.id, stored.initiative.unit_code):
        raise RuleError("return_through_carrier", name=stored.initiative.number, unit=carrier)
    identity.demand_none({"reason": reason})
    if found := return_mark.problems(field, reason):
        raise RuleError("return_incomplete", problems=found)
    held = return_mark.held_of(stored.initiative, field) if field else stored.sealed_sha256
    now, subject = clock.stamp(), stored.initiative
    before = next((one for one in return_marks.open_of(desk.store, [subject.id], out=True) if one.field == field), None)
    if before is not None and before.package_id is not None:
        raise RuleError("return_marked_already", name=subject.number)
    made = ReturnMark(0, uuid.uuid4().hex, True, subject.id, subject.unit_code, subject.unit_name, field, reason, held,
                      desk.user.name, now)  # fmt: skip
    with desk.store.atomic():
        if before is not None:
            return_marks.change(desk.store, [before.no], reason=reason, held=held, made_at=now)
        number = before.no if before else return_marks.insert(desk.store, made)
        journal.write(desk.store, desk.user.name, "return_marked", subject.id, now, field=field, reason=reason)
    return dataclasses.replace(before or made, no=number, reason=reason), of("initiatives", "returns", rows={row_id})


def after_clash(desk: Desk, initiative_id: str, told: Initiative, seq: int, now: str) -> int:
    """Inside `atomic()`: of two records of one revision this union keeps the one it held; the unit, whose own record is
    `told`, is asked for each field in which they differ. Returns how many; 0 where the way there goes through others.
    """
    row_id = stored_initiatives.row_id_of_public(desk.store, initiative_id)
    stored = stored_initiatives.get(desk.store, row_id) if row_id is not None else None
    if stored is None or routes.carrier_of(desk, initiative_id, stored.initiative.unit_code):
        return 0
    asked = {one.field for one in return_marks.open_of(desk.store, [initiative_id], out=True)}
    subject, made = stored.initiative, 0
    for field in return_mark.MARKABLE:
        theirs = return_mark.held_of(told, field)
        if field in asked or theirs == return_mark.held_of(subject, field):
            continue
        # What the unit has now is what it is to change: until it does, its mark stands open.
        one = ReturnMark(0, uuid.uuid4().hex, True, subject.id, subject.unit_code, subject.unit_name, field,
                         return_mark.CLASH_REASON.format(seq=seq), theirs, desk.user.name, now)  # fmt: skip
        return_marks.insert(desk.store, one)
        made += 1
    return made


def unmark(desk: Desk, number: int) -> Changes:
    """Takes a mark back: one that left already is told as withdrawn by the next package. RuleError return_unknown."""
    demand_officer(desk)
    held = get(desk, number)
    if not held.out or not held.is_open:
        raise RuleError("return_not_open", no=number)
    now = clock.stamp()
    with desk.store.atomic():
        if held.package_id is None:
            trash.keep(desk.store, "return_mark", [number], held.reason[:_NAME_LETTERS], desk.user.name, now)
            return_marks.delete(desk.store, number)
        else:
            return_marks.change(desk.store, [number], closed_at=now, withdrawn_at=now)
        journal.write(desk.store, desk.user.name, "return_unmarked", held.initiative_id, now, field=held.field)
    return of("initiatives", "returns", "trash")


def answer(desk: Desk, number: int, words: str) -> Changes:
    """At the unit: words for the union above, beside a change or in its place; "" takes them back.

    RuleError return_unknown, return_not_open, return_incomplete.
    """
    demand_officer(desk)
    held, words = get(desk, number), text.clean(words)
    if held.out or not held.to_do:
        raise RuleError("return_not_open", no=number)
    identity.demand_none({"answer": words})
    if len(words) > ANSWER_MOST:
        raise RuleError(
            "return_incomplete", problems=(Problem("return_words_long", "answer", facts={"limit": ANSWER_MOST}),)
        )
    now = clock.stamp()
    with desk.store.atomic():
        return_marks.change(desk.store, [number], answer=words, answered_at=now if words else None)
        journal.write(desk.store, desk.user.name, "return_answered", held.initiative_id, now, field=held.field,
                      answer=words)  # fmt: skip
    return of("initiatives", "returns")


def get(desk: Desk, number: int) -> ReturnMark:
    found = return_marks.get(desk.store, number)
    if found is None:
        raise RuleError("return_unknown", no=number)
    return found


def of_record(desk: Desk, row_id: int) -> list[Seen]:
    """The marks of one record, closed ones too, in the order they were made."""
    stored = initiatives.get(desk, row_id)
    return [_seen(one, row_id, stored.initiative) for one in return_marks.of_record(desk.store, stored.initiative.id)]


def open_in(desk: Desk, held: Initiative) -> list[Seen]:
    """What the union above still asks of an own record, with the record as it stands in front of the person."""
    marks = return_marks.open_of(desk.store, [held.id], out=False) if held.id else []
    return [_seen(one, 0, held) for one in marks if one.to_do]


def everything(desk: Desk, *, open_only: bool = True) -> list[Seen]:
    """All marks, those made here and those asked of us, by record in the order they were made."""
    return _of_records(desk, return_marks.everything(desk.store, open_only=open_only))


def of_unit(desk: Desk, unit_codes: Iterable[str], *, out: bool = True) -> list[Seen]:
    """The open marks asked of a unit, under any of its codes."""
    return _of_records(desk, return_marks.of_unit(desk.store, list(unit_codes), out=out))


def _of_records(desk: Desk, marks: Sequence[ReturnMark]) -> list[Seen]:
    rows = {one: stored_initiatives.row_id_of_public(desk.store, one) for one in {mark.initiative_id for mark in marks}}
    known = [row_id for row_id in rows.values() if row_id is not None]
    held = {stored.initiative.id: stored for stored in stored_initiatives.get_many(desk.store, known)}
    return [
        _seen(one, held[one.initiative_id].row_id, held[one.initiative_id].initiative)
        for one in marks
        if one.initiative_id in held
    ]


def _seen(one: ReturnMark, row_id: int, held: Initiative) -> Seen:
    current = "" if one.out else return_mark.held_of(held, one.field)
    return Seen(one, row_id, held.number, held.title, return_mark.state(one, current))
