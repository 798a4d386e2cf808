"""Carriers: the packages of units below go on upwards unchanged, inside a package of the union that gathered them."""

from __future__ import annotations

import dataclasses
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import journal, outbox, packages
from desktop import clock, kept_packages, paths
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_clerk
from desktop.operations import (
    encryption,
    journal_heads,
    keys,
    programmes,
    receipts,
    sending,
    settlements,
    submissions,
    trust,
    unit_codes,
)
from desktop.operations.intake_trust import IntakeTrust
from desktop.operations.packages_down import for_whom
from desktop.operations.received import ALREADY, SUFFIX, Received, begun
from desktop.version import VERSION
from domain import ids, settlement
from domain.errors import RuleError, TroubleError
from exports.package import build, crypt, gate, header, verify
from exports.package.layout import LIMITS, RefusedError, entry_for
from exports.package.registry import TrustRegistry
from exports.package.verify import Verification

KIND = "carrier"
FOLDER = "packages"
DEEPEST = 3  # district, province, sector: no carrier goes through more unions than there are levels
Step = Callable[[int, int], None]
_MEDIA_TYPE = "application/vnd.etsi.asic-e+zip"
_MOST = LIMITS.entries - 20


@dataclass(frozen=True)
class Plan:
    """The packages a carrier would take on, rows of the store; `missing` are those whose file is not there any more,
    `settled` how many decisions on conflicts go along."""

    recipient: str
    seq: int
    rows: tuple[dict[str, Any], ...]
    missing: tuple[dict[str, Any], ...]
    later: int
    settled: int = 0

    @property
    def records(self) -> int:
        return sum(row["records"] for row in self.rows)


@dataclass(frozen=True)
class Carried:
    path: Path
    kept: Path
    seq: int
    packages: int
    records: int
    manifest_sha256: str
    changes: Changes


def plan(desk: Desk, only: Sequence[str] = ()) -> Plan:
    """What has come and was not taken on yet, or the packages of these units; a carrier that would be too large takes
    the first of them, and `later` says how many wait for the next.
    """
    demand_clerk(desk)
    if not desk.unit.upper_code:
        raise RuleError("recipient_missing", field="recipient")
    rows = [row | {"path": str(_kept(desk, row))} for kind in (submissions.KIND, KIND)
            for row in packages.uncarried(desk.store, kind)]  # fmt: skip
    wanted = {code for one in only for code in unit_codes.every(desk, one.strip().upper())}
    chosen = [row for row in rows if not wanted or row["unit_code"] in wanted]
    chosen = [row for row in chosen if row["carrier_id"] is None]  # what came in a carrier goes on with that
    here = [row for row in chosen if kept_packages.there(Path(row["path"]))]
    missing = tuple(row for row in chosen if row not in here)
    taken = _fitting(here)
    last = packages.last_sent(desk.store, desk.unit.upper_code, KIND)
    settled = len(settlements.to_tell(desk, [row["id"] for row in taken]))
    seq = last["seq"] + 1 if last else 1
    return Plan(desk.unit.upper_code, seq, tuple(taken), missing, len(here) - len(taken), settled)


def _kept(desk: Desk, row: Mapping[str, Any]) -> Path:
    """The package's own file; a register that lies elsewhere now has it beside itself."""
    told = Path(row["path"])
    beside = paths.received(desk.home) / told.name
    return beside if kept_packages.there(beside) else told


def _fitting(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    taken, size = list[dict[str, Any]](), 0
    for row in rows:
        size += kept_packages.size_bytes(Path(row["path"]))
        if size > LIMITS.file_bytes * 9 // 10 or len(taken) == _MOST:
            break
        taken.append(row)
    return taken


def pack(desk: Desk, planned: Plan, to: Path | None, *, step: Step, pin: str | None = None) -> Carried:
    """Seal a carrier with the unit's own key: the packages unchanged, and whom this union vouches for beside them.

    RuleError carrier_empty, key_missing, root_missing; TroubleError folder_missing and those of writing.
    """
    if not planned.rows:
        raise RuleError("carrier_empty")
    if to is not None and not to.is_dir():
        raise TroubleError("folder_missing", again=True, path=str(to))
    known, signer = trust.registry(desk), keys.unit_signer(desk, pin)
    if known is None or not trust.has_root(desk):
        raise RuleError("root_missing")
    files, recipients = _Files(desk, planned.rows, step, encryption.identities(desk)), for_whom(desk, planned.recipient)
    name = f"{ids.file_stem(desk.unit.code, planned.seq)}-chuyen-tiep.asice{crypt.SUFFIX if recipients else ''}"
    kept = paths.sent(desk.home) / name
    last = packages.last_sent(desk.store, planned.recipient, KIND)
    told = _header(desk, planned, last["manifest_sha256"] if last else "", files, known)
    place = kept_packages.place(desk, kept)
    sealed = build.seal(place, told, (), files, signer, now=clock.now(), recipients=recipients)
    now = clock.stamp()
    with desk.store.atomic():
        detail = {"file_sha256": sealed.file_sha256, "carried": [row["id"] for row in planned.rows]}
        package_id = packages.insert(desk.store, direction="out", now=now, detail=detail, kind=KIND,
                                     manifest_sha256=sealed.manifest_sha256, unit_code=desk.unit.code,
                                     unit_name=desk.unit.name, recipient=planned.recipient, seq=planned.seq,
                                     path=str(kept), records=planned.records)  # fmt: skip
        outbox.add(desk.store, package_id, now)
        journal.write(desk.store, desk.user.name, "carrier_sealed", sealed.manifest_sha256, now, seq=planned.seq,
                      packages=len(planned.rows), records=planned.records)  # fmt: skip
    path = kept if to is None else sending.to_folder(desk, sealed.manifest_sha256, to, step=step)[0].path
    return Carried(path, kept, planned.seq, len(planned.rows), planned.records, sealed.manifest_sha256, of("packages"))


class _Files(Mapping[str, bytes]):
    """The packages by their entries, read from the disk when they are asked for, one at a time.

    What was encrypted on its way here is opened: the signed package inside goes on, the carrier is encrypted itself.
    """

    def __init__(self, desk: Desk, rows: Sequence[dict[str, Any]], step: Step, identities: Sequence[str]) -> None:
        self._desk, self._identities = desk, identities
        self._rows = {entry_for(FOLDER, number, f"p{SUFFIX}"): row for number, row in enumerate(rows, 1)}
        self._step, self._read = step, 0

    def told(self) -> list[dict[str, Any]]:
        same = ("manifest_sha256", "kind", "unit_code", "seq")
        return [{"entry": entry, **{name: row[name] for name in same}} for entry, row in self._rows.items()]

    def names(self) -> dict[str, dict[str, str]]:
        return {entry: {"name": f"{row['unit_code']}_{row['seq']:04d}{SUFFIX}", "media_type": _MEDIA_TYPE}
                for entry, row in self._rows.items()}  # fmt: skip

    def __getitem__(self, entry: str) -> bytes:
        self._step(self._read, len(self._rows))
        self._read += 1
        try:
            kept = Path(self._rows[entry]["path"])
            with gate.package(kept_packages.source(self._desk, kept), self._identities) as file:
                return crypt.opened(file, self._identities).read()
        except TroubleError as error:
            if error.code != "file_missing":
                raise
            raise TroubleError("package_missing", again=True, path=self._rows[entry]["path"]) from error

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _header(desk: Desk, planned: Plan, before: str, files: _Files, known: TrustRegistry) -> dict[str, Any]:
    pack = programmes.current(desk)
    return {"kind": KIND, "unit_code": desk.unit.code, "unit_name": desk.unit.name, "recipient": planned.recipient,
            "seq": planned.seq, "prev_manifest_sha256": before, "programme": pack.id, "pack_version": pack.version,
            "app_version": VERSION, "min_reader": header.RETURN_READER, "files": files.names(),
            "carrier": {"packages": files.told(), "trust": known.to_dict(), **_settled(desk, planned)},
            **journal_heads.told(desk)}  # fmt: skip


def _settled(desk: Desk, planned: Plan) -> dict[str, Any]:
    """What was decided here of conflicts; nothing where there were none, as in carriers of before."""
    found = settlements.to_tell(desk, [row["id"] for row in planned.rows])
    return {"settlements": [settlement.told(one) for one in found]} if found else {}


def take(
    desk: Desk, path: Path, seen: Verification, base: Received, trusted: IntakeTrust, *, dry_run: bool
) -> Received:
    """Take in every package of a carrier, each whole or not at all; the carrier itself is answered with a receipt.

    RuleError package_other_recipient, root_missing, package_replayed, carrier_malformed, package_swapped.
    """
    if not unit_codes.is_ours(desk, seen.recipient):
        raise RuleError("package_other_recipient", recipient=seen.recipient)
    if not trust.has_root(desk):
        raise RuleError("root_missing")
    known = packages.by_manifest(desk.store, seen.manifest_sha256)
    if known is None:
        numbers = packages.numbers_from(desk.store, unit_codes.every(desk, seen.unit_code), KIND, seen.recipient)
        if seen.seq <= max(numbers, default=0):
            raise RuleError("package_replayed", seq=seen.seq, last=max(numbers))
    carrier_id = known["id"] if known else None
    if known is None and not dry_run:
        carrier_id = _remember(desk, path, seen)
    with tempfile.TemporaryDirectory(prefix="carrier-", dir=desk.home) as room:
        inside = _inside(desk, path, seen, trusted.own, Path(room), carrier_id, trusted, dry_run=dry_run, deep=1)
    counts: Counter[str] = Counter()
    for one in inside:
        counts.update(one.counts if one.taken else {"refused": one.records})
    done = dataclasses.replace(base, inside=tuple(inside), counts=dict(counts), code=ALREADY if known else "",
                               records=sum(one.records for one in inside))  # fmt: skip
    if dry_run:
        return done
    if known is None or not known["detail"]["counts"]:
        packages.put_counts(desk.store, carrier_id or 0, dict(counts), done.records)
    return dataclasses.replace(done, receipt=receipts.write(desk, seen.manifest_sha256, done.counts, None, trusted))


def _remember(desk: Desk, path: Path, seen: Verification) -> int:
    """The carrier's own row and file, before anything in it: a run that is cut off goes on with the next."""
    suffix = crypt.SUFFIX if seen.encrypted else ""
    kept = paths.received(desk.home) / f"{seen.manifest_sha256[:16]}{SUFFIX}{suffix}"
    kept_packages.keep(desk, path, kept)
    now = clock.stamp()
    with desk.store.atomic():
        carrier_id = packages.insert(desk.store, direction="in", now=now, detail={"counts": {}}, kind=KIND,
                                     manifest_sha256=seen.manifest_sha256, unit_code=seen.unit_code,
                                     unit_name=seen.unit_name, recipient=seen.recipient, seq=seen.seq,
                                     path=str(kept), records=0)  # fmt: skip
        journal.write(desk.store, desk.user.name, "carrier_received", seen.manifest_sha256, now, unit=seen.unit_code,
                      seq=seen.seq)  # fmt: skip
    return carrier_id


def _inside(
    desk: Desk, path: Path, seen: Verification, registry: TrustRegistry | None, room: Path, carrier_id: int | None,
    trusted: IntakeTrust, *, dry_run: bool, deep: int,
) -> list[Received]:  # fmt: skip
    """The packages in a carrier, one after another; a bad one never stops the others."""
    done: list[Received] = []
    own = trusted.identities
    source = kept_packages.source(desk, path)
    with verify.open_verified(source, registry=registry, now=clock.now(), identities=own) as opened:
        if opened.verification.manifest_sha256 != seen.manifest_sha256:
            raise RuleError("package_swapped")
        told, vouched = _told(opened.verification)
        for number, entry in enumerate(told, 1):
            if entry not in opened.verification.header["files"]:
                raise RuleError("carrier_malformed")
            file = room / f"{deep}-{number:05d}{SUFFIX}"
            with kept_packages.place(desk, file).appearing() as writing:
                writing.write(opened.people_file(entry))
            done += _one(desk, file, seen, vouched, room, carrier_id, trusted, dry_run=dry_run, deep=deep)
            kept_packages.remove(file)
        if not dry_run and carrier_id is not None:
            settlements.take_in(desk, opened.verification, vouched, carrier_id, nested=deep > 1)
    return done


def _one(
    desk: Desk, file: Path, carrier: Verification, vouched: TrustRegistry, room: Path, carrier_id: int | None,
    trusted: IntakeTrust, *, dry_run: bool, deep: int,
) -> list[Received]:  # fmt: skip
    source, own = kept_packages.source(desk, file), trusted.identities
    with verify.opened(source, registry=vouched, now=clock.now(), identities=own) as (seen, package):
        base = begun(file, seen)
        if seen.verdict != verify.VALID or package is None:
            return [base]
        try:
            if seen.kind == KIND and deep < DEEPEST:
                return _inside(desk, file, seen, vouched, room, carrier_id, trusted, dry_run=dry_run, deep=deep + 1)
            if seen.kind != submissions.KIND:
                raise RuleError("package_kind_not_received", kind=seen.kind)
            way = submissions.Way(carrier.unit_code, carrier_id, carried=True)
            return [submissions.take(desk, package, base, way, trusted, dry_run=dry_run, receipts_to=None)]
        except RefusedError as refused:
            return [begun(file, verify.refused(seen, refused))]
        except (RuleError, TroubleError) as error:
            return [dataclasses.replace(base, code=error.code, facts=dict(error.facts))]


def _told(seen: Verification) -> tuple[list[str], TrustRegistry]:
    """The entries of the packages, and whom the carrying union vouches for. RuleError carrier_malformed.

    It may only vouch under its own name: its word counts for the units below it and for nobody else.
    """
    try:
        told = seen.header["carrier"]
        entries = [str(one["entry"]) for one in told["packages"]]
        vouched = TrustRegistry.from_dict(told["trust"])
    except (KeyError, TypeError, ValueError):
        raise RuleError("carrier_malformed") from None
    if vouched.issuer_code != seen.unit_code:
        raise RuleError("carrier_malformed")
    return entries, vouched
