"""Entering, changing, finding and moving initiatives."""

from __future__ import annotations

import dataclasses
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from db import appraisals, initiatives, journal, objections
from db.initiatives import Stored as Stored
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import backups, identity, new_initiatives, nominations, people, programmes
from desktop.operations.initiative_list import SORTS as SORTS
from desktop.operations.initiative_list import Filter as Filter
from desktop.operations.initiative_list import benefits as benefits
from desktop.operations.initiative_list import by_state as by_state
from desktop.operations.initiative_list import counts as counts
from desktop.operations.initiative_list import everything as everything
from desktop.operations.initiative_list import overdue_since as overdue_since
from desktop.operations.initiative_list import page as page
from desktop.operations.initiative_list import rows as rows
from desktop.operations.initiative_list import total as total
from desktop.operations.new_initiatives import Told
from domain import eligibility, entry, moves, record, text
from domain import history as history_of
from domain.eligibility import Stage
from domain.errors import Problem, RuleError
from domain.initiative import LOCKED as LOCKED
from domain.initiative import Initiative, State
from domain.moves import Decision
from domain.programme import Programme, phase_of
from domain.retold import retold

# What the register itself decides; a file that brings other values is not believed.
_DECIDED_HERE = ("number", "pack_version", "phase", "unit_code", "unit_name", "state", "revision", "decision_no",
                 "decision_on", "decision_signer", "declined_reason", "completion_note", "withdrawn_reason",
                 "accepted_on", "portal_entered_on", "portal_no", "portal_approved_on", "portal_refused_on",
                 "portal_note")  # fmt: skip


@dataclass(frozen=True)
class Saved:
    """A record as it now stands, and what the rules say about it."""

    stored: Stored
    problems: tuple[Problem, ...]
    changes: Changes


@dataclass(frozen=True)
class Moved:
    """How many records moved, and which did not with the reasons; nobody is stopped by another's record."""

    moved: tuple[int, ...]
    refused: Mapping[int, tuple[Problem, ...]]
    changes: Changes


def get(desk: Desk, row_id: int) -> Stored:
    found = initiatives.get(desk.store, row_id)
    if found is None:
        raise RuleError("initiative_unknown", name=str(row_id))
    return found


def find(desk: Desk, name: str) -> Stored:
    """The record with this public id, this printed number, or, among those of units, UNIT_CODE/NUMBER.

    RuleError initiative_unknown; initiative_number_shared where units below number alike and nothing says which.
    """
    row_id = initiatives.row_id_of(desk.store, name)
    if row_id is None:
        unit_code, _, number = name.partition("/")
        named = initiatives.rows_named(desk.store, number, unit_code.upper()) if number else []
        if not named:
            raise RuleError("initiative_unknown", name=name)
        return get(desk, named[0]["id"])
    found = get(desk, row_id)
    if found.own or found.initiative.id == name:
        return found
    named = initiatives.rows_named(desk.store, name)
    if len(named) > 1:
        units = ", ".join(dict.fromkeys(f"{one['unit_code']}/{name}" for one in named))
        raise RuleError("initiative_number_shared", field="id", name=name, units=units)
    return found


def problems(desk: Desk, initiative: Initiative) -> tuple[Problem, ...]:
    return eligibility.problems(initiative, programmes.of_record(desk, initiative))


def new(desk: Desk, words: Mapping[str, Any] | None = None) -> Saved:
    """A new draft under the programme in use, with the first fields somebody typed."""
    demand_officer(desk)
    blank = Initiative(id=uuid.uuid4().hex, block=str(desk.unit.block))
    return _insert(desk, entry.typed(blank, words or {}, clock.today()), "entered")


def type_in(desk: Desk, row_id: int, words: Mapping[str, Any], *, settled: bool = True) -> Saved:
    """Save fields as they were typed; see domain.entry.typed for their form. Saving the same again changes nothing.

    While somebody is still typing, `settled` is False: the words are safe in the store, and the journal gets one
    line with what stood there before once the field is left. Numbers of identity cards are never saved: their fields
    are among the problems, all other words are safe.
    """
    demand_officer(desk)
    stored = editable(get(desk, row_id))
    changed = entry.typed(stored.initiative, words, clock.today())
    saved = _update(desk, stored, changed, "typed", settled=settled)
    return dataclasses.replace(saved, problems=(*entry.refused(words), *saved.problems))


def enter(desk: Desk, values: Mapping[str, Any]) -> Saved:
    """A record from JSON values: a known "id" or "number" changes that record, anything else makes a new one."""
    demand_officer(desk)
    given = {name: value for name, value in values.items() if name not in _DECIDED_HERE}
    name = str(values.get("id") or values.get("number") or "")
    row_id = initiatives.row_id_of(desk.store, name) if name else None
    if row_id is None:
        if name and "title" not in values:
            raise RuleError("initiative_unknown", name=name)
        made = entry.tidied(record.initiative(given | {"id": uuid.uuid4().hex}))
        _demand_no_identity_numbers(made)
        return _insert(desk, made, "entered")
    stored = editable(get(desk, row_id))
    held = record.record(stored.initiative)
    if given.get("authors", held["authors"]) != held["authors"]:
        # Other people in these places: what was typed for the former ones says nothing about them.
        held["unread"] = {name: words for name, words in held["unread"].items() if not name.startswith("authors.")}
    changed = entry.tidied(record.initiative(held | given | {"id": held["id"]}))
    _demand_no_identity_numbers(changed)
    if changed.programme != stored.initiative.programme:
        # The version it had is one of the former programme.
        changed = dataclasses.replace(changed, pack_version=programmes.get(desk, changed.programme).version)
    return _update(desk, stored, changed, "changed")


def _demand_no_identity_numbers(initiative: Initiative) -> None:
    if problems := entry.refused_in(initiative):
        raise RuleError("identity_numbers_refused", problems=problems)


def retell(desk: Desk, row_id: int, told: Initiative) -> bool:
    """Lay what a list says now over a record; False, and nothing changed, when it may not change any more.

    Inside `atomic()`.
    """
    stored = get(desk, row_id)
    if not stored.own or stored.initiative.state in LOCKED:
        return False
    _update(desk, stored, retold(stored.initiative, told), "retold")
    return True


def rewrite(desk: Desk, stored: Stored, changed: Initiative) -> None:
    """Replace a record's fields. Inside `atomic()`, the journal line is the caller's."""
    pack = programmes.of_record(desk, changed)
    changed = dataclasses.replace(changed, phase=_phase(stored.initiative, changed, pack))
    missing = eligibility.blocking(changed, pack)
    initiatives.update(desk.store, stored.row_id, changed, missing=missing, now=clock.stamp())


def move(desk: Desk, row_ids: Sequence[int], to: State, decision: Decision | None = None) -> Moved:
    """Move records to a state, step by step along the way there; each record moves wholly or not at all."""
    demand_officer(desk)
    decision, now = _tidy(decision or Decision()), clock.stamp()
    identity.demand_none(words_of(decision))
    moved, refused = [], {}
    with desk.store.atomic():
        for stored in initiatives.get_many(desk.store, row_ids):
            after, found = _walk(desk, stored, to, decision)
            if found:
                refused[stored.row_id] = found
                continue
            rewrite(desk, stored, after)
            if stored.initiative.state is State.UNDER_APPRAISAL and to is not State.IN_COUNCIL:
                # Sent back, its text may change: nobody's points stand for a text he has not read.
                appraisals.end_round(desk.store, after.id, str(to), now)
            journal.write(desk.store, desk.user.name, "moved", after.id, now, start=stored.initiative.state,
                          end=to, reason=decision.reason, no=decision.no, on=str(decision.on or ""),
                          signer=decision.signer)  # fmt: skip
            moved.append(stored.row_id)
    return Moved(tuple(moved), refused, of("initiatives", "appraisals", rows=set(moved)))


def early_decision(desk: Desk, row_ids: Sequence[int], decided_on: date | None) -> Problem | None:
    """What is to be said of a decision of that day over these records; see domain.moves.early."""
    days = initiatives.days_accepted(desk.store, row_ids)
    return moves.early(days, decided_on)


def words_of(decision: Decision) -> dict[str, str]:
    """The words of a decision by the field they are typed into."""
    return {"decision_no": decision.no, "decision_signer": decision.signer, "reason": decision.reason}


def _tidy(decision: Decision) -> Decision:
    no, signer = text.clean_line(decision.no), text.clean_line(decision.signer)
    return Decision(no, decision.on, signer, text.clean(decision.reason))


def acknowledge(desk: Desk, public_id: str, revision: int) -> None:
    """The upper union has this revision of a record; a newer one that was sealed since still waits for its receipt.

    Inside `atomic()`, the journal line is the caller's.
    """
    stored = find(desk, public_id)
    if stored.initiative.state is State.PACKAGED and stored.initiative.revision == revision:
        rewrite(desk, stored, moves.moved(stored.initiative, State.RECEIVED_ABOVE, Decision()))


def delete(desk: Desk, row_ids: Sequence[int]) -> Changes:
    """Put drafts into the bin; what has left the draft state is withdrawn instead, never deleted."""
    demand_officer(desk)
    found = initiatives.get_many(desk.store, row_ids)
    if any(stored.initiative.state is not State.DRAFT or not stored.own for stored in found):
        raise RuleError("only_drafts_deleted")
    if len(row_ids) > 1:
        backups.before(desk, backups.BULK, stop=lambda: None)
    with desk.store.atomic():
        initiatives.delete(desk.store, row_ids, clock.stamp())
        journal.write(desk.store, desk.user.name, "deleted", "", clock.stamp(), rows=list(row_ids))
    return of("initiatives")


def restore(desk: Desk, row_ids: Sequence[int]) -> Changes:
    demand_officer(desk)
    with desk.store.atomic():
        initiatives.restore(desk.store, row_ids)
        journal.write(desk.store, desk.user.name, "restored", "", clock.stamp(), rows=list(row_ids))
    return of("initiatives")


def bin_rows(desk: Desk) -> list[dict[str, Any]]:
    """The drafts in the bin as `rows` gives them, with `deleted_at`; the last one thrown away first."""
    return initiatives.list_rows(desk.store, initiatives.deleted(desk.store))


def many(desk: Desk, row_ids: Sequence[int]) -> list[Stored]:
    """The records of these rows, in the order asked for."""
    return initiatives.get_many(desk.store, row_ids)


def history(desk: Desk, public_id: str) -> list[dict[str, Any]]:
    return journal.lines(desk.store, public_id)


def _insert(desk: Desk, initiative: Initiative, operation: str) -> Saved:
    with desk.store.atomic():
        # No row has the number 0: whoever is linked to another record is linked elsewhere.
        initiative = dataclasses.replace(initiative, authors=people.linked(desk, (), initiative.authors, 0))
        row_id = new_initiatives.insert_many(desk, [Told(initiative)])[0]
        journal.write(desk.store, desk.user.name, operation, initiative.id, clock.stamp())
    return _saved(desk, row_id)


def _update(desk: Desk, stored: Stored, changed: Initiative, operation: str, *, settled: bool = True) -> Saved:
    held = record.record(stored.initiative)
    with desk.store.atomic():
        if changed != stored.initiative:
            rewrite(desk, stored, changed)
        if not settled:
            initiatives.keep_before(desk.store, stored.row_id, held)
        else:
            before = initiatives.take_before(desk.store, stored.row_id) or held
            changed = _with_people(desk, stored, changed, before)
            _tell_journal(desk, operation, before, record.record(changed))
    return _saved(desk, stored.row_id)


def _with_people(desk: Desk, stored: Stored, changed: Initiative, before: Mapping[str, Any]) -> Initiative:
    """The record with its authors linked into the person book, once what was typed of them is settled."""
    were = record.initiative({"authors": before["authors"]}).authors
    linked = people.linked(desk, were, changed.authors, stored.row_id)
    if linked == changed.authors:
        return changed
    changed = dataclasses.replace(changed, authors=linked)
    rewrite(desk, stored, changed)
    return changed


def _tell_journal(desk: Desk, operation: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    if fields := history_of.differing(before, after):
        journal.write(desk.store, desk.user.name, operation, after["id"], clock.stamp(), fields=fields)


def _saved(desk: Desk, row_id: int) -> Saved:
    stored = get(desk, row_id)
    topics = ("initiatives", "people") if stored.initiative.authors else ("initiatives",)
    return Saved(stored, problems(desk, stored.initiative), of(*topics, rows={row_id}))


def editable(stored: Stored) -> Stored:
    if not stored.own:
        raise RuleError("record_of_another_unit", name=stored.initiative.number)
    if stored.initiative.state in LOCKED:
        raise RuleError("record_locked", name=stored.initiative.number, state=str(stored.initiative.state))
    return stored


def _phase(before: Initiative, changed: Initiative, pack: Programme) -> str:
    """The phase follows from the day of application. Where none is known, one that was set by hand stays."""
    if changed.applied_from_on is not None:
        phase = phase_of(pack, changed.applied_from_on)
        return phase.id if phase else ""
    followed = before.applied_from_on is not None and changed.phase == before.phase
    known = any(phase.id == changed.phase for phase in pack.phases)
    return changed.phase if known and not followed else ""


def _walk(desk: Desk, stored: Stored, to: State, decision: Decision) -> tuple[Initiative, tuple[Problem, ...]]:
    initiative = stored.initiative
    steps = moves.way(initiative.state, to)
    if not stored.own or not steps:
        facts: dict[str, object] = {"start": str(initiative.state), "end": str(to)}
        return initiative, (Problem("move_not_possible", "state", facts=facts),)
    pack = programmes.of_record(desk, initiative)
    blocking, outcome = eligibility.blocking(initiative, pack), _outcome(desk, initiative)
    for step in steps:
        found = moves.step_problems(initiative, step, decision, blocking=blocking, outcome=outcome,
                                    routes=pack.recognition_routes, today=clock.today(),
                                    dossier=_dossier_problems(desk, stored.row_id, initiative, step, pack),
                                    archived_from=_archived_from(desk, initiative))  # fmt: skip
        if found:
            return initiative, found
        initiative = moves.moved(initiative, step, decision, clock.today())
    return initiative, ()


def _dossier_problems(
    desk: Desk, row_id: int, initiative: Initiative, step: State, pack: Programme
) -> tuple[Problem, ...]:
    """What keeps a record from being put forward, asked for that step alone."""
    if step is not State.NOMINATED:
        return ()
    open_ = objections.open_kinds(desk.store, row_id).get(row_id, frozenset())
    found = eligibility.problems(initiative, pack, stage=Stage.DOSSIER, objections=open_)
    return (*found, *nominations.problems(desk, initiative, pack))


def _archived_from(desk: Desk, initiative: Initiative) -> State | None:
    """Where an archived record stood before: the journal knows."""
    if initiative.state is not State.ARCHIVED:
        return None
    for line in journal.lines(desk.store, initiative.id):
        told = json.loads(line["detail"])
        if line["operation"] == "moved" and told.get("end") == State.ARCHIVED:
            # On the way to the archive it may have been considered without anybody saying so by a step of its own.
            start = State(told["start"])
            return moves.way(start, State.ARCHIVED)[-2] if len(moves.way(start, State.ARCHIVED)) > 1 else start
    return None


def _outcome(desk: Desk, initiative: Initiative) -> State | None:
    """The verdict that waits for its decision. Once marking has begun again, the one before holds no longer."""
    verdict = appraisals.verdict(desk.store, initiative.id) if initiative.state is State.IN_COUNCIL else None
    return State(verdict["outcome"]) if verdict else None
