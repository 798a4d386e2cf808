"""Records that came twice under one revision with different words: shown field by field, settled by a person."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db import initiatives as stored_initiatives
from db import journal, packages, settlements
from db import return_marks as marks
from db.initiatives import Stored
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import return_marks, submissions
from desktop.operations.settlements import HELD as HELD
from desktop.operations.settlements import TOLD as TOLD
from desktop.operations.settlements import Below as Below
from desktop.operations.settlements import decided_below
from domain import record
from domain.errors import RuleError

BELOW = "below"  # as the union decided whose carrier brought both


@dataclass(frozen=True)
class Clash:
    """`fields` are (name, what the register holds, what the package tells), as JSON values. `below` is what the union
    whose carrier brought it decided of the same two, where it has told."""

    no: int
    row_id: int
    number: str
    title: str
    unit_code: str
    unit_name: str
    seq: int
    fields: tuple[tuple[str, Any, Any], ...]
    below: Below | None = None


def still_open(desk: Desk) -> list[Clash]:
    """What nobody has settled, in the order it came."""
    found = packages.clashes(desk.store)
    rows = stored_initiatives.rows_of_public(desk.store, [row["initiative_id"] for row in found])
    held = {one.initiative.id: one for one in stored_initiatives.get_many(desk.store, list(rows.values()))}
    decided = settlements.below(desk.store, list(held))
    return [_clash(desk, row, held[row["initiative_id"]], decided.get(row["initiative_id"], ()))
            for row in found if row["initiative_id"] in held]  # fmt: skip


def settle(desk: Desk, no: int, keep: str) -> Changes:
    """`keep` is HELD, TOLD to put the package's record in place of the one held, or BELOW to take over what the union
    that carried both has decided. RuleError clash_unknown, clash_not_settled_below.

    Of HELD the unit does not know: it is asked, at each field that differs, to make its own the same or to say why
    not, by the return package that goes down next.
    """
    demand_officer(desk)
    row = next((row for row in packages.clashes(desk.store) if row["id"] == no), None)
    row_id = stored_initiatives.row_id_of_public(desk.store, row["initiative_id"]) if row else None
    held = stored_initiatives.get(desk.store, row_id) if row_id is not None else None
    if row is None or held is None or keep not in (HELD, TOLD, BELOW):
        raise RuleError("clash_unknown", no=no)
    values, now, changed = json.loads(row["record"]), clock.stamp(), set[int]()
    told_sha256, below = record.content_sha256(values), None
    if keep == BELOW:
        below = _below(desk, row, held)
        if below is None:
            raise RuleError("clash_not_settled_below", no=no, name=held.initiative.number)
        keep = below.keep
    sha256 = {HELD: held.sealed_sha256, TOLD: told_sha256}
    other = sha256[TOLD if keep == HELD else HELD]
    with desk.store.atomic():
        if keep == TOLD:
            changed = {submissions.update(desk, values, now)}
        else:
            return_marks.after_clash(desk, row["initiative_id"], record.initiative(values), row["seq"], now)
        packages.settle(desk.store, no, keep, now, by=desk.user.name, kept_sha256=sha256[keep], other_sha256=other)
        as_below = {"as_below": below.unit_code, "decided_by": below.by, "decided_at": below.at} if below else {}
        journal.write(desk.store, desk.user.name, "clash_settled", row["initiative_id"], now, kept=keep,
                      revision=row["revision"], **as_below)  # fmt: skip
    return of("packages", "initiatives", "returns", rows=changed)


def follow_all(desk: Desk) -> tuple[int, Changes]:
    """Takes over every decision from below, of several about one record one after another; returns how many."""
    demand_officer(desk)
    done = 0
    while decided := [one for one in still_open(desk) if one.below is not None]:
        of_each = {one.row_id: one for one in reversed(decided)}
        for one in of_each.values():
            settle(desk, one.no, BELOW)
        done += len(of_each)
    return done, of("packages", "initiatives", "returns")


def unit_is_asked(desk: Desk, row_id: int) -> bool:
    """Whether the unit of a record has something to mend: where its packages came in a carrier nobody asks it here."""
    found = stored_initiatives.get(desk.store, row_id)
    return found is not None and bool(marks.open_of(desk.store, [found.initiative.id], out=True))


def differing(held: Stored, values: dict[str, Any]) -> tuple[tuple[str, Any, Any], ...]:
    """(field, held, told) of all that differ; fields that a package leaves out say nothing."""
    before = record.leaving(record.record(held.initiative))
    after = record.leaving(record.record(record.initiative(values)))
    return tuple(
        (name, before[name], after[name]) for name in before if name not in record.INNER and before[name] != after[name]
    )


def _clash(desk: Desk, row: dict[str, Any], held: Stored, decided: Sequence[Mapping[str, Any]]) -> Clash:
    values = json.loads(row["record"])
    below = decided_below(desk, row, held, record.content_sha256(values), decided) if decided else None
    return Clash(row["id"], held.row_id, held.initiative.number, held.initiative.title, row["unit_code"],
                 row["unit_name"], row["seq"], differing(held, values), below)  # fmt: skip


def _below(desk: Desk, row: dict[str, Any], held: Stored) -> Below | None:
    decided = settlements.below(desk.store, [row["initiative_id"]]).get(row["initiative_id"], ())
    return _clash(desk, row, held, decided).below
