"""Importing a list: the plan written in one transaction, the imports that were made, and one of them taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from db import imports as stored_imports
from db import initiatives as stored_initiatives
from db import journal
from desktop import clock, messages
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import backups, import_waiting, initiatives, new_initiatives, programmes
from desktop.operations.import_plans import IDENTICAL as IDENTICAL
from desktop.operations.import_plans import NEW, REFUSED, UPDATED, Plan, Row, Step, Wishes, open_book, quiet, settled
from desktop.operations.import_plans import plan as planned
from domain import labels, record
from domain.errors import RuleError
from domain.retold import retold

_AT_ONCE = 100


@dataclass(frozen=True)
class Imported:
    """`waiting` rows were kept to be mended later; `batch_id` is the import's number, None if nothing was written."""

    counts: dict[str, int]
    changes: Changes = field(default_factory=Changes)
    batch_id: int | None = None
    waiting: int = 0


@dataclass(frozen=True)
class Batch:
    """One import that was made."""

    id: int
    file: str
    sheet: str
    programme: str
    user_name: str
    at: str
    counts: Mapping[str, int]
    waiting: int
    undone_at: str


@dataclass(frozen=True)
class Undone:
    """How many new records went into the bin and how many updated ones are as before.

    `kept` are (number, title) of those that somebody changed, moved or sent since: they stay.
    """

    removed: int
    restored: int
    kept: tuple[tuple[str, str], ...]
    changes: Changes


def read(
    desk: Desk,
    file: Path,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    programme: str | None = None,
    step: Step = quiet,
) -> Plan:
    """Read a workbook and say row by row what would happen; nothing is written.

    RuleError and TroubleError of exports.workbooks; RuleError("table_columns_missing") when no sheet holds a list.
    """
    demand_officer(desk)
    wishes = Wishes(sheet=sheet or "", mapping=mapping, programme=programme or "")
    return planned(desk, file, open_book(file, sheet=sheet, step=step), wishes, step=step)


def take_in(desk: Desk, plan: Plan, *, step: Step = quiet) -> Imported:
    """Write what the plan says, all of it or nothing; `step` counts rows and may raise to stop.

    The plan is looked at again first: a list that was imported meanwhile is not imported twice. Rows that cannot be
    taken in, or were set aside, are kept waiting. RuleError import_undecided while a question is open.
    """
    demand_officer(desk)
    if plan.open_questions:
        raise RuleError("import_undecided", problems=plan.open_questions)
    backups.before(desk, backups.IMPORT, stop=lambda: step(0, 0))
    known = stored_initiatives.imported(desk.store, (row.import_key for row in plan.rows))
    before, rows = plan.rows, [settled(row, known.get(row.import_key)) for row in plan.rows]
    plan = replace(plan, rows=tuple(rows))
    sure = new_initiatives.judged_alike(programmes.get(desk, plan.programme), plan.judged_by)
    new = [(row, sure and was.fate == NEW) for was, row in zip(before, rows, strict=True)
           if row.taken and row.fate == NEW]  # fmt: skip
    changed = [row for row in rows if row.taken and row.fate == UPDATED]
    aside = [row for row in rows if row.waits]
    with desk.store.atomic():
        if not (new or changed or aside):
            journal.write(desk.store, desk.user.name, "imported", plan.file.name, clock.stamp(), **plan.counts)
            return Imported(plan.counts)
        batch_id = stored_imports.begin(desk.store, file=plan.file.name, sheet=plan.sheet, programme=plan.programme,
                                        user_name=desk.user.name, now=clock.stamp())  # fmt: skip
        total = len(new) + len(changed)
        made = new_initiatives.insert_many(desk, _counted(new, step, total), plan.programme, expected=len(new),
                                       pause=lambda: step(len(new), total))  # fmt: skip
        stored_imports.note_new(desk.store, batch_id, made)
        done = [row for row in changed if _change(desk, batch_id, row)]
        for row in aside:
            _keep_waiting(desk, batch_id, plan, row)
        counts = plan.counts
        counts |= {UPDATED: len(done), REFUSED: counts[REFUSED] + len(changed) - len(done)}
        stored_imports.finish(desk.store, batch_id, counts)
        journal.write(desk.store, desk.user.name, "imported", plan.file.name, clock.stamp(), import_no=batch_id,
                      **counts)  # fmt: skip
    return Imported(counts, of("initiatives", "imports"), batch_id, len(aside))


def differences(desk: Desk, row: Row) -> list[tuple[str, str, str]]:
    """What an updated row would change in its record: field in words, before, after."""
    if row.row_id is None or row.fate != UPDATED:
        return []
    stored = initiatives.get(desk, row.row_id).initiative
    before, after = record.record(stored), record.record(retold(stored, row.initiative))
    return [
        (labels.FIELDS.get(name, name), _said(before[name]), _said(after[name]))
        for name in after
        if before[name] != after[name]
    ]


def batches(desk: Desk) -> list[Batch]:
    """All imports, the last one first."""
    return [_batch(row) for row in stored_imports.batches(desk.store)]


def undo(desk: Desk, batch_id: int) -> Undone:
    """Take a whole import back: new records into the bin, updated ones as they were, waiting rows gone.

    Records that were changed, moved or sent since stay as they are and are named. RuleError import_unknown,
    import_undone_already.
    """
    demand_officer(desk)
    held = stored_imports.batch(desk.store, batch_id)
    if held is None:
        raise RuleError("import_unknown", name=batch_id)
    if held["undone_at"]:
        raise RuleError("import_undone_already", name=batch_id)
    backups.before(desk, backups.BULK, stop=lambda: None)
    now = clock.stamp()
    found = [change for change in stored_imports.changes(desk.store, batch_id) if not change["gone"]]
    standing = [change for change in found if change["stands"]]
    new = [change["initiative_id"] for change in standing if not change["before"]]
    updated = [change for change in standing if change["before"]]
    with desk.store.atomic():
        stored_initiatives.delete(desk.store, new, now)
        for change in updated:
            _as_before(desk, change)
        stored_imports.mark_undone(desk.store, batch_id, now)
        kept = tuple((change["number"], change["title"]) for change in found if not change["stands"])
        journal.write(desk.store, desk.user.name, "import_undone", held["file"], now, import_no=batch_id,
                      removed=len(new), restored=len(updated), kept=[number for number, _title in kept])  # fmt: skip
    return Undone(len(new), len(updated), kept, of("initiatives", "imports"))


def cleaned_sentences(cleaned: Mapping[str, int], language: str = "vi") -> list[str]:
    """What was tidied up while reading, in words."""
    return [messages.sentence(f"cleaned_{code}", {"count": count}, language) for code, count in cleaned.items()]


def _counted(rows: Sequence[tuple[Row, bool]], step: Step, total: int) -> Iterator[new_initiatives.Told]:
    """All in one go, so that the next number is asked for once; whoever watches is told as they are taken.

    Of rows marked so it is known already how many rules keep them back.
    """
    for place, (row, judged) in enumerate(rows):
        if place % _AT_ONCE == 0:
            step(place, total)
        missing = len(row.lacking) if judged else None
        yield new_initiatives.Told(row.initiative, row.import_key, row.import_sha256, missing)
    step(len(rows), total)


def _batch(row: Mapping[str, Any]) -> Batch:
    told = {name: row[name] for name in ("id", "file", "sheet", "programme", "user_name", "at", "counts", "waiting")}
    return Batch(**told, undone_at=row["undone_at"] or "")


def _change(desk: Desk, batch_id: int, row: Row) -> bool:
    """Write what the list now says over the record; False when the record is past the states in which it may change."""
    assert row.row_id is not None  # an updated row has one
    before = record.record(initiatives.get(desk, row.row_id).initiative)
    sha256 = stored_initiatives.import_sha256(desk.store, row.row_id)
    if not initiatives.retell(desk, row.row_id, row.initiative):
        return False
    stored_initiatives.mark_imported(desk.store, row.row_id, row.import_sha256)
    stored_imports.note_updated(desk.store, batch_id, row.row_id, before, sha256)
    return True


def _as_before(desk: Desk, change: Mapping[str, Any]) -> None:
    stored = initiatives.get(desk, change["initiative_id"])
    initiatives.rewrite(desk, stored, record.initiative(json.loads(change["before"])))
    stored_initiatives.mark_imported(desk.store, stored.row_id, change["sha256_before"])


def _keep_waiting(desk: Desk, batch_id: int, plan: Plan, row: Row) -> None:
    problems = [import_waiting.problem_values(problem) for problem in row.problems]
    stored_imports.keep_waiting(desk.store, batch_id, row.import_key, row_no=row.number, title=row.initiative.title,
                                body=import_waiting.body_of(plan, row), problems=problems)  # fmt: skip


def _said(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(_said(each) for each in value)
    if isinstance(value, Mapping):
        return ", ".join(_said(each) for each in value.values() if each not in ("", None, False))
    return "" if value is None else str(value)


__all__ = ["IDENTICAL", "NEW", "REFUSED", "UPDATED", "Batch", "Imported", "Plan", "Row", "Undone", "Wishes", "batches",
           "cleaned_sentences", "differences", "planned", "read", "take_in", "undo"]  # fmt: skip
