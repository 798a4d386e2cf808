"""Taking apart a cell with persons in it: names, years of birth, positions, workplaces, telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from domain import phones, text
from domain.initiative import Author, author_of_fields
from domain.table.cells import Cell, words
from domain.table.parts import (
    LABEL,
    birth_year,
    has_family_name,
    is_name,
    is_position,
    is_workplace,
    may_be_labelled,
    phone,
    without_titles,
)

_COUNTED = re.compile(r"(?:^|(?<=[\s;,]))(\d{1,2})\s?[.)/]\s*(?=[^\W\d_])")
_BULLET = re.compile(r"^\s*[-–+•*]\s*")
_BETWEEN = re.compile(r"\s*[,;\n|]\s*|\s*[-–—]\s+|\s+[-–—/]\s*")
_IN_NUMBER = re.compile(r"(?<!\b19\d\d)(?<!\b20\d\d)(?<=\d)\s*[-–]\s*(?=\d)")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_BULLETS = frozenset("+•*")
_AND = re.compile(r"\s+(?:và|&)\s+", re.IGNORECASE)
_ONLY_COMMAS = re.compile(r"[;\n|()/\-–—]")  # where none of these is, commas alone part
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(
    r"(?<![\w./-])(?:(?:\+84|0)[\d.\- ]{8,14}\d|[35789]\d\d([ .\-]?)\d{3}\1\d{3}"
    r"|(?:19|20)\d\d|\d{1,2}[./\-]\d{1,2}[./\-]\d{4})(?![\w/-])"
)


NOBODY = Author()


def take_apart(cell: Cell) -> list[Author]:
    """The authors of one cell, in order. What is not understood stays in `position` or `workplace`."""
    return people(cell)[0]


def people(cell: Cell) -> tuple[list[Author], frozenset[str]]:
    """The same, and what had to be put right: codes of domain.text.cleaned and "phone_zero"."""
    typed, codes = text.cleaned(words(cell))
    drafts = [_Draft(chunk) for chunk in _persons(typed)]
    if any(draft.restored_zero for draft in drafts):
        codes = codes | {"phone_zero"}
    return [author for draft in drafts if (author := draft.author()) != NOBODY], codes


def particulars(cell: Cell) -> tuple[Author, frozenset[str]]:
    """An author without a name, from a column such as «Chức vụ, đơn vị công tác»."""
    typed, codes = text.cleaned(words(cell))
    draft = _Draft(typed, named=False)
    return draft.author(), codes | ({"phone_zero"} if draft.restored_zero else set())


def _persons(typed: str) -> Iterator[str]:
    """The words of each person: numbered ones, else where a line or a part begins with a new name."""
    if _is_one(typed):
        yield typed
        return
    numbered = _numbered(typed)
    if len(numbered) > 1:
        yield from numbered
        return
    lines = [line for piece in (numbered or [typed])[0].split("\n") if (line := _BULLET.sub("", piece).strip(" ;,"))]
    only_names = all(is_name(line) for line in lines)
    for person in _grouped(lines, "\n", lambda line: only_names or has_family_name(_parts_of(line)[0])):
        for piece in _grouped(person.split(";"), ";", lambda part: has_family_name(_parts_of(part)[0])):
            yield from _in_one_line(piece)


def _is_one(typed: str) -> bool:
    """Quick and sure: particulars in one line between commas, no second name, no number of a list before them."""
    if _ONLY_COMMAS.search(typed) or typed[:1] in _BULLETS or _COUNTED.match(typed) or _has_and(typed):
        return False
    return not any(map(has_family_name, _parts_of(typed)[1:]))


def _has_and(typed: str) -> bool:
    return ("&" in typed or "à" in typed or "À" in typed) and _AND.search(typed) is not None


def _numbered(typed: str) -> list[str]:
    """The pieces after 1. 2. 3., if the text begins so and the numbers follow one another."""
    marks = list(_COUNTED.finditer(typed))
    if (
        not marks
        or typed[: marks[0].start()].strip()
        or [int(mark[1]) for mark in marks] != list(range(1, len(marks) + 1))
    ):
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(typed)]
    return [typed[mark.end() : end].strip(" \n;,") for mark, end in zip(marks, ends, strict=True)]


def _in_one_line(piece: str) -> list[str]:
    """«Nguyễn Văn A, Trần Thị B và Lê C» are three; after a year or a number a new family name begins the next."""
    parts = _parts_of(_AND.sub(", ", piece) if _has_and(piece) else piece)
    names = sum(has_family_name(part) for part in parts[1:])
    if not names:
        return [piece]
    if names == len(parts) - 1 and is_name(parts[0]):
        return parts
    seen: list[str] = []

    def begins(part: str) -> bool:
        again = any(_is_number(earlier) for earlier in seen) and has_family_name(part)
        seen[:] = [part] if again else [*seen, part]
        return again

    persons = _grouped(parts, ", ", begins)
    told = [any(_is_number(part) for part in _parts_of(person)) for person in persons]
    return persons if len(persons) > 1 and all(told) else _named_together(piece)


def _named_together(piece: str) -> list[str]:
    """«Nguyễn Văn A và Trần Thị B, 1985, Tổ 5»: what is told once is the first one's, the workplace is everybody's."""
    joined = _AND.search(piece)
    if joined is None:
        return [piece]
    end = _BETWEEN.search(piece, joined.end())
    before = _parts_of(piece[: joined.start()])
    last, rest = piece[joined.end() : end.start() if end else None].strip(), piece[end.start() :] if end else ""
    if not (all(map(is_name, before)) and has_family_name(last) and is_name(last)):
        return [piece]
    workplace = [part for part in _parts_of(rest) if is_workplace(part) and not is_position(part)]
    return [before[0] + rest, *(", ".join([name, *workplace]) for name in (*before[1:], last))]


def _grouped(pieces: Iterable[str], glue: str, begins: Callable[[str], bool]) -> list[str]:
    groups: list[str] = []
    for piece in pieces:
        begun = begins(piece)
        if groups and not begun:
            groups[-1] += glue + piece
        else:
            groups.append(piece)
    return groups


@lru_cache(maxsize=64)
def _parts_of(typed: str) -> list[str]:
    """The parts between commas, semicolons, line ends and dashes, and those in brackets; never empty, never changed."""
    if _ONLY_COMMAS.search(typed):
        parts = _BETWEEN.split(_IN_NUMBER.sub("-", _BRACKETS.sub(_opened, typed)))
    else:  # as nearly all are
        parts = [part.strip() for part in typed.split(",")]
    # Telephone numbers are one piece, and every one is another: they are not kept.
    return [piece for part in parts for piece in ((part,) if _is_digits(part) else _pieces(part))] or [""]


def _is_digits(part: str) -> bool:
    return part.isascii() and part.isdigit()


@lru_cache(maxsize=1 << 12)
def _pieces(part: str) -> tuple[str, ...]:
    found = _apart_from_numbers(part) if _DIGIT.search(part) else (part,)
    return tuple(piece for piece in (piece.strip(" .:") for piece in found) if piece)


def _apart_from_numbers(part: str) -> Iterator[str]:
    """«Nguyễn Văn A 1985 Tổ trưởng 0912345678» has four parts; a year belongs to what is no name before it."""
    before = 0
    for mark in _DIGITS.finditer(part):
        told = part[before : mark.start()].strip(" .:")
        if phone(mark[0]) or (is_name(told) and birth_year(mark[0]) is not None):
            yield from (told, mark[0])
            before = mark.end()
    yield part[before:]


def _opened(match: re.Match[str]) -> str:
    inner = match[1].strip()
    told = any(
        _is_number(part) or is_position(part) or is_workplace(part) or LABEL.match(part)
        for part in map(str.strip, inner.split(","))
    )
    return f", {inner}, " if told else match[0]


def _is_number(part: str) -> bool:
    return birth_year(part) is not None or bool(phone(part))


class _Draft:
    """One person while the parts are being told apart."""

    def __init__(self, typed: str, *, named: bool = True) -> None:
        self.restored_zero = False
        self._name = "" if named else None
        self._born: int | None = None
        self._position: list[str] = []
        self._workplace: list[str] = []
        self._phones: list[str] = []
        before = 0
        field, label = "", ""
        if "(" in typed:  # before labels part it: one may stand in brackets
            typed = _BRACKETS.sub(_opened, typed)
        for mark in LABEL.finditer(typed) if may_be_labelled(typed) else ():
            self._take(field, label, typed[before : mark.start()])
            field, label, before = mark.lastgroup or "", mark[0], mark.end()
        self._take(field, label, typed[before:])

    def author(self) -> Author:
        return author_of_fields(
            {
                "full_name": self._name or "",
                "birth_year": self._born,
                "position": ", ".join(self._position),
                "workplace": ", ".join(self._workplace),
                "phone": " / ".join(self._phones),
            }
        )

    def _take(self, field: str, label: str, typed: str) -> None:
        """A label says what the first part after it is; the others speak for themselves."""
        for place, part in enumerate(part for part in _parts_of(typed) if part):
            if place == 0 and field:
                self._labelled(field, label, part)
            else:
                self._put(part)

    def _labelled(self, field: str, label: str, part: str) -> None:
        if field == "birth_year" and self._born is None and (year := birth_year(part, labelled=True)):
            self._born = year
        elif field == "phone":
            self._call(phone(part) or part, part)
        elif field == "full_name" and not self._name:
            self._entitle(part)
        elif field == "position":
            self._position.append(part)
        else:
            self._workplace.append(part if field == "workplace" else f"{label.strip()} {part}")

    def _put(self, part: str) -> None:
        year, number = (birth_year(part), phone(part)) if _DIGIT.search(part) else (None, "")
        if year is not None and self._born is None:
            self._born = year
        elif number:
            self._call(number, part)
        elif self._name == "":
            self._entitle(part)
        elif is_position(part) or not (is_workplace(part) or self._position or self._workplace):
            self._position.append(part)
        else:
            self._workplace.append(part)

    def _call(self, number: str, typed: str) -> None:
        self._phones.append(number)
        self.restored_zero |= phones.restored_zero(typed)

    def _entitle(self, part: str) -> None:
        name, degree = without_titles(part)
        self._name = text.clean_line(name)
        self._position += [degree] if degree else []
