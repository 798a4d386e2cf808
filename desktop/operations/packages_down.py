"""What every package for one unit below has in common: sealed by the office, put into a folder, taken in there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db import packages
from desktop import clock, kept_packages, paths
from desktop.changes import Changes
from desktop.desk import Desk
from desktop.operations import encryption, journal_heads, keys, programmes, trust, unit_codes
from desktop.version import VERSION
from domain import ids
from domain.errors import RuleError, TroubleError
from exports.package import build, crypt, header, verify
from exports.package.keys import Signer
from exports.package.verify import Verification


@dataclass(frozen=True)
class Letter:
    """The header of a package to be: what is not the same in all of them. `name` is that of its file."""

    kind: str
    recipient: str
    seq: int
    prev_manifest_sha256: str
    min_reader: int
    more: Mapping[str, Any]
    name: str


@dataclass(frozen=True)
class Sealed:
    """A package for one unit; `path` is the copy asked for, `lines` how much it tells."""

    path: Path
    seq: int
    lines: int
    recipient: str
    manifest_sha256: str
    changes: Changes = field(default_factory=Changes)


def demand_ready(desk: Desk, to: Path) -> None:
    """RuleError returns_need_upper where there is no office; TroubleError folder_missing."""
    if not trust.has_root(desk):
        raise RuleError("returns_need_upper")
    if not to.is_dir():
        raise TroubleError("folder_missing", again=True, path=str(to))


def next_letter(desk: Desk, kind: str, recipient: str, more: Mapping[str, Any], word: str) -> Letter:
    """The one after the last of this kind to this unit; `word` stands in the name of its file."""
    last = packages.last_sent(desk.store, recipient, kind)
    seq, before = (last["seq"] + 1, str(last["manifest_sha256"])) if last else (1, "")
    name = f"{ids.file_stem(desk.unit.code, seq)}-{word}-{recipient.lower()}.asice"
    return Letter(kind, recipient, seq, before, header.RETURN_READER, more, name)


def seal(
    desk: Desk, letter: Letter, lines: Sequence[dict[str, Any]], to: Path, remember: Callable[[int, str], None],
    changes: Changes,
) -> Sealed:  # fmt: skip
    """Sealed, kept, copied into `to` and read back. `remember(package id, now)` writes the rest, in one transaction."""
    recipients = for_whom(desk, letter.recipient)
    kept = paths.sent(desk.home) / f"{letter.name}{crypt.SUFFIX if recipients else ''}"
    key, certificate = keys.load(desk, keys.OFFICE)
    office = Signer(key, certificate, (trust.root_pem(desk),))
    place = kept_packages.place(desk, kept)
    sealed = build.seal(place, _header(desk, letter), lines, {}, office, now=clock.now(), recipients=recipients)
    sha256, now = sealed.file_sha256, clock.stamp()
    with desk.store.atomic():
        package_id = packages.insert(desk.store, direction="out", now=now, detail={"file_sha256": sha256},
                                     kind=letter.kind, manifest_sha256=sealed.manifest_sha256,
                                     unit_code=desk.unit.code, unit_name=desk.unit.name, recipient=letter.recipient,
                                     seq=letter.seq, path=str(kept), records=len(lines))  # fmt: skip
        remember(package_id, now)
    put_there = kept_packages.hand_out(desk, kept, to, sha256)
    return Sealed(put_there, letter.seq, len(lines), letter.recipient, sealed.manifest_sha256, changes)


def for_whom(desk: Desk, recipient: str) -> list[str]:
    """The keys a package to this unit is encrypted for, the own one among them; none where the unit has told none."""
    readers = encryption.addressees(desk, recipient)
    if not readers:
        return []
    with desk.store.atomic():
        own = encryption.ensure(desk)
    return [*(key for reader in readers for key in reader.keys), own]


def _header(desk: Desk, letter: Letter) -> dict[str, Any]:
    pack = programmes.current(desk)
    return {
        "kind": letter.kind,
        "unit_code": desk.unit.code,
        "unit_name": desk.unit.name,
        "recipient": letter.recipient,
        "seq": letter.seq,
        "prev_manifest_sha256": letter.prev_manifest_sha256,
        "programme": pack.id,
        "pack_version": pack.version,
        "app_version": VERSION,
        "min_reader": letter.min_reader,
        **letter.more,
        **journal_heads.told(desk),
    }


def demand_for_us(desk: Desk, seen: Verification, code: str) -> None:
    """RuleError `code` unless the union above signed it, package_other_recipient, package_replayed for an older one."""
    above = trust.upper_registry(desk)
    if above is None or seen.unit_code != above.issuer_code:
        raise RuleError(code, unit=seen.unit_name)
    if not unit_codes.is_ours(desk, seen.recipient):
        raise RuleError("package_other_recipient", recipient=seen.recipient)
    last = max(packages.numbers_from(desk.store, unit_codes.every(desk, seen.unit_code), seen.kind, seen.recipient),
               default=0)  # fmt: skip
    if seen.seq <= last:
        raise RuleError("package_replayed", seq=seen.seq, last=last)


def lines(desk: Desk, path: Path, seen: Verification) -> list[dict[str, Any]]:
    """The lines of the very file that was verified. RuleError package_swapped."""
    source, own = kept_packages.source(desk, path), encryption.identities(desk)
    with verify.open_verified(source, registry=trust.upper_registry(desk), now=clock.now(), identities=own) as opened:
        if opened.verification.manifest_sha256 != seen.manifest_sha256:
            raise RuleError("package_swapped")
        return list(opened.records())


def keep(desk: Desk, path: Path, seen: Verification) -> Path:
    """A copy of the package beside the register."""
    suffix = crypt.SUFFIX if seen.encrypted else ""
    kept = paths.received(desk.home) / f"{seen.manifest_sha256[:16]}.asice{suffix}"
    kept_packages.keep(desk, path, kept)
    return kept


def remember_in(desk: Desk, seen: Verification, kept: Path, counts: Mapping[str, int], now: str) -> int:
    """The row of a package that was taken in. Inside `atomic()`."""
    return packages.insert(desk.store, direction="in", now=now, detail={"counts": dict(counts)}, kind=seen.kind,
                           manifest_sha256=seen.manifest_sha256, unit_code=seen.unit_code, unit_name=seen.unit_name,
                           recipient=seen.recipient, seq=seen.seq, path=str(kept), records=seen.records)  # fmt: skip
