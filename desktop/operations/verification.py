"""Verifying one package with what is at hand: a root certificate, a trust package, or the register's own trust."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from db import packages
from desktop import clock, desk, kept_packages
from desktop.desk import Desk
from desktop.operations import encryption, registers, stamped, timestamps, trust, trust_files
from domain import handed_targets
from domain.errors import RuleError
from domain.target import Target
from exports.package import crypt, verify
from exports.package.place import Source
from exports.package.registry import TrustRegistry
from exports.package.verify import Verification as Verification

T = TypeVar("T")
# What may become of the key of an honest package long after it was taken in.
_LATER = ("certificate_revoked", "certificate_expired", "key_not_of_unit", "root_expired", "other_root", "trust_stale")


@dataclass(frozen=True)
class Given:
    """What somebody names to verify by: a root certificate, a trust package, or the register in `home`.

    `tsa_root` is PEM of the timestamp authorities to be believed, besides those the register knows.
    """

    tsa_root: Path | None = None
    root: Path | None = None
    trust_package: Path | None = None
    home: Path | None = None
    passphrase: str | None = None


def check(file: Path, **given: Any) -> Verification:
    """The verdict over `file` by what is given (see `Given`); needs no register.

    A root vouches for chains, a trust package also for each key.
    """
    named = Given(**given)
    roots = stamped.read_roots(named.tsa_root) if named.tsa_root else b""
    own = _own_keys(named) if _is_encrypted(file) else ()
    return judged(
        named,
        lambda root, registry: trust_files.judge(file, root, registry, roots, own),
        lambda opened: viewed(opened, file, roots),
    )


def _own_keys(named: Given) -> tuple[str, ...]:
    """Of a register that is named beside a root or a trust package, only the keys that open what was encrypted."""
    judged_by_it = named.root is None and named.trust_package is None
    if judged_by_it or named.home is None or not registers.exists(named.home):
        return ()
    opened = desk.open_desk(named.home, named.passphrase)
    try:
        return encryption.identities(opened)
    finally:
        opened.close()


def _is_encrypted(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return crypt.is_encrypted(opened)
    except OSError:
        return False  # `verify` says what is wrong with the file


def judged(
    given: Given, plain: Callable[[bytes | None, TrustRegistry | None], T], by_register: Callable[[Desk], T]
) -> T:
    """A verdict by the first of what is given that there is; by nothing where there is none."""
    if given.root is not None or given.trust_package is not None:
        return plain(*trust_files.given(given.root, given.trust_package))
    if given.home is None or not registers.exists(given.home):
        return plain(None, None)
    opened = desk.open_desk(given.home, given.passphrase)
    try:
        return by_register(opened)
    finally:
        opened.close()


def by_register(opened: Desk, file: Path, moment: datetime | None = None) -> Verification:
    """The verdict with the register's trust: its own units' packages, or what its upper union sends."""
    return _by_register(opened, kept_packages.source(opened, file), moment)


def _by_register(opened: Desk, file: Source, moment: datetime | None = None) -> Verification:
    now, own = moment or clock.now(), encryption.identities(opened)
    seen = verify.verify(file, registry=trust.registry(opened), now=now, identities=own)
    if seen.verdict != "valid" and seen.unit_code in _sources_above(opened):
        seen = verify.verify(file, registry=trust.upper_registry(opened), now=now, identities=own)
    return seen


def viewed(opened: Desk, file: Path, roots: bytes = b"") -> Verification:
    """The verdict for whoever only looks: what went or came while its key was good is still what it was.

    Nothing is ever taken in by this: for that, the key has to be good now.
    """
    return _viewed(opened, kept_packages.source(opened, file), file, roots)


def _viewed(opened: Desk, source: Source, file: Path, roots: bytes) -> Verification:
    """`file` is what people call it: what lies beside that."""

    def intact() -> Verification:
        return verify.verify(source, now=clock.now(), identities=encryption.identities(opened))

    def answer_for(manifest_sha256: str) -> bytes | None:
        return timestamps.held(opened, manifest_sha256, file)

    trusted = roots + timestamps.roots(opened)
    seen = _by_register(opened, source)
    seen = stamped.told(seen, intact, answer_for, trusted, lambda moment: _by_register(opened, source, moment))
    return _known_here(opened, seen, intact) if seen.code in _LATER else seen


def _known_here(opened: Desk, seen: Verification, look: Callable[[], Verification]) -> Verification:
    intact = look()
    if intact.verdict == verify.INVALID or packages.by_manifest(opened.store, intact.manifest_sha256) is None:
        return seen
    warnings = (*intact.warnings, "key_no_longer")
    return replace(intact, verdict=verify.VALID, code="", facts={}, warnings=warnings, stamp=seen.stamp)


@dataclass(frozen=True)
class HeldFile:
    """A file for people in a package: its entry, its display name, and the record it proves, "" for none."""

    entry: str
    name: str
    media_type: str
    size_bytes: int
    record: str = ""


@dataclass(frozen=True)
class Inside:
    """A verdict with what is in the package: the first records (JSON values) and the files for people; `targets` are
    what a package of targets tells instead of records. All are empty when the package is not intact.
    """

    seen: Verification
    records: tuple[dict[str, Any], ...] = ()
    files: tuple[HeldFile, ...] = ()
    targets: tuple[Target, ...] = ()


def look_inside(opened: Desk, file: Path, limit: int = 500) -> Inside:
    """The verdict by the register's trust, and what the package holds even if nobody vouches for its key."""
    return _look_inside(opened, kept_packages.source(opened, file), file, limit)


def _look_inside(opened: Desk, source: Source, file: Path, limit: int) -> Inside:
    seen = _viewed(opened, source, file, b"")
    if seen.verdict not in (verify.VALID, verify.UNTRUSTED):
        return Inside(seen)
    own = encryption.identities(opened)
    with verify.open_verified(source, now=clock.now(), untrusted_too=True, identities=own) as package:
        if package.verification.manifest_sha256 != seen.manifest_sha256:
            raise RuleError("package_swapped")
        if seen.kind == "targets":
            lines = itertools.islice(package.records(), limit)
            told = (handed_targets.read(line, seen.unit_code, seen.unit_name).target for line in lines)
            return Inside(seen, targets=tuple(told))
        records = tuple(itertools.islice(_shown(seen.kind, package.records()), limit))
        sizes = package.container.entries
        files = tuple(
            HeldFile(entry, told["name"], told["media_type"], sizes[entry].size, told.get("record", ""))
            for entry, told in sorted(seen.header.get("files", {}).items())
        )
    return Inside(seen, records, files)


def _shown(kind: str, lines: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The initiatives of a package. What appraisers give is shown by nobody before his own sheet is filed."""
    if kind == "appraisal_request":
        return (line["record"] | {"id": line["id"]} for line in lines if isinstance(line.get("record"), dict))
    return iter(()) if kind == "appraisal_result" else lines


def _sources_above(opened: Desk) -> set[str]:
    upper = trust.upper_registry(opened)
    return {upper.issuer_code, opened.unit.code} if upper else set()
