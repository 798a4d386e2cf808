"""Text broken into lines that fit a width."""

from __future__ import annotations

from exports.writers import fonts
from exports.writers.fonts import Face


def wrap(text: str, face: Face, width: float, first_indent: float = 0) -> list[list[str]]:
    """The lines of each paragraph of `text`; no line is wider than `width` points, a word that is gets cut.

    The first line of each paragraph is narrower by `first_indent`. An empty text has one paragraph of one empty line.
    """
    room = width / face.size
    return [_paragraph(part, face.font, room, first_indent / face.size) for part in text.split("\n")]


def flat(text: str, face: Face, width: float) -> list[str]:
    """All lines of the text one after the other."""
    return [line for paragraph in wrap(text, face, width) for line in paragraph]


def balanced(text: str, face: Face, width: float) -> list[str]:
    """As few lines as fit, about equally long: how centred names and titles should stand."""
    lines = flat(text, face, width)
    low, high = 0.0, width
    while high - low > 1:
        middle = (low + high) / 2
        if len(flat(text, face, middle)) == len(lines):
            high = middle
        else:
            low = middle
    return flat(text, face, high)


def measure(line: str, face: Face) -> float:
    """Width of a line in points."""
    space = fonts.width(" ", face.font)
    words = line.split(" ")
    return (sum(fonts.width(word, face.font) for word in words) + space * (len(words) - 1)) * face.size


def _paragraph(text: str, font: str, room: float, indent: float) -> list[str]:
    space, width_of = fonts.width(" ", font), fonts.width
    lines: list[str] = []
    line: list[str] = []
    used = indent
    for word in text.split(" "):
        wide = width_of(word, font)
        if (line or indent) and used + (space if line else 0) + wide > room:
            lines.append(" ".join(line))
            line, used, indent = [], 0.0, 0.0
        if wide > room:
            *full, word = _cut(word, font, room)
            lines += full
            wide = width_of(word, font)
        used += wide + (space if line else 0)
        line.append(word)
    return [*lines, " ".join(line)]


def _cut(word: str, font: str, room: float) -> list[str]:
    pieces, piece, used = [], "", 0.0
    for char in word:
        wide = fonts.width(char, font)
        if piece and used + wide > room:
            pieces.append(piece)
            piece, used = "", 0.0
        piece += char
        used += wide
    return [*pieces, piece]
