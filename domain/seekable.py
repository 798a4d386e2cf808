"""Files that lie in pieces, read as if they were one."""

from __future__ import annotations

from typing import Any


class Seekable:
    """A file of pieces that are opened one after another; the one opened last is kept.

    The reading half of a raw file, to be put before `io.RawIOBase`: where the bytes come from, and their size, is what
    the class below says.
    """

    def __init__(self, piece_bytes: int) -> None:
        self._piece_bytes = piece_bytes
        self._position, self._held, self._piece = 0, -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = 0) -> int:
        base = (0, self._position, self.size())[whence]
        if base + offset < 0:
            raise ValueError("negative seek")
        self._position = base + offset
        return self._position

    def read(self, size: int | None = -1) -> bytes:
        end = self.size() if size is None or size < 0 else min(self.size(), self._position + size)
        parts = []
        while self._position < end:
            no, at = divmod(self._position, self._piece_bytes)
            if no != self._held:
                self._piece, self._held = self._open(no), no
            part = self._piece[at : at + end - self._position]
            parts.append(part)
            self._position += len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def readall(self) -> bytes:
        return self.read()

    def readinto(self, buffer: Any) -> int:
        found = self.read(len(buffer))
        buffer[: len(found)] = found
        return len(found)

    def size(self) -> int:
        raise NotImplementedError

    def _open(self, no: int) -> bytes:
        raise NotImplementedError
