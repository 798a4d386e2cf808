"""From the rows of somebody's list to candidates for the register."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain import identity_numbers, text
from domain.errors import Problem
from domain.initiative import Author, BenefitState
from domain.table.authors import Found, authors_of
from domain.table.cells import Cell, Row, at, folded, words
from domain.table.layout import Layout, recognise
from domain.table.merged import Corners, filled_down
from domain.table.people import take_apart
from domain.table.rows import Kind, kinds
from domain.table.values import benefit, effect_parts, period, single_day

__all__ = ["Candidate", "Kind", "Layout", "candidates", "identity", "kinds", "recognise", "take_apart"]

_LINES = ("area", "investor", "decision_no")
_PARAGRAPHS = ("summary", "effect", "reach")


@dataclass(frozen=True)
class Candidate:
    """One initiative as a list tells it.

    `row` is its row as the office program shows it. `fields` and `unread` are values for Initiative, `unread` keyed
    as there ("applied_from_on", "authors.0.birth_year"). `cleaned` are codes of domain.text.cleaned and "phone_zero".
    `section` is the heading of the rows it stands under («I. Khối văn phòng»). `occurrence` counts rows of equal
    title and first author from 1; `known_by` is what `identity` gives. A refused candidate has no title and cannot
    enter the register.
    """

    row: int
    fields: dict[str, Any]
    unread: dict[str, str]
    problems: tuple[Problem, ...]
    cleaned: frozenset[str]
    section: str = ""
    occurrence: int = 1
    known_by: str = ""

    @property
    def refused(self) -> bool:
        return not self.fields.get("title")


def candidates(rows: Sequence[Row], layout: Layout, today: date, merged: Iterable[Corners] = ()) -> Iterator[Candidate]:
    """Every initiative of the list in its order; a row with an author and no title is among them, refused.

    `today` gives days typed without a year theirs. `merged` are the sheet's merged cells, if it tells them.
    """
    first: dict[str, int] = {}
    count: Counter[str] = Counter()
    for section, group in _groups(filled_down(rows, layout, merged), layout):
        found = _Reading(layout, today, group, section).candidate()
        key = found.known_by
        if not found.refused:
            count[key] += 1
            first.setdefault(key, found.row)
        if count[key] > 1:
            again = Problem("row_repeated", "title", found.row, {"above": first[key]}, blocks=False)
            problems = (*found.problems, again)
            found = dataclasses.replace(found, occurrence=count[key], problems=problems, known_by="")
        yield found


def identity(candidate: Candidate) -> str:
    """A key that stays the same when the list is read again: title and first author without marks and signs.

    A row without a title has only all it says to be known by.
    """
    return candidate.known_by or _identity(candidate.fields, candidate.occurrence)


def _identity(fields: Mapping[str, Any], occurrence: int = 1) -> str:
    if not fields.get("title"):
        told = [f"{name}={fields[name]}" for name in sorted(fields)]
        return hashlib.sha256("\n".join(["?", *told]).encode()).hexdigest()
    authors: tuple[Author, ...] = fields.get("authors", ())
    told = [folded(fields["title"]), folded(authors[0].full_name) if authors else ""]
    if occurrence > 1:
        told.append(str(occurrence))
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def one(
    rows: Sequence[Row], layout: Layout, first: int, last: int, today: date, merged: Iterable[Corners] = ()
) -> Candidate | None:
    """The initiative of these rows alone, counted from 1 as the office program shows them: what changes in a cell."""
    part = dataclasses.replace(layout, data_from=first)
    return next(candidates(rows[:last], part, today, merged), None)


def _groups(rows: Sequence[Row], layout: Layout) -> Iterator[tuple[str, list[tuple[int, Row]]]]:
    """Each initiative with the rows of its further authors, and the section it stands in."""
    section = ""
    group: list[tuple[int, Row]] = []
    for number, kind in kinds(rows, layout):
        row = rows[number - 1]
        if kind is Kind.COAUTHOR:
            group.append((number, row))
            continue
        if group:
            yield section, group
        group = [(number, row)] if kind is Kind.INITIATIVE else []
        if kind is Kind.SECTION:
            section = text.clean_line(" ".join(words(cell) for cell in row if isinstance(cell, str)))
    if group:
        yield section, group


class _Reading:
    """The reading of one initiative, cell by cell."""

    def __init__(self, layout: Layout, today: date, group: Sequence[tuple[int, Row]], section: str) -> None:
        self.layout = layout
        self.today = today
        self.problems: list[Problem] = []
        self.group = [(number, self._without_identity_numbers(number, row)) for number, row in group]
        self.row, self.cells = self.group[0]
        self.section = section
        self.fields: dict[str, Any] = {}
        self.unread: dict[str, str] = {}
        self.cleaned: set[str] = set()

    def candidate(self) -> Candidate:
        self._title()
        self._authors()
        self._texts()
        self._days()
        self._benefit()
        fields = {name: value for name, value in self.fields.items() if value not in ("", None, ())}
        cleaned = frozenset(self.cleaned)
        return Candidate(self.row, fields, self.unread, tuple(self.problems), cleaned, self.section,
                         known_by=_identity(fields))  # fmt: skip

    def _without_identity_numbers(self, number: int, row: Row) -> Row:
        """The row as it may be kept: each number left out is said with its row and column."""
        if not identity_numbers.any_may_hold([cell for cell in row if type(cell) is str]):
            return row
        kept = list(row)
        for column, field in self.layout.columns.items():
            cell = at(row, column)
            if isinstance(cell, str) and identity_numbers.found(cell, field):
                kept[column] = identity_numbers.without(cell, field)
                facts: dict[str, object] = {"row": number, "column": self.layout.headings[column]}
                source = identity_numbers.SOURCE
                self.problems.append(Problem("identity_number_left_out", field, number, facts, False, source))
        return kept

    def _cells(self, field: str) -> list[Cell]:
        return self.layout.cells(self.cells, field) if field in self.layout.places else []

    def _text(self, cell: Cell, *, line: bool) -> str:
        clean, codes = text.cleaned(words(cell), line=line)
        self.cleaned |= codes
        return clean

    def _object(self, code: str, field: str, typed: str = "") -> None:
        facts: dict[str, object] = {"words": typed} if typed else {}
        self.problems.append(Problem(code, field, self.row, facts))
        if typed:
            self.unread[field] = typed

    def _title(self) -> None:
        self.fields["title"] = "".join(self._text(cell, line=True) for cell in self._cells("title"))
        if not self.fields["title"]:
            self._object("title_missing", "title")

    def _authors(self) -> None:
        authors: list[Author] = []
        for number, row in self.group:
            found = authors_of(row, self.layout)
            self.cleaned |= found.cleaned
            if number != self.row:
                names = ", ".join(author.full_name for author in found.authors)
                facts: dict[str, object] = {"name": names, "above": self.row}
                self.problems.append(Problem("coauthor_joined", "authors", number, facts, blocks=False))
            self._unread_of(found, len(authors))
            authors += found.authors
        self.fields["authors"] = tuple(authors)
        if not authors:
            self._object("authors_missing", "authors")

    def _unread_of(self, found: Found, before: int) -> None:
        codes = {"birth_year": "birth_year_unreadable", "share_pct": "share_unreadable"}
        for (place, field), typed in found.unread.items():
            self._object(codes[field], f"authors.{before + place}.{field}", typed)

    def _texts(self) -> None:
        for field in _LINES:
            self.fields[field] = ", ".join([self._text(cell, line=True) for cell in self._cells(field)])
        for field in _PARAGRAPHS:
            self.fields[field] = "\n".join([self._text(cell, line=False) for cell in self._cells(field)])

    def _days(self) -> None:
        for cell in self._cells("applied_from_on"):
            first, last, trial = period(cell, self.today)
            self.fields |= {"applied_from_on": first, "applied_to_on": last}
            if trial:
                self.fields["trial"] = True
            if first is None and last is None:
                self._object("date_unreadable", "applied_from_on", self._text(cell, line=True))
        for field in ("applied_to_on", "decision_on"):
            for cell in self._cells(field):
                self.fields[field] = single_day(cell, self.today)
                if self.fields[field] is None:
                    self._object("date_unreadable", field, self._text(cell, line=True))

    def _benefit(self) -> None:
        for cell in self._cells("benefit_vnd"):
            amount, state, code = benefit(cell, self.layout.unit_vnd)
            self.fields |= {"benefit_vnd": amount, "benefit_state": state or None}
            if code:
                self._object(code, "benefit_vnd", self._text(cell, line=True))
            elif amount is None:
                self.fields["benefit_note"] = self._text(cell, line=False)
            return
        self._labelled_effect()

    def _labelled_effect(self) -> None:
        """The official form has effect, benefit and reach in one column."""
        effect, told, reach = effect_parts(self.fields["effect"])
        if told:
            amount, state, _code = benefit(told, 1)
            if amount is None and state is BenefitState.NONE:
                return
            self.fields |= {"benefit_vnd": amount, "benefit_state": state or None}
        self.fields["effect"] = effect
        self.fields["reach"] = "\n".join(part for part in (self.fields["reach"], reach) if part)
