"""Records that came twice under one revision with different words: shown field by field, settled by a person."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from db import initiatives as stored_initiatives
from db import journal, packages
from db.initiatives import Stored
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import return_marks, submissions
from domain import record
from domain.errors import RuleError

HELD, TOLD = "held", "told"


@dataclass(frozen=True)
class Clash:
    """`fields` are (name, what the register holds, what the package tells), as JSON values."""

    no: int
    row_id: int
    number: str
    title: str
    unit_code: str
    unit_name: str
    seq: int
    fields: tuple[tuple[str, Any, Any], ...]


def still_open(desk: Desk) -> list[Clash]:
    """What nobody has settled, in the order it came."""
    found = packages.clashes(desk.store)
    rows = stored_initiatives.rows_of_public(desk.store, [row["initiative_id"] for row in found])
    held = {one.initiative.id: one for one in stored_initiatives.get_many(desk.store, list(rows.values()))}
    return [_clash(row, held[row["initiative_id"]]) for row in found if row["initiative_id"] in held]


def settle(desk: Desk, no: int, keep: str) -> Changes:
    """`keep` is HELD, or TOLD to put the package's record in place of the one held. RuleError clash_unknown.

    Of HELD the unit does not know: it is asked, at each field that differs, to make its own the same or to say why
    not, by the return package that goes down next.
    """
    demand_officer(desk)
    row = next((row for row in packages.clashes(desk.store) if row["id"] == no), None)
    if row is None or keep not in (HELD, TOLD):
        raise RuleError("clash_unknown", no=no)
    now, changed = clock.stamp(), set[int]()
    with desk.store.atomic():
        if keep == TOLD:
            changed = {submissions.update(desk, json.loads(row["record"]), now)}
        else:
            return_marks.after_clash(desk, row["initiative_id"], record.initiative(json.loads(row["record"])),
                                     row["seq"], now)  # fmt: skip
        packages.settle(desk.store, no, keep, now)
        journal.write(desk.store, desk.user.name, "clash_settled", row["initiative_id"], now, kept=keep,
                      revision=row["revision"])  # fmt: skip
    return of("packages", "initiatives", "returns", rows=changed)


def differing(held: Stored, values: dict[str, Any]) -> tuple[tuple[str, Any, Any], ...]:
    """(field, held, told) of all that differ; fields that a package leaves out say nothing."""
    before = record.leaving(record.record(held.initiative))
    after = record.leaving(record.record(record.initiative(values)))
    return tuple(
        (name, before[name], after[name]) for name in before if name not in record.INNER and before[name] != after[name]
    )


def _clash(row: dict[str, Any], held: Stored) -> Clash:
    values = json.loads(row["record"])
    return Clash(row["id"], held.row_id, held.initiative.number, held.initiative.title, row["unit_code"],
                 row["unit_name"], row["seq"], differing(held, values))  # fmt: skip
