"""What a file of evidence is, by what is in it: the list of names of a ZIP, the streams of an old office file.

Nothing is unpacked. What a stranger made is looked into at the gate first (see `gate`), then here by the same code.
"""

from __future__ import annotations

import io
import struct
import zipfile
from typing import BinaryIO

from domain.errors import RuleError
from domain.evidence import HEAD_BYTES, ZIP_HEAD, Kind, kind_of
from exports.workbooks.macros import may_have_macros

# More names than anybody packs into a document: a ZIP whose list is longer is none that we take.
_ZIP_LIST_BYTES = 4 << 20


def kind(file: BinaryIO, name: str) -> Kind:
    """What the file is; RuleError evidence_kind_refused for what is not taken, and for what nobody can look into."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    names = _zip_names(file) if head.startswith(ZIP_HEAD) else ()
    found = kind_of(head, names, name)
    if found is not None and found.code == "office":
        file.seek(0)
        found = None if may_have_macros(file.read()) else found
    if found is None:
        raise RuleError("evidence_kind_refused", name=name)
    return found


def _zip_names(file: BinaryIO) -> tuple[str, ...]:
    """The names inside a ZIP; none if it is broken, or if its list alone would fill the memory."""
    try:
        with zipfile.ZipFile(_Sparing(file)) as archive:
            return tuple(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error):
        return ()


class _Sparing(io.RawIOBase):
    """A file of which nobody reads much at once. Two places of a ZIP say how long its list is: this counts the list."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._file.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        if offset < 0 and whence == io.SEEK_SET:
            raise ValueError("negative seek")  # a file of the disk would call it trouble with the disk
        return self._file.seek(offset, whence)

    def read(self, size: int | None = -1) -> bytes:
        found = self._file.read(_ZIP_LIST_BYTES + 1 if size is None or size < 0 else min(size, _ZIP_LIST_BYTES + 1))
        if len(found) > _ZIP_LIST_BYTES:
            raise ValueError("list too long")
        return found
