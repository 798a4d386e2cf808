"""Writes a ZIP file in the one form packages have: nothing between entries, no extras, sizes known in every header."""

from __future__ import annotations

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


@dataclass(frozen=True)
class Written:
    """One entry as it lies in the file; `stream_sha256` is of the compressed bytes, empty when stored."""

    name: str
    offset: int
    method: int
    crc: int
    compressed: int
    size: int
    sha256: str
    stream_sha256: str

    def fields(self) -> tuple[int, ...]:
        """What the local and the central header have in common, in their order."""
        sizes = (self.crc, self.compressed, self.size, len(self.name), 0)
        return (ZIP_VERSION, 0, self.method, DOS_TIME, DOS_DATE, *sizes)


class ZipWriter:
    """Entries in the order they are added; `finish` writes the directory after them."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.entries: list[Written] = []

    def store(self, name: str, content: bytes) -> Written:
        return self._write(name, content, content, STORE)

    def add(self, name: str, content: bytes) -> Written:
        """Compressed if that gains anything and cannot be taken for a bomb."""
        packed = zlib.compress(content, DEFLATE_LEVEL, -15)
        if len(packed) >= len(content) or too_dense(len(content), len(packed)):
            return self.store(name, content)
        return self._write(name, content, packed, DEFLATE)

    def finish(self) -> None:
        start = self._file.tell()
        for entry in self.entries:
            common = (*entry.fields(), 0, 0, 0, FILE_ATTRIBUTES, entry.offset)
            self._file.write(CENTRAL.pack(b"PK\1\2", MADE_BY, *common) + entry.name.encode("ascii"))
        count, size = len(self.entries), self._file.tell() - start
        self._file.write(END.pack(b"PK\5\6", 0, 0, count, count, size, start, 0))

    def _write(self, name: str, content: bytes, packed: bytes, method: int) -> Written:
        offset = self._file.tell()
        sha256 = hashlib.sha256(content).hexdigest()
        stream_sha256 = hashlib.sha256(packed).hexdigest() if method == DEFLATE else ""
        sizes = (len(packed), len(content))
        entry = Written(name, offset, method, zlib.crc32(content), *sizes, sha256, stream_sha256)
        self._file.write(LOCAL.pack(b"PK\3\4", *entry.fields()) + name.encode("ascii"))
        self._file.write(packed)
        self.entries.append(entry)
        return entry
