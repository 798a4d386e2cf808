"""Vietnamese telephone numbers as lists hold them: with dots, without their first zero, several in one cell."""

from __future__ import annotations

import re

from domain import text as words

_BETWEEN = re.compile(r"[;/,|\n]|\s-\s|\s–\s|\bhoặc\b|\bvà\b")
_LABEL = re.compile(r"^(?:đt|sđt|điện thoại|tel|mobile|di động|zalo)\b\.?\s*:?\s*", re.IGNORECASE)
_ALLOWED = re.compile(r"\+?[\d\s.\-()]+")
_WHOLE = re.compile(r"0[2-9]\d{8}|02\d{9}|01\d{9}")
_ABROAD = re.compile(r"(?:00)?840?(\d{9,10})")
_LOST_ZERO = re.compile(r"[35789]\d{8}|2\d{9}")


def normal(text: str) -> str | None:
    """The digits of one number, with its first zero: 10 for mobiles, 10–11 for landlines and mobiles before 2018.

    +84 and 0084 become 0. A spreadsheet drops the first zero: nine digits of a mobile, or ten of a landline that
    starts with 2, get it back. None if it is not one Vietnamese number.
    """
    digits = _digits(text)
    return _with_zero(digits) if digits else None


def phones(text: str) -> tuple[str, ...]:
    """All numbers of a cell, in order, each once; empty if any part of the cell cannot be read as a number."""
    if whole := normal(text):
        return (whole,)
    parts = [part for part in _BETWEEN.split(words.clean(text)) if part.strip()]
    numbers = [normal(part) for part in parts]
    return tuple(dict.fromkeys(number for number in numbers if number)) if all(numbers) else ()


def shown(number: str) -> str:
    """0912 820 510; landlines with the area code apart: 024 3821 0555, 0225 3821 055. Other text is left as it is."""
    if not _WHOLE.fullmatch(number):
        return number
    if len(number) == 10 or number.startswith("01"):
        return f"{number[:4]} {number[4:7]} {number[7:]}"
    area = 3 if number.startswith(("024", "028")) else 4
    return f"{number[:area]} {number[area : area + 4]} {number[area + 4 :]}"


def restored_zero(text: str) -> bool:
    """True if `normal` had to give the number its first zero back."""
    return bool(_LOST_ZERO.fullmatch(_digits(text)))


def _digits(text: str) -> str:
    """Digits in the national form; empty if there is anything else than one number."""
    if text.isascii() and text.isdigit():
        return _national(text)
    typed = _LABEL.sub("", words.clean_line(text)).rstrip(".,; ")
    typed = re.sub(r"(?<=^\d{9})\.0$|(?<=^\d{10})\.0$", "", typed)  # a number cell of a spreadsheet read as text
    if not _ALLOWED.fullmatch(typed):
        return ""
    return _national(re.sub(r"\D", "", typed.replace("(0)", "")))


def _national(digits: str) -> str:
    abroad = _ABROAD.fullmatch(digits)
    return "0" + abroad[1] if abroad else digits


def _with_zero(digits: str) -> str | None:
    if _LOST_ZERO.fullmatch(digits):
        return "0" + digits
    return digits if _WHOLE.fullmatch(digits) else None
