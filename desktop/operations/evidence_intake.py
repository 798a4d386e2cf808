"""Taking a file into the store as evidence, a part at a time: what is typed meanwhile is saved in between."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from db import evidence, journal
from db.evidence import PIECE_BYTES, Evidence
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk
from desktop.jobs import Job
from desktop.operations import evidence_limits, initiatives
from desktop.operations.evidence import get, open_record
from domain.errors import RuleError, TroubleError
from domain.evidence import HEAD_BYTES, ZIP_HEAD, Kind, Limits, file_name, kind_of, size_words
from exports.workbooks.macros import has_macros

PIECES_AT_ONCE = 16  # four megabytes: a slow disk writes them in a fraction of a second
_ZIP_END, _ZIP_TAIL_BYTES, _ZIP_LIST_BYTES = b"PK\x05\x06", 65_557, 4 << 20


@dataclass(frozen=True)
class Source:
    """A file to take in: its name, and how to read it. `original_bytes` is its size before it was made smaller."""

    name: str
    open: Callable[[], BinaryIO]
    original_bytes: int | None = None


@dataclass(frozen=True)
class Added:
    """A file that stands in the store. `known` is the same content in this record: then nothing was added;
    `elsewhere` the numbers of other records that have it too."""

    evidence: Evidence
    known: bool
    elsewhere: tuple[str, ...]
    changes: Changes


def file_source(path: Path) -> Source:
    return Source(path.name, lambda: path.open("rb"))


def bytes_source(name: str, content: bytes, original_bytes: int | None = None) -> Source:
    return Source(name, lambda: io.BytesIO(content), original_bytes)


class Intake:
    """One file on its way: `begin`, `step` until it says there is no more, `finish`; or `abandon` at any time.

    Each of them is one transaction. RuleError for a file that is not taken, TroubleError for one that cannot be read.
    """

    def __init__(self, row_id: int, source: Source) -> None:
        self.row_id, self.source = row_id, source
        self.size_bytes = self.done_bytes = 0
        self._sha256, self._no, self._id = hashlib.sha256(), 0, 0
        self._file: BinaryIO | None = None
        self._limits = Limits()

    def begin(self, desk: Desk) -> None:
        open_record(desk, self.row_id)
        self._limits = evidence_limits.get(desk)
        try:
            self._file = self.source.open()
            self.size_bytes = self._file.seek(0, io.SEEK_END)
            self._demand_room(desk)
            kind = sniff(self._file, self.source.name)
            self._file.seek(0)
        except OSError as error:
            raise _unreadable(self.source.name) from error
        with desk.store.atomic():
            self._id = evidence.begin(desk.store, self.row_id, file_name(self.source.name, kind), kind.code,
                                      self.source.original_bytes, desk.user.name, clock.stamp())  # fmt: skip

    def step(self, desk: Desk) -> bool:
        """Takes the next part; False once there is none."""
        assert self._file is not None  # after `begin`
        with desk.store.atomic():
            for _ in range(PIECES_AT_ONCE):
                try:
                    piece = self._file.read(PIECE_BYTES)
                except OSError as error:
                    raise _unreadable(self.source.name) from error
                if not piece:
                    return False
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


def sniff(file: BinaryIO, name: str) -> Kind:
    """What a file is by its content; RuleError("evidence_kind_refused") for what is not taken."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    names = _zip_names(file) if head.startswith(ZIP_HEAD) else ()
    kind = kind_of(head, names, name)
    if kind is not None and kind.code == "office":
        file.seek(0)
        kind = None if has_macros(file.read()) else kind  # the size is known to be within the limits
    if kind is None:
        raise RuleError("evidence_kind_refused", name=name)
    return kind


def _zip_names(file: BinaryIO) -> tuple[str, ...]:
    """The names inside a ZIP; none if it is broken, or if its list alone would fill the memory."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _ZIP_TAIL_BYTES))
    tail = file.read()
    at = tail.rfind(_ZIP_END)
    if at < 0 or len(tail) < at + 22 or struct.unpack_from("<I", tail, at + 12)[0] > _ZIP_LIST_BYTES:
        return ()
    try:
        with zipfile.ZipFile(file) as archive:
            return tuple(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ()


def _number(desk: Desk, one: Evidence) -> str:
    return initiatives.get(desk, one.row_id).initiative.number


def _too_large(name: str, size_bytes: int, limits: Limits) -> RuleError:
    limit = size_words(limits.file_bytes)
    return RuleError("evidence_too_large", name=name, size=size_words(size_bytes), limit=limit)


def _unreadable(name: str) -> TroubleError:
    return TroubleError("evidence_unreadable", again=True, name=name)
