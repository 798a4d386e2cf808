"""Mending a plan in its preview: cells typed anew and checked at once, rows chosen, left out or set aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from db import initiatives as stored_initiatives
from desktop import clock
from desktop.desk import Desk
from desktop.operations import programmes
from desktop.operations.import_plans import LEAVE, NEW, REFUSED, Plan, Row, settled, told_by, with_lacking
from domain.errors import Problem, RuleError
from domain.table import reading as table
from domain.table.cells import Row as Cells
from domain.table.cells import at, column_letters, words
from domain.table.layout import Layout
from domain.table.suggestions import suggestion


@dataclass(frozen=True)
class CellView:
    """One cell of a row of the preview: where it stands, what it fills, its words, what is wrong and what was meant."""

    row: int
    column: int
    heading: str
    field: str
    words: str
    problem: Problem | None = None
    suggested: str = ""


def edited(desk: Desk, plan_: Plan, row: int, column: int, typed: str) -> Plan:
    """The plan with one cell typed anew, checked at once; `row` counts as the office program shows it.

    The row stays known as what the file says, so importing the file again does not bring it twice.
    """
    place = next((n for n, each in enumerate(plan_.rows) if each.number <= row <= each.last), None)
    if place is None:
        raise RuleError("import_row_unknown", row=row)
    lines = list(plan_.lines)
    cells = [*lines[row - 1], *[None] * (column + 1 - len(lines[row - 1]))]
    cells[column] = typed or None
    lines[row - 1] = cells
    before = plan_.rows[place]
    candidate = table.one(lines, plan_.layout, before.number, before.last, clock.today())
    pack = programmes.get(desk, plan_.programme)
    rows = list(plan_.rows)
    if candidate is None:  # nothing is left in the row
        rows[place] = replace(before, choice=LEAVE, edited=True)
    else:
        told = replace(told_by(candidate), id=before.initiative.id)
        kept = tuple(problem for problem in before.problems if problem.code == "row_repeated")
        fate = REFUSED if candidate.refused else NEW
        again_ = replace(before, initiative=told, fate=fate, edited=True, problems=(*candidate.problems, *kept))
        known = stored_initiatives.imported(desk.store, [before.import_key] if before.row_id else [])
        rows[place] = with_lacking(settled(again_, known.get(before.import_key)), pack)
    return replace(plan_, rows=tuple(rows), lines=lines)


def chosen(plan_: Plan, numbers: Sequence[int], choice: str) -> Plan:
    """The plan with these rows taken in, waiting or left out."""
    wanted = set(numbers)
    rows = tuple(replace(row, choice=choice) if row.number in wanted else row for row in plan_.rows)
    return replace(plan_, rows=rows)


def only(plan_: Plan, numbers: Sequence[int]) -> Plan:
    """The plan with all rows left out but these. RuleError import_row_unknown."""
    known = {row.number for row in plan_.rows}
    if missing := sorted(set(numbers) - known):
        raise RuleError("import_row_unknown", row=", ".join(map(str, missing)))
    wanted = set(numbers)
    rows = tuple(row if row.number in wanted else replace(row, choice=LEAVE) for row in plan_.rows)
    return replace(plan_, rows=rows)


def cells(plan_: Plan, row: Row) -> list[CellView]:
    """The cells of a row, and of the rows of its further authors where these say something."""
    return list(cell_views(plan_.lines, plan_.layout, row.number, row.last, row.problems))


def cell_views(
    lines: Sequence[Cells], layout: Layout, first: int, last: int, problems: Sequence[Problem]
) -> Iterator[CellView]:
    """The cells of these rows under each column that is read, with what the rules object to."""
    for number in range(first, last + 1):
        for column, name in layout.columns.items():
            typed = words(at(lines[number - 1], column))
            if number > first and not typed:
                continue
            found = next((p for p in problems if (p.row or first) == number and _is_of(p, name)), None)
            heading = layout.headings.get(column, column_letters(column))
            suggested = suggestion(found, typed) if found else ""
            yield CellView(number, column, heading, name, typed, found, suggested)


def _is_of(problem: Problem, field_name: str) -> bool:
    """Whether a problem's field ("authors.0.birth_year") is one this column fills."""
    last = problem.field.rpartition(".")[2]
    mixed = field_name in ("people", "particulars") and problem.field.startswith("authors")
    return last == field_name or mixed or (last == "authors" and field_name == "full_name")
