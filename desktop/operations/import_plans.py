"""Planning an import: what each row of somebody's list would do to the register; nothing is written here."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path

from db import imports as stored_imports
from db import initiatives as stored_initiatives
from desktop import clock
from desktop.desk import Desk, demand_officer
from desktop.operations import programmes
from domain import eligibility, record
from domain.errors import Problem, RuleError
from domain.initiative import Initiative, of_fields
from domain.programme import Programme
from domain.table import reading as table
from domain.table.cells import Row as Cells
from domain.table.cells import column_letters, dated_since_1904
from domain.table.garbled import AUTO, WAYS, Conversion, converted
from domain.table.layout import HEADING_WITHIN, Layout, fingerprint, laid_out
from domain.table.merged import filled_down
from domain.table.reading import Candidate
from exports.workbooks import read as workbooks
from exports.workbooks.workbook import Sheet, Workbook

NEW, UPDATED, IDENTICAL, REFUSED = "imported", "updated", "identical", "refused"
# What a person decided of a row: take it in, let it wait to be mended, or leave it out.
TAKE, WAIT, LEAVE = "take", "wait", "leave"
KEEP, SKIP = "keep", "skip"
_AT_ONCE = 500
_DAYS = ("applied_from_on", "applied_to_on", "decision_on")
Step = Callable[[int, int], None]
Places = Mapping[int, str]
Known = Mapping[str, Mapping[str, object]]


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Wishes:
    """What a person says about a file before it is read as a list; all that is empty is found by the program.

    `mapping` gives for a field its heading or column letter; `columns` for each column its field, under `header_row`
    (0 if the list has none), and goes before it. `encoding` is "auto", "tcvn3", "vni" or "unicode", `by_column` the
    same of single columns. `hidden_rows` is "keep" or "skip".
    """

    sheet: str = ""
    mapping: Mapping[str, str] | None = None
    columns: Places | None = None
    header_row: int = 0
    encoding: str = AUTO
    by_column: Places = field(default_factory=dict)
    hidden_rows: str = ""
    programme: str = ""


@dataclass(frozen=True)
class Row:
    """One row of the list: what it says, and what importing it would do (`fate` is a key of the counts).

    `lacking` is what the programme's rules will ask for in a new record before it may go on. `last` is the row where
    its further authors end. `edited` says that a cell was mended in the preview.
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
    last: int = 0
    hidden: bool = False
    edited: bool = False
    choice: str = TAKE

    @property
    def taken(self) -> bool:
        return self.choice == TAKE and self.fate in (NEW, UPDATED)

    @property
    def waits(self) -> bool:
        """A refused row waits unless somebody gives it up."""
        return self.choice == WAIT or (self.choice == TAKE and self.fate == REFUSED)


@dataclass(frozen=True)
class Tally:
    """How many rows of a plan are what; `fates` are those of the rows that nobody left out."""

    fates: Counter[str]
    cleaned: Counter[str]
    left_out: int
    aside: int
    taken: int
    lacking: int
    doubtful: int


@dataclass(frozen=True)
class Plan:
    """What importing a sheet would do. `columns` give for each heading the field it fills.

    `lines` are the rows of the sheet as they are read: in Unicode, with the words of merged cells repeated.
    `open_questions` must be answered before anything is written. `known_as` names the remembered heading, if one was.
    `judged_by` are the rules that said what new rows lack.
    """

    file: Path
    sheet: str
    sheets: tuple[str, ...]
    programme: str
    rows: tuple[Row, ...]
    columns: Mapping[str, str]
    unused: tuple[str, ...]
    encoding: str
    book: Workbook
    wishes: Wishes
    layout: Layout
    lines: list[Cells]
    conversions: tuple[Conversion, ...] = ()
    open_questions: tuple[Problem, ...] = ()
    known_as: str = ""
    hidden_sheets: tuple[str, ...] = ()
    judged_by: Programme | None = None

    @cached_property
    def tally(self) -> Tally:
        """Counted once: a list of a province is not walked through on the screen's thread."""
        return _tally(self.rows)

    @property
    def counts(self) -> dict[str, int]:
        fates, left = self.tally.fates, self.tally.left_out
        known = {fate: fates[fate] for fate in (NEW, UPDATED, IDENTICAL, REFUSED)}
        return {"read": len(self.rows)} | known | ({"left_out": left} if left else {})

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(problem for row in self.rows for problem in row.problems)

    @property
    def cleaned(self) -> dict[str, int]:
        """How many rows had each kind of cleaning."""
        return dict(sorted(self.tally.cleaned.items()))

    @property
    def sheet_row(self) -> Cells:
        """The heading as it stands in the sheet."""
        return self.lines[self.layout.header_row - 1] if self.layout.header_row else ()


def open_book(file: Path, *, sheet: str | None = None, step: Step = quiet) -> Workbook:
    """The whole workbook; RuleError and TroubleError of exports.workbooks."""
    return workbooks.read(file, sheet=sheet or None, step=step)


def plan(desk: Desk, file: Path, book: Workbook, wishes: Wishes | None = None, *, step: Step = quiet) -> Plan:
    """Say row by row what would happen; nothing is written. `step` counts rows and may raise to stop.

    RuleError("table_columns_missing") when no sheet holds a list, sheet_missing, encoding_unknown.
    """
    demand_officer(desk)
    wishes = wishes or Wishes()
    if wishes.encoding not in WAYS:
        raise RuleError("encoding_unknown", name=wishes.encoding, names=", ".join(WAYS))
    pack = programmes.get(desk, wishes.programme) if wishes.programme else programmes.current(desk)
    known = {mapping["fingerprint"]: mapping for mapping in stored_imports.mappings(desk.store)}
    found = _best(book, wishes, known, step)
    made = _rows(desk, found, pack, wishes, step)
    columns = {heading: found.layout.columns[column] for column, heading in found.layout.headings.items()}
    visible = tuple(page.name for page in book.sheets if page.rows)
    asked = tuple(_open_questions(found, made, wishes, book, known))
    made_plan = Plan(
        file, found.sheet.name, visible, pack.id, tuple(made), columns, tuple(found.layout.unused), book.encoding,
        book, wishes, found.layout, found.lines, found.conversions, asked,
        found.known_as, tuple(page.name for page in book.sheets if page.hidden and page.rows), pack,
    )  # fmt: skip
    _ = made_plan.tally  # counted here, off the screen's thread
    return made_plan


def again(desk: Desk, plan_: Plan, **wishes: object) -> Plan:
    """The same file under other wishes. Cells mended before and rows left out are forgotten with the reading."""
    return plan(desk, plan_.file, plan_.book, replace(plan_.wishes, **wishes))  # type: ignore[arg-type]


def _tally(rows: Sequence[Row]) -> Tally:
    fates, cleaned = Counter[str](), Counter[str]()
    aside = taken = left_out = lacking = doubtful = 0
    for row in rows:
        if row.choice == TAKE:
            fates[row.fate] += 1
            taken += row.fate in (NEW, UPDATED)
        else:
            left_out += 1
            aside += row.choice == WAIT
        if row.cleaned:
            cleaned.update(row.cleaned)
        lacking += bool(row.lacking)
        doubtful += bool(row.problems)
    return Tally(fates, cleaned, left_out, aside, taken, lacking, doubtful)


@dataclass(frozen=True)
class _Found:
    sheet: Sheet
    layout: Layout
    lines: list[Cells]
    conversions: tuple[Conversion, ...]
    known_as: str = ""


def _best(book: Workbook, wishes: Wishes, known: Known, step: Step) -> _Found:
    """The sheet that reads as a list and has most rows; visible ones first."""
    pages = [page for page in book.sheets if wishes.sheet in ("", page.name)]
    if not pages:
        names = ", ".join(page.name for page in book.sheets)
        raise RuleError("sheet_missing", sheet=wishes.sheet, names=names, file="")
    refused: RuleError | None = None
    found = []
    for page in pages:
        try:
            found.append(_as_list(page, wishes, known, step))
        except RuleError as error:
            refused = refused or error
    if not found:
        raise refused or RuleError("workbook_empty", file="")
    return max(found, key=lambda one: (not one.sheet.hidden, len(one.sheet.rows) - one.layout.data_from))


def _as_list(page: Sheet, wishes: Wishes, known: Known, step: Step) -> _Found:
    """A sheet of a province is walked through several times before its first row is told: in between one may stop."""
    step(0, len(page.rows))
    lines, conversions = converted(page.rows, page.fonts, wishes.encoding, wishes.by_column)
    step(0, len(page.rows))
    layout, known_as = _layout(lines, wishes, known)
    if page.since_1904:
        lines = dated_since_1904(lines, [column for column, name in layout.columns.items() if name in _DAYS])
    lines = filled_down(lines, layout, page.merged)
    step(0, len(page.rows))
    return _Found(page, layout, lines, conversions, known_as)


def _layout(lines: Sequence[Cells], wishes: Wishes, known: Known) -> tuple[Layout, str]:
    if wishes.columns is not None:
        return laid_out(lines, wishes.header_row, wishes.columns), ""
    for number, line in enumerate(lines[:HEADING_WITHIN] if wishes.mapping is None else (), start=1):
        remembered = known.get(fingerprint(line))
        if remembered is not None:
            columns = remembered["columns"]
            assert isinstance(columns, dict)
            places = {int(column): str(name) for column, name in columns.items()}
            return laid_out(lines, number, places), str(remembered["name"])
    return table.recognise(lines, wishes.mapping), ""


def _rows(desk: Desk, found: _Found, pack: Programme, wishes: Wishes, step: Step) -> list[Row]:
    made: list[Row] = []
    told = _with_last(table.candidates(found.lines, found.layout, clock.today()), len(found.lines))
    while part := list(islice(told, _AT_ONCE)):
        step(part[0][0].row, len(found.lines))
        keys = [f"{pack.id}:{table.identity(candidate)}" for candidate, _last in part]
        known = stored_initiatives.imported(desk.store, keys)
        for (candidate, last), key in zip(part, keys, strict=True):
            if found.sheet.uncounted:
                uncounted = _uncounted(found, candidate.row, last)
                candidate = replace(candidate, problems=(*candidate.problems, *uncounted))
            hidden = candidate.row - 1 in found.sheet.hidden_rows
            if not (hidden and wishes.hidden_rows == SKIP):
                made.append(with_lacking(_row(candidate, key, known.get(key), last, hidden=hidden), pack))
    return made


def _with_last(candidates: Iterable[Candidate], end: int) -> Iterator[tuple[Candidate, int]]:
    """Each with the row where its further authors end."""
    before: Candidate | None = None
    for candidate in candidates:
        if before is not None:
            yield before, candidate.row - 1
        before = candidate
    if before is not None:
        yield before, end


def _uncounted(found: _Found, first: int, last: int) -> Iterator[Problem]:
    """Formulas of these rows that hold no value: what they would say is not worked out, and the person is told."""
    for row, column in sorted(found.sheet.uncounted):
        if first <= row + 1 <= last and column in found.layout.columns:
            facts: dict[str, object] = {"cell": f"{column_letters(column)}{row + 1}"}
            yield Problem("formula_uncounted", found.layout.columns[column], row + 1, facts, blocks=False)


def _open_questions(
    found: _Found, rows: Sequence[Row], wishes: Wishes, book: Workbook, known: Known
) -> Iterator[Problem]:
    """What is asked, not guessed: a sheet that somebody hid, then whether rows of the chosen one count that somebody
    hid."""
    name = found.sheet.name
    if found.sheet.hidden and not wishes.sheet:
        yield Problem("hidden_sheet_asked", "sheet", facts={"name": name})
    elif not wishes.sheet and (others := [page.name for page in book.sheets if _is_hidden_list(page, wishes, known)]):
        told: dict[str, object] = {"name": name, "hidden": "; ".join(f"«{other}»" for other in others)}
        yield Problem("hidden_list_asked", "sheet", facts=told | {"names": others})
    hidden = sum(row.hidden for row in rows)
    if hidden and not wishes.hidden_rows:
        yield Problem("hidden_rows_asked", "hidden_rows", facts={"count": hidden})


def _is_hidden_list(page: Sheet, wishes: Wishes, known: Known) -> bool:
    """Whether a sheet somebody hid would be read as initiatives by itself, whatever columns were chosen for another."""
    if not (page.hidden and page.rows):
        return False
    try:
        found = _as_list(page, replace(wishes, columns=None, mapping=None, header_row=0, by_column={}), known, quiet)
    except RuleError:
        return False
    return any(True for _candidate in table.candidates(found.lines, found.layout, clock.today()))


def told_by(candidate: Candidate, public_id: str = "") -> Initiative:
    """What a row says as a record, without an id unless one is given."""
    return of_fields(candidate.fields | {"unread": dict(candidate.unread), "id": public_id})


def _row(candidate: Candidate, key: str, known: tuple[int, str] | None, last: int, *, hidden: bool) -> Row:
    fate, sha256 = REFUSED if candidate.refused else NEW, record.told_sha256(told_by(candidate))
    told = told_by(candidate, uuid.uuid4().hex)
    row = Row(candidate.row, told, fate, candidate.problems, candidate.cleaned, key, sha256, last=last, hidden=hidden)
    return settled(row, known)


def with_lacking(row: Row, pack: Programme) -> Row:
    """A record that is there already has words the list does not know: only of a new one this is sure beforehand."""
    found = eligibility.problems(row.initiative, pack) if row.fate == NEW else ()
    lacking = tuple(problem for problem in found if problem.blocks)
    return replace(row, lacking=lacking) if lacking or row.lacking else row


def settled(row: Row, known: tuple[int, str] | None) -> Row:
    """The row with the fate that follows from what the register knows now."""
    if known is None:
        return row if row.fate in (REFUSED, NEW) and row.row_id is None else replace(row, row_id=None, fate=NEW)
    row_id, sha256 = known
    if row.fate == REFUSED and sha256 != row.import_sha256:
        return row
    same = sha256 == row.import_sha256 and not row.edited
    return replace(row, row_id=row_id, fate=IDENTICAL if same else UPDATED)
