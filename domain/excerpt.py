"""The part of a text in which something was found, short enough for one line of a list."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from domain import finding
from domain.finding import Query, Span

BEFORE = 24  # letters shown before what was found: enough to see what it is about, and the find stays in sight
LENGTH = 160
_MORE = "…"


@dataclass(frozen=True)
class Excerpt:
    """`spans` are the places of letters in `words` that were looked for."""

    words: str
    spans: tuple[Span, ...]


def around(query: Query, told: str) -> Excerpt | None:
    """The line of the text where the words stand side by side, else where one of them stands, from a little before."""
    for sought in (dataclasses.replace(query, parts=query.run()), query):
        for line in told.splitlines():
            said = " ".join(line.split())
            if found := finding.spans(sought, said):
                return _cut(sought, said, found[0][0])
    return None


def _cut(sought: Query, said: str, at: int) -> Excerpt:
    start = 0 if at <= BEFORE else said.find(" ", at - BEFORE, at) + 1 or at
    words = said[start : start + LENGTH]
    if start:
        words = f"{_MORE} {words}"
    if start + LENGTH < len(said):
        words += _MORE
    return Excerpt(words, finding.spans(sought, words))
