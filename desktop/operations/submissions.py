"""Taking in the package of a unit: what it would change record by record, then all of it at once with its receipt."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from db import bulk_inserts, journal, packages
from db import initiatives as stored_initiatives
from db.bulk_inserts import Entry
from db.initiatives import Stored
from desktop import clock, kept_packages, paths
from desktop.desk import Desk
from desktop.operations import evidence_in_packages, receipts, return_answers, trust, unit_codes
from desktop.operations.intake_trust import IntakeTrust
from desktop.operations.received import ALREADY, SUFFIX, Received
from domain import entry, record
from domain.errors import RuleError, TroubleError
from domain.handover import Difference, SequenceState, compare, follows
from domain.initiative import Initiative, State
from exports.package import crypt
from exports.package.verify import Verification, VerifiedPackage

KIND = "submission"
# Whatever state a package tells: what a union below hands in, it has recognised.
_STATE = {"state": str(State.RECOGNISED)}


class Told(NamedTuple):
    """A record of a package: what it would change, its values, what they mean, and their fingerprint."""

    difference: Difference
    values: dict[str, Any]
    initiative: Initiative
    sha256: str


@dataclasses.dataclass(frozen=True)
class Way:
    """How a package came: by itself, for this union, or inside the carrier of the union that got it first.

    `recipient` is the union whose carrier it is, `carrier_id` the carrier's row.
    """

    recipient: str = ""
    carrier_id: int | None = None
    carried: bool = False


def take(
    desk: Desk, opened: VerifiedPackage, base: Received, way: Way, trusted: IntakeTrust, *,
    dry_run: bool, receipts_to: Path | None,
) -> Received:  # fmt: skip
    """The package is open and verified. RuleError package_other_recipient, root_missing, package_replayed,
    package_record_foreign, record_malformed; RefusedError where its records are not what they must be.
    """
    seen = opened.verification
    _demand_recipient(desk, seen, way)
    known = packages.by_manifest(desk.store, seen.manifest_sha256)
    if known is not None:
        again = dataclasses.replace(base, code=ALREADY, counts={"identical": seen.records})
        return again if dry_run or way.carried else _with_receipt(desk, again, trusted, receipts_to)
    codes = unit_codes.every(desk, seen.unit_code)
    place = _place(desk, seen, codes)
    warnings = base.warnings + (("package_gap",) if place is SequenceState.GAP else ())
    before = packages.manifest_of(desk.store, seen.unit_code, seen.kind, seen.seq - 1)
    if before and before != seen.header.get("prev_manifest_sha256") and not way.carried:
        warnings += ("package_before_differs",)
    told = differences(desk, seen, list(opened.records()), codes)
    counts = Counter(str(one.difference) for one in told)
    secret = {one.initiative.id: one.initiative.technology_secret for one in told}
    along = evidence_in_packages.told_in(desk, opened, secret)
    base = dataclasses.replace(base, counts=dict(counts), warnings=warnings, evidence=len(along))
    if dry_run:
        return base
    _take_in(desk, base.path, opened, told, base.counts, along, codes, way)
    return base if way.carried else _with_receipt(desk, base, trusted, receipts_to)


def differences(desk: Desk, seen: Verification, records: Sequence[dict[str, Any]], codes: frozenset[str]) -> list[Told]:
    """What each record would change. `codes` are all codes of the sender: a record sent under a former one is his.

    RuleError package_record_foreign, record_malformed.
    """
    rows = stored_initiatives.rows_of_public(desk.store, [str(values["id"]) for values in records])
    held = {one.initiative.id: one for one in stored_initiatives.get_many(desk.store, list(rows.values()))}
    return [_difference(desk, seen, values, held.get(values["id"]), codes) for values in records]


def _difference(
    desk: Desk, seen: Verification, values: dict[str, Any], held: Stored | None, codes: frozenset[str]
) -> Told:
    told = record.initiative(values | _STATE)
    if told.unit_code not in codes or told.revision < 1 or not told.id:
        raise RuleError("package_record_foreign", name=told.number)
    if held is not None and (held.own or not _may_tell(desk, seen, held, codes)):
        raise RuleError("package_record_foreign", name=told.number)
    sha256 = record.content_sha256(values)
    before = (None, "") if held is None else (held.initiative.revision, held.sealed_sha256)
    return Told(compare(told.revision, sha256, *before), values, told, sha256)


def _may_tell(desk: Desk, seen: Verification, held: Stored, codes: frozenset[str]) -> bool:
    """Whether the record is the sender's: his under one of his codes, or of a unit that has gone into him since."""
    if held.initiative.unit_code in codes:
        return True
    return unit_codes.same(desk, unit_codes.stands_for(desk, held.initiative.unit_code), seen.unit_code)


def _demand_recipient(desk: Desk, seen: Verification, way: Way) -> None:
    if way.carried:
        if not unit_codes.same(desk, seen.recipient, way.recipient):
            raise RuleError("package_other_recipient", recipient=seen.recipient)
        return
    if not unit_codes.is_ours(desk, seen.recipient):
        raise RuleError("package_other_recipient", recipient=seen.recipient)
    if not trust.has_root(desk):
        raise RuleError("root_missing")  # without it there would be no receipt


def _place(desk: Desk, seen: Verification, codes: frozenset[str]) -> SequenceState:
    """Numbers rise per sender and recipient: a unit that has moved begins again with another union.

    One that was missing may still come; a second package under a number that came is refused.
    """
    numbers = packages.numbers_from(desk.store, codes, seen.kind, seen.recipient)
    if seen.seq in numbers:
        raise RuleError("package_replayed", seq=seen.seq, last=max(numbers))
    last = max(numbers, default=0)
    return SequenceState.LATE if seen.seq < last else follows(seen.seq, last)


def _take_in(
    desk: Desk, path: Path, opened: VerifiedPackage, told: Sequence[Told], counts: dict[str, int],
    along: Sequence[tuple[str, str, str]], codes: frozenset[str], way: Way,
) -> None:  # fmt: skip
    """Everything of one package in one transaction, the package's own file kept beside the register."""
    seen = opened.verification
    # Kept as it came: one that was encrypted stays so, our own keys open it.
    kept = paths.received(desk.home) / f"{seen.manifest_sha256[:16]}{SUFFIX}{crypt.SUFFIX if seen.encrypted else ''}"
    kept_packages.keep(desk, path, kept)
    now = clock.stamp()
    with desk.store.atomic():
        detail = {"header": dict(seen.header), "counts": counts, "encrypted": seen.encrypted}
        package_id = packages.insert(desk.store, direction="in", now=now, detail=detail,
                                     kind=seen.kind, manifest_sha256=seen.manifest_sha256, unit_code=seen.unit_code,
                                     unit_name=seen.unit_name, recipient=seen.recipient, seq=seen.seq, path=str(kept),
                                     records=seen.records, carrier_id=way.carrier_id)  # fmt: skip
        _write(desk, package_id, told, now)
        rows = [(one.initiative.id, one.initiative.revision, str(one.difference)) for one in told]
        packages.add_records(desk.store, package_id, rows)
        clashes = {one.initiative.id for one in told if one.difference is Difference.CONFLICT}
        evidence_in_packages.take_in(desk, opened, [one for one in along if one[2] not in clashes], now)
        answered = return_answers.take_in(desk, seen.header, package_id, set(codes), now)
        journal.write(desk.store, desk.user.name, "received", seen.manifest_sha256, now, unit=seen.unit_code,
                      seq=seen.seq, records=seen.records, **({"answers": answered} if answered else {}))  # fmt: skip


def _write(desk: Desk, package_id: int, told: Sequence[Told], now: str) -> None:
    """New records at one go, updated ones one by one, clashes for a person."""
    new = [one for one in told if one.difference is Difference.NEW]
    entries = (Entry(taken_in(one.initiative), 0) for one in new)
    rows = bulk_inserts.insert(desk.store, entries, own=False, now=now, expected=len(new), pause=lambda: None)
    sealed = [(one.initiative.revision, one.sha256, row_id) for row_id, one in zip(rows, new, strict=True)]
    stored_initiatives.mark_all_sealed(desk.store, sealed)
    for one in told:
        if one.difference is Difference.CONFLICT:
            packages.add_clash(desk.store, package_id, one.initiative.id, one.initiative.revision, one.values)
        elif one.difference is Difference.UPDATED:
            update(desk, one.values, now)
            packages.close_clashes(desk.store, one.initiative.id, now)


def taken_in(told: Initiative) -> Initiative:
    """A record of a package as the register holds it.

    Links into the sender's person book, and numbers of identity cards, are not taken in whatever a package says.
    """
    if any(author.person_id for author in told.authors):
        authors = tuple(dataclasses.replace(author, person_id="") for author in told.authors)
        told = dataclasses.replace(told, authors=authors)
    return entry.cleared(told)


def update(desk: Desk, values: dict[str, Any], now: str) -> int:
    """Puts a record of a package in place of the one held; returns its row. Inside `atomic()`."""
    told = taken_in(record.initiative(values | _STATE))
    row_id = stored_initiatives.row_id_of_public(desk.store, told.id) or 0
    stored_initiatives.update(desk.store, row_id, told, missing=0, now=now)
    stored_initiatives.mark_sealed(desk.store, row_id, told.revision, record.content_sha256(values))
    return row_id


def _with_receipt(desk: Desk, base: Received, trusted: IntakeTrust, receipts_to: Path | None) -> Received:
    """What was taken in stays taken in, even where the receipt cannot be put: that can be done again."""
    try:
        put = receipts.write(desk, base.manifest_sha256, base.counts, receipts_to, trusted)
        return dataclasses.replace(base, receipt=put)
    except TroubleError:
        return dataclasses.replace(base, warnings=(*base.warnings, "receipt_not_put"))
