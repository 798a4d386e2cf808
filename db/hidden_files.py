"""Files at rest under a key of the register: written from beginning to end, read at any place, open only in memory."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db.vault import derived
from domain.errors import TroubleError
from domain.seekable import Seekable

MAGIC = b"sangkien-hidden/1\n"
PIECE_BYTES = 1 << 18
_SALT_BYTES, _TAG_BYTES = 16, 16


def hide(source: Path, target: Path, key: bytes) -> None:
    """The whole of `source` under `key`; `target` appears only when every byte is on the disk."""
    with source.open("rb") as reading, appearing(target, key) as writing:
        shutil.copyfileobj(reading, writing, PIECE_BYTES)


@contextlib.contextmanager
def appearing(target: Path, key: bytes) -> Iterator[BinaryIO]:
    """What is written into it lies under `key`; `target` appears only when every byte is on the disk, or not at all."""
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as file:
            writing = _Writer(file, key)
            yield cast(BinaryIO, writing)
            writing.finish()
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        # Nothing may cover up why it did not appear.
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def opened(source: Path, key: bytes) -> BinaryIO:
    """What was hidden, to be read at any place; one piece at a time is open, in memory.

    TroubleError package_changed as soon as a piece is not what was written, is moved, or the end is missing.
    """
    file = source.open("rb")
    try:
        return cast(BinaryIO, _Reader(file, key, str(source)))
    except BaseException:
        file.close()
        raise


class _Writer(io.RawIOBase):
    """The last piece is told from the others, so one whole piece waits until it is known whether more comes."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        super().__init__()
        salt = os.urandom(_SALT_BYTES)
        file.write(MAGIC + salt)
        self._file, self._cipher = file, _cipher(key, salt)
        self._no, self._waiting = 0, bytearray()

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._no * PIECE_BYTES + len(self._waiting)

    def write(self, data: Any) -> int:
        self._waiting += data
        at = 0
        while len(self._waiting) - at > PIECE_BYTES:
            self._put(bytes(self._waiting[at : at + PIECE_BYTES]), last=False)
            at += PIECE_BYTES
        del self._waiting[:at]
        return len(data)

    def finish(self) -> None:
        self._put(bytes(self._waiting), last=True)

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._no, last), piece, MAGIC))
        self._no += 1


class _Reader(Seekable, io.RawIOBase):
    def __init__(self, file: BinaryIO, key: bytes, name: str) -> None:
        super().__init__(PIECE_BYTES)
        self._file, self._name = file, name
        if file.read(len(MAGIC)) != MAGIC:
            raise TroubleError("package_changed", path=name)
        self._cipher, self._start = _cipher(key, file.read(_SALT_BYTES)), file.tell()
        sealed = file.seek(0, os.SEEK_END) - self._start
        self._last = max(0, -(-sealed // (PIECE_BYTES + _TAG_BYTES)) - 1)
        # Opened at once, so that a cut is seen before anything is believed.
        self._size = self._last * PIECE_BYTES + len(self._open(self._last))

    def size(self) -> int:
        return self._size

    def told(self) -> os.stat_result:
        """What the system says of the file it lies in."""
        return os.fstat(self._file.fileno())

    def close(self) -> None:
        self._file.close()
        super().close()

    def _open(self, no: int) -> bytes:
        self._file.seek(self._start + no * (PIECE_BYTES + _TAG_BYTES))
        sealed = self._file.read(PIECE_BYTES + _TAG_BYTES)
        try:
            return self._cipher.decrypt(_nonce(no, no == self._last), sealed, MAGIC)
        except (InvalidTag, ValueError) as error:
            raise TroubleError("package_changed", path=self._name) from error


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    # A key for each file: nonces may then simply count.
    return AESGCM(derived(key + salt, "hidden-file/1"))


def _nonce(no: int, last: bool) -> bytes:
    return no.to_bytes(11, "big") + (b"\x01" if last else b"\x00")
