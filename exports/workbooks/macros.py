"""Whether an old office file runs a program when it is opened: Visual Basic, or the macro sheets of Excel 4."""

from __future__ import annotations

import struct

from exports.workbooks import compound

_SHEET, _EOF, _MACRO_SHEET = 0x85, 0x0A, 1
_BASIC = "_VBA_PROJECT"


def has_macros(data: bytes) -> bool:
    """False for what is no compound file at all, or so broken that no office program opens it either."""
    try:
        if any(name.upper().startswith(_BASIC) for name in compound.names(data)):
            return True
        return _has_macro_sheet(compound.stream(data, ("Workbook", "Book")))
    except (ValueError, struct.error):
        return False


def _has_macro_sheet(content: bytes) -> bool:
    """The list of sheets stands before the first end mark, hidden ones too."""
    at = 0
    while at + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, at)
        if kind == _EOF:
            return False
        if kind == _SHEET and length > 5 and content[at + 9] == _MACRO_SHEET:
            return True
        at += 4 + length
    return False
