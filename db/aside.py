"""What is put aside for moments while working, in a file without a name, under a key nobody keeps."""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.seekable import Seekable

_TAG_BYTES = 16


@contextlib.contextmanager
def opened(folder: Path, piece_bytes: int = 1 << 18) -> Iterator[BinaryIO]:
    """Written at its end, read anywhere; gone at the end, and nobody could read it before."""
    with tempfile.TemporaryFile(dir=folder) as file:
        yield cast(BinaryIO, _Aside(file, piece_bytes))


class _Aside(Seekable, io.RawIOBase):
    """What does not fill a piece yet stays in memory."""

    def __init__(self, file: BinaryIO, piece_bytes: int) -> None:
        super().__init__(piece_bytes)
        self._file, self._cipher = file, AESGCM(AESGCM.generate_key(256))
        self._pieces, self._tail = 0, bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self._position != self.size():
            raise io.UnsupportedOperation("it is written at its end alone")
        self._tail += data
        at = 0
        while len(self._tail) - at >= self._piece_bytes:
            self._put(bytes(self._tail[at : at + self._piece_bytes]))
            at += self._piece_bytes
        del self._tail[:at]
        self._held = -1
        self._position = self.size()
        return len(data)

    def size(self) -> int:
        return self._pieces * self._piece_bytes + len(self._tail)

    def _put(self, piece: bytes) -> None:
        self._file.seek(self._pieces * (self._piece_bytes + _TAG_BYTES))
        self._file.write(self._cipher.encrypt(_nonce(self._pieces), piece, None))
        self._pieces += 1

    def _open(self, no: int) -> bytes:
        if no == self._pieces:
            return bytes(self._tail)
        self._file.seek(no * (self._piece_bytes + _TAG_BYTES))
        sealed = self._file.read(self._piece_bytes + _TAG_BYTES)
        return self._cipher.decrypt(_nonce(no), sealed, None)


def _nonce(no: int) -> bytes:
    return no.to_bytes(12, "big")
