"""Vietnamese text: how it is kept, counted, searched and put in order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_NO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff]")
_ODD_SPACES = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_ENDS = re.compile(" +$", re.MULTILINE)
_RUNS_OF_SPACES = re.compile("  +")
# Controls, marks of writing direction, soft hyphens, halves of surrogate pairs, and what XML cannot hold.
_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200e\u200f\u202a-\u202e\u2061-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)

# Eth and the African d look like đ and are what some keyboards and fonts give for it.
_LOOKS_LIKE_D = str.maketrans("ÐðƉɖ", "ĐđĐđ")
_LOOK_ALIKES = str.maketrans(
    "АВЕІЈКМНОРСЅТУХаеіјкорсѕухһԁԛԝӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABEIJKMHOPCSTYXaeijkopcsyxhdqwlABEZHIKMNOPTYXo",
)
_NEEDS_LATIN = re.compile("[ÐðƉɖ\u0370-\u03ff\u0400-\u052f]")
_NOT_LATIN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_LATIN = re.compile("[A-Za-zĐđ]")
_WORD = re.compile("(?:[^\\W\\d_][\u0300-\u036f]*)+")

# Most texts have nothing of all this: one look finds that out. One set of letters, for that is looked for quickest.
_UNTIDY = re.compile(
    "[\x00-\x1f\x7f-\xa0\xadÐðƉɖ\u0300-\u052f\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\uffff\U000e0000-\U000e007f]"
)

# The same of many texts one after the other, whose lines may end: `clean` keeps those.
_BETWEEN_TEXTS = "\x1f"
_UNTIDY_IN_MANY = re.compile(_UNTIDY.pattern.replace("\x00-\x1f", "\x00-\x09\x0b-\x1e"))

_NOTHING_DONE: frozenset[str] = frozenset()

_RUN_OF_DIGITS = re.compile("[0-9]+")
_MARKS = re.compile("[\u0300-\u036f]")
_USUAL = 2_000  # longer texts are not kept word by word
_NO_BAR = str.maketrans("đĐ", "dD")

# Order of the Vietnamese locale in CLDR: letters; then level, huyền, hỏi, ngã, sắc, nặng; then small before capital.
_LETTERS = {letter: chr(0x41 + n) for n, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {tone: str(n) for n, tone in enumerate("\u0300\u0309\u0303\u0301\u0323", start=1)}
_SIGNS = {sign: chr(0x04 + n) for n, sign in enumerate("_-–—,;:!?.…'‘’\"“”()[]{}@*/\\&#%`^+<=>|~$")}
_BETWEEN_NAMES, _BETWEEN_LEVELS, _SPACE = "\x01\x02\x03"


def nfc(text: str) -> str:
    """The one composed form every text is kept in."""
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """Text of several lines as it is stored: NFC, plain spaces, "\\n" between lines, nothing invisible."""
    return cleaned(text)[0]


def clean_line(text: str) -> str:
    """The same in one line: breaks become spaces and runs of spaces one."""
    return cleaned(text, line=True)[0]


def cleaned(text: str, line: bool = False) -> tuple[str, frozenset[str]]:
    """The clean text, and what had to be done: "line_breaks", "control", "spaces", "nfc", "look_alikes".

    Cleaning twice changes nothing the second time.
    """
    if _is_tidy(text):
        return text, _NOTHING_DONE
    steps = (
        ("line_breaks", _one_line if line else _plain_breaks),
        ("control", _without_control),
        ("spaces", _plain_spaces_in_line if line else _plain_spaces),
        ("nfc", nfc),
        ("look_alikes", _latin),
    )
    done = set()
    for code, step in steps:
        after = step(text)
        if after != text:
            done.add(code)
            text = after
    return text, frozenset(done)


def clean_all(texts: Sequence[str]) -> list[str]:
    """`clean` of many texts. Most are clean already: one look at all of them together finds that out."""
    every = _BETWEEN_TEXTS.join(texts)
    # A mark that begins a text belongs to no letter before it: between texts stands what takes none.
    apart = every.count(_BETWEEN_TEXTS) == len(texts) - 1
    spaced = "  " in every or " \n" in every or not _edges(texts).isdisjoint(" \n")
    if not apart or spaced or _UNTIDY_IN_MANY.search(every) or not unicodedata.is_normalized("NFC", every):
        return list(map(clean, texts))
    return list(texts)


def length(text: str) -> int:
    """What a limit counts: code points of the composed text, a line break as one (S2 limits texts to 1000)."""
    return len(nfc(text.replace("\r\n", "\n")))


def fold(text: str) -> str:
    """Text for searching: small letters without marks, đ as d. Folding twice changes nothing."""
    if text.isascii():
        return text.lower()
    # No mark reaches over a space: word by word it comes to the same.
    return " ".join(map(_folded_word, text.split(" "))) if len(text) < _USUAL else _folded(text)


def sort_key(text: str) -> str:
    """A key whose plain order (in Python and in SQLite) is the Vietnamese order of the ICU library.

    Letters decide first, then tones from left to right, then case; white space comes before signs, digits and letters.
    """
    words = [_weights(word) for word in nfc(text).split()]
    letters, tones, cases = zip(*words, strict=True) if words else ((), (), ())
    return _BETWEEN_LEVELS.join((_SPACE.join(letters), "0".join(tones).rstrip("0"), "0".join(cases).rstrip("0")))


def numbered_key(text: str) -> str:
    """`sort_key` for names that count, as of units: "Phân xưởng 2" stands before "Phân xưởng 10"."""
    return sort_key(_RUN_OF_DIGITS.sub(_by_size, text))


def given_name_key(full_name: str) -> str:
    """Vietnamese lists of people go by given name, then family name, then the names between; case does not count."""
    names = nfc(full_name).lower().split()
    parts = (names[-1], names[0], " ".join(names[1:-1])) if names else ()
    return _BETWEEN_NAMES.join(map(_name_key, parts))


_name_key = lru_cache(maxsize=1 << 12)(sort_key)


def _is_tidy(text: str) -> bool:
    spaced = "  " in text or text[:1] == " " or text[-1:] == " "
    return not spaced and not _UNTIDY.search(text) and unicodedata.is_normalized("NFC", text)


def _edges(texts: Sequence[str]) -> set[str]:
    """The letters with which the texts begin and end."""
    return {text[:1] for text in texts} | {text[-1:] for text in texts}


def _folded(text: str) -> str:
    return nfc(_MARKS.sub("", unicodedata.normalize("NFD", text.lower())).translate(_NO_BAR))


# The words of a register come back in row after row.
_folded_word = lru_cache(maxsize=1 << 13)(_folded)


def _by_size(digits: re.Match[str]) -> str:
    """How many digits there are goes before them; no name counts further than 99 digits."""
    number = digits[0].lstrip("0")[:99]
    return f"{len(number):02d}{number}"


def _plain_breaks(text: str) -> str:
    return _LINE_BREAKS.sub("\n", text)


def _one_line(text: str) -> str:
    return _plain_breaks(text).replace("\n", " ")


def _without_control(text: str) -> str:
    return _CONTROL.sub("", text)


def _plain_spaces(text: str) -> str:
    return _LINE_ENDS.sub("", _ODD_SPACES.sub(" ", _NO_WIDTH.sub("", text))).strip(" \n")


def _plain_spaces_in_line(text: str) -> str:
    return _RUNS_OF_SPACES.sub(" ", _plain_spaces(text))


def _latin(text: str) -> str:
    if not _NEEDS_LATIN.search(text):
        return text
    return nfc(_WORD.sub(_latin_word, text.translate(_LOOKS_LIKE_D)))


def _latin_word(match: re.Match[str]) -> str:
    """A word that mixes alphabets becomes Latin, but only if every foreign letter in it has a Latin twin."""
    word = match[0]
    if not (_NOT_LATIN.search(word) and _LATIN.search(unicodedata.normalize("NFD", word))):
        return word
    latin = unicodedata.normalize("NFD", word).translate(_LOOK_ALIKES)
    return word if _NOT_LATIN.search(latin) else latin


def _weights(word: str) -> tuple[str, str, str]:
    """Numbers are as many as there are records, and weigh what they are."""
    if word.isascii() and word.isdigit():
        level = "0" * len(word)
        return word, level, level
    return _weighed(word)


# A register holds some thousand different syllables, over and over: each is weighed once.
@lru_cache(maxsize=1 << 13)
def _weighed(word: str) -> tuple[str, str, str]:
    letters, tones, cases = zip(*map(_weight, word), strict=True)
    return "".join(letters), "".join(tones), "".join(cases)


@lru_cache(maxsize=1 << 10)
def _weight(char: str) -> tuple[str, str, str]:
    """Weights of one character: letter, tone, case. Marks foreign to Vietnamese weigh like tones, after them."""
    base, *marks = list(unicodedata.normalize("NFD", char))
    tone = "".join(_TONES.get(mark, "") for mark in (base, *marks))
    foreign = "".join(mark for mark in marks if mark not in _TONES)
    letter = nfc(base + foreign)
    case = "0" if letter == letter.lower() else "1"
    if letter.lower() in _LETTERS:
        base, foreign = letter, ""
    return _primary(base.lower()), tone + foreign or "0", case


def _primary(char: str) -> str:
    if char in _LETTERS:
        return _LETTERS[char]
    if unicodedata.combining(char) or not char.isprintable():
        return ""
    if char in _SIGNS:
        return _SIGNS[char]
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return char if char.isalpha() else "/" + char
