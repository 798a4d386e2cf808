"""Codes and numbers: what they may look like and how they are made."""

from __future__ import annotations

import re

_UNIT_CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9]|[._-](?=[A-Za-z0-9])){1,31}")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def unit_code_ok(text: str) -> bool:
    """2–32 ASCII letters, digits, and single dots, dashes, underscores between them; stored in capitals.

    A code becomes part of file names, so the names of Windows devices (CON, COM1 …) are refused.
    """
    return bool(_UNIT_CODE.fullmatch(text)) and not _DEVICE.fullmatch(text)


def file_stem(unit_code: str, seq: int) -> str:
    """27001_0003: the name of a unit's package number `seq`, small ASCII letters, safe on every system."""
    if not unit_code_ok(unit_code) or seq < 1:
        raise ValueError(f"no file name from {unit_code!r} and {seq}")
    return f"{unit_code.lower()}_{seq:04d}"


def initiative_number(year: int, n: int) -> str:
    """SK-2022-0001: the number an initiative gets in the register when it is accepted."""
    return f"SK-{year:04d}-{n:04d}"
