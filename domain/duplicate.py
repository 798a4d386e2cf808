"""Near-duplicates: what of two initiatives stands in both, word for word, whoever signed them.

A text is taken as its folded syllables; three in a row make a shingle, a number of 32 bits. The smallest shingles of a
record are its fingerprint: records that share some are looked at, and the passages they share decide. Set phrases,
the forms and laws everybody copies, do not count.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from domain.text import fold, nfc

SYLLABLES = 3
KEPT, KEPT_OF_TITLE = 24, 8
CANDIDATES = 20
SHARED_TO_LOOK = 2  # one shingle in common is chance
TOO_COMMON = 200  # a shingle that so many records hold says nothing about two of them
RUN = 3  # syllables in a row that make a passage
ALIKE_SHARE, ALIKE_WORDS = 0.3, 12
TITLE_SHARE, TITLE_WORDS = 0.75, 6

_SYLLABLE = re.compile(r"[^\W_]+")
_MIX = 0x9E3779B1
_TITLE_SALT = 0x5BD1E995


class Verdict(StrEnum):
    """What a person said of a pair; never asked again."""

    DIFFERENT = "different"
    SAME = "same"


@dataclass(frozen=True)
class Text:
    """A text as it is compared: its folded syllables, and from where to where each stands in the written text."""

    written: str
    syllables: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    counted: tuple[bool, ...]

    @property
    def weight(self) -> int:
        """How many syllables count: set phrases do not."""
        return sum(self.counted)


@dataclass(frozen=True)
class Passage:
    """Characters `a[0]:a[1]` of one written text stand, but for signs and accents, at `b[0]:b[1]` of the other."""

    a: tuple[int, int]
    b: tuple[int, int]
    words: int


@dataclass(frozen=True)
class Likeness:
    """`share` is how much of the shorter text, 0–1, stands in the other; `title` the same of the titles."""

    passages: tuple[Passage, ...]
    share: float
    words: int
    title: float
    title_words: int

    @property
    def alike(self) -> bool:
        """Whether a person should look: enough of the text, or nearly the whole of a title of some length."""
        text = self.share >= ALIKE_SHARE and self.words >= ALIKE_WORDS
        return text or (self.title >= TITLE_SHARE and self.title_words >= TITLE_WORDS)


def read(written: str, set_phrases: frozenset[int] = frozenset()) -> Text:
    """The text as it is compared. `set_phrases` are the shingles of what does not count."""
    written = nfc(written)
    found = list(_SYLLABLE.finditer(written))
    syllables = tuple(_folded(one[0]) for one in found)
    counted = [True] * len(syllables)
    for at, number in enumerate(shingles(syllables)):
        if number in set_phrases:
            counted[at : at + SYLLABLES] = [False] * SYLLABLES
    return Text(written, syllables, tuple(one.span() for one in found), tuple(counted))


def shingles(syllables: Sequence[str]) -> list[int]:
    """The numbers of all runs of three syllables, in their order; the same on every machine."""
    return _runs(syllables, SYLLABLES, 0)


def phrases(lines: Iterable[str]) -> frozenset[int]:
    """The shingles of set phrases, one a line."""
    return frozenset(number for line in lines for number in shingles(read(line).syllables))


def fingerprint(title: Text, body: Text) -> tuple[int, ...]:
    """The numbers a record is found by: the smallest shingles of title and body, and pairs of syllables of the title
    for records that say nothing else yet. Smallest first, at most KEPT + KEPT_OF_TITLE.
    """
    of_text = set(_counted_runs(title, SYLLABLES, 0)) | set(_counted_runs(body, SYLLABLES, 0))
    of_title = set(_counted_runs(title, 2, _TITLE_SALT))
    return tuple(sorted({*sorted(of_text)[:KEPT], *sorted(of_title)[:KEPT_OF_TITLE]}))


def likeness(title_a: Text, body_a: Text, title_b: Text, body_b: Text) -> Likeness:
    """What two records have in common, told from the side of `a`."""
    passages = common_passages(body_a, body_b)
    words = sum(_weight(body_a, one.a) for one in passages)
    titles = common_passages(title_a, title_b)
    title_words = sum(_weight(title_a, one.a) for one in titles)
    return Likeness(
        passages,
        _part(words, min(body_a.weight, body_b.weight)),
        words,
        _part(title_words, max(title_a.weight, title_b.weight)),
        title_words,
    )


def common_passages(a: Text, b: Text) -> tuple[Passage, ...]:
    """The longest runs of at least RUN syllables that stand in both, in the order of `a`; none twice, wherever they
    were moved to. A run made of set phrases alone is left out.
    """
    where: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(b.syllables) - RUN + 1):
        where.setdefault(b.syllables[at : at + RUN], []).append(at)
    taken = [False] * len(b.syllables)
    found, at = [], 0
    while at <= len(a.syllables) - RUN:
        start, length = _longest(a, b, at, where.get(a.syllables[at : at + RUN], ()), taken)
        if not length:
            at += 1
            continue
        taken[start : start + length] = [True] * length
        if any(a.counted[at : at + length]):
            found.append(_passage(a, at, b, start, length))
        at += length
    return tuple(found)


def _longest(a: Text, b: Text, at: int, starts: Sequence[int], taken: Sequence[bool]) -> tuple[int, int]:
    """The start in `b` and the length of the longest free run that begins at `at` in `a`; (0, 0) for none."""
    best = (0, 0)
    for start in starts:
        length = 0
        while (
            at + length < len(a.syllables)
            and start + length < len(b.syllables)
            and not taken[start + length]
            and a.syllables[at + length] == b.syllables[start + length]
        ):
            length += 1
        if length >= RUN and length > best[1]:
            best = (start, length)
    return best


def _passage(a: Text, at: int, b: Text, start: int, length: int) -> Passage:
    last = length - 1
    return Passage((a.places[at][0], a.places[at + last][1]), (b.places[start][0], b.places[start + last][1]), length)


def _weight(text: Text, span: tuple[int, int]) -> int:
    """How many counted syllables stand between two characters."""
    return sum(
        counted and span[0] <= place[0] < span[1] for place, counted in zip(text.places, text.counted, strict=True)
    )


def _part(some: int, whole: int) -> float:
    return some / whole if whole else 0.0


def _counted_runs(text: Text, length: int, salt: int) -> list[int]:
    """The numbers of the runs that are not part of a set phrase."""
    numbers = _runs(text.syllables, length, salt)
    return [number for at, number in enumerate(numbers) if all(text.counted[at : at + length])]


def _runs(syllables: Sequence[str], length: int, salt: int) -> list[int]:
    numbers = [_number(one) for one in syllables]
    found = []
    for at in range(len(numbers) - length + 1):
        mixed = salt
        for number in numbers[at : at + length]:
            mixed = ((mixed ^ number) * _MIX) & 0xFFFFFFFF
            mixed ^= mixed >> 15
        found.append(mixed)
    return found


# A register holds some thousand different syllables, over and over: each is folded and numbered once.
@lru_cache(maxsize=1 << 14)
def _folded(syllable: str) -> str:
    return fold(syllable)


@lru_cache(maxsize=1 << 14)
def _number(syllable: str) -> int:
    return zlib.crc32(syllable.encode())
