"""What could not be taken in is remembered with its reason, so that a person can tell the sender."""

from __future__ import annotations

from dataclasses import dataclass

from db import journal, refusals
from desktop import clock, kept_packages, messages
from desktop.desk import Desk
from desktop.operations import unit_codes
from desktop.operations.received import Received
from domain.errors import TroubleError
from exports.transports import folder

# Nothing is wrong with the package: the disk or this PC was in the way, or it is taken in elsewhere.
_NOT_THE_SENDER = frozenset({"file_missing", "file_unreadable", "package_exchanged", "reader_missing",
                             "request_opens_alone", "root_missing", "trust_code_needed"})  # fmt: skip


@dataclass(frozen=True)
class Refusal:
    """A package that was not taken in; unit and number are what it claims, unproven where it was changed."""

    file_name: str
    kind: str
    verdict: str
    code: str
    message: str
    unit_code: str
    unit_name: str
    seq: int
    refused_at: str


def remember(desk: Desk, done: Received) -> None:
    """Writes down a package that was refused; the same file for the same reason once."""
    if done.taken or done.own or not done.code or done.code in _NOT_THE_SENDER or done.kind == "enrolment":
        return
    try:
        sha256 = folder.file_sha256(kept_packages.source(desk, done.path))
    except TroubleError:
        return
    if refusals.known(desk.store, sha256, done.code):
        return
    now = clock.stamp()
    row = {"file_sha256": sha256, "code": done.code, "verdict": done.verdict, "kind": done.kind,
           "unit_code": done.unit_code, "unit_name": done.unit_name, "seq": done.seq, "file_name": done.path.name,
           "refused_at": now}  # fmt: skip
    with desk.store.atomic():
        refusals.insert(desk.store, row, done.facts)
        journal.write(desk.store, desk.user.name, "package_refused", sha256, now, code=done.code, unit=done.unit_code,
                      file=done.path.name)  # fmt: skip


def everything(desk: Desk, unit_code: str = "") -> list[Refusal]:
    """The newest first, of one unit or of all."""
    codes = sorted(unit_codes.every(desk, unit_code)) if unit_code else None
    return [
        Refusal(row["file_name"], row["kind"], row["verdict"], row["code"],
                messages.sentence(row["code"], row["facts"]), row["unit_code"], row["unit_name"], row["seq"],
                row["refused_at"])
        for row in refusals.everything(desk.store, codes)
    ]  # fmt: skip
