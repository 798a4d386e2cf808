"""Files that call themselves documents and are made to eat whoever looks into them."""

from __future__ import annotations

import struct

from domain.evidence import OFFICE_HEAD, ZIP_HEAD

_FREE, _END = 0xFFFFFFFF, 0xFFFFFFFE
_NAME = b"word/document.xml"


def listing_too_much(entries: int = 200_000) -> bytes:
    """A ZIP whose last record says that its list is short, and whose record for large files that it is not."""
    one = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 0, 0, 33, 0, 0, 0, len(_NAME), 0, 0, 0, 0, 0, 0) + _NAME
    start, size = len(ZIP_HEAD) + 26, len(one) * entries
    large = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, entries, entries, size, start)
    where = struct.pack("<4sIQI", b"PK\6\7", 0, start + size, 1)
    return ZIP_HEAD.ljust(start, b"\0") + one * entries + large + where + _zip_end(1, len(one), start)


def listing_itself() -> bytes:
    """A ZIP whose list begins at its own end, which says so again and again."""
    end = _zip_end(0xFFFF, 22, len(ZIP_HEAD))
    return ZIP_HEAD + end * 2_000


def going_round(shift: int = 16, bytes_long: int = 2 << 20) -> bytes:
    """An old office file: its first two sectors name each other as the next one, and so does every other pair."""
    size = 1 << shift
    sectors = bytes_long // size - 1
    table = struct.pack("<2I", 1, 0) * (size // 8)
    return _office(shift, [sectors - 1 - n for n in range(min(sectors - 2, 109))], _END, 0).ljust(size, b"\0") + (
        table * sectors
    )


def listing_its_table_for_ever(bytes_long: int = 4 << 20) -> bytes:
    """An old office file: the sector that says where its table lies says that it goes on in itself."""
    size = 512
    again = struct.pack("<127I", *[1] * 127) + struct.pack("<I", 0)
    return _office(9, [0] * 109, 0, bytes_long // size).ljust(size, b"\0") + again * (bytes_long // size)


def _zip_end(entries: int, size: int, start: int) -> bytes:
    return struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, min(entries, 0xFFFF), min(entries, 0xFFFF), size, start, 0)


def _office(shift: int, table: list[int], more: int, more_count: int) -> bytes:
    head = OFFICE_HEAD + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, shift, 6)
    head += struct.pack("<9I", 0, len(table), 0, 0, 4096, _END, 0, more, more_count)
    return head + struct.pack("<109I", *table, *[_FREE] * (109 - len(table)))
