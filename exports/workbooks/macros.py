"""Whether an old office file may run a program when it is opened: Visual Basic, or the macro sheets of Excel 4."""

from __future__ import annotations

import struct

from exports.workbooks import compound

_SHEET, _EOF, _MACRO_SHEET = 0x85, 0x0A, 1
_BASIC = "_VBA_PROJECT"


def may_have_macros(data: bytes) -> bool:
    """True too for what is no compound file, or one in which nobody finds the way: an office program might."""
    try:
        names = compound.names(data)
        if not names or any(name.upper().startswith(_BASIC) for name in names):
            return True
        there = {name.lower() for name in names} & {"workbook", "book"}
        return any(_has_macro_sheet(compound.stream(data, [name])) for name in there)
    except (ValueError, struct.error, IndexError):
        return True


def _has_macro_sheet(content: bytes) -> bool:
    """The list of sheets stands before the first end mark, hidden ones too. ValueError if there is no such mark."""
    at = 0
    while at + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, at)
        if kind == _EOF:
            return False
        if kind == _SHEET and length > 5 and content[at + 9] == _MACRO_SHEET:
            return True
        at += 4 + length
    raise ValueError("cut off")
