"""Small workbooks made on the spot: good ones, locked ones and broken ones."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import xlwt

ROWS: list[list[Any]] = [["TT", "Tên sáng kiến"], [1, "Cải tiến gá kẹp"], [2, "Đèn báo chuyền"]]

_SECTOR = 512
_END, _FREE, _FAT_SECTOR, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF


def xlsx(path: Path, rows: list[list[Any]] | None = None) -> Path:
    book = openpyxl.Workbook()
    for row in ROWS if rows is None else rows:
        book.active.append(row)
    book.save(path)
    return path


def xls(path: Path, rows: list[list[Any]] | None = None) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet")
    for number, row in enumerate(ROWS if rows is None else rows):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    book.save(str(path))
    return path


def ods(path: Path, *, locked: bool = False) -> Path:
    """An OpenDocument workbook with one filled cell; locked, its list of parts says the content is encrypted."""
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="Danh sách"><table:table-row><table:table-cell office:value-type="string">'
        "<text:p>Tên sáng kiến</text:p></table:table-cell></table:table-row></table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _manifest("<manifest:encryption-data/>" if locked else ""))
        archive.writestr("content.xml", b"\x00locked" if locked else content)
    return path


def _manifest(entry: str) -> str:
    return (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="content.xml">{entry}</manifest:file-entry></manifest:manifest>'
    )


def compound(path: Path, stream: str, data: bytes) -> Path:
    """A compound file (MS-CFB) with one stream, long enough to need no mini stream: header, FAT, directory, data."""
    data = data.ljust(4096, b"\0")
    sectors = -(-len(data) // _SECTOR)
    fat = [_FAT_SECTOR, _END, *range(3, 2 + sectors), _END]
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<10I", 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0) + struct.pack("<108I", *[_FREE] * 108)
    directory = _entry("Root Entry", 5, _END, 0, child=1) + _entry(stream, 2, 2, len(data)) + bytes(256)
    parts = [
        header,
        struct.pack("<128I", *fat, *[_FREE] * (128 - len(fat))),
        directory,
        data.ljust(sectors * _SECTOR, b"\0"),
    ]
    path.write_bytes(b"".join(parts))
    return path


def locked_xlsx(path: Path) -> Path:
    return compound(path, "EncryptedPackage", b"\x07" * 5000)


def locked_xls(path: Path) -> Path:
    """BOF, then FILEPASS with an obfuscation key: a BIFF8 workbook under a password."""
    start = struct.pack("<HH16s", 0x809, 16, struct.pack("<HH12x", 0x600, 5))
    return compound(path, "Workbook", start + struct.pack("<HHHHH", 0x2F, 6, 0, 0x1234, 0x5678))


def crashing_xlsb(path: Path) -> Path:
    """A binary workbook whose sheet belongs to no part of the package: the parser gives up without an error."""
    name, part = "S".encode("utf-16-le"), "rId9".encode("utf-16-le")
    sheet = struct.pack("<III", 0, 1, 4) + part + struct.pack("<I", 1) + name
    relation = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", b"\x9c\x01" + bytes([len(sheet)]) + sheet + b"\x90\x01\x00")
        archive.writestr("xl/_rels/workbook.bin.rels", relation)
    return path


def _entry(name: str, kind: int, first: int, size: int, child: int = _NONE) -> bytes:
    letters = name.encode("utf-16-le")
    head = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters) + 2, kind, 1)
    return head + struct.pack("<III", _NONE, _NONE, child) + bytes(36) + struct.pack("<IQ", first, size)
