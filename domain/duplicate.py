"""Near-duplicates: what of two initiatives stands in both, word for word, whoever signed them.

A text is taken as its folded syllables; three in a row make a shingle, a number of 32 bits. The smallest shingles of a
record are its fingerprint: records that share some are looked at, and the passages they share decide. Set phrases,
the forms and laws everybody copies, do not count.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, partial
from itertools import chain, compress
from operator import and_, or_, xor
from typing import TypeVar

from domain.text import fold, nfc

SYLLABLES = 3
KEPT, KEPT_OF_TITLE = 24, 8
CANDIDATES = 20
# While somebody types, fewer are looked at: those that share the most, at least this part of what the first does, and
# none after so many in a row that are not alike.
OFFERED, OFFERED_PART, OFFERED_MISSES = 8, 0.25, 3
CLEAR = 8  # what half of the numbers must share with a record for the other half not to be asked for: four rare ones
TOO_COMMON = 100  # a number that so many records hold says nothing about two of them
RARE = 25  # one that fewer hold says twice as much as the others
SHARED_TO_LOOK = 4  # two rare numbers in common, or four others: one alone is chance
RUN = SYLLABLES  # syllables in a row that make a passage
ALIKE_SHARE, ALIKE_WORDS = 0.3, 12
TITLE_SHARE, TITLE_WORDS = 0.75, 6

_SYLLABLE = re.compile(r"[^\W_]+")
_REMEMBERED = 1 << 16
_Value = TypeVar("_Value")


class Verdict(StrEnum):
    """What a person said of a pair; never asked again."""

    DIFFERENT = "different"
    SAME = "same"


@dataclass(frozen=True)
class Text:
    """A text as it is compared: its folded syllables, the numbers of its runs of three, and a byte for each syllable
    that says whether it counts (set phrases do not).
    """

    written: str
    syllables: tuple[str, ...]
    shingles: tuple[int, ...]
    counted: bytes

    @cached_property
    def weight(self) -> int:
        """How many syllables count."""
        return sum(self.counted)

    @cached_property
    def places(self) -> tuple[tuple[int, int], ...]:
        """From where to where each syllable stands in the written text."""
        return tuple(one.span() for one in _SYLLABLE.finditer(self.written))

    @cached_property
    def known(self) -> frozenset[int]:
        return frozenset(self.shingles)


@dataclass(frozen=True)
class Passage:
    """Characters `a[0]:a[1]` of one written text stand, but for signs and accents, at `b[0]:b[1]` of the other."""

    a: tuple[int, int]
    b: tuple[int, int]
    words: int


@dataclass(frozen=True)
class Likeness:
    """`share` is how much of the shorter text, 0–1, stands in the other; `title` the same of the titles.

    `runs` are the passages as syllables: the place in `a`, the place in `b`, how many.
    """

    a: Text
    b: Text
    runs: tuple[tuple[int, int, int], ...]
    share: float
    words: int
    title: float
    title_words: int

    @property
    def alike(self) -> bool:
        """Whether a person should look: enough of the text, or nearly the whole of a title of some length."""
        return _enough(self.words, self.share, self.title_words, self.title)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(_passage(self.a, self.b, run) for run in self.runs)


def read(written: str, set_phrases: frozenset[int] = frozenset()) -> Text:
    """The text as it is compared. `set_phrases` are the shingles of what does not count."""
    written = nfc(written)
    syllables = tuple(map(_FOLDED.__getitem__, _SYLLABLE.findall(written)))
    numbers = shingles(syllables)
    counted = bytearray(b"\1" * len(syllables))
    if not set_phrases.isdisjoint(numbers):
        for at, number in enumerate(numbers):
            if number in set_phrases:
                counted[at : at + SYLLABLES] = bytes(SYLLABLES)
    return Text(written, syllables, numbers, bytes(counted))


# What follows is done for every record of a register and for every candidate of a search: each step runs through all
# syllables at once instead of one by one.


def shingles(syllables: Sequence[str]) -> tuple[int, ...]:
    """The numbers of all runs of three syllables, in their order; the same on every machine."""
    first, second, third = (map(table.__getitem__, syllables[at:]) for at, table in enumerate(_OF_THREE))
    return tuple(map(xor, map(xor, first, second), third))


def phrases(lines: Iterable[str]) -> frozenset[int]:
    """The shingles of set phrases, one a line."""
    return frozenset(number for line in lines for number in read(line).shingles)


def fingerprint(title: Text, body: Text) -> tuple[int, ...]:
    """The numbers a record is found by: the smallest shingles of title and body, and pairs of syllables of the title
    for records that say nothing else yet. Smallest first, at most KEPT + KEPT_OF_TITLE.
    """
    of_text = {*_counting(title, title.shingles), *_counting(body, body.shingles)}
    first, second = (map(table.__getitem__, title.syllables[at:]) for at, table in enumerate(_OF_TWO))
    of_title = set(_counting(title, tuple(map(xor, first, second)), 2))
    return tuple(sorted({*sorted(of_text)[:KEPT], *sorted(of_title)[:KEPT_OF_TITLE]}))


def weighed(rare: Sequence[Iterable[int]], others: Sequence[Iterable[int]]) -> Counter[int]:
    """How much each record shares, from who holds each rare number and each of the others that are not too common."""
    return Counter(chain.from_iterable((*rare, *rare, *others)))


def may_be_alike(title_a: Text, body_a: Text, title_b: Text, body_b: Text) -> bool:
    """False where `likeness` cannot come out alike; a fraction of its work. What stands in no shared shingle stands in
    no passage.
    """
    words, titles = _covered(body_a, body_b), _covered(title_a, title_b)
    return _enough(
        words,
        _part(words, min(body_a.weight, body_b.weight)),
        titles,
        _part(titles, max(title_a.weight, title_b.weight)),
    )


def likeness(title_a: Text, body_a: Text, title_b: Text, body_b: Text) -> Likeness:
    """What two records have in common, told from the side of `a`."""
    runs = common_runs(body_a, body_b)
    words = sum(sum(body_a.counted[at : at + length]) for at, _start, length in runs)
    titles = common_runs(title_a, title_b)
    title_words = sum(sum(title_a.counted[at : at + length]) for at, _start, length in titles)
    return Likeness(
        body_a,
        body_b,
        runs,
        _part(words, min(body_a.weight, body_b.weight)),
        words,
        _part(title_words, max(title_a.weight, title_b.weight)),
        title_words,
    )


def common_runs(a: Text, b: Text) -> tuple[tuple[int, int, int], ...]:
    """The longest runs of at least RUN syllables that stand in both, in the order of `a`: the place in `a`, the place
    in `b`, how many. None twice, wherever they were moved to; a run made of set phrases alone is left out.
    """
    where: dict[int, list[int]] = {}
    for start in compress(range(len(b.shingles)), map(a.known.__contains__, b.shingles)):
        where.setdefault(b.shingles[start], []).append(start)
    taken = bytearray(len(b.syllables))
    found, at = [], 0
    while where and at < len(a.shingles):
        start, length = _longest(a, b, at, where.get(a.shingles[at], ()), taken)
        if not length:
            at += 1
            continue
        taken[start : start + length] = b"\1" * length
        if any(a.counted[at : at + length]):
            found.append((at, start, length))
        at += length
    return tuple(found)


def _longest(a: Text, b: Text, at: int, starts: Sequence[int], taken: Sequence[int]) -> tuple[int, int]:
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


def _covered(a: Text, b: Text) -> int:
    """How many syllables of `b` stand in a run of three that `a` has too."""
    if a.known.isdisjoint(b.shingles):
        return 0
    begins = bytes(map(a.known.__contains__, b.shingles))
    return sum(map(or_, map(or_, begins + b"\0\0", b"\0" + begins + b"\0"), b"\0\0" + begins))


def _enough(words: int, share: float, title_words: int, title: float) -> bool:
    return (share >= ALIKE_SHARE and words >= ALIKE_WORDS) or (title >= TITLE_SHARE and title_words >= TITLE_WORDS)


def _passage(a: Text, b: Text, run: tuple[int, int, int]) -> Passage:
    at, start, length = run
    last = length - 1
    return Passage((a.places[at][0], a.places[at + last][1]), (b.places[start][0], b.places[start + last][1]), length)


def _part(some: int, whole: int) -> float:
    return some / whole if whole else 0.0


def _counting(text: Text, numbers: Sequence[int], length: int = SYLLABLES) -> Iterable[int]:
    """Of the numbers of all runs of this length, those that are not part of a set phrase."""
    if text.weight == len(text.syllables):
        return numbers
    whole: Iterable[int] = text.counted
    for at in range(1, length):
        whole = map(and_, whole, text.counted[at:])
    return compress(numbers, whole)


class _Table(dict[str, _Value]):
    """What a syllable becomes, remembered: a register holds some thousand different ones, over and over."""

    def __init__(self, made: Callable[[str], _Value]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, syllable: str) -> _Value:
        if len(self) >= _REMEMBERED:
            self.clear()
        value = self[syllable] = self._made(syllable)
        return value


def _number(syllable: str, *, place: int) -> int:
    """32 bits, others for each place of a run: the same syllables in another order are another shingle."""
    return int.from_bytes(hashlib.blake2b(syllable.encode(), digest_size=20).digest()[4 * place : 4 * place + 4])


_FOLDED = _Table(fold)
_NUMBERS = [_Table(partial(_number, place=place)) for place in range(5)]
_OF_THREE, _OF_TWO = _NUMBERS[:3], _NUMBERS[3:]
