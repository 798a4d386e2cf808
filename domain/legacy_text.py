"""Text typed with the fonts of before Unicode (TCVN3 and VNI): telling that it is, and turning it into Unicode.

Such a file holds letters of Western Europe, which only its fonts draw as Vietnamese: «NguyÔn V¨n Hïng» under .VnTime,
«Nguyeãn Vaên Huøng» under VNI-Times. The two tables are facts: TCVN 5712:1993 (VN3), the code of the ABC fonts, and
the code table of the VNI fonts for Windows, in which a letter is followed by one that carries its marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from domain.syllables import is_syllable

TCVN3, VNI, UNICODE = "tcvn3", "vni", "unicode"
ENCODINGS = (TCVN3, VNI)

# Where a text changes its font: (place of the first letter, encoding of the font or "").
Runs = Sequence[tuple[int, str]]

_TCVN3_FROM = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_TCVN3 = {first + place: letter for first, letters in _TCVN3_FROM.items() for place, letter in enumerate(letters)}

_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
_PLAIN = {"ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ù": _ACUTE, "ï": _DOT}
_ROOF = {"â": "", "à": _GRAVE, "å": _HOOK, "ã": _TILDE, "á": _ACUTE, "ä": _DOT}
_BOWL = {"ê": "", "è": _GRAVE, "ú": _HOOK, "ü": _TILDE, "é": _ACUTE, "ë": _DOT}
# In VNI ô and ö stand for ơ and ư; i with a mark and ỵ are letters of their own. "iï" is a slip often seen.
_VNI_SINGLE = {"ñ": "đ", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "iï": "ị"}
_VNI_BASES = {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "ô": "ơ", "ö": "ư"}


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for typed, letter in _VNI_BASES.items():
        table |= {typed + mark: _nfc(letter + tone) for mark, tone in _PLAIN.items()}
        if typed in "aeo":
            table |= {typed + mark: _nfc(letter + "\u0302" + tone) for mark, tone in _ROOF.items()}
    table |= {"a" + mark: _nfc("a\u0306" + tone) for mark, tone in _BOWL.items()}
    capitals = {typed.upper(): letter.upper() for typed, letter in table.items()}
    mixed = {typed[0].upper() + typed[1:]: letter.upper() for typed, letter in table.items() if len(typed) > 1}
    return table | mixed | capitals


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


_VNI = _vni_table()
_VNI_LETTERS = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_WORD = re.compile(r"[^\s.,;:!?()\[\]{}\"'“”‘’/\\+=_–—…\-]+")
_TCVN3_WORD = re.compile(r"[^\W\d_]{2,}")
# Letters that only Unicode has: a word with one of them was typed in Unicode, whatever its font.
_ONLY_UNICODE = re.compile("[ăĂđĐĩĨũŨơƠưƯ\u1ea0-\u1ef9\u0300-\u0323]")
_UNICODE_RUN = re.compile(f"({_ONLY_UNICODE.pattern}+)")
_GARBLED = re.compile("[\xa1-\xff]")
# «S§», «TV§T», «Q§-NHNN»: Đ among the capitals of an abbreviation, which is no syllable.
_SHORT_WITH_BAR = re.compile(r"(?<![^\W\d_])[A-Z]{0,6}(?:§[A-Z]{1,6}|(?<=[A-Z])§)(?![^\W\d_]|§)")
_SURE, _BETTER = 0.85, 0.25


def encoding_of_font(name: str) -> str:
    """TCVN3 for .VnTime and its kin, VNI for VNI-Times, "" for any other font."""
    folded = name.strip().lower()
    if folded.startswith(".vn"):
        return TCVN3
    return VNI if folded.startswith(("vni-", "vni ")) else ""


def convert(text: str, encoding: str) -> str:
    """The text in Unicode, NFC. The case of letters stays as it was typed, whatever a font of capitals shows.

    Of a text that was partly retyped in Unicode, only the words of the old font are changed.
    """
    if _ONLY_UNICODE.search(text):
        return _rest_converted(text, encoding)
    if encoding == TCVN3:
        return _capitals_kept(_nfc(text.translate(_TCVN3)), text)
    if encoding == VNI:
        return _nfc(_VNI_LETTERS.sub(lambda found: _VNI[found[0]], text))
    return text


def _rest_converted(text: str, encoding: str) -> str:
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    old = [word for word in words if not _ONLY_UNICODE.search(word)]
    # «sè» reads well both ways: it goes with its neighbours.
    if not any(_is_garbled(word, convert(word, encoding)) for word in old):
        old = []
    return _nfc(_WORD.sub(lambda found: _word_converted(found[0], encoding, found[0] in old), text))


def _word_converted(word: str, encoding: str, old: bool) -> str:
    if old:
        return convert(word, encoding)
    halves = re.split(_UNICODE_RUN, word)
    joined = _nfc("".join(half if _ONLY_UNICODE.search(half) else convert(half, encoding) for half in halves))
    return joined if _is_garbled(word, joined) else word


def _is_garbled(word: str, converted: str) -> bool:
    return not is_syllable(_nfc(word)) and is_syllable(converted)


def convert_runs(text: str, runs: Runs) -> str:
    """The same for a text in several fonts."""
    ends = [*(start for start, _encoding in runs[1:]), len(text)]
    parts = (convert(text[start:end], encoding) for (start, encoding), end in zip(runs, ends, strict=True))
    return text[: runs[0][0]] + "".join(parts) if runs else text


def may_be_garbled(text: str) -> bool:
    """Quick and sure: False means that no encoding would change a letter of the text."""
    return not text.isascii() and bool(_GARBLED.search(text))


def has_unicode_letters(text: str) -> bool:
    """Whether a letter stands in it that only Unicode has: then `detect` finds no encoding, whatever is expected."""
    return _ONLY_UNICODE.search(text) is not None


def detect(text: str, expected: str = "") -> str:
    """The encoding under which the text reads as Vietnamese while it does not as it stands; "" if there is none.

    `expected` is what its neighbours are in: then it is enough that the text reads no worse so.
    """
    if not may_be_garbled(text) or _ONLY_UNICODE.search(text):
        return ""
    stands = reading(text, text)
    best = max((_Found(reading(convert(text, name), text), name) for name in ENCODINGS), key=lambda found: found.share)
    if best.share >= _SURE and best.share > stands + _BETTER:
        return best.encoding
    if expected == TCVN3 and not _GARBLED.search(_SHORT_WITH_BAR.sub("", text)):
        return expected
    if expected and convert(text, expected) != text and reading(convert(text, expected), text) >= max(stands, 0.5):
        return expected
    return ""


class _Found(NamedTuple):
    share: float
    encoding: str


def reading(converted: str, typed: str) -> float:
    """Of the words that are not plain ASCII as typed, the share that reads as Vietnamese; 1.0 if there are none."""
    marked = [
        new for new, old in zip(_WORD.findall(converted), _WORD.findall(typed), strict=False) if not old.isascii()
    ]
    words = [word for word in marked if any(letter.isalpha() for letter in word) or _GARBLED.search(word)]
    return sum(map(is_syllable, words)) / len(words) if words else 1.0


def _capitals_kept(converted: str, typed: str) -> str:
    """A word in capitals has small letters only where TCVN3 has no capital: «PHÇN» is PHẦN."""
    if typed.islower():
        return converted
    return _TCVN3_WORD.sub(lambda found: _capital(found[0]), converted)


def _capital(word: str) -> str:
    if any(letter.isascii() and letter.islower() for letter in word):
        return word
    return word.upper() if sum(letter.isupper() for letter in word) > 1 else word


__all__ = ["ENCODINGS", "TCVN3", "UNICODE", "VNI", "Runs", "convert", "convert_runs", "detect", "encoding_of_font",
           "has_unicode_letters", "may_be_garbled", "reading"]  # fmt: skip
