"""Timestamps asked for later, when there is a network: over the signature of a package, kept beside its receipt."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db import journal, packages, settings, timestamps
from desktop import clock, kept_packages, paths
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_clerk, demand_keeper
from desktop.operations import encryption
from desktop.operations.stamped import SUFFIX, beside, read_roots
from desktop.settings import Settings
from domain import ids
from domain.errors import RuleError, TroubleError
from exports.package import verify
from exports.package.signature import TOLERANCE, Stamp
from exports.transports import time_authority

_ROOTS = "tsa_roots"


@dataclass(frozen=True)
class Asked:
    """What is going to be asked about one package; `nonce` has to come back."""

    file: Path
    manifest_sha256: str
    signature: bytes
    question: bytes
    nonce: int


@dataclass(frozen=True)
class Stamped:
    """The stamp of a package, and the file it lies in. `already`: it had one, which was kept.

    `warnings`: clock_differs where this PC's clock is more than two days from the authority's.
    """

    stamp: Stamp
    path: Path
    already: bool
    warnings: tuple[str, ...]
    changes: Changes


def address() -> str:
    """The authority that was asked last on this PC."""
    return Settings().time_authority


def prepare(desk: Desk, file: Path) -> Asked:
    """RuleError with the verdict's code unless the package is intact; who signed it does not matter."""
    from exports.package import timestamps as stamps  # half a second to import, needed only here

    demand_clerk(desk)
    own = encryption.identities(desk)
    source = kept_packages.source(desk, file)
    seen = verify.verify(source, now=clock.now(), read_records=False, identities=own)
    if seen.verdict not in (verify.VALID, verify.UNTRUSTED):
        refusal = RuleError(seen.code)
        refusal.facts.update(seen.facts)
        raise refusal
    signature = bytes.fromhex(seen.signature)
    return Asked(file, seen.manifest_sha256, signature, *stamps.question(signature))


def fetch(asked: Asked, url: str) -> bytes:
    """Over the network; the register is not touched. Errors as `time_authority.ask`."""
    answer = time_authority.ask(url, asked.question)
    Settings().time_authority = url.strip()
    return answer


def keep(desk: Desk, asked: Asked, answer: bytes) -> Stamped:
    """Believed only once it is the answer to our question about this very package. Errors as `timestamps.judge`."""
    from exports.package import timestamps as stamps

    demand_clerk(desk)
    stamp = stamps.judge(answer, asked.signature, roots(desk), asked.nonce, asked.file.name + SUFFIX)
    held = timestamps.get(desk.store, asked.manifest_sha256)
    if held is not None:
        answer, stamp = held["token"], stamps.judge(held["token"], asked.signature, roots(desk))
    path = _write(_place(desk, asked), answer)
    if held is None:
        with desk.store.atomic():
            timestamps.put(desk.store, asked.manifest_sha256, answer, stamp.stamped_at,
                           stamp.authority, clock.stamp())  # fmt: skip
            journal.write(desk.store, desk.user.name, "timestamped", asked.manifest_sha256, clock.stamp(),
                          authority=stamp.authority, file=path.name)  # fmt: skip
    differs = held is None and abs(clock.now() - datetime.fromisoformat(stamp.stamped_at)) > TOLERANCE
    return Stamped(stamp, path, held is not None, ("clock_differs",) if differs else (), of("packages"))


def ask(desk: Desk, file: Path, url: str) -> Stamped:
    """All of it at once."""
    demand_clerk(desk)
    time_authority.checked(url)
    asked = prepare(desk, file)
    return keep(desk, asked, fetch(asked, url))


def roots(desk: Desk) -> bytes:
    """PEM of the authorities' certificates this register trusts; b"" before any was given."""
    return settings.get(desk.store, _ROOTS).encode()


def trust_root(desk: Desk, file: Path) -> Changes:
    """Trust the authorities whose root is in this PEM file, besides those before. RuleError("timestamp_root_wrong")."""
    from exports.package import timestamps as stamps

    demand_keeper(desk)
    given = read_roots(file)
    if not stamps.names_of(given):
        raise RuleError("timestamp_root_wrong", field="tsa_root")
    before = roots(desk)
    if given.strip() not in before:
        with desk.store.atomic():
            settings.put(desk.store, _ROOTS, (before + given.strip() + b"\n").decode("ascii", "replace"))
            journal.write(desk.store, desk.user.name, "tsa_trusted", desk.unit.code, clock.stamp(),
                          sha256=hashlib.sha256(given).hexdigest())  # fmt: skip
    return of("settings", "packages")


def held(desk: Desk, manifest_sha256: str, file: Path) -> bytes | None:
    """The answer kept in the register, else what lies beside the file under its name."""
    row = timestamps.get(desk.store, manifest_sha256)
    return row["token"] if row else beside(file)


def shown(desk: Desk, manifest_sha256: str) -> tuple[str, str] | None:
    """When (UTC ISO 8601) and by whom a package was stamped, for a list; nothing is verified."""
    row = timestamps.get(desk.store, manifest_sha256)
    return (row["stamped_at"], row["authority"]) if row else None


def _place(desk: Desk, asked: Asked) -> Path:
    row = packages.by_manifest(desk.store, asked.manifest_sha256)
    if row is None:
        return asked.file.with_name(asked.file.name + SUFFIX)
    stem = f"{ids.file_stem(row['unit_code'], row['seq'])}-{asked.manifest_sha256[:8]}-dau-thoi-gian"
    return paths.receipts(desk.home) / f"{stem}{SUFFIX}"


def _write(target: Path, content: bytes) -> Path:
    part = target.with_name(target.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise TroubleError("package_write_failed", again=True, path=str(target), reason=error.strerror or "") from error
    return target
