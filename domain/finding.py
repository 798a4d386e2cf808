"""What somebody looks for: the words of a query, where they stand in a text, and which text comes first.

A word typed without marks finds every word that looks like it bare; a word with marks finds exactly itself. Words in
quotes stand side by side. The last word, unless it is quoted or followed by a space, is still being typed: it finds
whatever begins with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain import text

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile('["“”«»„]([^"“”«»„]*)(["“”«»„]|$)')

Span = tuple[int, int]


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


def words_of(told: str) -> list[tuple[str, int, int]]:
    """Every word of a text in small letters, with where it begins and ends."""
    return [(found[0].lower(), found.start(), found.end()) for found in _WORD.finditer(told)]


@lru_cache(maxsize=1 << 14)
def bare(word: str) -> str:
    """A word without marks: a register says the same few thousand over and over."""
    return text.fold(word)


def terms(told: str) -> set[str]:
    """The different bare words of a text, numbers left out."""
    return {bare(word) for word in set(_WORD.findall(told.lower())) if not word[0].isdigit()}


def holds(part: Part, told: str) -> bool:
    """Whether the words stand side by side in this text."""
    if part.exact:
        small = told.lower()
        if any(word not in small for word, plain in zip(part.words, part.bare, strict=True) if word != plain):
            return False
    return any(True for _ in _places(part, words_of(told)))


def spans(query: Query, told: str) -> tuple[Span, ...]:
    """Where the parts of a query stand in a text, from the left, none over another."""
    words = words_of(told)
    found = sorted(place for part in query.parts for place in _places(part, words))
    apart: list[Span] = []
    for start, end in found:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return tuple(apart)


def rank(query: Query, title: str) -> int:
    """How well a title fits, 0 best: the words side by side as typed, side by side bare, all there, only some."""
    (run, *_) = query.run() or (Part((), ()),)
    words = words_of(title)
    sequence = [word for word, _, _ in words]
    if _run(run.words, sequence, open_=run.open):
        return 0
    if _run(run.bare, [bare(word) for word in sequence], open_=run.open):
        return 1
    return 2 if all(any(True for _ in _places(part, words)) for part in query.parts) else 3


def _run(wanted: Sequence[str], sequence: Sequence[str], *, open_: bool) -> bool:
    last = len(wanted) - 1
    return any(
        all(_fits(sequence[at + n], word, open_=open_ and n == last) for n, word in enumerate(wanted))
        for at in range(len(sequence) - last)
    )


def _part(words: str, *, open_: bool = False) -> Part:
    found = tuple(_WORD.findall(words))
    return Part(found, tuple(map(bare, found)), open_)


def _places(part: Part, words: Sequence[tuple[str, int, int]]) -> list[Span]:
    last = len(part.words) - 1
    found = []
    for at in range(len(words) - last):
        for n, (wanted, plain) in enumerate(zip(part.words, part.bare, strict=True)):
            told = words[at + n][0]
            open_ = part.open and n == last
            if not _fits(bare(told) if wanted == plain else told, wanted, open_=open_):
                break
        else:
            begin, (last_word, start, end) = words[at][1], words[at + last]
            # Of a word that is still being typed only the letters typed are shown.
            shown = start + len(part.words[-1]) if part.open and len(last_word) >= len(part.words[-1]) else end
            found.append((begin, min(shown, end)))
    return found


def _fits(told: str, wanted: str, *, open_: bool) -> bool:
    return told.startswith(wanted) if open_ else told == wanted
