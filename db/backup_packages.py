"""The copies of packages that backups hold: each of them once, in a pool beside the backups, named by its content."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from db import hidden_files, vault

Told = Callable[[int], object]  # hears how many bytes were dealt with since the last time; may raise to stop

POOL = "packages"  # in the folder of the backups, and in that of a register
LIST = "packages.json"
CLEAR, HIDDEN = ".asice", ".hidden"  # what is encrypted for its receiver needs no second cover
PURPOSE = "kept-packages/1"
_DRAWERS = ("sent", "received", "receipts")
_PART = ".part"
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Copy:
    """A copy as it lay in the register: `place` is "sent/….asice.hidden". A file with the same place, size and time is
    the same file: copies are written once and never changed."""

    place: str
    size_bytes: int
    modified_ns: int
    sha256: str

    @property
    def name(self) -> str:
        return self.place.rpartition("/")[2]

    @property
    def pooled(self) -> str:
        return f"{self.sha256[:32]}-{self.name}"


@dataclass(frozen=True)
class Source:
    """Whose packages: the folder of the register, and the key its copies are kept under; None for a plain one."""

    home: Path
    key: bytes | None = field(repr=False)


def source(home: Path, key: bytes, *, plain: bool) -> Source:
    """`key` is that of the vault."""
    return Source(home, None if plain else vault.derived(key, PURPOSE))


def gather(of: Source, pool: Path, known: Iterable[Copy], told: Told) -> list[Copy]:
    """Every copy of a register into the pool; what the newest backup knows is not read again.

    No backup of a register with a passphrase holds one in the clear: what is not under the key yet is put there in the
    pool. The register's own file is left alone, somebody may be sending it.
    """
    read = {(one.place, one.size_bytes, one.modified_ns): one.sha256 for one in known}
    found = []
    for file in _files(of.home):
        with contextlib.suppress(FileNotFoundError, _ChangedError):  # put under the key just now: the next has it
            if of.key is not None and file.suffix == CLEAR:
                found.append(_hidden(file, pool, of.key, told))
            else:
                found.append(_gathered(file, pool, read, told))
    return found


def keep_list(folder: Path, copies: Sequence[Copy]) -> str:
    """Writes down in a backup what it holds; returns the SHA-256 of the list."""
    rows = [[one.place, one.size_bytes, one.modified_ns, one.sha256] for one in copies]
    words = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
    with (folder / LIST).open("wb") as file:
        file.write(words)
        file.flush()
        os.fsync(file.fileno())
    return hashlib.sha256(words).hexdigest()


def listed(folder: Path, sha256: str) -> list[Copy] | None:
    """What a backup says it holds; None where the list is not the one that was written. "" for a backup of before."""
    if not sha256:
        return []
    try:
        words = (folder / LIST).read_bytes()
    except OSError:
        return None
    return [Copy(*row) for row in json.loads(words)] if hashlib.sha256(words).hexdigest() == sha256 else None


def bring(copies: Sequence[Copy], pool: Path, into: Path, told: Told) -> list[str]:
    """Those of one pool that another has not got, each read back from there before it gets its name; returns the names
    of those that the first cannot give as they were."""
    lost = []
    for one in copies:
        if not _there(into, one):
            into.mkdir(parents=True, exist_ok=True)
            try:
                _put(pool / one.pooled, into / one.pooled, one, told, link=False)
            except _ChangedError:
                lost.append(one.name)
    return lost


def put_back(copies: Sequence[Copy], pool: Path, home: Path, told: Told) -> list[str]:
    """Into the register what it has not got; returns the names of those that the pool cannot give as they were.

    A file of the same name with other content goes aside under a name of its own: nothing is written over.
    """
    lost = []
    for one in copies:
        target = home / POOL / one.place
        try:
            if target.exists():
                if _digest(target, told) == one.sha256:
                    continue
                target.replace(_aside(target))
            target.parent.mkdir(parents=True, exist_ok=True)
            _put(pool / one.pooled, target, one, told, link=False)
        except _ChangedError:
            lost.append(target.name)
    return lost


def lost(copies: Sequence[Copy], pool: Path, told: Told) -> list[str]:
    """The names of those that are not in the pool as they were; reads all of them."""
    return [one.name for one in copies if not _whole(pool / one.pooled, one, told)]


def sweep(pool: Path, wanted: Iterable[Copy], home: Path) -> int:
    """Takes away what no backup names any longer; what the register itself still has stays, a backup being made may
    be about to name it. Returns how many went."""
    names = {one.pooled for one in wanted}
    own = {file.name.removesuffix(HIDDEN) for file in _files(home)}
    gone = 0
    with contextlib.suppress(OSError):
        for file in list(pool.iterdir()):
            said = file.name.removesuffix(_PART).partition("-")[2].removesuffix(HIDDEN)
            if file.name not in names and said not in own:
                file.unlink(missing_ok=True)
                gone += 1
    return gone


class _ChangedError(Exception):
    """A copy is not there, or is not what it was."""


def _gathered(file: Path, pool: Path, read: Mapping[tuple[str, int, int], str], told: Told) -> Copy:
    size, modified = file.stat().st_size, file.stat().st_mtime_ns
    place = f"{file.parent.name}/{file.name}"
    one = Copy(place, size, modified, read.get((place, size, modified)) or _digest(file, told))
    if not _there(pool, one):
        pool.mkdir(parents=True, exist_ok=True)
        _put(file, pool / one.pooled, one, told, link=True)
    return one


def _hidden(file: Path, pool: Path, key: bytes, told: Told) -> Copy:
    pool.mkdir(parents=True, exist_ok=True)
    made = pool / (file.name + HIDDEN)
    hidden_files.hide(file, made, key)
    # The time of no file: it is read anew once the register has hidden its own.
    one = Copy(f"{file.parent.name}/{file.name}{HIDDEN}", made.stat().st_size, 0, _digest(made, told))
    made.replace(pool / one.pooled)
    return one


def _files(home: Path) -> list[Path]:
    found = [file for drawer in _DRAWERS for file in (home / POOL / drawer).glob("*")]
    return sorted(file for file in found if not file.name.endswith(_PART))


def _there(pool: Path, one: Copy) -> bool:
    try:
        return (pool / one.pooled).stat().st_size == one.size_bytes
    except OSError:
        return False


def _whole(file: Path, one: Copy, told: Told) -> bool:
    try:
        return _digest(file, told) == one.sha256
    except OSError:
        return False


def _put(source: Path, target: Path, one: Copy, told: Told, *, link: bool) -> None:
    """`target` appears only when it is `one` to the last byte. On the same disk a second name for the same file will
    do: copies are never written into."""
    part = target.with_name(target.name + _PART)
    part.unlink(missing_ok=True)
    try:
        if link and _linked(source, part):
            part.replace(target)
            return
        try:
            with source.open("rb") as reading, part.open("wb") as writing:
                shutil.copyfileobj(_Telling(reading, told), writing, _CHUNK)
                writing.flush()
                os.fsync(writing.fileno())
        except FileNotFoundError as error:
            raise _ChangedError from error
        if not _whole(part, one, told):
            raise _ChangedError
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


class _Telling:
    """A file that says how much of it was read."""

    def __init__(self, file: BinaryIO, told: Told) -> None:
        self._file, self._told = file, told

    def read(self, size: int = -1) -> bytes:
        chunk = self._file.read(size)
        self._told(len(chunk))
        return chunk


def _linked(source: Path, target: Path) -> bool:
    try:
        os.link(source, target)
    except (OSError, NotImplementedError):
        return False  # another disk, or one that knows no second names
    return True


def _aside(target: Path) -> Path:
    stem, number = target.name, 2
    while target.with_name(f"{number}-{stem}").exists():
        number += 1
    return target.with_name(f"{number}-{stem}")


def _digest(path: Path, told: Told) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            told(len(chunk))
    return digest.hexdigest()
