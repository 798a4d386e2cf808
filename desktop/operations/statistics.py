"""Counts as they stood at the end of a day, told apart, ranked, and opened into the records behind each figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from db import initiatives as stored_initiatives
from db import statistics as figures
from db import unit_counts
from db import units as stored_units
from db.statistics import Cell
from db.targets import BLOCK_UNIT
from db.targets import BY as COLUMNS
from db.targets import Chosen as Chosen
from db.unit_counts import NOT_WITHDRAWN, Kept
from desktop import clock
from desktop.desk import Desk
from desktop.operations import programmes, unit_codes, units
from domain import statistics, unit_tree
from domain.errors import RuleError
from domain.labels import UNIT_BLOCKS
from domain.programme import title_of
from domain.statistics import ALL, BENEFITS, ENTRIES, PERSONS, WHAT, Benefits, Question
from domain.statistics import Line as Line
from domain.statistics import Table as Table
from domain.target import COUNTED, Counts
from domain.unit import Level, gathers

# Vietnam has no summer time: the day ends at 17:00 UTC the whole year.
_VIETNAM = timezone(timedelta(hours=7))
_NOTHING = Kept(Counts(), Benefits())
# Before a month: everything of that month and of all before it, as the curve counts.
UNTIL = ".."
# By unit: each code a record came under is a row. UNIT_NOW: the units of today, with all that has gone into them.
UNIT_NOW, CLUSTER, RANK_LEVEL, RANK_BLOCK = "unit_now", "cluster", "rank_level", "rank_block"
_GATHERED = (UNIT_NOW, CLUSTER, RANK_LEVEL)
BY = (*COLUMNS, *_GATHERED, RANK_BLOCK)
_BY_UNIT = {"unit": "unit", UNIT_NOW: "unit", CLUSTER: "unit", RANK_LEVEL: "unit", RANK_BLOCK: BLOCK_UNIT}
_LEVELS = (Level.PROVINCE, Level.UPPER, Level.GRASSROOTS)
Step = Callable[[int, int], None]


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Figure:
    """One cell of a table: of which question, in which row (ALL for the totals), and which of WHAT; by month also a
    point of the curve, UNTIL and the month."""

    question: Question
    key: str = ALL
    what: str = statistics.INITIATIVES


def table(desk: Desk, by: str = "", as_of: date | None = None, *, handed_in: bool = False) -> Table:
    """The programme in use, told apart by one of BY: everything that was not withdrawn, or only what was handed in and
    not declined, as targets count it; until today where no day is asked. RuleError statistics_by_unknown.
    """
    return answer(desk, ask(desk, by, as_of, handed_in=handed_in))


def ask(desk: Desk, by: str = "", as_of: date | None = None, *, handed_in: bool = False) -> Question:
    """The question of a table of the programme in use. RuleError statistics_by_unknown."""
    if by and by not in BY:
        raise RuleError("statistics_by_unknown", field="by", name=by, names=", ".join(BY))
    return Question(programmes.current(desk).id, by, as_of or clock.today(), handed_in)


def answer(desk: Desk, question: Question, *, step: Step = quiet) -> Table:
    """Counts anew; `step` may raise to stop between the questions to the store, of which there are a few."""
    chosen = _chosen(question)
    step(0, 3)
    # Nobody is in two units: what all units have is what is told by unit, added up.
    parts = _BY_UNIT.get(question.by, "")
    counted = unit_counts.counted(desk.store, chosen, parts or question.by)
    step(1, 3)
    whole = _whole(counted) if parts == "unit" else unit_counts.counted(desk.store, chosen).get("", _NOTHING)
    step(2, 3)
    lines = _lines(desk, question, counted) if question.by else ()
    step(3, 3)
    return Table(question.as_of, whole.counts, tuple(lines), whole.benefits, question)


def row_ids(desk: Desk, figure: Figure) -> list[int]:
    """The rows of the initiatives behind a figure. RuleError statistics_figure_unknown."""
    if figure.key.startswith(UNTIL):
        return _until_month(desk, figure)
    return figures.row_ids(desk.store, cell(desk, figure))


def rows(desk: Desk, figure: Figure) -> list[dict[str, Any]]:
    """As many rows as the figure says: initiatives, persons with how many they have, or entries."""
    if figure.key.startswith(UNTIL):
        return stored_initiatives.list_rows(desk.store, _until_month(desk, figure))
    found = cell(desk, figure)
    if figure.what == PERSONS:
        return figures.persons(desk.store, found)
    if figure.what == ENTRIES:
        return figures.entries(desk.store, found)
    return stored_initiatives.list_rows(desk.store, figures.row_ids(desk.store, found))


def _until_month(desk: Desk, figure: Figure) -> list[int]:
    """A point of the curve counts initiatives, or those of one state of benefit."""
    if figure.question.by != "month" or figure.what in (PERSONS, ENTRIES):
        names = ", ".join((statistics.INITIATIVES, *BENEFITS))
        raise RuleError("statistics_figure_unknown", field="list", name=figure.key, names=names)
    month, benefit = figure.key.removeprefix(UNTIL), figure.what if figure.what in BENEFITS else ""
    told = figures.keyed(desk.store, _chosen(figure.question), "month")
    return sorted(row_id for key, row_id, state in told if key and key <= month and benefit in ("", state))


def cell(desk: Desk, figure: Figure) -> Cell:
    """What the store is asked for a figure. RuleError statistics_figure_unknown."""
    if figure.what not in WHAT:
        raise RuleError("statistics_figure_unknown", field="what", name=figure.what, names=", ".join(WHAT))
    question, benefit = figure.question, figure.what if figure.what in BENEFITS else ""
    chosen = _chosen(question)
    if figure.key == ALL:
        return Cell(chosen, benefit=benefit)
    if question.by == RANK_BLOCK:
        return Cell(chosen, BLOCK_UNIT, figure.key, benefit=benefit)
    if question.by in _GATHERED:
        members = _members(desk, question, unit_counts.counted(desk.store, chosen, "unit"))
        if figure.key not in members:
            raise RuleError("statistics_figure_unknown", field="list", name=figure.key, names=", ".join(members))
        return Cell(chosen, units=members[figure.key], benefit=benefit)
    return Cell(chosen, question.by, figure.key, benefit=benefit)


def behind(desk: Desk, question: Question, among: Sequence[int] | None = None) -> dict[tuple[str, str], list[int]]:
    """The rows of the initiatives behind every figure of a table that counts initiatives or benefit, (key, what);
    `among` looks at these rows alone."""
    chosen, of_units = _chosen(question), question.by in _GATHERED
    by = BLOCK_UNIT if question.by == RANK_BLOCK else "unit" if of_units else question.by
    rows_of: dict[str, list[str]] = {}
    if of_units:
        for key, codes in _members(desk, question, unit_counts.counted(desk.store, chosen, "unit")).items():
            for code in codes:
                rows_of.setdefault(code, []).append(key)
    found: dict[tuple[str, str], list[int]] = {}
    for told, row_id, state in figures.keyed(desk.store, chosen, by, among):
        keys = rows_of.get(told, []) if of_units else [told] if question.by else []
        for key in (ALL, *keys):
            for what in (statistics.INITIATIVES, state) if state else (statistics.INITIATIVES,):
                found.setdefault((key, what), []).append(row_id)
    return found


def total(desk: Desk, chosen: Chosen) -> Counts:
    return unit_counts.counts(desk.store, chosen).get("", Counts())


def until(as_of: date | None) -> str:
    """The first instant after a day in Vietnam, as `_at` columns hold instants; "" for no day."""
    if as_of is None:
        return ""
    midnight = datetime.combine(as_of + timedelta(days=1), time(), _VIETNAM).astimezone(UTC)
    return midnight.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _chosen(question: Question) -> Chosen:
    states = tuple(map(str, COUNTED if question.handed_in else NOT_WITHDRAWN))
    # Today is not over: what is here now is counted as it is now.
    end = until(question.as_of) if question.as_of < clock.today() else ""
    return Chosen(question.programme, states, until_at=end)


def _whole(counted: Mapping[str, Kept]) -> Kept:
    counts = statistics.added(kept.counts for kept in counted.values())
    return Kept(counts, statistics.summed(kept.benefits for kept in counted.values()))


def _lines(desk: Desk, question: Question, counted: Mapping[str, Kept]) -> Sequence[Line]:
    if question.by in _GATHERED:
        return _gathered(desk, question, counted)
    if question.by == RANK_BLOCK:
        return _by_block(desk, question, counted)
    titles = _titles(desk, question, counted)
    return [Line(key, titles.get(key, key), *kept) for key, kept in counted.items()]


def _by_block(desk: Desk, question: Question, counted: Mapping[str, Kept]) -> Sequence[Line]:
    """Units ranked among those of one block; a unit with records of both blocks stands in each with its own."""
    names, pack = dict(unit_counts.units(desk.store, question.programme)), programmes.get(desk, question.programme)
    lines = []
    for key, kept in counted.items():
        block, _, code = key.partition("|")
        title = title_of(pack.blocks, block) if block else ""
        lines.append(Line(key, names.get(code, code), *kept, title or block))
    groups = [choice.title for choice in pack.blocks]
    others = sorted({line.group for line in lines} - set(groups))
    return statistics.ranked(lines, [*groups, *others])


def _gathered(desk: Desk, question: Question, counted: Mapping[str, Kept]) -> Sequence[Line]:
    """Rows made of several units each: units as they are today, clusters, and units with everything below them."""
    tree, lines = units.tree(desk), []
    for key, codes in _members(desk, question, counted).items():
        counts = statistics.added(counted[code].counts for code in codes)
        sums = statistics.summed(counted[code].benefits for code in codes)
        if question.by != RANK_LEVEL:
            life = tree.holder(key) if question.by == UNIT_NOW else None
            title = life.name(clock.today()) if life else _name(desk, question, key) if question.by == UNIT_NOW else key
            lines.append(Line(key, title, counts, sums))
            continue
        level, _, unit_id = key.partition("|")
        name = tree.lives[unit_id].name(question.as_of) if unit_id in tree.lives else _name(desk, question, unit_id)
        lines.append(Line(key, name, counts, sums, UNIT_BLOCKS[Level(level)]))
    if question.by != RANK_LEVEL:
        return sorted(lines, key=lambda one: (-one.counts.initiatives, one.title))
    return statistics.ranked(lines, [UNIT_BLOCKS[level] for level in _LEVELS])


def _members(desk: Desk, question: Question, counted: Mapping[str, Kept]) -> dict[str, tuple[str, ...]]:
    """The unit codes whose records a row gathers, of those that have any."""
    found: dict[str, list[str]] = {}
    tree, today_home = units.tree(desk), unit_codes.homes(desk)
    # A union does not stand among the units it ranks.
    hidden = {units.own_id(desk)} if gathers(desk.unit) else set()
    clusters = stored_units.clusters_on(desk.store, question.as_of) if question.by == CLUSTER else {}
    for code in counted:
        if question.by == UNIT_NOW:
            found.setdefault(today_home(code), []).append(code)
            continue
        life = tree.holder(code)
        home = unit_tree.home(tree, life.id, question.as_of).unit_id if life else ""
        if question.by == CLUSTER:
            found.setdefault(clusters.get(home, ""), []).append(code)
            continue
        above = unit_tree.place(tree, home, question.as_of) if home else ()
        for unit_id in (home or code, *above):
            level = tree.lives[unit_id].level if home else Level.GRASSROOTS
            if level in _LEVELS and unit_id not in hidden:
                found.setdefault(f"{level}|{unit_id}", []).append(code)
    return {key: tuple(codes) for key, codes in found.items()}


def _name(desk: Desk, question: Question, code: str) -> str:
    return dict(unit_counts.units(desk.store, question.programme)).get(code, code)


def _titles(desk: Desk, question: Question, keys: Iterable[str]) -> dict[str, str]:
    """The words of the codes; a month as 09/2021."""
    pack, by = programmes.get(desk, question.programme), question.by
    if by == "unit":
        return dict(unit_counts.units(desk.store, pack.id))
    if by == "phase":
        return {phase.id: phase.title for phase in pack.phases}
    if by == "month":
        return {month: f"{month[5:]}/{month[:4]}" for month in keys if month}
    choices = {"kind": pack.kinds, "block": pack.blocks, "group": pack.groups}.get(by, ())
    return {choice.code: title_of(choices, choice.code) for choice in choices}
