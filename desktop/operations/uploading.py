"""Sending a sealed package to a server: begun, carried over without the register, and its end written down."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from db import journal, outbox
from desktop import clock, kept_packages
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_clerk
from desktop.operations import sending, servers
from domain import handover
from domain.errors import TroubleError
from exports.transports.channel import Arrival as Arrival
from exports.transports.channel import Channel, Keep, Parcel, Step

STOPPED = "stopped"
_FINE = 20  # how far an upload has come is written down so many times
_TURNS = 3  # so often an upload may begin in another way and still count as going on


@dataclass(frozen=True)
class Upload:
    """One try to carry a package over: plain values for any thread."""

    package_id: int
    manifest_sha256: str
    parcel: Parcel
    channel: Channel
    kept: Path
    mark: str
    sent_bytes: int = 0


def begin(desk: Desk, package: str, server_id: int) -> tuple[Upload, Changes]:
    """The package is being sent from now on. Errors package_not_ours, server_unknown, secret_damaged."""
    demand_clerk(desk)
    row = sending.find(desk, package)
    to, way = servers.get(desk, server_id), servers.channel(desk, server_id)
    before = outbox.row(desk.store, row["id"])
    same = before is not None and before["server_id"] == server_id
    since = before["tried_since"] if before and same else ""
    fresh: dict[str, Any] = {} if same else {"mark": "", "sent_bytes": 0, "failures": 0}
    with desk.store.atomic():
        outbox.move(desk.store, row["id"], "sending", clock.stamp(), channel=to.kind, target=to.url, next_at=None,
                    server_id=server_id, tried_since=since or clock.stamp(), **fresh)  # fmt: skip
    kept = Path(row["path"])
    parcel = Parcel(kept_packages.source(desk, kept), kept.name, row["detail"]["file_sha256"])
    mark, had = (str(before["mark"]), int(before["sent_bytes"])) if before and same else ("", 0)
    return Upload(row["id"], row["manifest_sha256"], parcel, way, kept, mark, had), of("packages")


def transfer(upload: Upload, *, step: Step, keep: Keep) -> Arrival:
    """Carries it over, on any thread. A line that was cut is taken up at once as long as that brings bytes over; else
    the trouble is raised, and the outbox tries later."""
    way, fruitless = _Progress(upload.mark, keep), 0
    while True:
        try:
            return upload.channel.deliver(upload.parcel, way.mark, step=step, keep=way.keep)
        except TroubleError as error:
            fruitless = 0 if way.came_further() else fruitless + 1
            if not error.again or error.facts.get("wait_s") or fruitless > (error.code == "server_cut"):
                raise


def keep(desk: Desk, upload: Upload, mark: str, sent_bytes: int) -> None:
    """Writes down how far it has come, for a program that is killed."""
    with desk.store.atomic():
        outbox.keep(desk.store, upload.package_id, mark, sent_bytes)


def ended(desk: Desk, upload: Upload, outcome: Arrival | BaseException) -> Changes:
    """Writes the end of a try down: delivered, to be tried again at a time, failed for good, or held by whoever
    stopped it. What a receipt has closed meanwhile stays closed."""
    row = sending.find(desk, upload.manifest_sha256)
    with desk.store.atomic():
        if isinstance(outcome, Arrival):
            _move(desk, row, "delivered", outcome.where, failures=0, tried_since="",
                  sent_bytes=outcome.size_bytes)  # fmt: skip
            journal.write(desk.store, desk.user.name, "delivered", upload.manifest_sha256, clock.stamp(),
                          to=outcome.where)  # fmt: skip
        elif not isinstance(outcome, TroubleError):
            _move(desk, row, "held", STOPPED)
        elif outcome.again:
            _later(desk, row, upload, outcome)
        else:
            _move(desk, row, "failed", _told(outcome))
    return of("packages")


def to_server(desk: Desk, package: str, server_id: int, *, step: Step) -> tuple[Arrival, Changes]:
    """All of it on the thread that holds the register, as the command line does it."""
    upload, _changes = begin(desk, package, server_id)
    try:
        done = transfer(upload, step=step, keep=Marks(upload, lambda *at: keep(desk, upload, *at)).keep)
    except BaseException as error:
        ended(desk, upload, error)
        raise
    return done, ended(desk, upload, done)


class Marks:
    """Passes on what a channel wants kept when it matters: a new mark at once, bytes now and then."""

    def __init__(self, upload: Upload, write: Callable[[str, int], None]) -> None:
        self._write, self._mark, self._bytes = write, upload.mark, 0
        size = kept_packages.size_bytes(upload.kept)
        self._least = max(size // _FINE, 1)

    def keep(self, mark: str, size: int) -> None:
        if mark != self._mark or size - self._bytes >= self._least:
            self._mark, self._bytes = mark, size
            self._write(mark, size)


class _Progress:
    """Whether a try has brought anything over that the ones before had not."""

    def __init__(self, mark: str, keep: Keep) -> None:
        self.mark, self._keep = mark, keep
        self._most, self._marks, self._further = 0, {mark}, False

    def keep(self, mark: str, size: int) -> None:
        turned = mark not in self._marks and len(self._marks) < _TURNS
        self._further = self._further or turned or size > self._most
        self._marks.add(mark)
        self.mark, self._most = mark, max(self._most, size)
        self._keep(mark, size)

    def came_further(self) -> bool:
        """Since it was asked last."""
        before, self._further = self._further, False
        return before


def _later(desk: Desk, row: dict[str, Any], upload: Upload, trouble: TroubleError) -> None:
    before = outbox.row(desk.store, row["id"]) or {"failures": 0, "sent_bytes": 0}
    # A try that brought bytes over is no failure like the ones before: the waiting begins anew.
    failures = 1 if before["sent_bytes"] > upload.sent_bytes else before["failures"] + 1
    wait = handover.wait_s(failures, secrets.randbelow(1001) / 1000, int(str(trouble.facts.get("wait_s") or 0)))
    next_at = clock.stamp_of(clock.now() + timedelta(seconds=wait))
    _move(desk, row, "queued", _told(trouble), next_at=next_at, failures=failures)


def _move(desk: Desk, row: dict[str, Any], state: str, detail: str, **columns: Any) -> None:
    closed = bool(row["acknowledged_at"])
    outbox.move(desk.store, row["id"], "acknowledged" if closed else state, clock.stamp(), detail=detail,
                **columns)  # fmt: skip


def _told(trouble: TroubleError) -> str:
    """The code, with the status of the answer where there was one."""
    http = trouble.facts.get("status")
    return f"{trouble.code}:{http}" if http else trouble.code
