"""Importing a list from a workbook: first a plan of what each row would do, then all of it in one transaction."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from db import initiatives as stored_initiatives
from db import journal
from desktop import clock, messages
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import initiatives, programmes
from domain import eligibility, record
from domain.errors import Problem, RuleError
from domain.initiative import Initiative
from domain.programme import Programme
from domain.table import reading as table
from domain.table.reading import Candidate
from exports.workbooks import read as workbooks
from exports.workbooks.workbook import Sheet, Workbook

NEW, UPDATED, IDENTICAL, REFUSED = "imported", "updated", "identical", "refused"
Step = Callable[[int, int], None]


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Row:
    """One row of the list: what it says, and what importing it would do (`fate` is a key of the counts).

    `lacking` is what the programme's rules will ask for in a new record before it may go on.
    """

    number: int
    initiative: Initiative
    fate: str
    problems: tuple[Problem, ...]
    cleaned: frozenset[str]
    import_key: str
    import_sha256: str
    row_id: int | None = None
    lacking: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What importing a sheet would do. `columns` give for each heading the field it fills."""

    file: Path
    sheet: str
    sheets: tuple[str, ...]
    programme: str
    rows: tuple[Row, ...]
    columns: Mapping[str, str]
    unused: tuple[str, ...]
    encoding: str

    @property
    def counts(self) -> dict[str, int]:
        fates = Counter(row.fate for row in self.rows)
        return {"read": len(self.rows)} | {fate: fates[fate] for fate in (NEW, UPDATED, IDENTICAL, REFUSED)}

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(problem for row in self.rows for problem in row.problems)

    @property
    def cleaned(self) -> dict[str, int]:
        """How many rows had each kind of cleaning."""
        return dict(sorted(Counter(code for row in self.rows for code in row.cleaned).items()))


@dataclass(frozen=True)
class Imported:
    counts: dict[str, int]
    changes: Changes = field(default_factory=Changes)


def read(
    desk: Desk,
    file: Path,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    programme: str | None = None,
    step: Step = quiet,
) -> Plan:
    """Read a workbook and say row by row what would happen; nothing is written.

    RuleError and TroubleError of exports.workbooks; RuleError("table_columns_missing") when no sheet holds a list.
    """
    demand_officer(desk)
    pack = programmes.get(desk, programme) if programme else programmes.current(desk)
    book = workbooks.read(file, sheet=sheet, step=step)
    chosen, layout = _best_sheet(book, mapping)
    known = stored_initiatives.imported(desk.store)
    rows = []
    for candidate in table.candidates(chosen.rows, layout, clock.today(), chosen.merged):
        key = f"{pack.id}:{table.identity(candidate)}"
        rows.append(_with_lacking(_row(candidate, key, known.get(key)), pack))
    columns = {heading: layout.columns[column] for column, heading in layout.headings.items()}
    names = tuple(page.name for page in book.sheets if page.rows)
    return Plan(file, chosen.name, names, pack.id, tuple(rows), columns, tuple(layout.unused), book.encoding)


def take_in(desk: Desk, plan: Plan, *, step: Step = quiet) -> Imported:
    """Write what the plan says, all of it or nothing; `step` counts rows and may raise to stop.

    The plan is looked at again first: a list that was imported meanwhile is not imported twice.
    """
    demand_officer(desk)
    known = stored_initiatives.imported(desk.store)
    rows = [_again(row, known.get(row.import_key)) for row in plan.rows]
    new = [row for row in rows if row.fate == NEW]
    changed = [row for row in rows if row.fate == UPDATED]
    with desk.store.atomic():
        for start in range(0, len(new), 100):
            part = new[start : start + 100]
            initiatives.insert_many(
                desk, [(row.initiative, row.import_key, row.import_sha256) for row in part], plan.programme
            )
            step(start + len(part), len(new) + len(changed))
        done = [row for row in changed if _change(desk, row)]
        counts = replace(plan, rows=tuple(rows)).counts
        counts |= {UPDATED: len(done), REFUSED: counts[REFUSED] + len(changed) - len(done)}
        journal.write(desk.store, desk.user.name, "imported", plan.file.name, clock.stamp(), **counts)
    return Imported(counts, of("initiatives"))


def cleaned_sentences(cleaned: Mapping[str, int], language: str = "vi") -> list[str]:
    """What was tidied up while reading, in words."""
    return [messages.sentence(f"cleaned_{code}", {"count": count}, language) for code, count in cleaned.items()]


def _best_sheet(book: Workbook, mapping: Mapping[str, str] | None) -> tuple[Sheet, table.Layout]:
    """The sheet that reads as a list and has most rows; visible ones first."""
    refused: RuleError | None = None
    found = []
    for page in book.sheets:
        try:
            found.append((page, table.recognise(page.rows, mapping)))
        except RuleError as error:
            refused = refused or error
    if not found:
        raise refused or RuleError("workbook_empty", file="")
    return max(found, key=lambda pair: (not pair[0].hidden, len(pair[0].rows) - pair[1].data_from))


def _row(candidate: Candidate, key: str, known: tuple[int, str] | None) -> Row:
    told = Initiative(**candidate.fields, unread=dict(candidate.unread))
    fate, sha256 = REFUSED if candidate.refused else NEW, _sha256(told)
    told = replace(told, id=uuid.uuid4().hex)
    return _again(Row(candidate.row, told, fate, candidate.problems, candidate.cleaned, key, sha256), known)


def _with_lacking(row: Row, pack: Programme) -> Row:
    """A record that is there already has words the list does not know: only of a new one this is sure beforehand."""
    found = eligibility.problems(row.initiative, pack) if row.fate == NEW else ()
    return replace(row, lacking=tuple(problem for problem in found if problem.blocks))


def _again(row: Row, known: tuple[int, str] | None) -> Row:
    if row.fate == REFUSED:
        return row
    if known is None:
        return replace(row, row_id=None, fate=NEW)
    row_id, sha256 = known
    return replace(row, row_id=row_id, fate=IDENTICAL if sha256 == row.import_sha256 else UPDATED)


def _change(desk: Desk, row: Row) -> bool:
    """Write what the list now says over the record; False when the record is past the states in which it may change."""
    assert row.row_id is not None  # an updated row has one
    if not initiatives.retell(desk, row.row_id, row.initiative):
        return False
    stored_initiatives.mark_imported(desk.store, row.row_id, row.import_sha256)
    return True


def _sha256(told: Initiative) -> str:
    values = record.record(told)
    return hashlib.sha256(json.dumps(values, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
