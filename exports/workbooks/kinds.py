"""Telling from its bytes what kind of workbook a file is, whether a password locks it, and who reads its marks."""

from __future__ import annotations

import re
import zipfile
from pathlib import PurePath
from typing import BinaryIO

from exports.workbooks.marks import Marks

_ZIP = b"PK"
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

# An office document under a password is one stream of this name (MS-OFFCRYPTO 2.3.4.4).
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
# In .xls FILEPASS (2Fh) follows BOF (809h), at most WRITEPROTECT (86h) between them (MS-XLS 2.1.7.20.3).
_FILEPASS = re.compile(rb"\x09\x08(?:\x10\x00.{16}|\x08\x00.{8})(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
_MANIFEST = "META-INF/manifest.xml"
_MANIFEST_BYTES = 4 << 20


def is_text(name: str, head: bytes) -> bool:
    """Whether the file is a table of plain text: named like one, and no workbook under that name."""
    if PurePath(name).suffix.lower() not in _TEXT_SUFFIXES or head.startswith((_ZIP + b"\x03\x04", _COMPOUND)):
        return False
    return head.startswith(_UTF16) or b"\0" not in head


def is_html(head: bytes) -> bool:
    """Whether the file is a web page: many an office system calls such a page .xls."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1024].lower()
    return start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta"))


def is_locked(file: BinaryIO) -> bool:
    """Whether the workbook, which nothing could read, is under a password."""
    file.seek(0)
    if file.read(len(_ZIP)) == _ZIP:
        return _open_document_locked(file)
    file.seek(0)
    data = file.read()
    return data.startswith(_COMPOUND) and (_ENCRYPTED_PACKAGE in data or bool(_FILEPASS.search(data)))


def marks_of(file: BinaryIO) -> dict[str, Marks]:
    """The marks of each sheet by its name; whatever error a broken workbook brings passes through."""
    if file.read(len(_COMPOUND)) == _COMPOUND:
        from exports.workbooks import marks_xls

        file.seek(0)
        return marks_xls.marks(file.read())
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
    # Each is loaded by the one process that needs it.
    if "xl/workbook.xml" in names:
        from exports.workbooks import marks_xlsx

        return marks_xlsx.marks(file)
    if "xl/workbook.bin" in names:
        from exports.workbooks import marks_xlsb

        return marks_xlsb.marks(file)
    from exports.workbooks import marks_ods

    return marks_ods.marks(file)


def _open_document_locked(file: BinaryIO) -> bool:
    try:
        with zipfile.ZipFile(file) as archive, archive.open(_MANIFEST) as manifest:
            return b"encryption-data" in manifest.read(_MANIFEST_BYTES)
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return False
