"""What somebody looks for: the words of a query, where they stand in a text, and which text comes first.

A word typed without marks finds every word that looks like it bare; a word with marks finds exactly itself. Words in
quotes stand side by side. The last word, unless it is quoted or followed by a space, is still being typed: it finds
whatever begins with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import eq

from domain import text
from domain.word_line import WORD, Line, bare, bare_line, line

_KEPT_RUNS = 1 << 13
_USUAL = 5_000  # letters; longer texts are not kept run by run
_BEGIN, _BETWEEN, _END = r"(?<![^\W_])", r"[\W_]+", r"(?![^\W_])"
_QUOTED = re.compile('["“”«»„]([^"“”«»„]*)(["“”«»„]|$)')

Span = tuple[int, int]
Holds = Callable[[str], bool]
Says = Callable[[Line], bool]


@dataclass(frozen=True)
class Part:
    """Words that stand side by side: as typed (small letters) and bare. `open` says that the last goes on."""

    words: tuple[str, ...]
    bare: tuple[str, ...]
    open: bool = False

    @property
    def exact(self) -> bool:
        """Whether marks were typed."""
        return self.words != self.bare

    @property
    def mixed(self) -> bool:
        """Whether some of the words in quotes have marks and others not."""
        return self.exact and any(map(eq, self.words, self.bare))


@dataclass(frozen=True)
class Query:
    """`quoted` says that somebody put words in quotes; `asked` that anything was typed at all."""

    parts: tuple[Part, ...] = ()
    quoted: bool = False
    asked: bool = False

    @property
    def exact(self) -> bool:
        return any(part.exact for part in self.parts)

    def run(self) -> tuple[Part, ...]:
        """What has to stand side by side in a long text: the phrases in quotes, or else all of it as one phrase."""
        if self.quoted or not self.parts:
            return self.parts
        words = tuple(word for part in self.parts for word in part.words)
        return (Part(words, tuple(map(bare, words)), self.parts[-1].open),)


def parse(typed: str) -> Query:
    """The query behind what was typed; words of nothing but signs find nothing."""
    line = text.clean_line(typed).lower()
    parts: list[Part] = []
    at, quoted = 0, False
    for found in _QUOTED.finditer(line):
        parts += map(_part, line[at : found.start()].split())
        # A quotation that is still open is still being typed.
        open_ = not found[2] and not typed.endswith(" ")
        parts.append(_part(found[1], open_=open_))
        at, quoted = found.end(), True
    rest = line[at:].split()
    parts += map(_part, rest)
    if rest and not typed.endswith(" "):
        parts[-1] = _part(rest[-1], open_=True)
    return Query(tuple(part for part in parts if part.words), quoted, bool(line))


def terms(told: str) -> set[str]:
    """The different bare words of a text, numbers left out."""
    if len(told) > _USUAL:
        return set(_terms_of(told.lower()))
    found = set(map(_kept_runs.__getitem__, told.lower().split()))
    if odd := [run for run in found if isinstance(run, tuple)]:
        found.difference_update(odd)
        found.update(*odd)
    return found  # type: ignore[return-value]  # no tuple is left


def _terms_of(run: str) -> tuple[str, ...]:
    return tuple(bare(word) for word in WORD.findall(run) if not word[0].isdigit())


class _Runs(dict[str, str | tuple[str, ...]]):
    """Letters and signs without a space between, with the word they are, or the words: most come back over and over.

    A dictionary, for a text has hundreds and a cache that counts its use takes twice as long.
    """

    def __missing__(self, run: str) -> str | tuple[str, ...]:
        if len(self) >= _KEPT_RUNS:
            self.clear()
        terms = _terms_of(run)
        self[run] = found = terms[0] if len(terms) == 1 else terms
        return found


_kept_runs = _Runs()


def holds(part: Part, told: str) -> bool:
    """Whether the words stand side by side in this text."""
    return _pattern(part).search(told.lower()) is not None


def holder(parts: Sequence[Part]) -> Holds:
    """For many texts: whether one holds all these parts."""
    searches = [_pattern(part).search for part in parts]

    def all_held(told: str) -> bool:
        small = told.lower()
        return all(search(small) for search in searches)

    return all_held


def spans(query: Query, told: str) -> tuple[Span, ...]:
    """Where the parts of a query stand in a text, from the left, none over another; of a word that is still being
    typed only the letters typed."""
    small = told.lower()
    found = sorted(place.span() for part in query.parts for place in _pattern(part).finditer(small))
    apart: list[Span] = []
    for start, end in found:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return tuple(apart)


def sayer(parts: Sequence[Part]) -> Says:
    """`holder` for lines of words, of which nothing has to be compiled for each letter typed."""
    plain = [_side_by_side(part.bare, part) for part in parts if not part.exact]
    marked = [_side_by_side(part.words, part) for part in parts if part.exact and not part.mixed]
    mixed = [part for part in parts if part.mixed]
    if mixed:
        held = holder(mixed)
        others = sayer([part for part in parts if not part.mixed])
        return lambda told: others(told) and held(told.said)
    if len(plain) == 1 and not marked:
        (only,) = plain
        return lambda told: only in told.bare
    return lambda told: all(one in told.bare for one in plain) and all(one in told.said for one in marked)


def sayer_of_texts(parts: Sequence[Part]) -> Holds:
    """The same for texts: the words of one are looked at only where the letters of all marked words are."""
    says = sayer(parts)
    marked = [word for part in parts for word, plain in zip(part.words, part.bare, strict=True) if word != plain]

    def said(told: str) -> bool:
        small = told.lower()
        return all(word in small for word in marked) and says(line(told))

    return said


def rank(query: Query, title: str) -> int:
    """How well a title fits, 0 best: the words side by side as typed, side by side bare, all there, only some."""
    return ranker(query)(title)


def ranker(query: Query) -> Callable[[str], int]:
    """`rank` for many titles."""
    (run, *_), exact = query.run() or (Part((), ()),), query.exact
    typed, bare_run = _side_by_side(run.words, run), _side_by_side(run.bare, run)
    plain, each = [_side_by_side(part.bare, part) for part in query.parts], sayer(query.parts)

    def ranked(title: str) -> int:
        bare_words = bare_line(title)
        if bare_run in bare_words:
            return 0 if typed in line(title).said else 1
        # Whether the marks are right is asked only where the bare words are.
        said = all(one in bare_words for one in plain) and (not exact or each(line(title)))
        return 2 if said else 3

    return ranked


def _side_by_side(words: Sequence[str], part: Part) -> str:
    """The words as they stand in a line; the last may go on."""
    return f" {' '.join(words)}{'' if part.open else ' '}"


def _part(words: str, *, open_: bool = False) -> Part:
    found = tuple(WORD.findall(words))
    return Part(found, tuple(map(bare, found)), open_)


@lru_cache(maxsize=256)
def _pattern(part: Part) -> re.Pattern[str]:
    """Finds the words, letter by letter, in small letters: a word without marks by every letter that looks like it."""
    said = [
        re.escape(word) if word != plain else "".join(_alike().get(letter, re.escape(letter)) for letter in word)
        for word, plain in zip(part.words, part.bare, strict=True)
    ]
    return re.compile(_BEGIN + _BETWEEN.join(said) + ("" if part.open else _END))


@cache
def _alike() -> dict[str, str]:
    """For each bare letter the set of small letters that become it."""
    alike: dict[str, list[str]] = {}
    for letter in map(chr, range(0x61, 0x1F00)):
        if letter.isalpha() and letter == letter.lower():
            # Most letters are made of no others and stay as they are: to ask for each would take six times as long.
            plain = text.fold(letter) if letter == "đ" or unicodedata.decomposition(letter) else letter
            alike.setdefault(plain, []).append(letter)
    return {plain: f"[{''.join(letters)}]" for plain, letters in alike.items() if len(letters) > 1 and len(plain) == 1}
