"""Receipts: the signed answer to a package that was taken in, and reading one that comes back."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import journal, packages
from desktop import clock, kept_packages, paths
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_clerk
from desktop.operations import journal_heads
from desktop.operations.intake_trust import IntakeTrust
from desktop.version import VERSION
from domain import ids
from domain.errors import RuleError, TroubleError
from domain.handover import spans
from exports.package import build, verify
from exports.package.layout import RefusedError
from exports.package.verify import Verification
from exports.transports import folder

SUBMISSION = "submission"
_ENDING = "-bien-nhan"


@dataclass(frozen=True)
class Told:
    """What a receipt says: which package, by its identity and number, and what became of its records.

    `received` are the numbers of the sender's packages of this `kind` that had come by then, as runs; none of an older
    program.
    """

    manifest_sha256: str
    seq: int
    counts: Mapping[str, int]
    received: tuple[tuple[int, int], ...] = ()
    kind: str = SUBMISSION


def write(
    desk: Desk, manifest_sha256: str, counts: Mapping[str, int], to: Path | None, trusted: IntakeTrust | None = None
) -> Path:
    """The receipt of a package this register holds, kept here and copied into `to`. The same one again is harmless.

    The package's row remembers where the receipt was last copied to: `detail["receipt"]`. `trusted` has the office's
    key open, where many are written.
    """
    row = packages.by_manifest(desk.store, manifest_sha256)
    if row is None:
        raise RuleError("package_not_ours", name=manifest_sha256)
    kept = paths.receipts(desk.home) / _name(desk, row)
    detail = {"counts": dict(counts)} | row["detail"]
    near = to is None or to.resolve() == kept.parent.resolve()
    with _nothing_left_of(kept), desk.store.atomic():
        if not kept_packages.there(kept):
            _seal(desk, row, row["detail"].get("counts", counts), kept, trusted or IntakeTrust(desk))
        if near:
            packages.acknowledge(desk.store, row["id"], clock.stamp(), detail)
    if to is None or near:
        return kept
    source = kept_packages.source(desk, kept)
    put = kept_packages.hand_out(desk, kept, to, folder.file_sha256(source))
    with desk.store.atomic():
        packages.acknowledge(desk.store, row["id"], clock.stamp(), detail | {"receipt": str(put)})
    return put


@contextlib.contextmanager
def _nothing_left_of(kept: Path) -> Iterator[None]:
    """A receipt the register could not note down is not left beside it: the next one would be taken for it."""
    before = kept_packages.there(kept)
    try:
        yield
    except BaseException:
        if not before:
            kept_packages.remove(kept)
        raise


def _name(desk: Desk, row: Mapping[str, Any]) -> str:
    """Numbers are each recipient's own: what was sent to a union that has gone into ours has a number of its own."""
    stem, recipient = ids.file_stem(row["unit_code"], row["seq"]), str(row["recipient"])
    return (
        f"{stem}{_ENDING}.asice"
        if recipient.upper() == desk.unit.code
        else f"{stem}-{recipient.lower()}{_ENDING}.asice"
    )


def is_own(desk: Desk, file: Path) -> bool:
    """Whether a file is a receipt this register wrote, lying where it was put for the sender."""
    if not file.stem.endswith(_ENDING):
        return False
    try:
        row = packages.by_manifest(desk.store, verify.identity(file))
    except (RefusedError, TroubleError):
        return False
    return row is not None and row["direction"] == "out"


def again(desk: Desk, manifest_sha256: str, to: Path) -> tuple[Path, Changes]:
    """Put the receipt of a package taken in before into another folder."""
    demand_clerk(desk)
    return write(desk, manifest_sha256, {}, to), of("packages")


def told(seen: Verification) -> Told:
    """What a verified receipt says. RuleError("receipt_malformed") when its parts are missing."""
    try:
        values = seen.header["receipt"]
        counts = {str(name): int(count) for name, count in values["counts"].items()}
        received = tuple((int(first), int(last)) for first, last in values.get("received", ()))
        return Told(str(values["manifest_sha256"]), int(values["seq"]), counts, received,
                    str(values.get("kind", SUBMISSION)))  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError):
        raise RuleError("receipt_malformed") from None


def _seal(desk: Desk, row: Mapping[str, object], counts: Mapping[str, int], kept: Path, trusted: IntakeTrust) -> None:
    unit_code = str(row["unit_code"])
    last = packages.last_sent(desk.store, unit_code, "receipt")
    seq = last["seq"] + 1 if last else 1
    header = {
        "kind": "receipt",
        "unit_code": desk.unit.code,
        "unit_name": desk.unit.name,
        "recipient": unit_code,
        "seq": seq,
        "prev_manifest_sha256": last["manifest_sha256"] if last else "",
        "programme": "",
        "pack_version": "",
        "phase": "",
        "app_version": VERSION,
        "trust_version": 0,
        "receipt": {
            "manifest_sha256": row["manifest_sha256"],
            "seq": row["seq"],
            "received_at": clock.stamp(),
            "counts": dict(counts),
            "received": [list(span) for span in spans(packages.seen(desk.store, unit_code, str(row["kind"])))],
            **({} if row["kind"] == SUBMISSION else {"kind": row["kind"]}),
        },
    }
    sealed = build.seal(kept_packages.place(desk, kept), header | journal_heads.told(desk), (), {}, trusted.office,
                        now=clock.now())  # fmt: skip
    now = clock.stamp()
    with desk.store.atomic():
        packages.insert(desk.store, direction="out", now=now, detail={"file_sha256": sealed.file_sha256},
                        kind="receipt", manifest_sha256=sealed.manifest_sha256, unit_code=desk.unit.code,
                        unit_name=desk.unit.name, recipient=unit_code, seq=seq, path=str(kept), records=0)  # fmt: skip
        journal.write(desk.store, desk.user.name, "receipt_written", str(row["manifest_sha256"]), now)
