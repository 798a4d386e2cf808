"""A text as a line of its words, in which looking for words is looking for letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from domain import text

WORD = re.compile(r"[^\W_]+")
_KEPT_RUNS = 1 << 13
_USUAL = 5_000  # letters; longer texts are not kept run by run


class Line(NamedTuple):
    """The words of a text in small letters, as they are and bare: a space before each, and one at the end."""

    said: str
    bare: str


@lru_cache(maxsize=1 << 14)
def bare(word: str) -> str:
    """A word without marks: a register says the same few thousand over and over."""
    return text.fold(word)


def line(told: str) -> Line:
    small = told.lower()
    if len(small) > _USUAL:
        words = WORD.findall(small)
        return Line(_joined(words) + " ", _joined(map(text.fold, words)) + " ")
    runs = small.split()
    return Line("".join(map(_said.__getitem__, runs)) + " ", "".join(map(_bare.__getitem__, runs)) + " ")


# From key to key a search looks at the same titles.
@lru_cache(maxsize=1 << 11)
def bare_line(told: str) -> str:
    """The bare words alone, as in a line."""
    small = told.lower()
    if len(small) > _USUAL:
        return line(told).bare
    return "".join(map(_bare.__getitem__, small.split())) + " "


def _joined(words: Iterable[str]) -> str:
    return "".join(f" {word}" for word in words)


class _Runs(dict[str, str]):
    """Letters and signs without a space between, with the words they are: most come back over and over.

    A dictionary, for a cache that counts its use takes twice as long.
    """

    def __init__(self, told: Callable[[str], str]) -> None:
        super().__init__()
        self._told = told

    def __missing__(self, run: str) -> str:
        if len(self) >= _KEPT_RUNS:
            self.clear()
        self[run] = found = _joined(map(self._told, WORD.findall(run)))
        return found


_said, _bare = _Runs(str), _Runs(bare)
