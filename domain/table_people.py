"""Taking apart a cell with persons in it: names, years of birth, positions, workplaces, telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from domain import phones, text
from domain.initiative import Author
from domain.table_cells import Cell, words
from domain.table_parts import (
    LABELS,
    birth_year,
    has_family_name,
    is_name,
    is_position,
    is_workplace,
    phone,
    without_titles,
)

_COUNTED = re.compile(r"(?:(?<=^)|(?<=[\s;,]))(\d{1,2})\s?[.)/]\s*(?=[^\W\d_])")
_BULLET = re.compile(r"^[-–+•*]\s*", re.MULTILINE)
_LABEL = re.compile(
    "|".join(rf"(?P<{field}>(?<!\w)(?:{pattern})(?!\w))" for field, pattern in LABELS.items()), re.IGNORECASE
)
_BETWEEN = re.compile(r"\s*(?:[,;\n|]|\s[-–—/]+\s|\s[-–—]+(?=\S))\s*")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_AND = re.compile(r"\s+(?:và|&)\s+", re.IGNORECASE)
_NAME_THEN_NUMBER = re.compile(r"([^\d,;:()]*[^\W\d_])[\s.:]+(\+?\d[\d\s./\-]*)")

Parts = list[tuple[str, str]]


def take_apart(cell: Cell) -> list[Author]:
    """The authors of one cell, in order. What is not understood stays in `position` or `workplace`."""
    return people(cell)[0]


def people(cell: Cell) -> tuple[list[Author], frozenset[str]]:
    """The same, and what had to be put right: codes of domain.text.cleaned and "phone_zero"."""
    typed, codes = text.cleaned(words(cell))
    restored: set[str] = set()
    authors = [_author(_parts(chunk), restored) for chunk in _persons(typed)]
    return [author for author in authors if author != Author()], codes | restored


def particulars(cell: Cell) -> tuple[Author, frozenset[str]]:
    """An author without a name, from a column such as «Chức vụ, đơn vị công tác»."""
    typed, codes = text.cleaned(words(cell))
    restored: set[str] = set()
    return _author([("", ""), *_parts(typed)], restored), codes | restored


def _persons(typed: str) -> list[str]:
    """The text of each person: numbered, else by lines, semicolons or commas where a new name begins."""
    marks = [mark for mark in _COUNTED.finditer(typed)]
    numbered = [mark for place, mark in enumerate(marks, start=1) if int(mark[1]) == place]
    if len(numbered) == len(marks) and len(marks) > 1 and not typed[: marks[0].start()].strip():
        ends = [mark.start() for mark in marks[1:]] + [len(typed)]
        return [typed[mark.end() : end].strip(" \n;,") for mark, end in zip(marks, ends, strict=True)]
    lines = [line for line in (_BULLET.sub("", line).strip(" ;,") for line in typed.split("\n")) if line]
    if len(marks) == 1 and marks[0].start() == 0:
        lines[0] = lines[0][marks[0].end() :]
    only_names = all(is_name(line) for line in lines)
    grouped = _grouped(lines, "\n", lambda line: only_names or has_family_name(_first_part(line)))
    return [person for group in grouped for person in _in_line(group)]


def _grouped(pieces: Iterable[str], glue: str, begins: Callable[[str], bool]) -> list[str]:
    groups: list[str] = []
    for piece in pieces:
        if groups and not begins(piece):
            groups[-1] += glue + piece
        else:
            groups.append(piece)
    return groups
