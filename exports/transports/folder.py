"""Handing a file over to a USB stick or a shared folder, believed only after it was read back from the medium."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import sys
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from domain.errors import TroubleError
from exports.package.place import Place, Source
from exports.transports.channel import Arrival, Keep, Parcel, Step, digest_of

_CHUNK = 1 << 20
_SPARE_BYTES = 1 << 20


@dataclass(frozen=True)
class Delivered:
    """The file as it lies at the far end; `already_there` when the same bytes stood there before."""

    path: Path
    size_bytes: int
    sha256: str
    already_there: bool


@dataclass(frozen=True)
class Folder:
    """A stick or shared folder as a channel; a mark is of no use to it, for it always begins anew."""

    path: Path

    def deliver(self, parcel: Parcel, mark: str, *, step: Step, keep: Keep) -> Arrival:
        done = deliver(parcel.source, self.path, parcel.name, parcel.sha256, step=step)
        return Arrival(str(done.path), done.size_bytes, done.already_there)


def deliver(source: Source, folder: Path, name: str, sha256: str, *, step: Step) -> Delivered:
    """Copy `source` to `folder`/`name` and read it back; the name appears only once the medium holds every byte.

    `sha256` (hex) is what the file had when it was sealed. `step(done, total)` counts bytes written and read back
    and may raise to stop. Sending again is harmless. Nothing but the unfinished copy is ever removed.
    TroubleError: package_changed, folder_missing, folder_full, folder_read_only, folder_gone, medium_bad, name_taken.
    """
    size = _size(source)
    target, part = folder / name, folder / (name + ".part")
    if not folder.is_dir():
        raise TroubleError("folder_missing", again=True, path=str(folder))
    try:
        if target.exists():
            return _already(target, size, sha256, step)
        _check_room(folder, size)
        _copy(source, part, sha256, size, step)
        if _hash(part, size, size, step) != sha256:
            raise TroubleError("medium_bad", again=True, path=str(folder))
        part.replace(target)
        _sync_folder(folder)
    except BaseException as error:
        _remove(part)
        if isinstance(error, OSError):
            raise _trouble(error, folder) from error
        raise
    return Delivered(target, size, sha256, already_there=False)


def lay_down(source: Source, place: Place, sha256: str) -> None:
    """As `deliver`, where what lies there is not what is read; what lay there before gives way.

    TroubleError: package_missing, package_changed, folder_full, folder_read_only, folder_gone, medium_bad.
    """
    _size(source)
    try:
        with place.appearing() as writing, source.open("rb") as reading:
            digest = hashlib.sha256()
            while chunk := reading.read(_CHUNK):
                writing.write(chunk)
                digest.update(chunk)
            if digest.hexdigest() != sha256:
                raise TroubleError("package_changed", path=str(source))
        if file_sha256(place.source()) != sha256:
            raise TroubleError("medium_bad", again=True, path=str(place.path.parent))
    except OSError as error:
        raise _trouble(error, place.path.parent) from error


def file_sha256(path: Source) -> str:
    """SHA-256 (hex) of a file on this PC; TroubleError("package_missing") when it cannot be read."""
    try:
        with path.open("rb") as file:
            return digest_of(file)
    except OSError as error:
        raise TroubleError("package_missing", again=True, path=str(path)) from error


def _size(source: Source) -> int:
    try:
        with source.open("rb") as file:
            return file.seek(0, os.SEEK_END)
    except OSError as error:
        raise TroubleError("package_missing", again=True, path=str(source)) from error


def _already(target: Path, size: int, sha256: str, step: Step) -> Delivered:
    if target.stat().st_size == size and _hash(target, 0, size, step) == sha256:
        return Delivered(target, size, sha256, already_there=True)
    raise TroubleError("name_taken", path=str(target))


def _check_room(folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < size + _SPARE_BYTES:
        raise TroubleError("folder_full", again=True, path=str(folder))


def _copy(source: Source, part: Path, sha256: str, size: int, step: Step) -> None:
    digest, done = hashlib.sha256(), 0
    with source.open("rb") as reading, part.open("wb") as writing:
        while chunk := reading.read(_CHUNK):
            writing.write(chunk)
            digest.update(chunk)
            done += len(chunk)
            step(done, 2 * size)
        writing.flush()
        os.fsync(writing.fileno())
    if digest.hexdigest() != sha256:
        raise TroubleError("package_changed", path=str(source))


def _hash(path: Path, done: int, size: int, step: Step) -> str:
    """SHA-256 of what the medium holds: the system's own copy in memory is dropped first where it lets us."""
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        _drop_cache(file)
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            done += len(chunk)
            step(done, done if done > 2 * size else 2 * size)
    return digest.hexdigest()


def _drop_cache(file: FileIO) -> None:
    # Windows has no such call: there the copy is read back through its cache, which is written down as such.
    if sys.platform == "linux":
        number = file.fileno()
        os.fsync(number)
        os.posix_fadvise(number, 0, 0, os.POSIX_FADV_DONTNEED)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _remove(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        # The stick is out already: there is nothing left to remove from.
        return


_CODES = {
    errno.ENOSPC: "folder_full",
    errno.EDQUOT: "folder_full",
    errno.EFBIG: "file_too_large_for_medium",
    errno.EROFS: "folder_read_only",
    errno.EACCES: "folder_read_only",
    errno.EPERM: "folder_read_only",
}


def _trouble(error: OSError, folder: Path) -> TroubleError:
    code = _CODES.get(error.errno or 0, "folder_gone")
    return TroubleError(code, again=True, path=str(folder), detail=error.strerror or "")
