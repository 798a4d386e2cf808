"""Reads numbers that are written out in words, in the spellings Vietnamese officers use."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import groupby

from domain import text as kept
from domain.numbers import BILLION, DIGITS, PERCENT, POINT

LONGEST = 1000  # letters; no paper writes a longer number
_SPELLINGS = {"ngàn": "nghìn", "tỉ": "tỷ", "lẻ": "linh", "lẽ": "linh", "nhăm": "lăm", "bẩy": "bảy", "rưởi": "rưỡi",
              "phảy": POINT}  # fmt: skip
_VALUES = {word: value for value, word in enumerate(DIGITS)}
_LAST = _VALUES | {"mốt": 1, "tư": 4, "lăm": 5}
_SCALES = {"triệu": 10**6, "nghìn": 10**3}
_UNITS = {*_SCALES, "tỷ"}


def number(text: str) -> int | None:
    """The number said by words, in any of the spellings officers use: mốt, tư, lăm, linh, lẻ, ngàn, tỉ, rưỡi.

    None for anything else and for what can be read in two ways: "một triệu hai" (1.200.000 in speech), "một trăm năm"
    (105 or 150), "hai mươi năm" (25, or twenty years).
    """
    return _number(_tokens(text))


def percent(text: str) -> Decimal | None:
    """What `numbers.percent_words` says, back as a number; "phần trăm" at the end is required."""
    said = " ".join(_tokens(text))
    if not said.endswith(f" {PERCENT}"):
        return None
    sign = "-" if said.startswith("âm ") else ""
    positive = said.removesuffix(f" {PERCENT}").removeprefix("âm ")
    whole, point, fraction = positive.partition(f" {POINT} ")
    before, after = _number(whole.split()), _fraction(fraction.split())
    if before is None or before < 0 or (point and after is None):
        return None
    return Decimal(f"{sign}{before}.{after or 0}")


def _tokens(text: str) -> list[str]:
    typed = kept.clean_line(text).lower()
    if len(typed) > LONGEST:
        return []
    spoken = re.sub(r"(?<=\w)[,;](?=\s)|(?<=\w)-(?=\w)", " ", typed).strip(" .;,")
    return [_SPELLINGS.get(word, word) for word in spoken.split()]


def _number(tokens: list[str]) -> int | None:
    if tokens[:1] == ["âm"]:
        positive = _number(tokens[1:]) if tokens[1:2] != ["âm"] else None
        return -positive if positive else None
    if tokens == [DIGITS[0]]:
        return 0
    half = _half(tokens)
    if half is None:
        return None
    whole = _sum_of_levels(tokens[:-1] if half else tokens)
    return whole + half if whole else None


def _half(tokens: list[str]) -> int | None:
    """What "rưỡi" at the end adds: half of the one unit before it; 0 if it is not said, None if it says nothing."""
    if tokens[-1:] != ["rưỡi"]:
        return 0
    unit = tokens[-2] if len(tokens) > 2 and tokens[-3] not in _UNITS else ""
    return {**_SCALES, "tỷ": BILLION}.get(unit, 0) // 2 or None


def _sum_of_levels(tokens: list[str]) -> int | None:
    """Parts between "tỷ": each counts billions of one power, and each is smaller than the last unit of the one before.

    So "ba nghìn tỷ hai trăm tỷ" is the same as "ba nghìn hai trăm tỷ".
    """
    total, least = 0, None
    for part, power in _parts(tokens):
        read = _group_sum(part, first=least is None, unit_follows=power > 0)
        if read is None:
            return None
        value, scale = read
        if least is not None and value * BILLION**power >= least:
            return None
        total += value * BILLION**power
        least = scale * BILLION**power
    return total


def _parts(tokens: list[str]) -> list[tuple[list[str], int]]:
    """The words before each run of "tỷ" with the length of the run; the last run may be missing (0)."""
    parts: list[tuple[list[str], int]] = []
    for billions, run in groupby(tokens, key="tỷ".__eq__):
        if billions:
            before = parts.pop()[0] if parts else []
            parts.append((before, len(list(run))))
        else:
            parts.append((list(run), 0))
    return parts


def _group_sum(tokens: list[str], *, first: bool, unit_follows: bool) -> tuple[int, int] | None:
    """A number below a billion, and the scale of its last group."""
    total, least, left = 0, BILLION, tokens
    while left:
        end = next((place for place, word in enumerate(left) if word in _SCALES), len(left))
        scale = _SCALES[left[end]] if end < len(left) else 1
        lonely = not first and scale == 1 and not unit_follows
        value = _group_value(left[:end], digit_alone=not lonely)
        if value is None or scale >= least:
            return None
        total, least, left, first = total + value * scale, scale, left[end + 1 :], False
    return (total, least) if tokens else None


def _group_value(tokens: list[str], *, digit_alone: bool) -> int | None:
    """Three digits; a digit alone at the very end of a longer number has to say "linh" before it."""
    hundreds, left = 0, tokens
    has_hundreds = len(tokens) > 1 and tokens[1] == "trăm" and tokens[0] in _VALUES
    if has_hundreds:
        hundreds, left = _VALUES[tokens[0]] * 100, tokens[2:]
        if not left:
            return hundreds
    if left[:1] == ["linh"]:
        below = _LAST.get(left[1]) if len(left) == 2 else None
        if below is None and not has_hundreds:
            below = _tens(left[1:])
        return hundreds + below if below else None
    if len(left) == 1 and left[0] in _VALUES:
        return _VALUES[left[0]] if digit_alone and not has_hundreds else None
    below = _tens(left)
    return hundreds + below if below else None


def _tens(tokens: list[str]) -> int | None:
    """10–99: "mười lăm", "hai mươi", "hai mươi mốt" (also "một")."""
    if tokens[:1] == ["mười"]:
        tens, ones = 10, tokens[1:]
        allowed = ones in ([], ["tư"], ["lăm"]) or ones[0] in _VALUES
    elif len(tokens) > 1 and tokens[1] == "mươi" and _VALUES.get(tokens[0], 0) > 1:
        tens, ones = _VALUES[tokens[0]] * 10, tokens[2:]
        allowed = not ones or ones[0] in _LAST
    else:
        return None
    if not allowed or len(ones) > 1 or ones in (["năm"], ["không"]):
        return None
    return tens + (_LAST[ones[0]] if ones else 0)


def _fraction(tokens: list[str]) -> str | None:
    """Digits after the comma: one by one, or two of them as one number."""
    if tokens and all(word in _VALUES for word in tokens):
        return "".join(str(_VALUES[word]) for word in tokens)
    together = _tens(tokens)
    return str(together) if together else None
