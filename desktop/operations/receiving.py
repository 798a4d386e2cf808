"""Receiving: verify each package, show what it would change, take it in whole, and answer with a receipt."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db import initiatives as stored_initiatives
from db import journal, outbox, packages
from desktop import clock, messages, paths
from desktop.changes import Changes, of
from desktop.desk import JOINED, Desk, demand_clerk
from desktop.operations import (
    clocks,
    encryption,
    evidence_in_packages,
    initiatives,
    programme_files,
    receipts,
    sheet_intake,
    target_packages,
    trust,
)
from desktop.operations.appraisal_requests import KIND as REQUEST
from domain import entry, record
from domain.errors import RuleError, TroubleError
from domain.handover import Difference, SequenceState, compare, follows
from domain.initiative import State
from exports.package import crypt, verify
from exports.package.verify import Verification, VerifiedPackage
from exports.transports import email_draft, folder, parts

Step = Callable[[int, int], None]
SUFFIX = ".asice"
ALREADY = "package_already_received"


@dataclass(frozen=True)
class Received:
    """One package: the verdict, and what it changes or changed. `code` is empty when all is well.

    `evidence` is how many files came with the records. Of a receipt `counts` say what the union above made of the
    records, and `answers_seq` is the number of the package.
    """

    path: Path
    kind: str
    verdict: str
    code: str
    facts: dict[str, object] = field(default_factory=dict)
    unit_code: str = ""
    unit_name: str = ""
    seq: int = 0
    records: int = 0
    manifest_sha256: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    receipt: Path | None = None
    answers_seq: int = 0
    evidence: int = 0

    @property
    def taken(self) -> bool:
        return self.verdict == "valid" and self.code in ("", ALREADY)

    @property
    def message(self) -> str:
        return messages.sentence(self.code, self.facts) if self.code else ""


def find_packages(desk: Desk, given: Iterable[Path]) -> list[Path]:
    """The package files among these paths; folders are searched one level deep, unfinished copies left out.

    Saved mails and the parts of a package that came in several are put together in the register's own folder first.
    """
    found = []
    for path in given:
        if path.is_dir():
            found += sorted(file for file in path.iterdir() if _may_be(file))
        else:
            found.append(path)
    return email_draft.gathered(found, desk.home / JOINED)


def _may_be(file: Path) -> bool:
    """Whether a file in a folder is a package, or carries one: a copy that is being written is a .part as well."""
    suffix = file.suffix.lower()
    named = suffix in (SUFFIX, crypt.SUFFIX, email_draft.SUFFIX) or (
        suffix == parts.SUFFIX and parts.head_of(file) is not None
    )
    return named and file.is_file()


def receive(
    desk: Desk, given: Sequence[Path], *, dry_run: bool = False, receipts_to: Path | None = None, step: Step
) -> tuple[list[Received], Changes]:
    """Take in packages one after another; a bad one is reported and never stops the others."""
    demand_clerk(desk)
    clocks.demand_not_behind(desk)
    found = find_packages(desk, given)
    if not found:
        raise RuleError("packages_none", field="path")
    done = []
    for number, path in enumerate(found):
        step(number, len(found))
        done.append(_one(desk, path, dry_run=dry_run, receipts_to=receipts_to))
    step(len(found), len(found))
    return done, of("packages", "initiatives", "trust", *_also(done))


def _also(done: Sequence[Received]) -> tuple[str, ...]:
    """What else is to be shown anew: a programme that came may be in force at once, and so may targets."""
    kinds = {one.kind for one in done}
    rules = ("programmes", "settings") if programme_files.KIND in kinds else ()
    marks = ("appraisals",) if sheet_intake.KIND in kinds else ()
    return (*rules, *marks, "targets") if target_packages.KIND in kinds else (*rules, *marks)


def _one(desk: Desk, path: Path, *, dry_run: bool, receipts_to: Path | None) -> Received:
    own = encryption.identities(desk)
    try:
        seen = verify.verify(path, registry=trust.registry(desk), now=clock.now(), identities=own)
        if seen.kind in _FROM_ABOVE and seen.verdict != "valid":
            # What comes down is signed by the union above, not by one we vouch for ourselves.
            seen = verify.verify(path, registry=trust.upper_registry(desk), now=clock.now(), identities=own)
    except TroubleError as error:
        return Received(path, "", verify.UNREADABLE, error.code, dict(error.facts))
    base = _received(path, seen)
    if seen.kind == sheet_intake.KIND and seen.verdict in (verify.VALID, verify.UNTRUSTED):
        return _sheets(desk, path, base, dry_run=dry_run)
    if seen.kind == REQUEST and seen.verdict in (verify.VALID, verify.UNTRUSTED):
        return dataclasses.replace(base, code="request_opens_alone", facts={})
    if seen.verdict != "valid":
        return base
    try:
        take = _TAKERS.get(seen.kind, _unexpected)
        return take(desk, path, seen, base, dry_run, receipts_to)
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


def _received(path: Path, seen: Verification) -> Received:
    return Received(
        path=path,
        kind=seen.kind,
        verdict=seen.verdict,
        code=seen.code,
        facts=dict(seen.facts),
        unit_code=seen.unit_code,
        unit_name=seen.unit_name,
        seq=seen.seq,
        records=seen.records,
        manifest_sha256=seen.manifest_sha256,
        warnings=tuple(seen.warnings),
    )


def _unexpected(
    _desk: Desk, _path: Path, seen: Verification, _base: Received, _dry_run: bool, _to: Path | None
) -> Received:
    raise RuleError("package_kind_not_received", kind=seen.kind)


def _take_submission(
    desk: Desk, path: Path, seen: Verification, base: Received, dry_run: bool, receipts_to: Path | None
) -> Received:
    if seen.recipient.upper() != desk.unit.code:
        raise RuleError("package_other_recipient", recipient=seen.recipient)
    if not trust.has_root(desk):
        raise RuleError("root_missing")  # without it there would be no receipt
    known = packages.by_manifest(desk.store, seen.manifest_sha256)
    if known is not None:
        again = dataclasses.replace(base, code=ALREADY, counts={"identical": seen.records})
        return again if dry_run else _with_receipt(desk, again, receipts_to)
    numbers = packages.seen(desk.store, seen.unit_code, seen.kind)
    place = follows(seen.seq, max(numbers, default=0))
    if place is SequenceState.REPLAY:
        raise RuleError("package_replayed", seq=seen.seq, last=max(numbers))
    warnings = base.warnings + (("package_gap",) if place is SequenceState.GAP else ())
    before = packages.manifest_of(desk.store, seen.unit_code, seen.kind, seen.seq - 1)
    if before and before != seen.header.get("prev_manifest_sha256"):
        warnings += ("package_before_differs",)
    own = encryption.identities(desk)
    with verify.open_verified(path, registry=trust.registry(desk), now=clock.now(), identities=own) as opened:
        if opened.verification.manifest_sha256 != seen.manifest_sha256:
            raise RuleError("package_swapped")
        differences = [_difference(desk, seen, values) for values in opened.records()]
        counts = Counter(str(difference) for difference, _values in differences)
        along = evidence_in_packages.told_in(desk, opened, {values["id"]: bool(values.get("technology_secret"))
                                                            for _difference, values in differences})  # fmt: skip
        base = dataclasses.replace(base, counts=dict(counts), warnings=warnings, evidence=len(along))
        if dry_run:
            return base
        _take_in(desk, path, opened, differences, base.counts, along)
    return _with_receipt(desk, base, receipts_to)


def _difference(desk: Desk, seen: Verification, values: dict[str, Any]) -> tuple[Difference, dict[str, Any]]:
    told = record.initiative({name: value for name, value in values.items() if name != "state"})
    if told.unit_code != seen.unit_code or told.revision < 1 or not told.id:
        raise RuleError("package_record_foreign", name=told.number)
    row_id = stored_initiatives.row_id_of_public(desk.store, told.id)
    held = stored_initiatives.get(desk.store, row_id) if row_id is not None else None
    if held is not None and (held.own or held.initiative.unit_code != seen.unit_code):
        raise RuleError("package_record_foreign", name=told.number)
    sha256 = record.content_sha256(values)
    if held is None:
        return compare(told.revision, sha256, None, ""), values
    return compare(told.revision, sha256, held.initiative.revision, held.sealed_sha256), values


def _take_in(
    desk: Desk,
    path: Path,
    opened: VerifiedPackage,
    differences: Sequence[tuple[Difference, dict[str, Any]]],
    counts: dict[str, int],
    along: Sequence[tuple[str, str, str]],
) -> None:
    """Everything of one package in one transaction, the package's own file kept beside the register."""
    seen = opened.verification
    detail = {"header": dict(seen.header), "counts": counts, "encrypted": seen.encrypted}
    # Kept as it came: one that was encrypted stays so, our own keys open it.
    kept = paths.received(desk.home) / f"{seen.manifest_sha256[:16]}{SUFFIX}{crypt.SUFFIX if seen.encrypted else ''}"
    folder.deliver(path, kept.parent, kept.name, folder.file_sha256(path), step=lambda _done, _total: None)
    now = clock.stamp()
    with desk.store.atomic():
        package_id = packages.insert(desk.store, direction="in", now=now, detail=detail,
                                     kind=seen.kind, manifest_sha256=seen.manifest_sha256, unit_code=seen.unit_code,
                                     unit_name=seen.unit_name, recipient=seen.recipient, seq=seen.seq, path=str(kept),
                                     records=seen.records)  # fmt: skip
        for difference, values in differences:
            _write(desk, package_id, difference, values)
        rows = [(values["id"], values["revision"], str(difference)) for difference, values in differences]
        packages.add_records(desk.store, package_id, rows)
        clashes = {values["id"] for difference, values in differences if difference is Difference.CONFLICT}
        evidence_in_packages.take_in(desk, opened, [one for one in along if one[2] not in clashes], now)
        journal.write(desk.store, desk.user.name, "received", seen.manifest_sha256, now, unit=seen.unit_code,
                      seq=seen.seq, records=seen.records)  # fmt: skip


def _write(desk: Desk, package_id: int, difference: Difference, values: dict[str, Any]) -> None:
    if difference is Difference.CONFLICT:
        packages.add_clash(desk.store, package_id, values["id"], values["revision"], values)
    if difference not in (Difference.NEW, Difference.UPDATED):
        return
    # Links into the sender's person book, and numbers of identity cards, are not taken in whatever a package says.
    told = entry.cleared(record.initiative(record.leaving(values) | {"state": str(State.RECOGNISED)}))
    now = clock.stamp()
    if difference is Difference.NEW:
        row_id = stored_initiatives.insert(desk.store, told, own=False, missing=0, now=now)
    else:
        row_id = stored_initiatives.row_id_of_public(desk.store, told.id) or 0
        stored_initiatives.update(desk.store, row_id, told, missing=0, now=now)
    stored_initiatives.mark_sealed(desk.store, row_id, told.revision, record.content_sha256(values))


def _with_receipt(desk: Desk, base: Received, receipts_to: Path | None) -> Received:
    """What was taken in stays taken in, even where the receipt cannot be put: that can be done again."""
    try:
        return dataclasses.replace(base, receipt=receipts.write(desk, base.manifest_sha256, base.counts, receipts_to))
    except TroubleError:
        return dataclasses.replace(base, warnings=(*base.warnings, "receipt_not_put"))


def _take_receipt(
    desk: Desk, path: Path, seen: Verification, base: Received, dry_run: bool, _to: Path | None
) -> Received:
    told = receipts.told(seen)
    row = packages.by_manifest(desk.store, told.manifest_sha256)
    if row is None or row["direction"] != "out" or seen.recipient.upper() != desk.unit.code:
        raise RuleError("receipt_not_ours", seq=told.seq)
    if row["recipient"] != seen.unit_code:
        raise RuleError("receipt_of_another", unit=seen.unit_name)
    base = dataclasses.replace(base, answers_seq=told.seq)
    if row["acknowledged_at"]:
        return dataclasses.replace(base, code=ALREADY)
    if not dry_run:
        now = clock.stamp()
        come = {"come": [list(span) for span in told.received]} if told.received else {}
        with desk.store.atomic():
            packages.acknowledge(desk.store, row["id"], now, row["detail"] | {"receipt": told.counts} | come)
            outbox.move(desk.store, row["id"], "acknowledged", now, detail=seen.manifest_sha256)
            for public_id, revision in packages.record_revisions(desk.store, row["id"]).items():
                initiatives.acknowledge(desk, public_id, revision)
            journal.write(desk.store, desk.user.name, "acknowledged", told.manifest_sha256, now)
    return dataclasses.replace(base, counts=dict(told.counts))


def _take_trust(
    desk: Desk, path: Path, seen: Verification, base: Received, dry_run: bool, _to: Path | None
) -> Received:
    known = trust.upper_registry(desk)
    if known is not None and seen.header.get("trust") == known.to_dict():
        return dataclasses.replace(base, code=ALREADY)
    if not dry_run:
        trust.refresh(desk, path)
    return base


def _take_programme(
    desk: Desk, path: Path, _seen: Verification, base: Received, dry_run: bool, _to: Path | None
) -> Received:
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


def _take_targets(
    desk: Desk, path: Path, seen: Verification, base: Received, dry_run: bool, _to: Path | None
) -> Received:
    offer = target_packages.look(desk, path, seen)
    if packages.by_manifest(desk.store, seen.manifest_sha256) is not None:
        return dataclasses.replace(base, code=ALREADY, counts={"identical": seen.records})
    if not dry_run:
        target_packages.put(desk, path, seen, offer)
    return dataclasses.replace(base, counts=offer.counts)


_FROM_ABOVE = ("receipt", "trust", "programme", "targets")
_TAKERS: dict[str, Callable[[Desk, Path, Verification, Received, bool, Path | None], Received]] = {
    "submission": _take_submission,
    "receipt": _take_receipt,
    "trust": _take_trust,
    "programme": _take_programme,
    "targets": _take_targets,
}
