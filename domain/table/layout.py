"""Finding the heading of a table of initiatives and what each of its columns holds."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from domain import text
from domain.errors import RuleError
from domain.table.cells import Cell, Row, at, column_letters, folded, is_filled, words
from domain.table.headings import (
    FIELDS,
    JOINED,
    LOOKED_FOR,
    NUMBER,
    OFFICIAL,
    PEOPLE,
    amount_alone,
    field_of,
    unit_of,
    unit_of_table,
)

# Above the heading stand the names of the office, the title and its lines: never more than this.
HEADING_WITHIN = 60
_NOWHERE = 1 << 30
_LETTERS = re.compile(r"[A-Za-z]{1,2}")


@dataclass(frozen=True)
class Layout:
    """Where a table stands. Rows count from 1 as the office program shows them, columns from 0.

    `header_row` is 0 when the person said by letters which column is which and no heading was found.
    `headings` are the words above each column of `columns`; `unused` those (or «Cột D») of filled columns that are
    not understood: what stands there is not taken over, and the person is told. `unit_vnd` is what one of the
    benefit column is worth.
    """

    header_row: int
    columns: Mapping[int, str]
    data_from: int
    kind: Literal["official", "mapped"]
    headings: Mapping[int, str]
    unused: tuple[str, ...] = ()
    unit_vnd: int = 1

    @cached_property
    def places(self) -> Mapping[str, tuple[int, ...]]:
        """The columns of each field, from left to right."""
        fields = set(self.columns.values())
        return {field: tuple(column for column, name in self.columns.items() if name == field) for field in fields}

    @cached_property
    def plain(self) -> tuple[int, int, int]:
        """The columns of the number, the title and the authors; far outside where the table has no such column."""
        who = next((column for column, name in self.columns.items() if name in (PEOPLE, "full_name")), None)
        found = (self.column(NUMBER), self.column("title"), who)
        return tuple(_NOWHERE if column is None else column for column in found)  # type: ignore[return-value]

    def column(self, field: str) -> int | None:
        return next(iter(self.places.get(field, ())), None)

    def cells(self, row: Row, field: str) -> list[Cell]:
        """The filled cells of the field in a row, from left to right."""
        places = self.places.get(field)
        if not places:
            return []
        width = len(row)
        return [row[column] for column in places if column < width and is_filled(row[column])]


def recognise(rows: Sequence[Row], mapping: Mapping[str, str] | None = None) -> Layout:
    """The layout of a list. `mapping` gives for a field its heading or column letter and goes before what is found.

    RuleError: table_columns_missing (`names` of what was looked for), table_field_unknown, table_heading_missing.
    """
    wanted = dict(mapping or {})
    if unknown := sorted(set(wanted) - set(FIELDS)):
        raise RuleError("table_field_unknown", fields=", ".join(unknown), names=", ".join(FIELDS))
    found = max(_possible(rows, wanted), key=_worth)
    _demand(found, wanted)
    columns = dict(sorted(found.columns.items()))
    return Layout(
        header_row=found.first,
        columns=columns,
        data_from=found.last + 1,
        kind="official" if tuple(columns.values()) == OFFICIAL else "mapped",
        headings={column: found.words.get(column, column_letters(column)) for column in columns},
        unused=tuple(_unused(rows[found.last :], found)),
        unit_vnd=_unit(rows[: found.last], found),
    )


def laid_out(rows: Sequence[Row], header_row: int, columns: Mapping[int, str]) -> Layout:
    """The layout a person chose: the heading's row counted from 1 (0 for none) and the field of each column.

    RuleError as `recognise`; a field twice only where several columns may fill it (table_field_twice).
    """
    if unknown := sorted(set(columns.values()) - set(FIELDS)):
        raise RuleError("table_field_unknown", fields=", ".join(unknown), names=", ".join(FIELDS))
    chosen = {field for field in columns.values() if field not in JOINED}
    twice = sorted(field for field in chosen if list(columns.values()).count(field) > 1)
    if twice:
        raise RuleError("table_field_twice", fields=", ".join(twice))
    found = _Heading(header_row, header_row, _words(rows[header_row - 1]) if header_row else {}, dict(columns))
    _demand(found, {})
    return Layout(
        header_row=header_row,
        columns=dict(sorted(columns.items())),
        data_from=header_row + 1,
        kind="mapped",
        headings={column: found.words.get(column, column_letters(column)) for column in sorted(columns)},
        unused=tuple(_unused(rows[header_row:], found)),
        unit_vnd=_unit(rows[:header_row], found),
    )


def fingerprint(row: Row) -> str:
    """What a heading is known by when it comes again: its words and their columns, without marks and signs."""
    told = [[column, folded(cell)] for column, cell in enumerate(row) if is_filled(cell)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest() if len(told) > 1 else ""


class _Heading(NamedTuple):
    """One way to read rows `first` to `last` as heading: words and fields by column."""

    first: int
    last: int
    words: Mapping[int, str]
    columns: Mapping[int, str]


def _possible(rows: Sequence[Row], wanted: Mapping[str, str]) -> Iterator[_Heading]:
    yield _Heading(0, 0, {}, _columns({}, wanted))
    for number, row in enumerate(rows[:HEADING_WITHIN], start=1):
        above = _words(row)
        columns = _columns(above, wanted)
        yield _Heading(number, number, above, columns)
        below = _words(rows[number]) if number < len(rows) else {}
        if _are_sub_headings(below, columns):
            both = _two_rows(above, below)
            yield _Heading(number, number + 1, both, _columns(both, wanted))


def _are_sub_headings(below: Mapping[int, str], columns: Mapping[int, str]) -> bool:
    """Under a heading of two rows the number and the title have no words of their own; under one row there is data."""
    return bool(below) and all(columns.get(column) not in (NUMBER, "title") for column in below)


def _words(row: Row) -> dict[int, str]:
    return {column: text.clean_line(words(cell)) for column, cell in enumerate(row) if is_filled(cell)}


def _two_rows(above: Mapping[int, str], below: Mapping[int, str]) -> dict[int, str]:
    """A heading of two rows: what the lower one leaves empty comes from above, and a group's name goes before."""
    both: dict[int, str] = {}
    group = ""
    for column in range(max([*above, *below], default=-1) + 1):
        group = above.get(column, group if column in below else "")
        own = below.get(column, "")
        if own and not field_of(own):
            own = f"{group} {own}".strip()
        if own or column in above:
            both[column] = own or above[column]
    return both


def _columns(headings: Mapping[int, str], wanted: Mapping[str, str]) -> dict[int, str]:
    columns = {column: field for field, name in wanted.items() if (column := _named(headings, name)) is not None}
    single = {field for field in columns.values() if field not in JOINED}
    for column, heading in sorted(headings.items()):
        field = field_of(heading)
        if column in columns or not field or field in single or field in wanted:
            continue
        columns[column] = field
        if field not in JOINED:
            single.add(field)
    alone = amount_alone(headings)
    if alone is not None and alone not in columns and "benefit_vnd" not in {*single, *wanted}:
        columns[alone] = "benefit_vnd"
    return columns


def _named(headings: Mapping[int, str], name: str) -> int | None:
    """The column that a person named by its heading, else by its letters."""
    heading = folded(name)
    for column, found in headings.items():
        if folded(found) == heading:
            return column
    if _LETTERS.fullmatch(name.strip()):
        number = 0
        for letter in name.strip().upper():
            number = number * 26 + ord(letter) - ord("A") + 1
        return number - 1
    return None


def _worth(heading: _Heading) -> tuple[bool, int, bool]:
    """A heading has a title and an author; among those the one that says most, of equals one row, and the first."""
    fields = set(heading.columns.values())
    has_both = "title" in fields and not fields.isdisjoint({PEOPLE, "full_name"})
    return has_both, len(fields), heading.first == heading.last


def _demand(heading: _Heading, wanted: Mapping[str, str]) -> None:
    found = set(heading.columns.values())
    if absent := [name for field, name in wanted.items() if field not in found]:
        raise RuleError("table_heading_missing", names=", ".join(f"«{name}»" for name in absent))
    if PEOPLE in found:
        found.add("full_name")
    if missing := [name for field, name in LOOKED_FOR.items() if field not in found]:
        raise RuleError("table_columns_missing", names=", ".join(f"«{name}»" for name in missing))


def _unused(below: Sequence[Row], heading: _Heading) -> Iterator[str]:
    for column in range(max([*heading.words, *heading.columns], default=-1) + 1):
        if column not in heading.columns and any(is_filled(at(row, column)) for row in below):
            yield heading.words.get(column) or f"Cột {column_letters(column)}"


def _unit(above: Sequence[Row], heading: _Heading) -> int:
    column = next((column for column, field in heading.columns.items() if field == "benefit_vnd"), None)
    if column is None:
        return 1
    of_table = (unit for row in above for cell in row if (unit := unit_of_table(cell)))
    return unit_of(heading.words.get(column, "")) or next(of_table, 1)
