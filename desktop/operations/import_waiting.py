"""Rows of imported lists that wait to be mended: looked at, mended in their cells, taken in later or given up."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from db import imports as stored_imports
from db import journal
from desktop import clock, messages
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import backups, new_initiatives
from desktop.operations.import_mending import CellView, cell_views
from desktop.operations.import_plans import Plan, Row, told_by
from desktop.operations.new_initiatives import Told
from domain import identity_numbers
from domain.errors import Problem, RuleError
from domain.table import reading as table
from domain.table.cells import Cell, words
from domain.table.layout import Layout


@dataclass(frozen=True)
class Waiting:
    """One row that waits, with the list it comes from; `cells` can be typed anew by row and column."""

    id: int
    batch_id: int
    file: str
    sheet: str
    row: int
    title: str
    problems: tuple[Problem, ...]
    cells: tuple[CellView, ...]
    import_key: str
    programme: str

    @property
    def ready(self) -> bool:
        """Whether nothing keeps it from being taken in."""
        return bool(self.title)


@dataclass(frozen=True)
class TakenIn:
    row_ids: tuple[int, ...]
    changes: Changes


def body_of(plan: Plan, row: Row) -> dict[str, Any]:
    """What is kept of a row: its cells and what they fill, enough to read it again without the file."""
    layout = plan.layout
    return {
        "headings": {str(column): name for column, name in layout.headings.items()},
        "columns": {str(column): name for column, name in layout.columns.items()},
        "unit_vnd": layout.unit_vnd,
        "first": row.number,
        "rows": [_kept(line, layout) for line in plan.lines[row.number - 1 : row.last]],
        "sha256": row.import_sha256,
    }


def problem_values(problem: Problem) -> dict[str, Any]:
    """A problem as it is kept beside its row."""
    return {"code": problem.code, "field": problem.field, "row": problem.row, "facts": problem.facts,
            "blocks": problem.blocks}  # fmt: skip


def waiting(desk: Desk) -> list[Waiting]:
    """All rows that wait, in the order of their lists."""
    return [_waiting(row) for row in stored_imports.waiting(desk.store)]


def count(desk: Desk) -> int:
    return stored_imports.count_waiting(desk.store)


def mend(desk: Desk, waiting_id: int, typed: Mapping[tuple[int, int], str]) -> Waiting:
    """Type cells of a waiting row anew, by row and column: kept at once, and checked at once. It goes on waiting."""
    demand_officer(desk)
    held = _held(desk, waiting_id)
    body, first = held["body"], held["body"]["first"]
    for (row, column), words_ in typed.items():
        if not 0 <= row - first < len(body["rows"]) or str(column) not in body["columns"]:
            raise RuleError("import_row_unknown", row=row)
        line = body["rows"][row - first]
        line += [None] * (column + 1 - len(line))
        line[column] = words_ or None
    candidate = _read(body)
    title = str(candidate.fields.get("title", "")) if candidate else ""
    problems = [problem_values(problem) for problem in candidate.problems] if candidate else []
    with desk.store.atomic():
        stored_imports.save_waiting(desk.store, waiting_id, body, title, problems)
        journal.write(desk.store, desk.user.name, "waiting_row_mended", held["file"], clock.stamp(), row=held["row_no"])
    return _waiting(_held(desk, waiting_id))


def take_in(desk: Desk, waiting_ids: Sequence[int]) -> TakenIn:
    """Take mended rows into the register, all of them or none; taking back their import takes these back too.

    RuleError import_row_refused (`row`) for one that still has no title.
    """
    demand_officer(desk)
    backups.before(desk, backups.IMPORT, stop=lambda: None)
    made, now = [], clock.stamp()
    with desk.store.atomic():
        for waiting_id in waiting_ids:
            held = _held(desk, waiting_id)
            candidate = _read(held["body"])
            if candidate is None or candidate.refused:
                raise RuleError("import_row_refused", row=held["row_no"], file=held["file"])
            told = replace(told_by(candidate), id=uuid.uuid4().hex)
            record = Told(told, held["import_key"], held["body"]["sha256"])
            row_id = new_initiatives.insert_many(desk, [record], held["programme"])[0]
            stored_imports.note_new(desk.store, held["batch_id"], [row_id])
            stored_imports.settle_waiting(desk.store, waiting_id, now, row_id)
            journal.write(desk.store, desk.user.name, "waiting_row_taken_in", told.id, now, file=held["file"],
                          row=held["row_no"])  # fmt: skip
            made.append(row_id)
    return TakenIn(tuple(made), of("initiatives", "imports"))


def give_up(desk: Desk, waiting_ids: Sequence[int]) -> Changes:
    """These rows wait no longer and do not come into the register."""
    demand_officer(desk)
    now = clock.stamp()
    with desk.store.atomic():
        for waiting_id in waiting_ids:
            held = _held(desk, waiting_id)
            stored_imports.settle_waiting(desk.store, waiting_id, now, None)
            journal.write(desk.store, desk.user.name, "waiting_row_given_up", held["file"], now, row=held["row_no"])
    return of("imports")


def sentences(row: Waiting) -> list[str]:
    """What is wrong with it, in words."""
    return [messages.of_problem(problem) for problem in row.problems]


def _held(desk: Desk, waiting_id: int) -> dict[str, Any]:
    found = next((row for row in stored_imports.waiting(desk.store) if row["id"] == waiting_id), None)
    if found is None:
        raise RuleError("import_row_unknown", row=waiting_id)
    return found


def _waiting(row: Mapping[str, Any]) -> Waiting:
    body = row["body"]
    problems = tuple(Problem(**values) for values in row["problems"])
    layout, lines = _layout(body), _lines(body)
    last = body["first"] + len(body["rows"]) - 1
    views = tuple(cell_views(lines, layout, body["first"], last, problems))
    return Waiting(row["id"], row["batch_id"], row["file"], row["sheet"], row["row_no"], row["title"], problems, views,
                   row["import_key"], row["programme"])  # fmt: skip


def _read(body: Mapping[str, Any]) -> table.Candidate | None:
    lines = _lines(body)
    return table.one(lines, _layout(body), body["first"], len(lines), clock.today())


def _lines(body: Mapping[str, Any]) -> list[list[Cell]]:
    """The rows under their own numbers: those above are not kept and stand empty."""
    return [*([] for _ in range(body["first"] - 1)), *body["rows"]]


def _layout(body: Mapping[str, Any]) -> Layout:
    headings = {int(column): name for column, name in body["headings"].items()}
    columns = {int(column): name for column, name in body["columns"].items()}
    return Layout(0, columns, 1, "mapped", headings, (), body["unit_vnd"])


def _kept(line: Sequence[Cell], layout: Layout) -> list[Cell]:
    """The cells of a row without numbers of identity cards: a row that waits is in the register as well. A column
    that fills nothing is kept empty where it holds one."""
    return [_without(_plain(cell), layout.columns.get(column, "")) for column, cell in enumerate(line)]


def _without(cell: Cell, field: str) -> Cell:
    if isinstance(cell, str):
        return identity_numbers.without(cell, field)
    return "" if identity_numbers.found(words(cell), field) else cell


def _plain(cell: Cell) -> Cell:
    """Days become words: what is kept is JSON."""
    return words(cell) if isinstance(cell, date) else cell
