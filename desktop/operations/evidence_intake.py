"""Taking a file into the store as evidence, a part at a time: what is typed meanwhile is saved in between."""

from __future__ import annotations

import contextlib
import hashlib
import io
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from db import evidence, journal
from db.evidence import PIECE_BYTES, Evidence
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk
from desktop.jobs import Job
from desktop.operations import evidence_limits, initiatives
from desktop.operations.evidence import get, open_record
from domain.errors import RuleError, TroubleError
from domain.evidence import HEAD_BYTES, MOST_BYTES, Kind, Limits, file_name, size_words, told_by_head
from exports.apart import talk
from exports.package import evidence as contents
from exports.package import gate

PIECES_AT_ONCE = 16  # four megabytes: a slow disk writes them in a fraction of a second
# What stops the process at the gate, told of evidence. The others it says of every file.
_STOPPED = {
    gate.CODES[talk.TOO_HEAVY]: "evidence_too_heavy",
    gate.CODES[talk.TOO_LONG]: "evidence_timed_out",
    gate.CODES[talk.GONE]: "evidence_crashed",
}
_UNREADABLE = ("file_missing", "file_unreadable")
_numbers = itertools.count()


@dataclass(frozen=True)
class Source:
    """A file to take in: its name, and how to read it. `original_bytes` is its size before it was made smaller; `path`
    where it lies, if it does.
    """

    name: str
    open: Callable[[], BinaryIO]
    original_bytes: int | None = None
    path: Path | None = None


@dataclass(frozen=True)
class Added:
    """A file that stands in the store. `known` is the same content in this record: then nothing was added;
    `elsewhere` the numbers of other records that have it too."""

    evidence: Evidence
    known: bool
    elsewhere: tuple[str, ...]
    changes: Changes


def file_source(path: Path) -> Source:
    return Source(path.name, lambda: path.open("rb"), path=path)


def bytes_source(name: str, content: bytes, original_bytes: int | None = None) -> Source:
    return Source(name, lambda: io.BytesIO(content), original_bytes)


class Intake:
    """One file on its way: `look`, `begin`, `step` until it says there is no more, `finish`; or `abandon` at any time.

    Each of them but `look` is one transaction. RuleError for a file that is not taken, TroubleError for one that cannot
    be read.
    """

    def __init__(self, row_id: int, source: Source) -> None:
        self.row_id, self.source = row_id, source
        self.size_bytes = self.done_bytes = 0
        self._sha256, self._no, self._id = hashlib.sha256(), 0, 0
        self._file: BinaryIO | None = None
        self._head = b""
        self._kind: Kind | None = None
        self._limits = Limits()

    def look(self, watched: Callable[[], None] = lambda: None) -> None:
        """What the file is. Another process may have to look into it first, for as long as `gate` lets it: so never on
        the screen's thread, and not where somebody waits to save. Whatever `watched` raises ends that and passes.

        RuleError evidence_kind_refused, evidence_too_heavy, evidence_timed_out, evidence_crashed.
        """
        try:
            with _readable(self.source.name):
                self._look(watched)
        except BaseException:
            self._close()
            raise

    def _look(self, watched: Callable[[], None]) -> None:
        file = self._file = self.source.open()
        self.size_bytes = file.seek(0, io.SEEK_END)
        file.seek(0)
        self._head = file.read(HEAD_BYTES)
        if not 0 < self.size_bytes <= MOST_BYTES:
            return  # `begin` refuses it: it knows what is allowed here
        if told_by_head(self._head):
            self._kind = contents.kind(file, self.source.name)
        else:
            file.close()
            file = self._file = _let_in(self.source, watched)
            self._kind = contents.kind(file, self.source.name)
            gate.to_copy(file)
        file.seek(0)

    def begin(self, desk: Desk) -> None:
        open_record(desk, self.row_id)
        self._limits = evidence_limits.get(desk)
        self._demand_room(desk)
        kind = self._kind
        assert kind is not None  # after `look`, which refuses what it does not know
        with desk.store.atomic():
            self._id = evidence.begin(desk.store, self.row_id, file_name(self.source.name, kind), kind.code,
                                      self.source.original_bytes, desk.user.name, clock.stamp())  # fmt: skip

    def step(self, desk: Desk) -> bool:
        """Takes the next part; False once there is none."""
        assert self._file is not None  # after `begin`
        with desk.store.atomic():
            for _ in range(PIECES_AT_ONCE):
                with _readable(self.source.name):
                    piece = self._file.read(PIECE_BYTES)
                if not piece:
                    return False
                if not piece.startswith(self._head[: 0 if self._no else None]):
                    raise TroubleError("package_exchanged", again=True, name=self.source.name)
                self.done_bytes += len(piece)
                if self.done_bytes > self._limits.file_bytes:  # it has grown since it was looked at
                    raise _too_large(self.source.name, self.done_bytes, self._limits)
                self._sha256.update(piece)
                evidence.add_piece(desk.store, self._id, self._no, piece)
                self._no += 1
        return True

    def finish(self, desk: Desk) -> Added:
        self._close()
        stored, sha256 = open_record(desk, self.row_id), self._sha256.hexdigest()
        twins = evidence.same(desk.store, sha256)
        here = [one for one in twins if one.row_id == self.row_id]
        elsewhere = tuple(_number(desk, one) for one in twins if one.row_id != self.row_id)
        with desk.store.atomic():
            if here:
                evidence.discard(desk.store, self._id)
            else:
                evidence.finish(desk.store, self._id, self.done_bytes, sha256)
                found = get(desk, self._id)
                journal.write(desk.store, desk.user.name, "evidence_added", stored.initiative.id, clock.stamp(),
                              evidence=found.id, name=found.name, sha256=sha256, size_bytes=found.size_bytes,
                              original_bytes=found.original_bytes)  # fmt: skip
        kept = here[0] if here else get(desk, self._id)
        return Added(kept, bool(here), elsewhere, of("evidence", rows={self.row_id}))

    def abandon(self, desk: Desk) -> None:
        """Leaves nothing behind. May be called twice, and before `begin`."""
        self._close()
        if self._id:
            with desk.store.atomic():
                evidence.discard(desk.store, self._id)

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()

    def _demand_room(self, desk: Desk) -> None:
        if not self.size_bytes:
            raise RuleError("evidence_empty", name=self.source.name)
        if self.size_bytes > self._limits.file_bytes:
            raise _too_large(self.source.name, self.size_bytes, self._limits)
        used = evidence.used_bytes(desk.store, self.row_id)
        if used + self.size_bytes > self._limits.record_bytes:
            size, limit = size_words(self.size_bytes), size_words(self._limits.record_bytes)
            raise RuleError(
                "evidence_record_full", name=self.source.name, size=size, used=size_words(used), limit=limit
            )


def add(desk: Desk, row_id: int, source: Source, job: Job | None = None) -> Added:
    """The whole way at once, for whoever has no screen to keep alive."""
    intake = Intake(row_id, source)
    try:
        open_record(desk, row_id)
        intake.look()
        intake.begin(desk)
        while intake.step(desk):
            if job is not None:
                job.step(intake.done_bytes, intake.size_bytes)
        return intake.finish(desk)
    except BaseException:
        intake.abandon(desk)
        raise


def sweep(desk: Desk) -> None:
    """Forgets files whose pieces stopped coming because the program was cut off. Not while one is on its way."""
    left = evidence.unfinished(desk.store)
    if left:
        with desk.store.atomic():
            for evidence_id in left:
                evidence.discard(desk.store, evidence_id)


class _Sent:
    """A source as the gate wants it. What lies nowhere is known by nothing that anything else is known by."""

    def __init__(self, source: Source) -> None:
        self.name, self._open = source.name, source.open
        self._known_by = str(source.path) if source.path else f"{source.name} {next(_numbers)}"

    def __str__(self) -> str:
        return self._known_by

    def open(self, _mode: Literal["rb"]) -> BinaryIO:
        return self._open()


def _let_in(source: Source, watched: Callable[[], None]) -> BinaryIO:
    """The file, open, once another process has looked into it and come to an end."""
    try:
        return gate.let_in(_Sent(source), gate.EVIDENCE, source.name, facts={"called": source.name},
                           watched=watched)  # fmt: skip
    except RuleError as stopped:
        refused = RuleError(_STOPPED[stopped.code])
        refused.facts.update(stopped.facts)
        raise refused from None


@contextlib.contextmanager
def _readable(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise TroubleError("evidence_unreadable", again=True, name=name) from error
    except TroubleError as trouble:
        if trouble.code not in _UNREADABLE:
            raise
        raise TroubleError("evidence_unreadable", again=True, name=name) from trouble


def _number(desk: Desk, one: Evidence) -> str:
    return initiatives.get(desk, one.row_id).initiative.number


def _too_large(name: str, size_bytes: int, limits: Limits) -> RuleError:
    limit = size_words(limits.file_bytes)
    return RuleError("evidence_too_large", name=name, size=size_words(size_bytes), limit=limit)
