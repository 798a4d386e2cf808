"""Reads the ZIP of a package so strictly that no two programs can see different files in it."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from domain.errors import TroubleError
from exports.package.layout import (
    DEFLATE,
    DOS_DATE,
    DOS_TIME,
    FILE_ATTRIBUTES,
    LIMITS,
    MADE_BY,
    STORE,
    STORED,
    ZIP_VERSION,
    Limits,
    RefusedError,
    check_name,
    too_dense,
)
from exports.package.zip_writer import CENTRAL, END, LOCAL

CHUNK, PACKED_CHUNK = 1 << 20, 1 << 18
_AGE = b"age-encryption.org/"
_UNKNOWN_SIZE = 0xFFFFFFFF


@dataclass(frozen=True)
class Entry:
    """One file of the package: where its bytes begin, and what both headers say of it."""

    name: str
    header_at: int
    method: int
    crc: int
    compressed: int
    size: int

    @property
    def start(self) -> int:
        return self.header_at + LOCAL.size + len(self.name)


class Container:
    """The entries of an open package, by name in file order.

    Everything is read through the one open file, in pieces; nothing is written anywhere. RefusedError carries the class
    of what is wrong.
    """

    def __init__(self, file: BinaryIO, limits: Limits = LIMITS) -> None:
        self._file = file
        self._limits = limits
        self.size_bytes = file.seek(0, os.SEEK_END)
        count, size, start = self._end()
        self.entries: dict[str, Entry] = {}
        self._directory(self._at(start, size), count)
        self._run_together(start)

    def read(self, name: str) -> bytes:
        return b"".join(self.content(name))

    def content(self, name: str, packed: Callable[[bytes], object] | None = None) -> Iterator[bytes]:
        """The bytes of an entry in pieces of at most 1 MiB; `packed` sees what they are unpacked from.

        RefusedError before the last piece if size, checksum or compression are not what the headers say.
        """
        entry = self.entries[name]
        pieces = self._stored(entry) if entry.method == STORE else self._inflated(entry, packed)
        crc, size = 0, 0
        for piece in pieces:
            size += len(piece)
            if size > entry.size:
                raise RefusedError("zip_size_lie", entry=name)
            crc = zlib.crc32(piece, crc)
            yield piece
        if size != entry.size:
            raise RefusedError("zip_size_lie", entry=name)
        if crc != entry.crc:
            raise RefusedError("zip_checksum", entry=name)

    def _at(self, offset: int, size: int) -> bytes:
        try:
            self._file.seek(offset)
            found = self._file.read(size)
        except OSError as error:
            raise TroubleError("file_unreadable", again=True, reason=error.strerror or str(error)) from error
        if len(found) != size:
            raise RefusedError("zip_truncated")
        return found

    def _end(self) -> tuple[int, int, int]:
        """Number of entries, size and place of the central directory, from the last 22 bytes and nowhere else."""
        start = self._at(0, min(self.size_bytes, len(_AGE)))
        if start == _AGE:
            raise RefusedError("package_encrypted")
        if self.size_bytes > self._limits.file_bytes:
            raise RefusedError("package_too_large", limit_mb=self._limits.file_bytes >> 20)
        tail = self._at(max(0, self.size_bytes - 70_000), min(self.size_bytes, 70_000))
        found = tail.rfind(b"PK\5\6")
        starts_as_zip = start.startswith(b"PK\3\4")
        if found < 0:
            raise RefusedError("zip_truncated" if starts_as_zip else "not_a_package")
        end = tail[-END.size :]
        if len(end) < END.size:
            raise RefusedError("zip_truncated")
        if not end.startswith(b"PK\5\6"):
            raise RefusedError("zip_trailing_bytes")
        if tail[-42:-38] == b"PK\6\7":
            raise RefusedError("zip64")
        count, size, offset = self._check_end(end)
        if not starts_as_zip:
            raise RefusedError("zip_leading_bytes")
        if offset + size != self.size_bytes - END.size:
            raise RefusedError("zip_gap")
        return count, size, offset

    def _check_end(self, end: bytes) -> tuple[int, int, int]:
        _, disk, first_disk, here, count, size, offset, comment = END.unpack(end)
        if comment:
            raise RefusedError("zip_comment")
        if count == 0xFFFF or _UNKNOWN_SIZE in (size, offset):
            raise RefusedError("zip64")
        if disk or first_disk or here != count:
            raise RefusedError("zip_several_disks")
        if count > self._limits.entries:
            raise RefusedError("zip_too_many_entries", limit=self._limits.entries)
        return count, size, offset

    def _directory(self, raw: bytes, count: int) -> None:
        at, folded = 0, set[str]()
        for _ in range(count):
            if len(raw) - at < CENTRAL.size or raw[at : at + 4] != b"PK\1\2":
                raise RefusedError("zip_directory")
            fields = CENTRAL.unpack_from(raw, at)
            name_bytes, extra, comment = fields[10:13]
            name = _name(raw[at + CENTRAL.size : at + CENTRAL.size + name_bytes])
            if len(name) != name_bytes:
                raise RefusedError("zip_directory")
            if name in self.entries:
                raise RefusedError("entry_duplicate", entry=name)
            if name.casefold() in folded:
                raise RefusedError("entry_case_twin", entry=name)
            check_name(name)
            _check_fields(name, fields)
            self.entries[name] = Entry(name, fields[16], fields[4], *fields[7:10])
            folded.add(name.casefold())
            at += CENTRAL.size + name_bytes + extra + comment
        if at != len(raw):
            raise RefusedError("zip_directory")
        self._check_sizes()

    def _check_sizes(self) -> None:
        total = 0
        for entry in self.entries.values():
            total += entry.size
            most = self._limits.header_bytes if entry.name in STORED else self._limits.entry_bytes
            if entry.size > most:
                raise RefusedError("zip_entry_too_large", entry=entry.name, limit_mb=most >> 20)
            if total > self._limits.total_bytes:
                raise RefusedError("zip_total_too_large", limit_mb=self._limits.total_bytes >> 20)
            if entry.method == DEFLATE and too_dense(entry.size, entry.compressed):
                raise RefusedError("zip_ratio", entry=entry.name)
            if entry.method == STORE and entry.compressed != entry.size:
                raise RefusedError("zip_size_lie", entry=entry.name)
        for name in set(self.entries) - {"mimetype"}:
            for parent in _parents(name):
                if parent in self.entries:
                    raise RefusedError("entry_file_and_folder", entry=parent)

    def _run_together(self, end: int) -> None:
        """Every entry must begin where the one before ends, and its own header must repeat the directory."""
        at = 0
        for entry in self.entries.values():
            if entry.header_at != at:
                raise RefusedError("zip_gap" if entry.header_at > at else "zip_overlap", entry=entry.name)
            fields = (ZIP_VERSION, 0, entry.method, DOS_TIME, DOS_DATE, entry.crc, entry.compressed, entry.size)
            header = LOCAL.pack(b"PK\3\4", *fields, len(entry.name), 0) + entry.name.encode("ascii")
            if self._at(at, len(header)) != header:
                raise RefusedError("zip_headers_differ", entry=entry.name)
            at = entry.start + entry.compressed
            if at > end:
                raise RefusedError("zip_overlap", entry=entry.name)
        if at != end:
            raise RefusedError("zip_gap")

    def _stored(self, entry: Entry) -> Iterator[bytes]:
        for offset in range(entry.start, entry.start + entry.size, CHUNK):
            yield self._at(offset, min(CHUNK, entry.start + entry.size - offset))

    def _inflated(self, entry: Entry, packed: Callable[[bytes], object] | None) -> Iterator[bytes]:
        inflater, end = zlib.decompressobj(-15), entry.start + entry.compressed
        try:
            for offset in range(entry.start, end, PACKED_CHUNK):
                waiting = self._at(offset, min(PACKED_CHUNK, end - offset))
                if packed:
                    packed(waiting)
                while waiting:
                    yield inflater.decompress(waiting, CHUNK)
                    waiting = inflater.unconsumed_tail
                    if inflater.unused_data:
                        raise RefusedError("zip_hidden_bytes", entry=entry.name)
            yield from iter(lambda: inflater.decompress(b"", CHUNK), b"")
        except zlib.error:
            raise RefusedError("zip_corrupt", entry=entry.name) from None
        if not inflater.eof:
            raise RefusedError("zip_corrupt", entry=entry.name)


def _name(raw: bytes) -> str:
    # Latin-1 keeps one character a byte, so that anything that is not ASCII is seen, and refused, as such.
    return raw.decode("latin-1")


def _parents(name: str) -> list[str]:
    parts = name.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts))]


def _check_fields(name: str, fields: tuple[Any, ...]) -> None:
    _, made_by, version, flags, method, time, date = fields[:7]
    extra, comment, disk, inner, attributes = fields[11:16]
    rules = {
        "zip_encrypted": flags & 0x2041,
        "zip_data_descriptor": flags & 0x0008,
        "zip_flags": flags,
        "zip_method": method not in (STORE, DEFLATE) or (method != STORE and name in STORED),
        "zip64": _UNKNOWN_SIZE in (*fields[8:10], fields[16]),
        "zip_extra": extra,
        "zip_comment": comment,
        "zip_several_disks": disk,
        "entry_not_plain": attributes != FILE_ATTRIBUTES or inner,
        "zip_timestamp": (time, date) != (DOS_TIME, DOS_DATE),
        "zip_version": (made_by, version) != (MADE_BY, ZIP_VERSION),
    }
    for code, broken in rules.items():
        if broken:
            raise RefusedError(code, entry=name)
