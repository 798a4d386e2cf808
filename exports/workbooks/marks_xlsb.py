"""Marks of an .xlsb workbook (MS-XLSB), which the parser does not tell: hidden rows and columns, and old fonts."""

from __future__ import annotations

import posixpath
import struct
import zipfile
from collections.abc import Iterator
from typing import IO

from lxml import etree

from exports.workbooks.marks import Marks, runs_of

_ROW, _COLUMN, _SHARED, _OWN, _FONT, _FORMAT, _SHEET, _PROPERTIES = 0, 60, 7, 6, 43, 47, 156, 153
_FORMATS_BEGIN, _FORMATS_END = 617, 618
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x10, 1


def marks(file: IO[bytes]) -> dict[str, Marks]:
    """The marks of each sheet by its name; errors of zipfile, struct, lxml and KeyError for no such workbook."""
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        parts, since_1904 = _parts(archive)
        fonts = _fonts(archive.read("xl/styles.bin")) if "xl/styles.bin" in names else []
        return {name: _sheet(archive.read(part), fonts, since_1904) for name, part in parts.items() if part in names}


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place < len(data):
        kind, place = _varied(data, place, 2)
        length, place = _varied(data, place, 4)
        yield kind, data[place : place + length]
        place += length


def _varied(data: bytes, place: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte. The kind of a record keeps no more than 14 of them."""
    number = 0
    for step in range(most):
        if place >= len(data):
            break
        byte = data[place]
        place += 1
        number |= (byte & 0x7F) << (7 * step)
        if not byte & 0x80:
            break
    return number, place


def _parts(archive: zipfile.ZipFile) -> tuple[dict[str, str], bool]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    tree = etree.fromstring(archive.read("xl/_rels/workbook.bin.rels"), parser)
    targets = {each.get("Id"): each.get("Target", "") for each in tree}
    parts, since_1904 = {}, False
    for kind, body in _records(archive.read("xl/workbook.bin")):
        if kind == _PROPERTIES:
            since_1904 = bool(body[0] & 1)
        elif kind == _SHEET:
            relation, place = _text(body, 8)
            name, _end = _text(body, place)
            target = targets.get(relation, "")
            if target:
                parts[name] = posixpath.normpath(posixpath.join("xl", target)).removeprefix("xl//").lstrip("/")
    return parts, since_1904


def _text(body: bytes, place: int) -> tuple[str, int]:
    length = struct.unpack_from("<I", body, place)[0]
    end = place + 4 + 2 * length
    return body[place + 4 : end].decode("utf-16-le", "replace"), end


def _fonts(styles: bytes) -> list[str]:
    """For each cell format the name of its font."""
    names: list[str] = []
    formats: list[str] = []
    inside = False
    for kind, body in _records(styles):
        if kind == _FONT:
            names.append(_text(body, 21)[0])
        elif kind in (_FORMATS_BEGIN, _FORMATS_END):
            inside = kind == _FORMATS_BEGIN
        elif kind == _FORMAT and inside:
            number = struct.unpack_from("<H", body, 4)[0]
            formats.append(names[number] if number < len(names) else "")
    return formats


def _sheet(data: bytes, fonts: list[str], since_1904: bool) -> Marks:
    found = Marks(since_1904=since_1904)
    row = 0
    for kind, body in _records(data):
        if kind == _ROW:
            row = struct.unpack_from("<I", body)[0]
            if body[11] & _HIDDEN_ROW:
                found.hidden_rows.add(row)
        elif kind == _COLUMN:
            first, last = struct.unpack_from("<II", body)
            if body[16] & _HIDDEN_COLUMN:
                found.hide_columns(first, last)
        elif kind in (_SHARED, _OWN):
            column, style = struct.unpack_from("<II", body)
            style &= 0xFFFFFF
            found.write(row, column, runs_of(fonts[style] if style < len(fonts) else ""))
    return found
