"""The gate: before this process reads a file of strangers, one with limits has read all of it and come to an end.

Nothing that the other process says is believed, but that it came to an end: so one of them reads file after file.
What it read is what is read here: every block is held against its hash. Never on the screen's thread.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import io
import json
import os
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, BinaryIO, cast

from domain.errors import TroubleError
from domain.seekable import Seekable
from exports.apart import run, talk
from exports.apart.talk import EndedError, Talk
from exports.package import crypt
from exports.package.age_reader import MAGIC
from exports.package.layout import LIMITS, RefusedError
from exports.package.place import Source

# A packed program has no interpreter to start: its front door hands this option's value to the module's `main`.
OPTION = "--read-package"
PACKAGE, HEAD, AGE, MAIL, CERTIFICATES, STAMP = "package", "head", "age", "mail", "certificates", "stamp"
EVIDENCE = "evidence"
BLOCK_BYTES = 1 << 18
SECONDS, MEMORY_BYTES = 20.0, 1 << 30
CODES = {talk.TOO_HEAVY: "package_too_heavy", talk.TOO_LONG: "package_timed_out", talk.GONE: "package_crashed"}
_BYTES_A_SECOND = 1 << 20
_STARTING_S = 60.0
_MOST_KNOWN = 10_000
_TRIED_AGAIN_AFTER_S = 600.0  # a PC may have been busy
_READY, _END, _BLOCK = b"ready", b"end", b"block "
_PACKAGES = (b"PK\3\4", MAGIC)


class _Reader(Talk):
    """The other process, and how many files it was given."""

    files = 0


@dataclass
class _Known:
    """What is remembered of a file: what it was like, the hashes of the blocks that were read, and how they were read
    (what was done, and by which roots); or why it was not let in, and when."""

    like: Hashable
    hashes: dict[int, bytes] = field(default_factory=dict)
    ways: dict[tuple[str, bytes], set[str]] = field(default_factory=dict)
    refused: RefusedError | None = None
    refused_at: float = 0.0


MODULE = "exports.package.gate_worker"
_waiting: list[_Reader] = []
_known: dict[str, _Known] = {}


def start() -> None:
    """A process for the first file, so that it loads what it needs while this one does."""
    if not _waiting:
        _waiting.append(_started())


def end() -> None:
    """No process waits any more, and no file is known; the next one starts anew."""
    while _waiting:
        _waiting.pop().close()
    _known.clear()


def package(source: Source | bytes, identities: Sequence[str] = (), root_pem: str | bytes | None = None) -> BinaryIO:
    """A package, open, once it was read whole by these keys and this root. Bytes are in this process already.

    RefusedError package_too_heavy, package_timed_out, package_crashed; TroubleError file_missing, file_unreadable,
    reader_missing. As it is read: TroubleError package_exchanged where it is not what it was any more.
    """
    root = root_pem.decode("latin-1") if isinstance(root_pem, bytes) else root_pem or ""
    return _opened(source, identities, PACKAGE, root=root)


def head(source: Source, identities: Sequence[str] = ()) -> BinaryIO:
    """The same for whoever reads no more than its header and its manifest."""
    return _opened(source, identities, HEAD)


def let_in(
    source: Source | bytes, task: str, name: str = "", *, facts: Mapping[str, Any] = MappingProxyType({}),
    watched: Callable[[], None] = lambda: None,
) -> BinaryIO:  # fmt: skip
    """Another kind of file, open, once the other process has done `task` with all of it; errors as `package`.

    Whatever `watched` raises ends the other process and passes through.
    """
    with _Passing(source, name) as passing:
        passing.read(task, watched, **facts)
        return passing.opened


def to_copy(opened: BinaryIO) -> None:
    """From now on whoever keeps its bytes, and looks into none of them, gets also what was not read at the gate."""
    cast(_Checked, opened).copied = True


def _opened(source: Source | bytes, identities: Sequence[str], task: str, **facts: Any) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    start()
    with _Passing(source) as passing:
        passing.file.loading()
        if not crypt.is_encrypted(passing.file.raw):
            passing.read(task, **facts)
        else:
            # The secret keys stay here: of each file, the other process is told the key of that file alone.
            passing.read(AGE)
            if file_key := crypt.file_key(passing.opened, identities):
                passing.read(task, file_key=file_key.hex(), **facts)
        return passing.opened


class _File:
    """A file of strangers, none of it read yet."""

    def __init__(self, source: Source | bytes, name: str = "") -> None:
        self.raw = io.BytesIO(source) if isinstance(source, bytes) else _open(source)
        self.key = hashlib.sha256(source).hexdigest() if isinstance(source, bytes) else str(source)
        self.name = name or ("" if isinstance(source, bytes) else source.name)
        try:
            with _readable(self.key):
                self.size = self.raw.seek(0, os.SEEK_END)
                self.raw.seek(0)
        except BaseException:
            self.raw.close()
            raise
        self.like = (self.size, *_told(self.raw))

    def block(self, no: int) -> bytes:
        with _readable(self.key):
            self.raw.seek(no * BLOCK_BYTES)
            return self.raw.read(BLOCK_BYTES)

    def whole(self, no: int, block: bytes) -> bytes:
        """Unless it is shorter, or longer, than it was."""
        if len(block) != min(BLOCK_BYTES, self.size - no * BLOCK_BYTES):
            raise self.exchanged()
        return block

    def loading(self) -> None:
        """What a signature is verified with takes half a second to load: done while the other process does the same,
        but not for what cannot be a package."""
        if self.block(0).startswith(_PACKAGES):
            from exports.package import cms  # noqa: F401 - see above

    def exchanged(self) -> TroubleError:
        _known.pop(self.key, None)
        return TroubleError("package_exchanged", again=True, name=self.name)


class _Checked(Seekable, io.RawIOBase):
    """The file as it was at the gate, or not at all."""

    def __init__(self, file: _File, hashes: dict[int, bytes]) -> None:
        super().__init__(BLOCK_BYTES)
        self._file, self._hashes, self.copied = file, hashes, False

    def size(self) -> int:
        return self._file.size

    def close(self) -> None:
        self._file.raw.close()
        super().close()

    def _open(self, no: int) -> bytes:
        block, known = self._file.block(no), self._hashes.get(no)
        if known is None and self.copied:
            return self._file.whole(no, block)
        if known != hashlib.sha256(block).digest():
            raise self._file.exchanged()
        return block


class _Passing:
    """A file on its way through; closed again unless it comes through."""

    def __init__(self, source: Source | bytes, name: str = "") -> None:
        self.file = _File(source, name)
        known = _known.get(self.file.key)
        self._known = known if known and known.like == self.file.like else _Known(self.file.like)
        self.opened = cast(BinaryIO, _Checked(self.file, self._known.hashes))

    def __enter__(self) -> _Passing:
        return self

    def __exit__(self, kind: object, *_told: object) -> None:
        if kind is not None:
            self.opened.close()

    def read(self, task: str, watched: Callable[[], None] = lambda: None, **facts: Any) -> None:
        """The other process does this with all of the file, unless it has before."""
        file, known = self.file, self._known
        if known.refused is not None and time.monotonic() < known.refused_at + _TRIED_AGAIN_AFTER_S:
            refused = RefusedError(known.refused.code)
            refused.facts.update(known.refused.facts)
            raise refused
        root, rest = facts.get("root", ""), {name: fact for name, fact in facts.items() if name != "root"}
        by = hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).digest()
        # Whoever has read it whole has read its head; whoever judged it by a root has judged it by none as well.
        before = known.ways.get((PACKAGE if task == HEAD else task, by)) or known.ways.get((task, by), set())
        if root in before or (before and not root):
            return
        try:
            asked = {"task": task, "facts": facts, "size": file.size, "seconds": _seconds(file)}
            _read(file, known.hashes, asked, watched)
            known.ways.setdefault((task, by), set()).add(root)
            known.refused = None
        except RefusedError as refused:
            known.refused, known.refused_at = refused, time.monotonic()
            raise
        finally:
            if known.ways or known.refused:
                _remember(file, known)


def _remember(file: _File, known: _Known) -> None:
    _known[file.key] = known
    if len(_known) > _MOST_KNOWN:
        for key in list(_known)[: _MOST_KNOWN // 10]:
            _known.pop(key, None)


def _read(file: _File, hashes: dict[int, bytes], asked: dict[str, Any], watched: Callable[[], None]) -> None:
    reader = _taken(asked["task"])
    if reader.files:
        try:
            return _asked_of(reader, file, hashes, asked, watched)
        except EndedError:
            # What it has read before may be to blame: a file is refused for what it does to a process of its own.
            reader = _started(asked["task"])
    try:
        reader.allow(_STARTING_S)
        if reader.line() != _READY:
            reader.close()
            raise EndedError(talk.GONE)
    except EndedError:
        raise TroubleError("reader_missing", again=True, name=file.name) from None
    try:
        _asked_of(reader, file, hashes, asked, watched)
    except EndedError as ended:
        raise RefusedError(CODES[ended.why], name=file.name, seconds=round(asked["seconds"])) from None


def _asked_of(
    reader: _Reader, file: _File, hashes: dict[int, bytes], asked: dict[str, Any], watched: Callable[[], None]
) -> None:
    """The first block goes along with the question: most files have no other."""
    try:
        reader.files += 1
        reader.allow(asked["seconds"], watched)
        reader.send(json.dumps(asked).encode() + b"\n" + _block(file, 0, hashes))
        while (told := reader.line()) != _END:
            reader.send(_block(file, _number(file, told), hashes))
    except BaseException:
        reader.close()
        raise
    _give_back(reader)


def _give_back(reader: _Reader) -> None:
    _waiting.append(reader)
    while len(_waiting) > 1:  # several threads have asked at once
        with contextlib.suppress(IndexError):
            _waiting.pop(0).close()


def _number(file: _File, told: bytes) -> int:
    """Which block is asked for; whoever says anything else has lost its mind."""
    no = int(told[len(_BLOCK) :]) if told.startswith(_BLOCK) and told[len(_BLOCK) :].isdigit() else -1
    if not 0 <= no * BLOCK_BYTES < file.size:
        raise EndedError(talk.GONE)
    return no


def _block(file: _File, no: int, hashes: dict[int, bytes]) -> bytes:
    """It is never another one than before."""
    block = file.whole(no, file.block(no))
    if hashes.setdefault(no, found := hashlib.sha256(block).digest()) != found:
        raise file.exchanged()
    return block


def _seconds(file: _File) -> float:
    return SECONDS + min(file.size, LIMITS.file_bytes) / _BYTES_A_SECOND


def _taken(task: str) -> _Reader:
    while True:
        try:
            reader = _waiting.pop()
        except IndexError:
            return _started(task)
        if reader.process.poll() is None:
            return reader
        reader.close()


def _started(task: str = PACKAGE) -> _Reader:
    return _Reader(run.started(MODULE, OPTION, task), MEMORY_BYTES)


def _open(path: Source) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise TroubleError("file_missing", path=str(path)) from None
    except OSError as error:
        raise TroubleError("file_unreadable", again=True, path=str(path), reason=error.strerror or "") from error


@contextlib.contextmanager
def _readable(path: str) -> Any:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise TroubleError("file_unreadable", again=True, path=path, reason=reason) from error


def _told(file: BinaryIO) -> tuple[int, ...]:
    """What the system says of a file, where it is one. No proof of anything: it saves reading once more."""
    try:
        # What lies under a register's key tells of the file it lies in.
        told: os.stat_result = cast(Any, file).told() if hasattr(file, "told") else os.fstat(file.fileno())
    except (OSError, AttributeError):
        return ()
    return (told.st_mtime_ns, told.st_ino, told.st_dev)


atexit.register(end)
