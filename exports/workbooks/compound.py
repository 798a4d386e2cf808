"""Reading one stream of a compound file (MS-CFB), the box in which old office documents lie."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence

_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENTRY = 128
_IN_HEADER = 109  # sectors of the allocation table that the header itself lists
_LAST_SECTOR = 0xFFFFFFFA  # numbers from here on are marks, not sectors
_MINI_LIMIT = 4096
_SHIFTS = range(6, 17)  # sectors of 512 and 4096 bytes and small ones of 64 are all that is written


def names(data: bytes) -> list[str]:
    """What everything in the file is called, folders too. ValueError if it is no compound file."""
    return [name for name, _first, _total in _listed(_folder(data)[1])]


def stream(data: bytes, names: Iterable[str]) -> bytes:
    """The first of these streams in its whole length. ValueError if the file is no compound file or lacks them."""
    sectors, folder = _folder(data)
    mini = _size(data, 32)
    first_mini_table = struct.unpack_from("<I", data, 60)[0]
    wanted = {name.lower() for name in names}
    for name, first, total in _listed(folder):
        if name.lower() not in wanted:
            continue
        if total >= _MINI_LIMIT:
            return sectors.chain(first)[:total]
        small = sectors.chain(struct.unpack_from("<I", folder, 116)[0])
        table = _numbers(sectors.chain(first_mini_table))
        return _Sectors(small, mini, 0, table).chain(first)[:total]
    raise ValueError("no such stream")


def _folder(data: bytes) -> tuple[_Sectors, bytes]:
    """Its sectors, and the list of what lies in them."""
    if not data.startswith(_SIGNATURE) or len(data) < 512:
        raise ValueError("no compound file")
    size = _size(data, 30)
    sectors = _Sectors(data, size, size, _allocation(data, size))
    return sectors, sectors.chain(struct.unpack_from("<I", data, 48)[0])


def _size(data: bytes, at: int) -> int:
    shift = struct.unpack_from("<H", data, at)[0]
    if shift not in _SHIFTS:
        raise ValueError("sectors of a strange size")
    return 1 << int(shift)


def _listed(folder: bytes) -> Iterator[tuple[str, int, int]]:
    """Name, first sector and size in bytes of each entry."""
    for start in range(0, len(folder) - _ENTRY + 1, _ENTRY):
        length = struct.unpack_from("<H", folder, start + 64)[0]
        name = folder[start : start + max(length - 2, 0)].decode("utf-16-le", "replace")
        yield (name, *struct.unpack_from("<II", folder, start + 116))


class _Sectors:
    """Pieces of equal size, each of which names the next one of its stream."""

    def __init__(self, data: bytes, size: int, before: int, following: Sequence[int]) -> None:
        self._data, self._size, self._before, self._following = data, size, before, following

    def chain(self, first: int) -> bytes:
        parts = []
        number, left = first, len(self._data) // self._size + 1  # none stands in it twice
        while number < _LAST_SECTOR and number < len(self._following):
            if left == 0:
                raise ValueError("sectors in a ring")
            left -= 1
            start = self._before + number * self._size
            parts.append(self._data[start : start + self._size])
            number = self._following[number]
        return b"".join(parts)


def _allocation(data: bytes, size: int) -> Sequence[int]:
    """The table that names for each sector the next one."""
    listed = list(struct.unpack_from(f"<{_IN_HEADER}I", data, 76))
    more, count = struct.unpack_from("<II", data, 68)
    for _ in range(min(count, len(data) // size)):
        if more >= _LAST_SECTOR:
            break
        numbers = _numbers(data[size + more * size : size + (more + 1) * size])
        listed += (n for n in numbers[:-1] if n < _LAST_SECTOR)
        if len(listed) > _IN_HEADER + len(data) // size:
            raise ValueError("more of the table than there are sectors")
        more = numbers[-1] if numbers else _LAST_SECTOR
    parts = [data[size + n * size : size + (n + 1) * size] for n in listed if n < _LAST_SECTOR]
    return _numbers(b"".join(parts))


def _numbers(data: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
