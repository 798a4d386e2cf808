"""Programme packs as files: looking at one, installing it, writing it out, and sealing it for the units below."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db import journal, packages, programmes
from desktop import clock, kept_packages, messages, paths
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import encryption, journal_heads, keys, trust, verification
from desktop.operations.programmes import get, text
from desktop.version import VERSION
from domain import ids
from domain.errors import Problem, RuleError, TroubleError
from domain.pack import check
from domain.programme import Programme, parse, version_key
from exports.package import build, verify
from exports.package.keys import Signer
from exports.package.verify import Verification

# What installing a file would do.
NEW, NEWER, OLDER, SAME, DIFFERENT = "new", "newer", "older", "same", "different"
KIND = "programme"
LIMIT_BYTES = 256 << 10


@dataclass(frozen=True)
class Offer:
    """A file before it is installed. `pack` is None while `problems` block; `standing` is one of the words above.
    `doubts` say what should be looked at again in a pack with nothing wrong.

    `verdict` and `code` are those of the package, both "" for a bare file, which is «chưa có chữ ký»: then
    `signed_by` and `signer_name`, the union that signed it, are empty too.
    """

    path: Path
    pack: Programme | None
    problems: tuple[Problem, ...] = ()
    standing: str = ""
    verdict: str = ""
    code: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    signed_by: str = ""
    signer_name: str = ""
    manifest_sha256: str = ""
    seq: int = 0
    data: str = ""
    doubts: tuple[Problem, ...] = ()

    @property
    def signed(self) -> bool:
        return self.verdict == verify.VALID

    @property
    def genuine(self) -> bool:
        """False for a package that was changed, or whose key nobody here vouches for."""
        return self.verdict in ("", verify.VALID)

    @property
    def message(self) -> str:
        return messages.sentence(self.code, dict(self.facts)) if self.code else ""


@dataclass(frozen=True)
class Installation:
    """`in_force` is False for a version older than the one in force: it is kept beside it."""

    pack: Programme
    standing: str
    signed_by: str
    signer_name: str
    in_force: bool
    changes: Changes


def read(path: Path) -> str:
    """The text of a bare pack. TroubleError pack_file_unreadable; RuleError pack_file_too_large, pack_file_not_text."""
    try:
        with path.open("rb") as file:
            raw = file.read(LIMIT_BYTES + 1)
    except OSError as error:
        raise TroubleError("pack_file_unreadable", again=True, path=str(path)) from error
    return _decoded(raw, path)


def look(desk: Desk, path: Path) -> Offer:
    """What a .toml file or a signed package holds, held against what the register has; nothing is written.

    A package that is not genuine has its verdict and no pack. Errors as `read`; RuleError pack_not_in_package.
    """
    if not _is_package(desk, path):
        return _offer(desk, Offer(path, None, data=read(path)))
    seen = verification.by_register(desk, path)
    if seen.verdict != verify.VALID:
        return Offer(path, None, verdict=seen.verdict, code=seen.code, facts=dict(seen.facts))
    data = _inside(desk, path, seen)
    return _offer(
        desk,
        Offer(path, None, verdict=seen.verdict, signed_by=seen.unit_code, signer_name=seen.unit_name, data=data,
              manifest_sha256=seen.manifest_sha256, seq=seen.seq),
    )  # fmt: skip


def install(desk: Desk, path: Path, *, unsigned: bool = False) -> Installation:
    """Install a pack. A bare file needs the person's consent (`unsigned`); a package is held against the trust.

    A version newer than the one in force is in force from now on; an older one is kept beside it. RuleError: the
    verdict's code, pack_wrong with its problems, pack_unsigned, pack_same_version_differs.
    """
    demand_officer(desk)
    offer = look(desk, path)
    demand_fit(offer)
    if not offer.signed and not unsigned:
        raise RuleError("pack_unsigned", field="unsigned")
    return put(desk, offer)


def put(desk: Desk, offer: Offer) -> Installation:
    """Write what was looked at and found fit. The same version again with the same words changes nothing."""
    demand_officer(desk)
    pack = demand_fit(offer)
    if offer.standing == SAME:
        changes = _vouched(desk, offer, pack)
        return Installation(pack, SAME, offer.signed_by, offer.signer_name, _in_force(desk, pack), changes)
    now, forward = clock.stamp(), offer.standing in (NEW, NEWER)
    kept = _keep(desk, offer) if offer.signed else None
    with desk.store.atomic():
        origin = "package" if offer.signed else "file"
        programmes.add(desk.store, offer.data, now, origin=origin, signed_by=offer.signed_by,
                       signer_name=offer.signer_name, manifest_sha256=offer.manifest_sha256)  # fmt: skip
        if forward:
            programmes.put_in_force(desk.store, pack.id, pack.version)
        if kept is not None and packages.by_manifest(desk.store, offer.manifest_sha256) is None:
            packages.insert(desk.store, direction="in", now=now, detail={"programme": pack.id, "version": pack.version},
                            kind=KIND, manifest_sha256=offer.manifest_sha256, unit_code=offer.signed_by,
                            unit_name=offer.signer_name, recipient="", seq=offer.seq, path=str(kept),
                            records=0)  # fmt: skip
        journal.write(desk.store, desk.user.name, "programme_installed", pack.id, now, version=pack.version,
                      origin=origin, signed_by=offer.signed_by, in_force=forward)  # fmt: skip
    return Installation(pack, offer.standing, offer.signed_by, offer.signer_name, forward,
                        of("programmes", "settings", "packages"))  # fmt: skip


def write(desk: Desk, programme_id: str, target: Path, version: str = "") -> Path:
    """The pack's own .toml file, into a folder or under a new name; a file that is there already is not touched."""
    pack = get(desk, programme_id, version)
    target = target / f"{pack.id}-{pack.version}.toml" if target.is_dir() else target
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text(desk, programme_id, pack.version))
    except FileExistsError:
        raise TroubleError("name_taken", path=str(target)) from None
    except OSError as error:
        raise TroubleError("package_write_failed", again=True, path=str(target), reason=error.strerror or "") from error
    return target


def seal(desk: Desk, programme_id: str, to: Path, version: str = "") -> tuple[Path, Changes]:
    """The upper union's side: a signed package of this pack for its units, put into the folder `to`."""
    demand_officer(desk)
    if not trust.has_root(desk):
        raise RuleError("pack_seal_needs_upper")
    if not to.is_dir():
        raise TroubleError("folder_missing", again=True, path=str(to))
    pack = get(desk, programme_id, version)
    data = text(desk, programme_id, pack.version).encode()
    last = packages.last_sent(desk.store, "", KIND)
    seq = last["seq"] + 1 if last else 1
    kept = paths.sent(desk.home) / f"{ids.file_stem(desk.unit.code, seq)}-{pack.id}-{pack.version}.asice"
    key, certificate = keys.load(desk, keys.OFFICE)
    office = Signer(key, certificate, (trust.root_pem(desk),))
    entry = f"data/programme/{pack.id}.toml"
    header = _header(desk, pack, data, last, entry) | journal_heads.told(desk)
    sealed = build.seal(kept_packages.place(desk, kept), header, (), {entry: data}, office, now=clock.now())
    sha256, now = sealed.file_sha256, clock.stamp()
    with desk.store.atomic():
        packages.insert(desk.store, direction="out", now=now, detail={"file_sha256": sha256, "programme": pack.id},
                        kind=KIND, manifest_sha256=sealed.manifest_sha256, unit_code=desk.unit.code,
                        unit_name=desk.unit.name, recipient="", seq=seq, path=str(kept), records=0)  # fmt: skip
        journal.write(desk.store, desk.user.name, "programme_sealed", pack.id, now, version=pack.version, seq=seq)
    put_there = kept_packages.hand_out(desk, kept, to, sha256)
    return put_there, of("packages")


def _header(desk: Desk, pack: Programme, data: bytes, last: Mapping[str, Any] | None, entry: str) -> dict[str, Any]:
    return {
        "kind": KIND,
        "unit_code": desk.unit.code,
        "unit_name": desk.unit.name,
        "recipient": "",
        "seq": last["seq"] + 1 if last else 1,
        "prev_manifest_sha256": last["manifest_sha256"] if last else "",
        "programme": pack.id,
        "pack_version": pack.version,
        "app_version": VERSION,
        "files": {entry: {"name": f"{pack.id}-{pack.version}.toml", "media_type": "application/toml"}},
        "programme_pack": {
            "id": pack.id,
            "version": pack.version,
            "title": pack.title,
            "file": entry,
            "sha256": hashlib.sha256(data).hexdigest(),
        },
    }


def _is_package(desk: Desk, path: Path) -> bool:
    try:
        with kept_packages.source(desk, path).open("rb") as file:
            return file.read(2) == b"PK" or path.suffix.lower() == ".asice"
    except OSError as error:
        raise TroubleError("pack_file_unreadable", again=True, path=str(path)) from error


def _inside(desk: Desk, path: Path, seen: Verification) -> str:
    """The pack's text out of a valid package, read from the very file that was verified."""
    told = seen.header.get("programme_pack", {})
    entry = told.get("file")
    if seen.kind != KIND or not isinstance(entry, str) or not entry.startswith("data/programme/"):
        raise RuleError("pack_not_in_package")
    if seen.recipient and seen.recipient.upper() != desk.unit.code:
        raise RuleError("package_other_recipient", recipient=seen.recipient)
    source, own = kept_packages.source(desk, path), encryption.identities(desk)
    with verify.open_verified(source, now=clock.now(), untrusted_too=True, identities=own) as opened:
        if opened.verification.manifest_sha256 != seen.manifest_sha256:
            raise RuleError("package_swapped")
        try:
            raw = opened.people_file(entry)
        except KeyError:
            raise RuleError("pack_not_in_package") from None
    return _decoded(raw, path)


def _decoded(raw: bytes, path: Path) -> str:
    if len(raw) > LIMIT_BYTES:
        raise RuleError("pack_file_too_large", path=str(path), limit_kb=LIMIT_BYTES >> 10)
    try:
        # Notepad puts a mark before the text and ends lines its own way; neither is part of what was written.
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise RuleError("pack_file_not_text", path=str(path)) from None


def _offer(desk: Desk, bare: Offer) -> Offer:
    values, problems = check.read(bare.data)
    if problems:
        return _with(bare, problems=problems)
    pack = parse(values)
    return _with(bare, pack=pack, standing=_standing(desk, pack, bare.data), doubts=check.read_doubts(bare.data))


def _with(offer: Offer, **changes: Any) -> Offer:
    return dataclasses.replace(offer, **changes)


def _standing(desk: Desk, pack: Programme, data: str) -> str:
    if same := programmes.text(desk.store, pack.id, pack.version):
        return SAME if same == data else DIFFERENT
    held = programmes.versions(desk.store, pack.id)
    if not held:
        return NEW
    # Where the version in force is one that cannot be read, any that can be is the better one.
    in_force = [version_key(one.version) for one in held if one.in_force]
    return NEWER if all(version_key(pack.version) > key for key in in_force) else OLDER


def demand_fit(offer: Offer) -> Programme:
    """The pack, if nothing forbids installing it; errors as `install`, the consent apart."""
    if not offer.genuine:
        refusal = RuleError(offer.code)
        refusal.facts.update(offer.facts)
        raise refusal
    if offer.pack is None:
        raise RuleError("pack_wrong", problems=offer.problems, count=len(offer.problems))
    if offer.standing == DIFFERENT:
        raise RuleError("pack_same_version_differs", name=offer.pack.id, version=offer.pack.version)
    return offer.pack


def _vouched(desk: Desk, offer: Offer, pack: Programme) -> Changes:
    """What was installed without a signature is signed from now on, if the same words come signed."""
    held = next(one for one in programmes.versions(desk.store, pack.id) if one.version == pack.version)
    if not offer.signed or held.origin not in ("file", "shipped"):
        return of()
    with desk.store.atomic():
        programmes.put_signature(desk.store, pack, offer.signed_by, offer.signer_name, offer.manifest_sha256)
        journal.write(desk.store, desk.user.name, "programme_signed", pack.id, clock.stamp(), version=pack.version,
                      signed_by=offer.signed_by)  # fmt: skip
    return of("programmes")


def _in_force(desk: Desk, pack: Programme) -> bool:
    held = programmes.get(desk.store, pack.id)
    return held is not None and held.version == pack.version


def _keep(desk: Desk, offer: Offer) -> Path:
    """The package itself, kept beside the register: the signature can be shown again."""
    kept = paths.received(desk.home) / f"{offer.manifest_sha256[:16]}.asice"
    kept_packages.keep(desk, offer.path, kept)
    return kept
