"""Receiving: verify each package, show what it would change, take it in whole, and answer with a receipt."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from db import packages
from desktop import clock, kept_packages
from desktop.changes import Changes, of
from desktop.desk import JOINED, Desk, demand_clerk
from desktop.operations import (
    award_packages,
    backups,
    carriers,
    clocks,
    programme_files,
    receipts,
    receipts_back,
    refusals,
    return_packages,
    sheet_intake,
    submissions,
    target_packages,
    trust,
    unit_codes,
)
from desktop.operations.appraisal_requests import KIND as REQUEST
from desktop.operations.intake_trust import IntakeTrust
from desktop.operations.received import ALREADY as ALREADY
from desktop.operations.received import OWN, SUFFIX, begun
from desktop.operations.received import Received as Received
from domain.errors import RuleError, TroubleError
from exports.package import crypt, verify
from exports.package.layout import RefusedError
from exports.package.place import Source
from exports.package.verify import Verification, VerifiedPackage
from exports.transports import email_draft, folder, parts

Step = Callable[[int, int], None]
_Take = Callable[[Desk, Path, Verification, Received, bool], Received]


def find_packages(desk: Desk, given: Iterable[Path]) -> list[Path]:
    """The package files among these paths; folders are searched one level deep, unfinished copies and the receipts
    that this register put there itself left out.

    Saved mails and the parts of a package that came in several are put together in the register's own folder first.
    """
    found = []
    for path in given:
        if path.is_dir():
            found += sorted(file for file in path.iterdir() if may_be(file) and not receipts.is_own(desk, file))
        else:
            found.append(path)
    return email_draft.gathered(found, desk.home / JOINED, lambda path: kept_packages.place(desk, path))


def counted(given: Iterable[Path]) -> dict[Path, int]:
    """How many files each of these paths brings to be looked at; 0 for a folder that cannot be read."""
    found = {}
    for path in given:
        try:
            found[path] = sum(map(may_be, path.iterdir())) if path.is_dir() else 1
        except OSError:
            found[path] = 0
    return found


def may_be(file: Path) -> bool:
    """Whether a file in a folder is a package, or carries one: a copy that is being written is a .part as well."""
    suffix = file.suffix.lower()
    named = suffix in (SUFFIX, crypt.SUFFIX, email_draft.SUFFIX) or (
        suffix == parts.SUFFIX and parts.head_of(file) is not None
    )
    return named and file.is_file()


def receive(
    desk: Desk, given: Sequence[Path], *, dry_run: bool = False, receipts_to: Path | None = None, step: Step
) -> tuple[list[Received], Changes]:
    """Take in packages one after another, after a backup; a bad one is reported and never stops the others."""
    demand_clerk(desk)
    clocks.demand_not_behind(desk)
    found = find_packages(desk, given)
    if not found:
        raise RuleError("packages_none", field="path")
    if not dry_run:
        backups.before(desk, backups.RECEIVE, stop=lambda: step(0, len(found)))
    done, trusted = dict[int, Received](), IntakeTrust(desk)
    for number, place in enumerate(in_turn(desk, found, trusted.identities, lambda: step(0, len(found)))):
        step(number, len(found))
        done[place] = one(desk, found[place], trusted, dry_run=dry_run, receipts_to=receipts_to)
    step(len(found), len(found))
    rows = [done[place] for place in range(len(found))]
    return rows, told(rows)


def in_turn(
    desk: Desk, found: Sequence[Path], identities: Sequence[str] = (), look: Callable[[], None] = lambda: None
) -> list[int]:
    """The places of these files in the order they are taken in: what comes down first, then each sender's packages by
    their numbers. Whatever order they lie in, the register is the same afterwards. `look` is called before each.
    """
    if len(found) < 2:
        return list(range(len(found)))
    keys = []
    for path in found:
        look()
        keys.append(_turn(kept_packages.source(desk, path), identities))
    return sorted(range(len(found)), key=keys.__getitem__)


def _turn(path: Source, identities: Sequence[str]) -> tuple[int, str, int, str]:
    claimed = verify.claims(path, identities)
    kind = str(claimed.get("kind", ""))
    return (TURNS.get(kind, len(TURNS)), str(claimed.get("unit_code", "")), int(claimed.get("seq", 0)), path.name)


def told(done: Sequence[Received]) -> Changes:
    """What is to be shown anew: a programme that came may be in force at once, and so may targets."""
    kinds = {row.kind for row in done}
    more = [topic for kind, topics in _ALSO.items() if kind in kinds for topic in topics]
    return of("packages", "initiatives", "trust", *more)


def one(
    desk: Desk, path: Path, trusted: IntakeTrust, *, dry_run: bool = False, receipts_to: Path | None = None
) -> Received:
    """The same for one package file; what cannot come in is remembered by name, so that the sender can be told."""
    done = _own(desk, _one(desk, path, trusted, dry_run=dry_run, receipts_to=receipts_to))
    if not dry_run:
        if done.kind == "trust" and done.taken:
            trusted.forget()
        refusals.remember(desk, done)
    return done


def _own(desk: Desk, done: Received) -> Received:
    """A package that this register sealed, met again on the stick it left by, is told as what it is; but of a request
    to mark or for a key it is more to the point to say where it opens."""
    if done.taken or done.kind in ("enrolment", REQUEST):
        return done
    try:
        row = packages.left_as(desk.store, folder.file_sha256(kept_packages.source(desk, done.path)))
    except TroubleError:
        return done
    if row is None or row["kind"] == "receipt":
        return done
    upper = desk.unit.upper_name if unit_codes.same(desk, row["recipient"], desk.unit.upper_code) else ""
    facts = {"seq": row["seq"], "recipient": upper or row["recipient"]}
    return Received(done.path, row["kind"], verify.VALID, OWN, facts, row["unit_code"], row["unit_name"], row["seq"],
                    row["records"], row["manifest_sha256"])  # fmt: skip


def _one(desk: Desk, path: Path, trusted: IntakeTrust, *, dry_run: bool, receipts_to: Path | None) -> Received:
    try:
        source, own = kept_packages.source(desk, path), trusted.identities
        with verify.opened(source, registry=trusted.own, now=clock.now(), identities=own) as (seen, package):
            if seen.kind == submissions.KIND and seen.verdict == verify.VALID and package is not None:
                return _submission(desk, path, package, trusted, dry_run=dry_run, receipts_to=receipts_to)
        seen = verify.verify(source, registry=trusted.own, now=clock.now(), identities=own)
        if seen.kind in _FROM_ABOVE and seen.verdict != verify.VALID and trusted.above is not None:
            # What comes down is signed by the union above, not by one we vouch for ourselves.
            seen = verify.verify(source, registry=trusted.above, now=clock.now(), identities=own)
    except TroubleError as error:
        return Received(path, "", verify.UNREADABLE, error.code, dict(error.facts))
    return _other(desk, path, seen, trusted, dry_run=dry_run)


def _submission(
    desk: Desk, path: Path, package: VerifiedPackage, trusted: IntakeTrust, *, dry_run: bool, receipts_to: Path | None
) -> Received:
    base = begun(path, package.verification)
    try:
        return submissions.take(desk, package, base, submissions.Way(), trusted, dry_run=dry_run,
                                receipts_to=receipts_to)  # fmt: skip
    except RefusedError as refused:
        return begun(path, verify.refused(package.verification, refused))
    except (RuleError, TroubleError) as error:
        return dataclasses.replace(base, code=error.code, facts=dict(error.facts))


def _other(desk: Desk, path: Path, seen: Verification, trusted: IntakeTrust, *, dry_run: bool) -> Received:
    base = begun(path, seen)
    if seen.kind == sheet_intake.KIND and seen.verdict in (verify.VALID, verify.UNTRUSTED):
        return _sheets(desk, path, base, dry_run=dry_run)
    if seen.kind == REQUEST and seen.verdict in (verify.VALID, verify.UNTRUSTED):
        return dataclasses.replace(base, code="request_opens_alone", facts={})
    if seen.verdict != verify.VALID:
        return base
    try:
        if seen.kind == carriers.KIND:
            return carriers.take(desk, path, seen, base, trusted, dry_run=dry_run)
        take = _TAKERS.get(seen.kind, _unexpected)
        return take(desk, path, seen, base, dry_run)
    except (RuleError, TroubleError) as error:
        return dataclasses.replace(base, code=error.code, facts=dict(error.facts))


def _sheets(desk: Desk, path: Path, base: Received, *, dry_run: bool) -> Received:
    """Sheets marked elsewhere: no union vouches for an appraiser's key, the request he answers does."""
    found = sheet_intake.look(desk, path) if dry_run else sheet_intake.take_in(desk, path)[0]
    told, counts = found.counts, {"new": 0, "identical": 0}
    counts |= {name: told.get(name, 0) for name in counts} | {"conflict": told["conflicts"]}
    counts["refused"] = told.get(sheet_intake.OUTDATED, 0) + told.get(sheet_intake.REFUSED, 0)
    warnings = ("result_new_key",) if found.new_key else ()
    return dataclasses.replace(base, verdict=found.verdict, code=found.code, facts=dict(found.facts), warnings=warnings,
                               unit_name=found.appraiser or base.unit_name,
                               counts={name: n for name, n in counts.items() if n})  # fmt: skip


def _unexpected(_desk: Desk, _path: Path, seen: Verification, _base: Received, _dry_run: bool) -> Received:
    raise RuleError("package_kind_not_received", kind=seen.kind)


def _take_trust(desk: Desk, path: Path, seen: Verification, base: Received, dry_run: bool) -> Received:
    known = trust.upper_registry(desk)
    if known is not None and seen.header.get("trust") == known.to_dict():
        return dataclasses.replace(base, code=ALREADY)
    if not dry_run:
        trust.refresh(desk, path)
    return base


def _take_programme(desk: Desk, path: Path, _seen: Verification, base: Received, dry_run: bool) -> Received:
    offer = programme_files.look(desk, path)
    if offer.standing == programme_files.SAME:
        if not dry_run:
            programme_files.put(desk, offer)  # the same words may have come without a signature before
        return dataclasses.replace(base, code=ALREADY, counts={"identical": 1})
    programme_files.demand_fit(offer)
    if not dry_run:
        programme_files.put(desk, offer)
    counts = {"older": 1} if offer.standing == programme_files.OLDER else {"new": 1}
    return dataclasses.replace(base, counts=counts)


def _take_targets(desk: Desk, path: Path, seen: Verification, base: Received, dry_run: bool) -> Received:
    offer = target_packages.look(desk, path, seen)
    if packages.by_manifest(desk.store, seen.manifest_sha256) is not None:
        return dataclasses.replace(base, code=ALREADY, counts={"identical": seen.records})
    if not dry_run:
        target_packages.put(desk, path, seen, offer)
    return dataclasses.replace(base, counts=offer.counts)


def _taker(what: Any) -> _Take:
    """How a package is taken in that only the union above makes: `what.look`, then `what.put`."""

    def take(desk: Desk, path: Path, seen: Verification, base: Received, dry_run: bool) -> Received:
        if packages.by_manifest(desk.store, seen.manifest_sha256) is not None:
            return dataclasses.replace(base, code=ALREADY)
        offer = what.look(desk, path, seen)
        if not dry_run:
            what.put(desk, path, seen, offer)
        return dataclasses.replace(base, counts=offer.counts)

    return take


# A newer trust package may be what makes the others valid.
TURNS = {"trust": 0, "receipt": 1, "programme": 2, "targets": 3, return_packages.KIND: 4, award_packages.KIND: 5}
_FROM_ABOVE = ("receipt", "trust", "programme", "targets", return_packages.KIND, award_packages.KIND)
_ALSO = {
    programme_files.KIND: ("programmes", "settings"),
    sheet_intake.KIND: ("appraisals",),
    target_packages.KIND: ("targets",),
    return_packages.KIND: ("returns",),
    award_packages.KIND: ("awards",),
    submissions.KIND: ("returns",),
    "receipt": ("returns",),
}
_TAKERS: dict[str, _Take] = {
    "receipt": receipts_back.take,
    "trust": _take_trust,
    "programme": _take_programme,
    "targets": _take_targets,
    return_packages.KIND: _taker(return_packages),
    award_packages.KIND: _taker(award_packages),
}
