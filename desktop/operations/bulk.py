"""One change of many initiatives: seen beforehand, made as a whole, taken back as a whole."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db import bulk_changes, journal
from db import initiatives as stored_initiatives
from db.bulk_changes import Kept
from db.initiatives import Stored
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import backups, initiatives, programmes
from desktop.operations.initiatives import Moved
from domain import dates, entry, record
from domain.errors import RuleError
from domain.initiative import LOCKED, Initiative, State
from domain.moves import Decision
from domain.programme import Programme

Step = Callable[[int, int], None]

# The phase follows from the day of application where there is one; the unit is the register's own, which may have
# another code or name than when the record was made.
FIELDS = ("kind", "group", "block", "area", "investor", "applied_from_on", "applied_to_on", "new_in_unit", "lawful",
          "unprotected", "phase", "unit_code")  # fmt: skip
# Moves between these change nothing but the record itself, so they can be taken back.
TAKEN_BACK = frozenset({State.DRAFT, State.ACCEPTED, State.NEEDS_MORE, State.ELIGIBLE})
SHOWN = 8
_AT_ONCE = 500


@dataclass(frozen=True)
class Preview:
    """How many would change, how many say so already, how many are refused by the code of the reason, and some of
    those that would change: (row id, number, what it says now)."""

    changing: int
    same: int
    refused: Mapping[str, int]
    examples: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True)
class Changed:
    """`bulk_id` takes it back; 0 when nothing changed."""

    bulk_id: int
    changed: int
    refused: Mapping[str, int]
    changes: Changes


@dataclass(frozen=True)
class Undone:
    """`why` says by code how many of those `kept` stay as they are for which reason."""

    undone: int
    kept: int
    why: Mapping[str, int]
    changes: Changes


def preview(desk: Desk, row_ids: Sequence[int], field: str, words: str, *, step: Step) -> Preview:
    """What `change` would do."""
    told: Counter[str] = Counter()
    changing, same, examples = 0, 0, list[tuple[int, str, str]]()
    for stored, after, refusal in _judged(desk, row_ids, field, words, step):
        if refusal:
            told[refusal] += 1
        elif after == stored.initiative:
            same += 1
        else:
            changing += 1
            if len(examples) < SHOWN:
                held = getattr(stored.initiative, field)
                examples.append((stored.row_id, stored.initiative.number, "" if held is None else str(held)))
    return Preview(changing, same, told, tuple(examples))


def change(desk: Desk, row_ids: Sequence[int], field: str, words: str, *, step: Step) -> Changed:
    """Writes one field of many records, those that may be changed; stopped by `step`, none of them."""
    demand_officer(desk)
    backups.before(desk, backups.BULK, stop=lambda: step(0, 0))
    now, told, changed, bulk_id = clock.stamp(), Counter[str](), 0, 0
    with desk.store.atomic():
        for stored, after, refusal in _judged(desk, row_ids, field, words, step):
            if refusal:
                told[refusal] += 1
            if refusal or after == stored.initiative:
                continue
            bulk_id = bulk_id or bulk_changes.begin(desk.store, field, desk.user.name, now)
            initiatives.rewrite(desk, stored, after)
            _keep(desk, bulk_id, stored, "changed", now)
            changed += 1
        if bulk_id:
            journal.write(desk.store, desk.user.name, "bulk_changed", "", now, bulk=bulk_id, field=field, to=words,
                          records=changed)  # fmt: skip
    return Changed(bulk_id, changed, told, of("initiatives", "bulk"))


def move(desk: Desk, row_ids: Sequence[int], to: State, decision: Decision, *, step: Step) -> tuple[Moved, int]:
    """Moves many records in one transaction; beside the answer the id that takes it back, 0 where nothing can."""
    demand_officer(desk)
    backups.before(desk, backups.BULK, stop=lambda: step(0, 0))
    now, moved, refused, bulk_id = clock.stamp(), list[int](), dict[int, Any](), 0
    with desk.store.atomic():
        for start in range(0, len(row_ids), _AT_ONCE):
            part = row_ids[start : start + _AT_ONCE]
            before = {held.row_id: held for held in stored_initiatives.get_many(desk.store, part)}
            answer = initiatives.move(desk, part, to, decision)
            moved += answer.moved
            refused |= answer.refused
            if to in TAKEN_BACK:
                plain = [before[row_id] for row_id in answer.moved if before[row_id].initiative.state in TAKEN_BACK]
                if plain:
                    bulk_id = bulk_id or bulk_changes.begin(desk.store, f"state:{to}", desk.user.name, now)
                for stored in plain:
                    _keep(desk, bulk_id, stored, "", now)
            step(min(start + _AT_ONCE, len(row_ids)), len(row_ids))
    rows = frozenset(moved) if len(moved) <= _AT_ONCE else frozenset[int]()
    return Moved(tuple(moved), refused, of("initiatives", "appraisals", "bulk", rows=rows)), bulk_id


def undo(desk: Desk, bulk_id: int, *, step: Step) -> Undone:
    """Takes a change of many back; what was changed again since, or is locked now, stays as it is. Stopped by `step`,
    nothing is. RuleError bulk_unknown, bulk_undone."""
    demand_officer(desk)
    demand_there(desk, bulk_id)
    backups.before(desk, backups.BULK, stop=lambda: step(0, 0))
    now, undone, why, done = clock.stamp(), 0, Counter[str](), 0
    total = bulk_changes.size(desk.store, bulk_id)
    with desk.store.atomic():
        for part in bulk_changes.rows(desk.store, bulk_id):
            held = {one.row_id: one for one in stored_initiatives.get_many(desk.store, [row[0] for row in part])}
            for row_id, before, after in part:
                values = record.record(held[row_id].initiative)
                if reason := stays(held[row_id], values, after):
                    why[reason] += 1
                    continue
                initiatives.rewrite(desk, held[row_id], record.initiative(values | before))
                differing = {name: [after[name], before[name]] for name in before}
                journal.write(desk.store, desk.user.name, "bulk_undone", values["id"], now, fields=differing)
                undone += 1
            done += len(part)
            step(done, total)
        bulk_changes.close(desk.store, bulk_id, now)
    return Undone(undone, why.total(), why, of("initiatives", "appraisals", "bulk"))


def stays(stored: Stored, values: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """The code of why a record of a change stays as it is when that is taken back; "" if it goes back."""
    if any(values[name] != after[name] for name in after):
        return "bulk_changed_since"
    return "record_locked" if stored.initiative.state in LOCKED else ""


def demand_there(desk: Desk, bulk_id: int) -> Kept:
    """A change that can still be taken back. RuleError bulk_unknown, bulk_undone."""
    found = bulk_changes.get(desk.store, bulk_id)
    if found is None:
        raise RuleError("bulk_unknown", bulk=bulk_id)
    if found.undone_at:
        raise RuleError("bulk_undone", bulk=bulk_id, at=dates.shown_time(found.undone_at))
    return found


def last(desk: Desk) -> int:
    """The id of the newest change of many that can be taken back. RuleError bulk_undo_nothing."""
    found = bulk_changes.last(desk.store)
    if found is None:
        raise RuleError("bulk_undo_nothing")
    return found


def _keep(desk: Desk, bulk_id: int, stored: Stored, operation: str, now: str) -> None:
    """Remembers what differs from how the record stood, and tells the journal unless somebody else does."""
    found = stored_initiatives.get(desk.store, stored.row_id)
    assert found is not None
    before, after = record.record(stored.initiative), record.record(found.initiative)
    names = [name for name in after if before[name] != after[name]]
    told = {name: before[name] for name in names}, {name: after[name] for name in names}
    bulk_changes.add(desk.store, bulk_id, [(stored.row_id, *told)])
    if operation:
        differing = {name: [before[name], after[name]] for name in names}
        journal.write(desk.store, desk.user.name, operation, after["id"], now, fields=differing)


def _judged(
    desk: Desk, row_ids: Sequence[int], field: str, words: str, step: Step
) -> Iterator[tuple[Stored, Initiative, str]]:
    """Each record with how it would stand and the code of what refuses it."""
    if field not in FIELDS:
        raise RuleError("bulk_field_unknown", field="field", name=field, names=", ".join(FIELDS))
    if problems := entry.refused({field: words}):
        raise RuleError("identity_numbers_refused", problems=problems)
    today = clock.today()
    for start in range(0, len(row_ids), _AT_ONCE):
        part = row_ids[start : start + _AT_ONCE]
        for stored in stored_initiatives.get_many(desk.store, part):
            refusal = _refusal(stored, field)
            after = stored.initiative
            if not refusal:
                after = _after(desk, stored.initiative, field, words, today)
                if not _knows(programmes.of_record(desk, stored.initiative), field, words):
                    refusal = "bulk_code_foreign"
            yield stored, after, refusal
        step(min(start + _AT_ONCE, len(row_ids)), len(row_ids))


def _after(desk: Desk, initiative: Initiative, field: str, words: str, today: Any) -> Initiative:
    if field == "phase":
        return dataclasses.replace(initiative, phase=words)
    if field == "unit_code":
        if words.upper() != desk.unit.code:
            raise RuleError("bulk_unit_foreign", field="value", value=words, code=desk.unit.code, name=desk.unit.name)
        return dataclasses.replace(initiative, unit_code=desk.unit.code, unit_name=desk.unit.name)
    try:
        after = entry.typed(initiative, {field: words}, today)
    except ValueError:
        raise RuleError("bulk_value_refused", field="value", value=words) from None
    if field in after.unread:
        raise RuleError("bulk_value_refused", field="value", value=words)
    return after


def _refusal(stored: Stored, field: str) -> str:
    if not stored.own:
        return "record_of_another_unit"
    if stored.initiative.state in LOCKED:
        return "record_locked"
    return "bulk_phase_by_day" if field == "phase" and stored.initiative.applied_from_on else ""


def _knows(pack: Programme, field: str, words: str) -> bool:
    """Whether the programme has this code; an empty one is always allowed."""
    lists = {"kind": pack.kinds, "group": pack.groups, "block": pack.blocks}
    codes = {name: {one.code for one in listed} for name, listed in lists.items()}
    codes["phase"] = {phase.id for phase in pack.phases}
    return not words or field not in codes or words in codes[field]
