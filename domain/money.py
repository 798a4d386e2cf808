"""Amounts in whole đồng: how they are typed, printed, and written in words."""

from __future__ import annotations

import re

from domain import numbers, spoken
from domain import text as words_of

MAX_VND = 10**13  # ten thousand billion: no sum of benefits is above it, an amount that is was mistyped

_LONGEST = 60  # no amount in figures takes more letters; numbers of thousands of digits cannot even be counted

_UNITS = {"k": 1_000, "nghìn": 1_000, "ngàn": 1_000, "tr": 1_000_000, "triệu": 1_000_000, "tỷ": 10**9, "tỉ": 10**9}

_CURRENCY = re.compile(r"\s*(?:đồng|vnđ|vnd|₫|đ)$|^(?:vnđ|vnd|₫)\s*")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([., ])\d{3})(?:\1\d{3})*")
_LABEL = re.compile(r"^(?:\(?\s*(?:số tiền )?(?:viết )?bằng chữ\s*:?|\()\s*")
_CLOSING = " ./)"  # how a line of an amount in words ends: "đồng chẵn./.)"
_IN_WORDS = re.compile(r"(.*?)(\s+đồng(?: việt nam)?)?")
_SCALE_LAST = re.compile(r".*\s(?:nghìn|ngàn|triệu|tỷ|tỉ|rưỡi|rưởi)")
_PLAIN = re.compile(r"0|[1-9]\d*")
_NO_FRACTION = re.compile(r"(.*\d)([.,])00?")
_WITH_UNIT = re.compile(r"(\d[\d., ]*?)\s*(nghìn|ngàn|triệu|tr|tỷ|tỉ|k)(?![^\W\d_])\s*")
_DECIMAL = re.compile(r"(0|[1-9]\d*)(?:,(\d{1,9})|\.(\d{1,9}))")
_GROUPED_DECIMAL = re.compile(r"([1-9]\d{0,2}(?:\.\d{3})+),(\d{1,9})")


def plain(vnd: int) -> str:
    """48.500.000"""
    return f"{vnd:,}".replace(",", ".")


def short(vnd: int) -> str:
    """406,2 triệu đ: one decimal, rounded half up, for tiles and charts."""
    for unit, size in (("tỷ", 10**9), ("triệu", 10**6), ("nghìn", 10**3)):
        tenths = (abs(vnd) * 10 + size // 2) // size
        if tenths >= 10:
            whole, tenth = divmod(tenths, 10)
            sign = "-" if vnd < 0 else ""
            return f"{sign}{plain(whole)}{f',{tenth}' if tenth else ''} {unit} đ"
    return f"{vnd} đ"


def words(vnd: int) -> str:
    """Bốn mươi tám triệu năm trăm nghìn đồng. Empty hundreds are said: 1.005.000 has "không trăm linh năm nghìn"."""
    sentence = f"{numbers.words(vnd)} đồng"
    return sentence[0].upper() + sentence[1:]


def parse(text: str) -> int | None:
    """Whole đồng from 48.500.000, 48 500 000 đ, "48,5 triệu", "1 tỷ 200 triệu", "500 nghìn", "12,000,000 VND",
    and from words: "(Bằng chữ: Bốn mươi tám triệu năm trăm nghìn đồng chẵn)".

    None for anything that can be read in two ways (48,5 without a unit; 1.500 triệu), for fractions of a đồng,
    for negative amounts and for amounts above MAX_VND: what was typed is then kept for a person to settle.
    """
    typed = _CURRENCY.sub("", words_of.clean_line(text).lower().rstrip(" ."))
    amount = None
    if len(typed) <= _LONGEST:
        amount = _bare_amount(typed)
        if amount is None:
            amount = _amount_with_units(typed)
    if amount is None:
        amount = parse_words(text)
    return amount if amount is not None and 0 <= amount <= MAX_VND else None


def parse_words(text: str) -> int | None:
    """Whole đồng from an amount written out in words, above zero or not; see `domain.spoken` for the spellings.

    Without "đồng" the last word must be a unit: "năm" is also a year, and "một triệu hai trăm" is 1.200.000 in speech.
    """
    typed = words_of.clean_line(text).lower()
    if len(typed) > spoken.LONGEST:
        return None
    said = _LABEL.sub("", typed).rstrip(_CLOSING).removesuffix(" chẵn").rstrip(_CLOSING)
    found = _IN_WORDS.fullmatch(said)
    if found is None or not (found[2] or _SCALE_LAST.fullmatch(found[1])):
        return None
    return spoken.number(found[1])


def _bare_amount(typed: str) -> int | None:
    if found := _NO_FRACTION.fullmatch(typed):
        # A fraction of nothing, as accounting programs print it; its sign is never also the sign between thousands.
        whole, sign = found.groups()
        typed = whole if sign not in whole else ""
    if _PLAIN.fullmatch(typed) or _GROUPED.fullmatch(typed):
        return int(re.sub("[., ]", "", typed))
    return None


def _amount_with_units(typed: str) -> int | None:
    """A number before each unit, units from big to small; only a single number may have a fraction."""
    parts = _WITH_UNIT.findall(typed)
    if not parts or _WITH_UNIT.sub("", typed).strip():
        return None
    sizes = [_UNITS[unit] for _, unit in parts]
    if sizes != sorted(set(sizes), reverse=True):
        return None
    if len(parts) == 1:
        return _times(parts[0][0], sizes[0])
    if not all(re.fullmatch(r"[1-9]\d{0,2}", number) for number, _ in parts):
        return None
    return sum(int(number) * size for (number, _), size in zip(parts, sizes, strict=True))


def _times(number: str, size: int) -> int | None:
    """`number` × `size`; a sign before exactly three digits may mean thousands or a fraction, so it is not read."""
    if _PLAIN.fullmatch(number):
        return int(number) * size
    if found := _GROUPED_DECIMAL.fullmatch(number):
        whole, fraction = found[1].replace(".", ""), found[2]
    elif found := _DECIMAL.fullmatch(number):
        whole, fraction = found[1], found[2] or found[3]
        if len(fraction) == 3 and whole != "0":
            return None
    else:
        return None
    amount, rest = divmod(int(whole + fraction) * size, 10 ** len(fraction))
    return amount if rest == 0 else None
