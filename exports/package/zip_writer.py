"""Writes a ZIP file in the one form packages have: nothing between entries, no extras, sizes known in every header."""

from __future__ import annotations

import dataclasses
import hashlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
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
    """Entries in the order they are added; `finish` writes the directory after them. The file can be sought in."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.entries: list[Written] = []

    def add(self, name: str, pressed: Pressed) -> str:
        """Returns the SHA-256 of the content, in hex."""
        entry = Written(name, self._file.tell(), len(pressed.packed), dataclasses.replace(pressed, packed=b""))
        self._file.write(_local(entry))
        self._file.write(pressed.packed)
        self.entries.append(entry)
        return pressed.sha256

    def press_in(self, name: str, content: bytes | Path) -> str:
        """As `add` of what `press` makes of `content`, with no more than a piece of it in memory."""
        start = self._file.tell()
        if _gains(content):
            entry = self._pour(name, content, DEFLATE)
            size = entry.pressed.size
            if entry.compressed >= size or too_dense(size, entry.compressed):
                self._file.seek(start)
                self._file.truncate()
                entry = self._pour(name, content, STORE)
        else:
            entry = self._pour(name, content, STORE)
        self.entries.append(entry)
        return entry.pressed.sha256

    def _pour(self, name: str, content: bytes | Path, method: int) -> Written:
        start = self._file.tell()
        self._file.write(bytes(LOCAL.size + len(name)))  # filled in below, once the sizes are known
        packer = zlib.compressobj(DEFLATE_LEVEL, zlib.DEFLATED, -15) if method == DEFLATE else None
        plain, packed, crc, size, compressed = hashlib.sha256(), hashlib.sha256(), 0, 0, 0
        for piece in _pieces(content):
            plain.update(piece)
            crc, size = zlib.crc32(piece, crc), size + len(piece)
            out = piece if packer is None else packer.compress(piece) if piece else packer.flush()
            packed.update(out)
            compressed += len(out)
            self._file.write(out)
        stream_sha256 = packed.hexdigest() if packer else ""
        entry = Written(name, start, compressed, Pressed(b"", method, crc, size, plain.hexdigest(), stream_sha256))
        end = self._file.tell()
        self._file.seek(start)
        self._file.write(_local(entry))
        self._file.seek(end)
        return entry

    def finish(self) -> None:
        start = self._file.tell()
        for entry in self.entries:
            common = (*entry.fields(), 0, 0, 0, FILE_ATTRIBUTES, entry.offset)
            self._file.write(CENTRAL.pack(b"PK\1\2", MADE_BY, *common) + entry.name.encode("ascii"))
        count, size = len(self.entries), self._file.tell() - start
        self._file.write(END.pack(b"PK\5\6", 0, 0, count, count, size, start, 0))


def _local(entry: Written) -> bytes:
    return LOCAL.pack(b"PK\3\4", *entry.fields()) + entry.name.encode("ascii")


def _gains(content: bytes | Path) -> bool:
    """Whether the first piece gets smaller by a fiftieth: pictures and PDFs do not, and are not tried to their end."""
    first = next(_pieces(content))
    return len(zlib.compress(first, DEFLATE_LEVEL, -15)) < len(first) - len(first) // 50


def _pieces(content: bytes | Path) -> Iterator[bytes]:
    """The content in pieces, then an empty one."""
    if isinstance(content, bytes):
        yield from (content[at : at + _PIECE] for at in range(0, len(content), _PIECE))
    else:
        with content.open("rb") as file:
            yield from iter(lambda: file.read(_PIECE), b"")
    yield b""
