"""The changes of many that were made: who made which one when, and what taking one back would do now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from db import bulk_changes
from db import initiatives as stored_initiatives
from db.bulk_changes import Kept
from desktop.desk import Desk
from desktop.operations import bulk, initiatives, programmes
from domain import bulk_words, record

Step = Callable[[int, int], None]

NEWEST = 200


@dataclass(frozen=True)
class Past:
    """`field` is what was written ("state" for a move), `to` its words; `record` names the one record of a change of
    one, and is "" for more. `undone_at` is "" while it can be taken back."""

    id: int
    field: str
    to: str
    record: str
    size: int
    who: str
    at: str
    undone_at: str


@dataclass(frozen=True)
class Outlook:
    """How many records would go back, and by the code of the reason how many would stay."""

    back: int
    stay: Mapping[str, int]


def listed(desk: Desk, limit: int = NEWEST) -> list[Past]:
    """The newest first."""
    return [_past(desk, kept) for kept in bulk_changes.listed(desk.store, limit)]


def one(desk: Desk, bulk_id: int) -> Past:
    """A change that can be taken back. RuleError bulk_unknown, bulk_undone."""
    return _past(desk, bulk.demand_there(desk, bulk_id))


def outlook(desk: Desk, bulk_id: int, *, step: Step) -> Outlook:
    """What `bulk.undo` would do now. RuleError bulk_unknown, bulk_undone."""
    total = bulk.demand_there(desk, bulk_id).size
    back, stay, done = 0, Counter[str](), 0
    for part in bulk_changes.rows(desk.store, bulk_id):
        held = {stored.row_id: stored for stored in stored_initiatives.get_many(desk.store, [row[0] for row in part])}
        for row_id, _before, after in part:
            stored = held[row_id]
            if reason := bulk.stays(stored, record.record(stored.initiative), after):
                stay[reason] += 1
            else:
                back += 1
        done += len(part)
        step(done, total)
    return Outlook(back, stay)


def _past(desk: Desk, kept: Kept) -> Past:
    field = kept.what.partition(":")[0]
    named = ""
    if kept.size == 1:
        [row] = initiatives.rows(desk, [kept.sample])
        named = f"{row['number']} {row['title']}".strip()
    to = bulk_words.became(field, kept.after, programmes.current(desk))
    return Past(kept.id, field, to, named, kept.size, kept.changed_by, kept.changed_at, kept.undone_at)
