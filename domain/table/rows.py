"""Telling the rows below a heading apart: initiatives, further authors, and all that stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from domain.table.cells import Cell, Row, at, folded, is_filled, words
from domain.table.headings import COAUTHORS, NUMBER, PEOPLE
from domain.table.layout import Layout
from domain.table.parts import is_workplace


class Kind(StrEnum):
    """What a row is. Only `initiative` and `coauthor` rows are taken over."""

    BLANK = "blank"
    HEADING = "heading"
    COLUMN_NUMBERS = "column_numbers"
    SECTION = "section"
    TOTAL = "total"
    CLOSING = "closing"
    COAUTHOR = "coauthor"
    INITIATIVE = "initiative"


_WHO = (PEOPLE, "full_name", COAUTHORS)

# Where the table ends and the signatures begin; folded, from the first word of a cell.
_CLOSING = re.compile(
    r"(tm|kt|tl|tuq|thay mat) (ban|chu tich|giam doc|bch|bvt|thu truong|hieu truong|cong doan|hoi dong|lanh dao)\b"
    r"|(nguoi|can bo) (lap|tong hop|lam)( (bieu|bang|danh sach)\b.*|)$|noi nhan\b|xac nhan (cua|don vi)\b"
    r"|((pho |)chu tich|giam doc|thu truong( don vi| co quan|)|ban chap hanh|ban thuong vu)$"
    r"|(.{1,40} |)ngay (\d+ |)thang (\d+ |)nam \d*$|ky (va |)ghi ro ho ten|danh sach (nay |)(gom|co)\b"
)
_THINGS = r"( (sang kien|nguoi|de tai|giai phap|tac gia|dong))*"
_TOTAL = re.compile(rf"(tong cong|tong so|cong|tong){_THINGS}( \d+)*{_THINGS}$|tong cong\b")
_ENUMERATED = re.compile(r"\s*(?:[IVX]{1,6}|[A-H])\s*[.)/:\-–]\s*\S")
_SECTION_NUMBER = re.compile(r"\s*(?:[IVX]{1,6}|[A-H])\s*[.)/]?\s*")
_NEARLY = 10
_COUNT = re.compile(r"[(\[]?\s*(\d{1,2}|[a-zA-Z])\s*[)\]]?")
_NUMBER = re.compile(r"\s*\d+(?:[.,]0)?\s*[.)]?\s*")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_NOTHING = re.compile(r"[\s0.,\-–_…]*")  # a counted line that nobody filled in, or only formulas did


def kinds(rows: Sequence[Row], layout: Layout) -> Iterator[tuple[int, Kind]]:
    """Each row below the heading, by its number, with what it is."""
    closed = follows = False
    for number, row in enumerate(rows[layout.data_from - 1 :], start=layout.data_from):
        kind = _kind(row, layout, follows)
        if kind in (Kind.CLOSING, Kind.HEADING):
            closed = kind is Kind.CLOSING
        elif closed and kind in (Kind.INITIATIVE, Kind.COAUTHOR):
            closed = not _reopens(row, layout)
            kind = Kind.CLOSING if closed else kind
        follows = kind in (Kind.INITIATIVE, Kind.COAUTHOR)
        yield number, kind


def _kind(row: Row, layout: Layout, follows: bool) -> Kind:
    if _is_plain(row, layout):
        return Kind.INITIATIVE
    filled = [cell for column, cell in enumerate(row) if column in layout.columns and is_filled(cell)]
    if not filled:
        return _outside(row)
    if _is_column_numbers(filled):
        return Kind.COLUMN_NUMBERS
    if _is_heading(row, layout):
        return Kind.HEADING
    title, authors, number = _key_cells(row, layout)
    if _NUMBER.fullmatch(number):
        return Kind.INITIATIVE if sum(not _NOTHING.fullmatch(words(cell)) for cell in filled) > 1 else Kind.BLANK
    if _closes(row, layout, filled, both=title and authors):
        return Kind.CLOSING
    if not (title and authors) and (kind := _between(filled, number, title=title)):
        return kind
    if title or not authors:
        return Kind.INITIATIVE
    joins = follows and layout.column(NUMBER) is not None and not number and not _says_more(row, layout)
    return Kind.COAUTHOR if joins else Kind.INITIATIVE


def _is_plain(row: Row, layout: Layout) -> bool:
    """Quick and sure: a number, a title in words that is no heading, an author in words; as nearly all rows are."""
    number, title, who = layout.plain
    if max(number, title, who) >= len(row):
        return False
    counted, told, authors = row[number], row[title], row[who]
    return (
        type(counted) in (int, float)
        and _NUMBER.fullmatch(words(counted)) is not None
        and isinstance(told, str)
        and _LETTERS.search(told) is not None
        and abs(len(told) - len(layout.headings[title])) >= _NEARLY
        and isinstance(authors, str)
        and _LETTERS.search(authors) is not None
    )


def _outside(row: Row) -> Kind:
    """Signatures may stand in columns we do not read; other stray values there are nobody's initiative."""
    return Kind.CLOSING if any(_CLOSING.match(folded(cell)) for cell in row if is_filled(cell)) else Kind.BLANK


def _closes(row: Row, layout: Layout, filled: Sequence[Cell], *, both: bool) -> bool:
    """Two signers stand side by side, so a row with title and author closes if the author is none."""
    told = [cell for field in _WHO for cell in layout.cells(row, field)] if both else filled
    return any(_CLOSING.match(folded(cell)) for cell in told)


def _between(filled: Sequence[Cell], number: str, *, title: bool) -> Kind | None:
    """What an uncounted row without title or without author is, if it is none of an initiative."""
    first = words(filled[0])
    if any(_TOTAL.match(folded(cell)) for cell in filled[:2]):
        return Kind.TOTAL
    if number and (_SECTION_NUMBER.fullmatch(number) or len(filled) == 1):
        return Kind.SECTION
    if len(filled) == 1 and (_ENUMERATED.match(first) or (not title and is_workplace(first))):
        return Kind.SECTION
    return None


def _key_cells(row: Row, layout: Layout) -> tuple[bool, bool, str]:
    """Whether there is a title, whether there is an author, and the number of the row in the list."""
    column = layout.column(NUMBER)
    number = words(at(row, column)).strip() if column is not None else ""
    authors = any(layout.cells(row, field) for field in _WHO)
    return bool(layout.cells(row, "title")), authors, number


def _says_more(row: Row, layout: Layout) -> bool:
    """Whether the row tells anything of an initiative, not only of a person."""
    own = ("summary", "effect", "applied_from_on", "applied_to_on", "benefit_vnd", "reach", "area", "decision_no")
    return any(layout.cells(row, field) for field in own)


def _reopens(row: Row, layout: Layout) -> bool:
    """After signatures only a numbered row with title and author, or a full one, is an initiative again."""
    title, authors, number = _key_cells(row, layout)
    if layout.column(NUMBER) is not None:
        return title and authors and bool(_NUMBER.fullmatch(number))
    return title and authors and sum(is_filled(at(row, column)) for column in layout.columns) > 2


def _is_heading(row: Row, layout: Layout) -> bool:
    """The title's heading stands there again, and so does another one."""
    title = layout.column("title")
    return title is not None and _same(row, layout, title) and sum(_same(row, layout, c) for c in layout.headings) > 1


def _same(row: Row, layout: Layout, column: int) -> bool:
    typed, heading = words(at(row, column)), layout.headings[column]
    # Most cells are told apart by their length alone, which costs nothing.
    return abs(len(typed) - len(heading)) < _NEARLY and folded(typed) == folded(heading)


def _is_column_numbers(filled: Sequence[Cell]) -> bool:
    """(1) (2) (3) or A B 1 2 under the headings."""
    if len(filled) < 3:
        return False
    found = []
    for cell in filled:
        mark = _COUNT.fullmatch(words(cell).strip())
        if mark is None:
            return False
        found.append(mark)
    counts = [int(mark[1]) for mark in found if mark[1].isdigit()]
    return counts == list(range(counts[0], counts[0] + len(counts))) if counts else True
