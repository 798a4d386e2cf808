"""Where in a pack's text each key stands: the standard reader of TOML says what a file holds, but not where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from domain.schema import Place


@dataclass(frozen=True)
class Spot:
    """The first line (from 1) of a key or a header, and the letters `start` to `end` of its value in the text.

    Of a table the letters are those of its header line.
    """

    line: int
    start: int
    end: int


_KEY = re.compile(r"""\s*(?:([A-Za-z0-9_-]+)|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)')\s*""")
_STRINGS = ('"""', "'''", '"', "'")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_ATOM = re.compile(r"[^,\]}#\n]+")


@dataclass
class _Walk:
    text: str
    at: int = 0
    table: Place = ()
    counts: dict[Place, int] = field(default_factory=dict)
    spots: dict[Place, Spot] = field(default_factory=dict)
    headers: list[tuple[Place, Spot]] = field(default_factory=list)

    def line(self, letter: int) -> int:
        return self.text.count("\n", 0, letter) + 1


def spots(text: str) -> Mapping[Place, Spot]:
    """Every key, table and array entry of a text that is good TOML, by its place: ("phases", 0, "id")."""
    return _walked(text).spots


def headers(text: str) -> list[tuple[Place, Spot]]:
    """The header lines in their order, each with the place of its table."""
    return _walked(text).headers


def _walked(text: str) -> _Walk:
    walk = _Walk(text)
    while True:
        _skip(walk)
        if walk.at >= len(text):
            return walk
        if text[walk.at] == "[":
            _header(walk)
        else:
            _pair(walk, walk.table)


def line_of(found: Mapping[Place, Spot], at: Place) -> int:
    """The line of a place; of what is missing, the line of the nearest thing around it, 1 at last."""
    for length in range(len(at), 0, -1):
        if at[:length] in found:
            return found[at[:length]].line
    return 1


def _skip(walk: _Walk) -> None:
    match = _BLANK.match(walk.text, walk.at)
    walk.at = match.end() if match else walk.at


def _header(walk: _Walk) -> None:
    start = walk.at
    double = walk.text.startswith("[[", start)
    walk.at += 2 if double else 1
    names = list(_names(walk))
    walk.at += 2 if double else 1
    place = (*_resolved(walk, names[:-1]), names[-1])
    spot = Spot(walk.line(start), start, walk.at)
    if double:
        number = walk.counts.get(place, 0)
        walk.counts[place] = number + 1
        walk.spots.setdefault(place, spot)
        place = (*place, number)
    for length in range(1, len(place)):
        walk.spots.setdefault(place[:length], spot)
    walk.spots[place] = spot
    walk.headers.append((place, spot))
    walk.table = place


def _resolved(walk: _Walk, names: list[str]) -> Place:
    """The place behind the names of a header: a list of tables means its last entry so far."""
    place: Place = ()
    for name in names:
        place = (*place, name)
        if place in walk.counts:
            place = (*place, walk.counts[place] - 1)
    return place


def _names(walk: _Walk) -> Iterator[str]:
    while match := _KEY.match(walk.text, walk.at):
        walk.at = match.end()
        bare, basic, literal = match.groups()
        yield bare if bare is not None else literal if literal is not None else _unescaped(basic)
        if walk.text[walk.at : walk.at + 1] != ".":
            return
        walk.at += 1


_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


def _unescaped(basic: str) -> str:
    def letter(match: re.Match[str]) -> str:
        return _ESCAPES[match[1]] if match[1] in _ESCAPES else chr(int(match[1][1:], 16))

    return re.sub(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", letter, basic)


def _pair(walk: _Walk, inside: Place) -> None:
    start = walk.at
    names = list(_names(walk))
    walk.at += 1  # the equals sign
    for length in range(1, len(names)):
        walk.spots.setdefault((*inside, *names[:length]), Spot(walk.line(start), start, walk.at))
    _blanks(walk)
    begins = walk.at
    place = (*inside, *names)
    _value(walk, place)
    walk.spots[place] = Spot(walk.line(start), begins, walk.at)


def _blanks(walk: _Walk) -> None:
    while walk.text[walk.at : walk.at + 1] in (" ", "\t"):
        walk.at += 1


def _value(walk: _Walk, place: Place) -> None:
    letter = walk.text[walk.at]
    if letter == "[":
        _array(walk, place)
    elif letter == "{":
        _inline(walk, place)
    elif letter in "\"'":
        _string(walk)
    else:
        match = _ATOM.match(walk.text, walk.at)
        words = match[0].rstrip() if match else ""
        walk.at += max(len(words), 1)


def _array(walk: _Walk, place: Place) -> None:
    for number, start in enumerate(_entries(walk, "]")):
        _value(walk, (*place, number))
        walk.spots[(*place, number)] = Spot(walk.line(start), start, walk.at)


def _inline(walk: _Walk, place: Place) -> None:
    for _start in _entries(walk, "}"):
        _pair(walk, place)


def _entries(walk: _Walk, closing: str) -> Iterator[int]:
    """Stands at each entry between brackets in its turn, to be read there; at last behind the closing one."""
    walk.at += 1
    while True:
        _skip(walk)
        letter = walk.text[walk.at]
        if letter == ",":
            walk.at += 1
        elif letter != closing:
            yield walk.at
        else:
            walk.at += 1
            return


def _string(walk: _Walk) -> None:
    mark = next(mark for mark in _STRINGS if walk.text.startswith(mark, walk.at))
    walk.at += len(mark)
    while not walk.text.startswith(mark, walk.at):
        walk.at += 2 if mark[0] == '"' and walk.text[walk.at] == "\\" else 1
    walk.at += len(mark)
    if len(mark) == 3:
        # A string of many lines may end in quotation marks of its own.
        while walk.text[walk.at : walk.at + 1] == mark[0]:
            walk.at += 1
