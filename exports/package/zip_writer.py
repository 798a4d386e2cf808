"""Writes a ZIP file in the one form packages have: nothing between entries, no extras, sizes known in every header."""

from __future__ import annotations

import dataclasses
import hashlib
import struct
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from exports.package.layout import (
    DEFLATE,
    DEFLATE_LEVEL,
    DOS_DATE,
    DOS_TIME,
    FILE_ATTRIBUTES,
    MADE_BY,
    STORE,
    ZIP_VERSION,
    too_dense,
)

LOCAL = struct.Struct("<4sHHHHHIIIHH")
CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
END = struct.Struct("<4sHHHHIIH")
_PIECE = 1 << 20


@dataclass(frozen=True)
class Pressed:
    """Content as it will lie in the file; `stream_sha256` is of the compressed bytes, empty when stored."""

    packed: bytes
    method: int
    crc: int
    size: int
    sha256: str
    stream_sha256: str


@dataclass(frozen=True)
class Written:
    """One entry as it lies in the file."""

    name: str
    offset: int
    compressed: int
    pressed: Pressed

    def fields(self) -> tuple[int, ...]:
        """What the local and the central header have in common, in their order."""
        sizes = (self.pressed.crc, self.compressed, self.pressed.size, len(self.name), 0)
        return (ZIP_VERSION, 0, self.pressed.method, DOS_TIME, DOS_DATE, *sizes)


def as_it_is(content: bytes) -> Pressed:
    return Pressed(content, STORE, zlib.crc32(content), len(content), hashlib.sha256(content).hexdigest(), "")


def press(content: bytes) -> Pressed:
    """Compressed if that gains anything and cannot be taken for a bomb."""
    packed = zlib.compress(content, DEFLATE_LEVEL, -15)
    plain = as_it_is(content)
    if len(packed) >= len(content) or too_dense(len(content), len(packed)):
        return plain
    stream_sha256 = hashlib.sha256(packed).hexdigest()
    return dataclasses.replace(plain, packed=packed, method=DEFLATE, stream_sha256=stream_sha256)


class ZipWriter:
    """Entries in the order they are added, from beginning to end; `finish` writes the directory after them."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.entries: list[Written] = []

    def add(self, name: str, pressed: Pressed) -> str:
        """Returns the SHA-256 of the content, in hex."""
        entry = Written(name, self._file.tell(), len(pressed.packed), dataclasses.replace(pressed, packed=b""))
        self._file.write(_local(entry))
        with memoryview(pressed.packed) as packed:
            for at in range(0, len(packed), _PIECE):
                self._file.write(packed[at : at + _PIECE])
        self.entries.append(entry)
        return pressed.sha256

    def press_in(self, name: str, content: bytes) -> str:
        """As `add` of what `press` makes of `content`; what its first piece does not gain is not tried to its end."""
        return self.add(name, press(content) if _gains(content) else as_it_is(content))

    def finish(self) -> None:
        start = self._file.tell()
        for entry in self.entries:
            common = (*entry.fields(), 0, 0, 0, FILE_ATTRIBUTES, entry.offset)
            self._file.write(CENTRAL.pack(b"PK\1\2", MADE_BY, *common) + entry.name.encode("ascii"))
        count, size = len(self.entries), self._file.tell() - start
        self._file.write(END.pack(b"PK\5\6", 0, 0, count, count, size, start, 0))


def _local(entry: Written) -> bytes:
    return LOCAL.pack(b"PK\3\4", *entry.fields()) + entry.name.encode("ascii")


def _gains(content: bytes) -> bool:
    """Whether the first piece gets smaller by a fiftieth: pictures and PDFs do not."""
    first = content[:_PIECE]
    return len(zlib.compress(first, DEFLATE_LEVEL, -15)) < len(first) - len(first) // 50
