"""Tables kept under a name as they stood: shown again later to the last figure, and held against a fresh count."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from db import initiatives as stored_initiatives
from db import journal
from db import kept_tables as stored
from db import statistics as figures
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import identity, statistics
from domain import statistics as tables
from domain import text
from domain.errors import RuleError
from domain.statistics import ALL, Difference, Line, Question, Table

NAME_LIMIT = 120


@dataclass(frozen=True)
class Kept:
    """One kept table without its lines. `kept_at` is an instant (UTC). `detailed`: who stood behind its figures and how
    much benefit each record stated was kept with it, as a table kept by an earlier version has not."""

    id: int
    name: str
    question: Question
    kept_by: str
    kept_at: str
    detailed: bool = True


@dataclass(frozen=True)
class Shown:
    """A kept table as it stood, what the same question answers now, and where the two differ."""

    kept: Kept
    table: Table
    now: Table
    differences: tuple[Difference, ...]


def keep(desk: Desk, question: Question, name: str) -> tuple[Kept, Changes]:
    """Count, and keep the lines with the records behind them for good. RuleError kept_name_missing, kept_name_long."""
    demand_officer(desk)
    tidy = text.clean_line(name)
    if not tidy:
        raise RuleError("kept_name_missing", field="name")
    if len(tidy) > NAME_LIMIT:
        raise RuleError("kept_name_long", field="name", limit=NAME_LIMIT)
    identity.demand_none({"name": tidy})
    now = clock.stamp()
    with desk.store.atomic():
        # Inside one transaction: between the figures and their records nothing can be written.
        table = statistics.answer(desk, question)
        records = statistics.behind(desk, question)
        row = {"name": tidy, "programme": question.programme, "kept_by": desk.user.name, "kept_at": now,
               "asked": json.dumps(_asked(question)), "body": _body(table)}  # fmt: skip
        table_id = stored.keep(desk.store, row, records)
        journal.write(desk.store, desk.user.name, "table_kept", str(table_id), now, name=tidy,
                      as_of=question.as_of.isoformat(), by=question.by,
                      initiatives=table.totals.initiatives)  # fmt: skip
    return Kept(table_id, tidy, question, desk.user.name, now), of("statistics")


def everything(desk: Desk) -> list[Kept]:
    """Every kept table, the newest first."""
    return [_kept(row) for row in stored.everything(desk.store)]


def show(desk: Desk, table_id: int, *, step: statistics.Step = statistics.quiet) -> Shown:
    """The table as it was kept beside a fresh count. RuleError kept_table_unknown."""
    row = _row(desk, table_id)
    kept = _kept(row)
    lines = tuple(tables.line_of(json.loads(told)) for told in stored.lines(desk.store, table_id))
    totals = tables.line_of(json.loads(row["totals"]))
    table = Table(kept.question.as_of, totals.counts, lines, totals.benefits, kept.question)
    now = statistics.answer(desk, kept.question, step=step)
    return Shown(kept, table, now, tuple(tables.differences(table, now)))


def get(desk: Desk, table_id: int) -> Kept:
    """RuleError kept_table_unknown."""
    return _kept(_row(desk, table_id))


def row_ids(desk: Desk, table_id: int, key: str = ALL, what: str = tables.INITIATIVES) -> list[int]:
    """The rows that stood behind a figure when the table was kept; persons and entries are those of its initiatives.
    RuleError statistics_figure_unknown."""
    if what not in tables.WHAT:
        names = ", ".join(tables.WHAT)
        raise RuleError("statistics_figure_unknown", field="what", name=what, names=names)
    counted = what if what in tables.BENEFITS else tables.INITIATIVES
    return stored.row_ids(desk.store, table_id, key, counted)


def rows(desk: Desk, table_id: int, key: str = ALL, what: str = tables.INITIATIVES) -> list[dict[str, Any]]:
    """As many rows as the figure says, as `statistics.rows` has them: initiatives, persons or entries of the day the
    table was kept. Whom the record does not name any more has None for a name. Of a table that kept nobody (not
    `detailed`) the persons and entries are those its initiatives name today, who may be more or fewer.
    """
    ids = row_ids(desk, table_id, key, what)
    if what not in (tables.PERSONS, tables.ENTRIES):
        return stored_initiatives.list_rows(desk.store, ids)
    people = stored.entries if get(desk, table_id).detailed else stored.entries_now
    found = people(desk.store, table_id, ids)
    return figures.of_persons(found) if what == tables.PERSONS else found


def _row(desk: Desk, table_id: int) -> dict[str, Any]:
    row = stored.get(desk.store, table_id)
    if row is None:
        raise RuleError("kept_table_unknown", name=str(table_id))
    return row


def _kept(row: dict[str, Any]) -> Kept:
    return Kept(row["id"], row["name"], _question(row["asked"]), row["kept_by"], row["kept_at"], bool(row["detailed"]))


def _body(table: Table) -> str:
    totals = tables.values(Line(ALL, "", table.totals, table.benefits))
    lines = [tables.values(line) for line in table.lines]
    return json.dumps({"totals": totals, "lines": lines}, ensure_ascii=False)


def _asked(question: Question) -> dict[str, object]:
    return vars(question) | {"as_of": question.as_of.isoformat()}


def _question(told: str) -> Question:
    values = json.loads(told)
    return Question(**values | {"as_of": date.fromisoformat(values["as_of"])})
