"""Marks of an .xls workbook (MS-XLS, and the older form of it), which the parser does not tell."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from exports.workbooks.compound import stream
from exports.workbooks.marks import Marks, runs_of

_BOF, _EOF, _SHEET, _FONT, _FORMAT, _STRINGS, _CONTINUED = 0x809, 0x0A, 0x85, 0x31, 0xE0, 0xFC, 0x3C
_ROW, _COLUMNS, _SHARED, _OWN, _RICH, _DAYS, _LOCK = 0x208, 0x7D, 0xFD, 0x204, 0xD6, 0x22, 0x2F
_HIDDEN_ROW = 0x20
_NO_FONT = 4  # the number is never given to a font: those after it count one too much

Changes = tuple[tuple[int, int], ...]


@dataclass
class _Book:
    fonts: list[str] = field(default_factory=list)
    formats: list[int] = field(default_factory=list)
    sheets: list[tuple[str, int]] = field(default_factory=list)
    rich: dict[int, Changes] = field(default_factory=dict)
    since_1904: bool = False

    def font(self, number: int) -> str:
        place = number - 1 if number > _NO_FONT else number
        return self.fonts[place] if place < len(self.fonts) else ""

    def font_of(self, format_number: int) -> str:
        return self.font(self.formats[format_number]) if format_number < len(self.formats) else ""


def marks(data: bytes) -> dict[str, Marks]:
    """The marks of each sheet by its name. ValueError and struct.error for what is no such workbook."""
    content = stream(data, ("Workbook", "Book"))
    book = _globals(content)
    return {name: _sheet(content, start, book) for name, start in book.sheets}


def _records(content: bytes, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """The records of one part, those of parts within it (charts) left out."""
    depth = 0
    while start + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, start)
        body = content[start + 4 : start + 4 + length]
        start += 4 + length
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0:
            return
        if depth == 1 and kind != _EOF:
            yield kind, body


def _globals(content: bytes) -> _Book:
    book = _Book()
    unicode, before, strings = True, 0, list[bytes]()
    for kind, body in _records(content):
        if kind == _LOCK:
            raise ValueError("under a password")
        if kind == _BOF:
            unicode = struct.unpack_from("<H", body)[0] >= 0x600
        elif kind == _FONT:
            book.fonts.append(_name(body[14:], unicode))
        elif kind == _FORMAT:
            book.formats.append(struct.unpack_from("<H", body)[0])
        elif kind == _SHEET:
            book.sheets.append((_name(body[6:], unicode), struct.unpack_from("<I", body)[0]))
        elif kind == _DAYS:
            book.since_1904 = body[:1] == b"\x01"
        elif kind == _STRINGS or (kind == _CONTINUED and before == _STRINGS):
            strings.append(body)
        before = kind if kind != _CONTINUED else before
    if strings:
        book.rich = _rich(strings)
    return book


def _name(body: bytes, unicode: bool) -> str:
    """A short text: its length, then in workbooks since 1997 whether its letters take two bytes."""
    length = body[0]
    if not unicode:
        return body[1 : 1 + length].decode("latin-1")
    wide = body[1] & 1
    return body[2 : 2 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")


def _sheet(content: bytes, start: int, book: _Book) -> Marks:
    found = Marks(since_1904=book.since_1904)
    for kind, body in _records(content, start):
        if kind == _ROW and body[12] & _HIDDEN_ROW:
            found.hidden_rows.add(struct.unpack_from("<H", body)[0])
        elif kind == _COLUMNS and struct.unpack_from("<H", body, 8)[0] & 1:
            found.hide_columns(*struct.unpack_from("<HH", body))
        elif kind in (_SHARED, _OWN, _RICH):
            row, column, format_number = struct.unpack_from("<HHH", body)
            changes: Changes = ()
            if kind == _SHARED:
                changes = book.rich.get(struct.unpack_from("<I", body, 6)[0], ())
            elif kind == _RICH:
                changes = _old_changes(body[6:])
            runs = runs_of(book.font_of(format_number), ((place, book.font(number)) for place, number in changes))
            found.write(row, column, runs)
    return found


def _old_changes(body: bytes) -> Changes:
    """Places and fonts behind the text of a rich cell of the older form, a byte each."""
    length = struct.unpack_from("<H", body)[0]
    count = body[2 + length] if len(body) > 2 + length else 0
    pairs = body[3 + length : 3 + length + 2 * count]
    return tuple(zip(pairs[::2], pairs[1::2], strict=False))


def _rich(parts: list[bytes]) -> dict[int, Changes]:
    """For each shared text that changes its font the places and the fonts; the texts are only skipped."""
    reader = _Parts(parts)
    _total, count = struct.unpack("<II", reader.take(8))
    found: dict[int, Changes] = {}
    for number in range(count):
        if reader.at_end():
            break
        letters, flags = struct.unpack("<HB", reader.take(3))
        runs = struct.unpack("<H", reader.take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", reader.take(4))[0] if flags & 4 else 0
        reader.skip_letters(letters, flags & 1)
        if runs:
            flat = struct.unpack(f"<{2 * runs}H", reader.take(4 * runs))
            found[number] = tuple(zip(flat[::2], flat[1::2], strict=True))
        reader.take(extra)
    return found


class _Parts:
    """Bytes that go on in further records; a text that is cut says anew how wide its letters are."""

    def __init__(self, parts: list[bytes]) -> None:
        self._parts = parts
        self._part = self._place = 0

    def at_end(self) -> bool:
        return self._part >= len(self._parts) or (
            self._part == len(self._parts) - 1 and self._place >= len(self._parts[-1])
        )

    def take(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count:
            if self._part >= len(self._parts):
                raise ValueError("cut off")
            piece = self._parts[self._part][self._place : self._place + count - len(taken)]
            taken += piece
            self._place += len(piece)
            if self._place >= len(self._parts[self._part]) and len(taken) < count:
                self._part, self._place = self._part + 1, 0
        return taken

    def skip_letters(self, letters: int, wide: int) -> None:
        while letters:
            if self._part >= len(self._parts):
                raise ValueError("cut off")
            left = len(self._parts[self._part]) - self._place
            here = min(letters, left >> wide)
            self._place += here << wide
            letters -= here
            if letters:
                self._part, self._place = self._part + 1, 1
                if self._part < len(self._parts) and self._parts[self._part]:
                    wide = self._parts[self._part][0] & 1
