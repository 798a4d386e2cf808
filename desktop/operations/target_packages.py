"""Targets handed down in signed packages: sealing them for the units below, and taking in those of the union above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import journal, packages
from db import targets as stored
from desktop import clock, kept_packages, paths
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import encryption, journal_heads, keys, programmes, trust, units
from desktop.version import VERSION
from domain import handed_targets, ids, unit_tree
from domain.errors import RuleError, TroubleError
from domain.handed_targets import Change, Told
from domain.programme import Programme
from exports.package import build, header, verify
from exports.package.keys import Signer
from exports.package.verify import Verification

KIND = "targets"
ELSEWHERE = "elsewhere"  # counted beside the differences: targets of units that are neither this one nor below it


@dataclass(frozen=True)
class Sealed:
    """A package of targets. `recipient` is "" for all units below."""

    path: Path
    seq: int
    targets: int
    recipient: str
    manifest_sha256: str
    changes: Changes


@dataclass(frozen=True)
class Offer:
    """What a package would do, target by target; `elsewhere` of its targets are for other units."""

    programme: str
    changes: tuple[Change, ...]
    elsewhere: int

    @property
    def counts(self) -> dict[str, int]:
        """By difference, as the pages of packages show them."""
        told = Counter(str(change.difference) for change in self.changes)
        return dict(told) | ({ELSEWHERE: self.elsewhere} if self.elsewhere else {})


def going_down(desk: Desk, unit_code: str = "") -> list[Told]:
    """The targets of the programme in use for the units below, or for one of them and what stands under it."""
    held = stored.everything(desk.store, programmes.current(desk).id)
    told = [Told(one, _above(desk, one.unit_code)) for one in held if one.unit_code != desk.unit.code]
    return [one for one in told if not unit_code or one.concerns(unit_code)]


def seal(desk: Desk, to: Path, unit_code: str = "") -> Sealed:
    """The upper union's side: one signed package with every target that stands now, put into the folder `to`.

    RuleError targets_seal_needs_upper, targets_none; TroubleError folder_missing and those of writing.
    """
    demand_officer(desk)
    if not trust.has_root(desk):
        raise RuleError("targets_seal_needs_upper")
    if not to.is_dir():
        raise TroubleError("folder_missing", again=True, path=str(to))
    recipient, pack = unit_code.strip().upper(), programmes.current(desk)
    told = going_down(desk, recipient)
    if not told:
        raise RuleError("targets_none", field="unit", name=recipient or pack.title)
    last = packages.highest_sent(desk.store, KIND)
    seq = last["seq"] + 1 if last else 1
    kept = paths.sent(desk.home) / f"{ids.file_stem(desk.unit.code, seq)}-chi-tieu.asice"
    key, certificate = keys.load(desk, keys.OFFICE)
    office = Signer(key, certificate, (trust.root_pem(desk),))
    lines = [handed_targets.record(one, seq) for one in told]
    header = _header(desk, pack, recipient, seq, last) | journal_heads.told(desk)
    sealed = build.seal(kept_packages.place(desk, kept), header, lines, {}, office, now=clock.now())
    sha256, now = sealed.file_sha256, clock.stamp()
    with desk.store.atomic():
        packages.insert(desk.store, direction="out", now=now, detail={"file_sha256": sha256, "programme": pack.id},
                        kind=KIND, manifest_sha256=sealed.manifest_sha256, unit_code=desk.unit.code,
                        unit_name=desk.unit.name, recipient=recipient, seq=seq, path=str(kept),
                        records=len(lines))  # fmt: skip
        journal.write(desk.store, desk.user.name, "targets_sealed", pack.id, now, seq=seq, recipient=recipient,
                      targets=len(lines))  # fmt: skip
    put_there = kept_packages.hand_out(desk, kept, to, sha256)
    return Sealed(put_there, seq, len(lines), recipient, sealed.manifest_sha256, of("packages"))


def look(desk: Desk, path: Path, seen: Verification) -> Offer:
    """What a valid package would change; nothing is written.

    RuleError targets_not_from_above, package_other_recipient, targets_rolled_back, targets_malformed,
    package_swapped.
    """
    above = trust.upper_registry(desk)
    if above is None or seen.unit_code != above.issuer_code:
        raise RuleError("targets_not_from_above", unit=seen.unit_name)
    if seen.recipient and seen.recipient.upper() != desk.unit.code:
        raise RuleError("package_other_recipient", recipient=seen.recipient)
    last = max(packages.seen(desk.store, seen.unit_code, KIND), default=0)
    if seen.seq <= last and packages.by_manifest(desk.store, seen.manifest_sha256) is None:
        raise RuleError("targets_rolled_back", seq=seen.seq, last=last, unit=seen.unit_name)
    programme = str(seen.header.get("programme", ""))
    told = _inside(desk, path, seen, programme)
    mine = [one.target for one in told if _is_ours(desk, one, seen)]
    held = stored.everything(desk.store, programme)
    return Offer(programme, tuple(handed_targets.changes(mine, held, desk.unit.code)), len(told) - len(mine))


def put(desk: Desk, path: Path, seen: Verification, offer: Offer) -> Changes:
    """Take in what was looked at, in one transaction, the package's own file kept beside the register."""
    demand_officer(desk)
    kept = paths.received(desk.home) / f"{seen.manifest_sha256[:16]}.asice"
    kept_packages.keep(desk, path, kept)
    now = clock.stamp()
    with desk.store.atomic():
        packages.insert(desk.store, direction="in", now=now, detail={"counts": offer.counts}, kind=KIND,
                        manifest_sha256=seen.manifest_sha256, unit_code=seen.unit_code, unit_name=seen.unit_name,
                        recipient=seen.recipient, seq=seen.seq, path=str(kept), records=seen.records)  # fmt: skip
        for change in offer.changes:
            _write(desk, change, now)
        journal.write(desk.store, desk.user.name, "targets_received", seen.manifest_sha256, now, unit=seen.unit_code,
                      seq=seen.seq, programme=offer.programme, **offer.counts)  # fmt: skip
    return of("targets", "packages")


def _write(desk: Desk, change: Change, now: str) -> None:
    if not change.writes:
        return
    if change.told is not None:
        stored.put(desk.store, change.told, now)
    elif change.held is not None:
        stored.remove(desk.store, change.held.id, now)


def _inside(desk: Desk, path: Path, seen: Verification, programme: str) -> list[Told]:
    """The targets of the very file that was verified; each must be of the programme the package names."""
    source, own = kept_packages.source(desk, path), encryption.identities(desk)
    with verify.open_verified(source, registry=trust.upper_registry(desk), now=clock.now(), identities=own) as opened:
        if opened.verification.manifest_sha256 != seen.manifest_sha256:
            raise RuleError("package_swapped")
        told = [handed_targets.read(line, seen.unit_code, seen.unit_name) for line in opened.records()]
    if foreign := next((one for one in told if one.target.programme != programme), None):
        raise RuleError("targets_malformed", name=foreign.target.programme)
    return told


def _is_ours(desk: Desk, one: Told, seen: Verification) -> bool:
    # What was sealed for this unit alone is all for it: the sender's tree may know units that ours does not.
    if seen.recipient or one.concerns(desk.unit.code):
        return True
    return desk.unit.code in _above(desk, one.target.unit_code)


def _above(desk: Desk, unit_code: str) -> tuple[str, ...]:
    """The codes of the living units above one, the nearest first; none for a unit the tree does not know."""
    tree, today = units.tree(desk), clock.today()
    life = tree.holder(unit_code)
    if life is None or not life.alive(today):
        return ()
    places: Sequence[str] = unit_tree.place(tree, life.id, today)
    return tuple(tree.lives[unit_id].code(today) for unit_id in places)[: handed_targets.MOST_ABOVE]


def _header(desk: Desk, pack: Programme, recipient: str, seq: int, last: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        "kind": KIND,
        "unit_code": desk.unit.code,
        "unit_name": desk.unit.name,
        "recipient": recipient,
        "seq": seq,
        "prev_manifest_sha256": last["manifest_sha256"] if last else "",
        "programme": pack.id,
        "pack_version": pack.version,
        "app_version": VERSION,
        "min_reader": header.TARGETS_READER,
    }
