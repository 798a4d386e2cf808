"""The authors of one row of a table, from one cell or from a column for each particular."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any

from domain import entry, phones, text
from domain.initiative import Author, author_of_fields
from domain.table.cells import Cell, Row, at, words
from domain.table.headings import COAUTHORS, PARTICULARS, PEOPLE
from domain.table.layout import Layout
from domain.table.parts import phone
from domain.table.people import NOBODY, particulars, people
from domain.table.values import share, year_of_birth

_READ = frozenset({"birth_year", "share_pct"})
_OWN_COLUMNS = ("birth_year", "position", "workplace", "phone", "share_pct")


@dataclasses.dataclass
class Found:
    """`unread` is by place from 0 and field; `cleaned` as in domain.table.reading.Candidate."""

    authors: list[Author]
    unread: dict[tuple[int, str], str]
    cleaned: frozenset[str]


def authors_of(row: Row, layout: Layout) -> Found:
    """The authors of the row in the order of its columns; a cell with as many lines as authors has one for each."""
    found = Found([], {}, frozenset())
    for field in filter(layout.places.__contains__, (PEOPLE, "full_name", COAUTHORS)):
        for cell in layout.cells(row, field):
            more, codes = people(cell)
            found.authors += more
            found.cleaned |= codes
    drafts: list[dict[str, str]] = [{} for _ in found.authors] or [{}]
    for field in filter(layout.places.__contains__, (PARTICULARS, *_OWN_COLUMNS)):
        for cell in layout.cells(row, field):
            _share_out(field, cell, drafts, found)
    _hand_awards(row, layout, drafts, found)
    _settle(drafts, found)
    return found


def _share_out(field: str, cell: Cell, drafts: list[dict[str, str]], found: Found) -> None:
    """One value is the first author's, a workplace everybody's, unless there is a line for each."""
    lines = [line for line in words(cell).splitlines() if line.strip()]
    own: list[Cell] = [*lines] if len(lines) == len(drafts) > 1 else [cell]
    if field == "workplace" and len(own) == 1:
        own *= len(drafts)
    for draft, value in zip(drafts, own, strict=False):
        for name, typed in _typed(field, value, found).items():
            draft[name] = ", ".join(part for part in (draft.get(name, ""), typed) if part)


def _typed(field: str, cell: Cell, found: Found) -> dict[str, str]:
    """What the cell says, in words the entry of a record understands."""
    if field == PARTICULARS:
        author, codes = particulars(cell)
        found.cleaned |= codes
        return {name: words(getattr(author, name)) for name in ("birth_year", "position", "workplace", "phone")}
    if field == "birth_year":
        return {field: year_of_birth(cell)}
    if field == "share_pct":
        return {field: share(cell)}
    typed, codes = text.cleaned(words(cell), line=True)
    found.cleaned |= codes
    if field == "phone":
        found.cleaned |= {"phone_zero"} if phones.restored_zero(typed) else set()
        return {field: phone(typed) or typed}
    return {field: typed}


def _hand_awards(row: Row, layout: Layout, drafts: list[dict[str, str]], found: Found) -> None:
    """«Name: titles» goes to the author of that name; all else is the first author's."""
    columns = layout.places.get("awards", ())
    for column in columns:
        typed, codes = text.cleaned(words(at(row, column)))
        found.cleaned |= codes
        year = re.search(r"\b20\d\d$", layout.headings[column]) if len(columns) > 1 else None
        place = 0
        for line in typed.split("\n") if typed else ():
            place, own = _named(line, found.authors, place)
            own = f"{year[0]}: {own}" if year else own
            draft = drafts[place]
            draft["awards"] = "\n".join(part for part in (draft.get("awards", ""), own) if part)


def _named(line: str, authors: list[Author], place: int) -> tuple[int, str]:
    name, colon, rest = line.partition(":")
    if colon:
        wanted = text.fold(re.sub(r"^\W*\d*[.)]?\s*", "", name)).strip()
        for number, author in enumerate(authors):
            if wanted == text.fold(author.full_name):
                return number, rest.strip()
    return place, line


def _settle(drafts: list[dict[str, str]], found: Found) -> None:
    """Joins each author of the name cell with what the other columns say of him."""
    told = found.authors or [NOBODY]
    found.authors = []
    for place, (author, draft) in enumerate(zip(told, drafts, strict=True)):
        values: dict[str, Any] = dict(draft)
        left: dict[str, str] = {}
        if to_read := _READ.intersection(draft):
            typed, left = entry.author_typed(draft)
            values |= {field: getattr(typed, field) for field in to_read}
        merged = _merged(author, values)
        if merged != NOBODY or left:
            found.authors.append(merged)
            found.unread |= {(place, field): kept for field, kept in left.items()}


def _merged(author: Author, values: Mapping[str, Any]) -> Author:
    """The columns go before the name cell; what both say of position and workplace is kept side by side."""
    changes: dict[str, Any] = {}
    for field, value in values.items():
        before = getattr(author, field)
        if field in ("position", "workplace") and before and value not in ("", before):
            changes[field] = f"{before}, {value}"
        elif value not in ("", None):
            changes[field] = value
    return author_of_fields(vars(author) | changes) if changes else author
