"""Evidence files of an initiative: what there is, saving a copy, removing, bringing back, putting in order."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from db import evidence, journal
from db.evidence import Evidence as Evidence
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import initiatives
from domain.errors import RuleError, TroubleError


def of_record(desk: Desk, row_id: int) -> list[Evidence]:
    """The files of an initiative in their order."""
    return evidence.of(desk.store, row_id)


def removed(desk: Desk, row_id: int) -> list[Evidence]:
    """The files that were taken off and can be brought back, the last one first."""
    return evidence.of(desk.store, row_id, removed=True)


def get(desk: Desk, evidence_id: int) -> Evidence:
    found = evidence.get(desk.store, evidence_id)
    if found is None:
        raise RuleError("evidence_unknown", name=str(evidence_id))
    return found


def content(desk: Desk, evidence_id: int) -> Iterator[bytes]:
    """The content in pieces of at most a quarter of a megabyte."""
    return evidence.pieces(desk.store, evidence_id)


def save(desk: Desk, evidence_id: int, target: Path) -> Path:
    """A copy outside the store, in the clear: whole or not at all, and never over another file."""
    get(desk, evidence_id)
    if target.exists():
        raise RuleError("evidence_target_exists", path=str(target))
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as file:
            for piece in content(desk, evidence_id):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        code = "disk_full" if full else "evidence_not_written"
        raise TroubleError(code, again=True, path=str(target)) from error
    return target


def remove(desk: Desk, evidence_id: int) -> Changes:
    """Into the bin of its initiative, from where it can be brought back for as long as the register keeps it."""
    demand_officer(desk)
    return _mark(desk, evidence_id, "evidence_removed", clock.stamp())


def restore(desk: Desk, evidence_id: int) -> Changes:
    demand_officer(desk)
    return _mark(desk, evidence_id, "evidence_restored", None)


def put_in_order(desk: Desk, row_id: int, evidence_ids: Sequence[int]) -> Changes:
    """`evidence_ids` are all files of the initiative, as they are to stand."""
    stored = open_record(desk, row_id)
    if sorted(evidence_ids) != sorted(one.id for one in of_record(desk, row_id)):
        raise RuleError("evidence_order_old")
    with desk.store.atomic():
        evidence.put_in_order(desk.store, list(evidence_ids))
        journal.write(desk.store, desk.user.name, "evidence_ordered", stored.initiative.id, clock.stamp(),
                      order=list(evidence_ids))  # fmt: skip
    return of("evidence", rows={row_id})


def open_record(desk: Desk, row_id: int) -> initiatives.Stored:
    """The record, if its evidence may change: while it is being marked everybody judges by the same files."""
    demand_officer(desk)
    return initiatives.editable(initiatives.get(desk, row_id))


def _mark(desk: Desk, evidence_id: int, operation: str, removed_at: str | None) -> Changes:
    found = get(desk, evidence_id)
    stored = open_record(desk, found.row_id)
    with desk.store.atomic():
        evidence.mark_removed(desk.store, evidence_id, removed_at)
        journal.write(desk.store, desk.user.name, operation, stored.initiative.id, clock.stamp(), evidence=evidence_id,
                      name=found.name, sha256=found.sha256)  # fmt: skip
    return of("evidence", rows={found.row_id})
