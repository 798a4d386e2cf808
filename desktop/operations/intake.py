"""Many packages at once: shown first in the order they will go in, then taken in one after another."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import initiatives as stored_initiatives
from desktop import clock, kept_packages
from desktop.changes import Changes
from desktop.desk import Desk, demand_clerk
from desktop.operations import backups, clashes, clocks, encryption, receiving, target_packages, trust
from desktop.operations.intake_trust import IntakeTrust
from desktop.operations.receiving import Received, Step
from domain import record
from domain.handed_targets import Change
from domain.handover import Difference, compare
from exports.package import verify

GAP = "package_gap"
_ORDER = receiving.TURNS
_SHOWN = 200


@dataclass(frozen=True)
class Differing:
    """A record a package would change: which, how, and by field what is held and what is told."""

    number: str
    title: str
    difference: str
    fields: tuple[tuple[str, Any, Any], ...]


def survey(desk: Desk, given: Sequence[Path], *, step: Step) -> list[Received]:
    """What taking these in would do, nothing written. Sorted by kind, unit and number, what cannot come in last.

    A number that is missing in the register but stands among the packages given is no gap.
    """
    once = list(dict.fromkeys(receiving.find_packages(desk, given)))
    rows, _changes = receiving.receive(desk, once, dry_run=True, step=step)
    rows.sort(key=lambda row: (not row.taken, _ORDER.get(row.kind, len(_ORDER)), row.unit_code, row.seq, row.path.name))
    return [_without_false_gap(row, rows) for row in rows]


def take_in(
    desk: Desk, rows: Sequence[Received], *, step: Step, stop: Callable[[], bool]
) -> tuple[list[Received], Changes]:
    """Take in what `survey` showed, in its order, after a backup. Asked to stop, it finishes the package at hand and
    returns.

    What was taken in until then stays, whole package by whole package; the rest is not in the list returned.
    """
    demand_clerk(desk)
    clocks.demand_not_behind(desk)
    if not _backed_up(desk, stop):
        return [], receiving.told([])
    done, trusted = list[Received](), IntakeTrust(desk)
    for number, row in enumerate(rows):
        if stop():
            break
        step(number, len(rows))
        done.append(receiving.one(desk, row.path, trusted))
    return done, receiving.told(done)


class _StoppedError(Exception):
    """Somebody stopped it while the backup before it was made."""


def _backed_up(desk: Desk, stop: Callable[[], bool]) -> bool:
    """Whether it may go on."""

    def look() -> None:
        if stop():
            raise _StoppedError

    try:
        backups.before(desk, backups.RECEIVE, stop=look)
    except _StoppedError:
        return False
    return True


def differing(desk: Desk, path: Path, limit: int = _SHOWN) -> list[Differing]:
    """The records of a submission that are updated or in conflict, by field; at most `limit` of them.

    RuleError as `verify.open_verified` unless the package is valid.
    """
    found: list[Differing] = []
    source, own = kept_packages.source(desk, path), encryption.identities(desk)
    with verify.open_verified(source, registry=trust.registry(desk), now=clock.now(), identities=own) as opened:
        for values in opened.records():
            made = _differing(desk, values)
            if made is not None:
                found.append(made)
            if len(found) == limit:
                break
    return found


def target_changes(desk: Desk, path: Path) -> list[Change]:
    """What a package of targets would do, target by target. RuleError as `target_packages.look`, or the verdict's."""
    registry, own = trust.upper_registry(desk), encryption.identities(desk)
    source = kept_packages.source(desk, path)
    with verify.open_verified(source, registry=registry, now=clock.now(), identities=own) as opened:
        seen = opened.verification
    return list(target_packages.look(desk, path, seen).changes)


def _without_false_gap(row: Received, rows: Sequence[Received]) -> Received:
    before = [other for other in rows if other.unit_code == row.unit_code and other.kind == row.kind and other.taken]
    if GAP not in row.warnings or not any(other.seq == row.seq - 1 for other in before):
        return row
    return dataclasses.replace(row, warnings=tuple(code for code in row.warnings if code != GAP))


def _differing(desk: Desk, values: dict[str, Any]) -> Differing | None:
    row_id = stored_initiatives.row_id_of(desk.store, values["id"])
    held = stored_initiatives.get(desk.store, row_id) if row_id is not None else None
    if held is None:
        return None
    sha256 = record.content_sha256(values)
    how = compare(values["revision"], sha256, held.initiative.revision, held.sealed_sha256)
    if how not in (Difference.UPDATED, Difference.CONFLICT):
        return None
    return Differing(str(values.get("number", "")), str(values.get("title", "")), str(how),
                     clashes.differing(held, values))  # fmt: skip
