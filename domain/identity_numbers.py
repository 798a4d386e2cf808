"""Numbers of identity cards: what looks like one in words that somebody typed, so that none is ever kept.

The programmes of the union never ask for them, and personal data that is not needed is not collected (Luật
91/2025/QH15; NĐ 356/2025/NĐ-CP). A number of a căn cước has 12 digits: three for the province or country of birth
registration, one for century and sex, two for the year of birth, six by chance (NĐ 137/2015/NĐ-CP, Điều 13;
Thông tư 59/2021/TT-BCA, Điều 4). The old chứng minh nhân dân has nine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from domain import phones, text

SOURCE = "Luật 91/2025/QH15; NĐ 356/2025/NĐ-CP"

# The 63 provinces of Thông tư 59/2021/TT-BCA, Phụ lục I; numbers given before 2025 keep theirs for life.
_PROVINCES = frozenset(
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 "
    "044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 "
    "089 091 092 093 094 095 096".split()
)
_YEARS = range(1900, 2030)
# Written so that a digit comes first: that is looked for quickest.
_ENOUGH = re.compile(r"\d(?:[ .\-]?\d){8}")
# Digits in one piece, or in the groups people write them in; never a part of a longer number.
_GROUPED = r"(?:\d{3}([ .\-])\d{3}\1\d{3}\1\d{3}|\d{3}([ .\-])\d{3}\2\d{6}|\d{4}([ .\-])\d{4}\3\d{4}|\d{6}[ .\-]\d{6})"
_NINE = r"(?:\d{9}|\d{3}([ .\-])\d{3}\4\d{3})"
_BARE = re.compile(rf"(?<![\w+])(?<!\d[.,])\d{{12}}(?!\w|[.,]\d)|(?<![\w+])(?<!\d[ .,\-]){_GROUPED}(?!\w|[ .,\-]\d)")
_LABEL = (
    r"(?<!\w)(?:(?:số\s+|thẻ\s+)*(?:cccd|cmnd|cmt(?:nd)?|căn\s+cước(?:\s+công\s+dân)?|chứng\s+minh(?:\s+(?:nhân\s+dân|thư))?|"
    r"định\s+danh(?:\s+cá\s+nhân)?|giấy\s+tờ\s+tùy\s+thân)(?:\s*/\s*(?:cccd|cmnd|căn\s+cước))?(?:\s+số)?)\s*(?:[:.\-–]|là)*\s*"
)
_LABELLED = re.compile(f"{_LABEL}(?<!\\d)(?:\\d{{12}}|{_GROUPED}|{_NINE})(?!\\d)", re.IGNORECASE)
# Nearly all words are told apart by these two before anything is looked at closely.
_TWELVE = re.compile(r"\d(?:[ .\-]?\d){11}")
_LABEL_WORDS = ("cccd", "cmnd", "cmt", "căn", "chứng", "định", "giấy")
_WHOLE_NINE = re.compile(r"\d{9}")  # in groups of three it may as well be an amount
_GAP = re.compile(r"\s*[,;]?\s*[(\[]?\0[)\]]?")

# Fields in which nine digits alone are something else: a telephone number without its first zero, a printed number.
NOT_ALONE = ("phone", "portal_no", "decision_no")


def found(words: str, field: str = "") -> bool:
    """Whether words typed into this field ("phone", "authors.0.phone") hold a number of an identity card."""
    return without(words, field) != words


def none_in(cells: Iterable[str]) -> bool:
    """Quick and sure for many words at once: True means that `found` finds nothing in any of them."""
    return not _ENOUGH.search("\0".join(cells))


def may_hold(words: str) -> bool:
    """Quick and sure: False means that `found` finds nothing, whatever the field."""
    if not _ENOUGH.search(words):
        return False
    nine = _WHOLE_NINE.fullmatch(words.strip()) is not None
    return nine or _TWELVE.search(words) is not None or _may_be_labelled(words.casefold())


def without(words: str, field: str = "") -> str:
    """The words without the number and its label; as they are if they hold none. Doing it twice changes nothing."""
    if not _ENOUGH.search(words):
        return words
    if _WHOLE_NINE.fullmatch(words.strip()) and not _may_be_nine(field.rpartition(".")[2]):
        return words if phones.normal(words) else ""
    if not _TWELVE.search(words) and not _may_be_labelled(words.casefold()):
        return words
    marked = _BARE.sub(lambda mark: "\0" if looks_like_one(mark[0]) else mark[0], _LABELLED.sub("\0", words))
    if marked == words:
        return words
    return without(text.clean(_GAP.sub("", marked)).strip(" ,;"), field)


def _may_be_labelled(small: str) -> bool:
    return any(word in small for word in _LABEL_WORDS)


def _may_be_nine(name: str) -> bool:
    return name.endswith("_vnd") or name in NOT_ALONE


def looks_like_one(number: str) -> bool:
    """Whether twelve digits are built like a căn cước: a known province, a sensible year of birth."""
    digits = re.sub(r"\D", "", number)
    if len(digits) != 12 or digits[:3] not in _PROVINCES:
        return False
    return 1900 + 100 * (int(digits[3]) // 2) + int(digits[4:6]) in _YEARS
