"""Verifying one package with what is at hand: a root certificate, a trust package, or the register's own trust."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop import clock, desk
from desktop.desk import Desk
from desktop.operations import registers, trust
from domain import handed_targets
from domain.errors import RuleError, TroubleError
from domain.target import Target
from exports.package import trust as trust_packages
from exports.package import verify
from exports.package.registry import TrustRegistry
from exports.package.verify import Verification as Verification


def check(
    file: Path,
    *,
    root: Path | None = None,
    trust_package: Path | None = None,
    home: Path | None = None,
    passphrase: str | None = None,
) -> Verification:
    """The verdict over `file`; needs no register. A root vouches for chains, a trust package also for each key."""
    now = clock.now()
    if root is not None:
        return verify.verify(file, root_pem=_bytes(root), now=now)
    if trust_package is not None:
        return verify.verify(file, registry=_registry(trust_package), now=now)
    if home is not None and registers.exists(home):
        opened = desk.open_desk(home, passphrase)
        try:
            return by_register(opened, file)
        finally:
            opened.close()
    return verify.verify(file, now=now)


def by_register(opened: Desk, file: Path) -> Verification:
    """The verdict with the register's trust: its own units' packages, or what its upper union sends."""
    now = clock.now()
    seen = verify.verify(file, registry=trust.registry(opened), now=now)
    if seen.verdict != "valid" and seen.unit_code in _sources_above(opened):
        seen = verify.verify(file, registry=trust.upper_registry(opened), now=now)
    return seen


@dataclass(frozen=True)
class Inside:
    """A verdict with what is in the package: the first records (JSON values) and the files for people, by their
    display names with bytes; `targets` are what a package of targets tells instead of records. All are empty when the
    package is not intact.
    """

    seen: Verification
    records: tuple[dict[str, Any], ...] = ()
    files: tuple[tuple[str, int], ...] = ()
    targets: tuple[Target, ...] = ()


def look_inside(opened: Desk, file: Path, limit: int = 500) -> Inside:
    """The verdict by the register's trust, and what the package holds even if nobody vouches for its key."""
    seen = by_register(opened, file)
    if seen.verdict not in (verify.VALID, verify.UNTRUSTED):
        return Inside(seen)
    with verify.open_verified(file, now=clock.now(), untrusted_too=True) as package:
        if package.verification.manifest_sha256 != seen.manifest_sha256:
            raise RuleError("package_swapped")
        if seen.kind == "targets":
            lines = itertools.islice(package.records(), limit)
            told = (handed_targets.read(line, seen.unit_code, seen.unit_name).target for line in lines)
            return Inside(seen, targets=tuple(told))
        records = tuple(itertools.islice(_shown(seen.kind, package.records()), limit))
        sizes = package.container.entries
        files = tuple((str(told["name"]), sizes[entry].size) for entry, told in seen.header.get("files", {}).items())
    return Inside(seen, records, files)


def _shown(kind: str, lines: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The initiatives of a package. What appraisers give is shown by nobody before his own sheet is filed."""
    if kind == "appraisal_request":
        return (line["record"] | {"id": line["id"]} for line in lines if isinstance(line.get("record"), dict))
    return iter(()) if kind == "appraisal_result" else lines


def _sources_above(opened: Desk) -> set[str]:
    upper = trust.upper_registry(opened)
    return {upper.issuer_code, opened.unit.code} if upper else set()


def _registry(path: Path) -> TrustRegistry:
    # Naming the file is the person's own word for its root, so the code it states itself is the one to expect.
    contents, _signature = verify.take_apart(path)
    stated = contents.header.get("trust", {}).get("root_code", "")
    return trust_packages.read_trust(path, root_code_heard=str(stated), now=clock.now())


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TroubleError("usage_file_unreadable", again=True, path=str(path)) from error
