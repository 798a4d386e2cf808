"""A programme as it is read: chapters of rules, each rule with the document it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.text import fold
from ui.common.pill import Mark


@dataclass(frozen=True)
class Part:
    """One cell of a rule: words, a muted line below, a pill."""

    text: str = ""
    second: str = ""
    mark: Mark | None = None
    strong: bool = False


@dataclass(frozen=True)
class Rule:
    """One rule. `group` is a heading that stands above the first of its rules."""

    parts: tuple[Part, ...]
    source: str = ""
    group: str = ""

    def words(self) -> str:
        """All that is said, for searching and for a screen reader."""
        said = [self.group]
        for part in self.parts:
            said += [part.text, part.second, part.mark.word if part.mark else ""]
        return ". ".join(filter(None, (*said, self.source)))


@dataclass(frozen=True)
class Chapter:
    """Rules of one kind. `shares` are the widths of their cells against each other, `heads` what stands over them
    (none for no table); `empty` is said where there are no rules; `about` introduces them.
    """

    key: str
    title: str
    rules: tuple[Rule, ...]
    shares: tuple[int, ...] = (1,)
    heads: tuple[str, ...] = ()
    about: str = ""
    empty: str = ""
    shared_source: str = field(default="", init=False)

    def __post_init__(self) -> None:
        sources = {rule.source for rule in self.rules}
        # One document behind all of them is named once, below.
        if len(sources) == 1 and len(self.rules) > 1:
            object.__setattr__(self, "shared_source", sources.pop())

    def found(self, query: str) -> list[bool]:
        """Which rules hold every word of a query, with or without accents; all where the title holds them."""
        asked = fold(query).split()
        title = fold(self.title)
        if all(word in title for word in asked):
            return [True] * len(self.rules)
        return [all(word in title + " " + said for word in asked) for said in map(fold, self._said())]

    def _said(self) -> Sequence[str]:
        return [rule.words() for rule in self.rules]


def said(text: str, source: str = "", *, second: str = "", mark: Mark | None = None, group: str = "") -> Rule:
    """A rule of one sentence."""
    parts = (Part(text, second), Part(mark=mark)) if mark else (Part(text, second),)
    return Rule(parts, source, group)


def valued(text: str, value: str, source: str = "", *, second: str = "", group: str = "") -> Rule:
    """A rule with its number or its words at the right."""
    return Rule((Part(text, second), Part(value, strong=True)), source, group)
