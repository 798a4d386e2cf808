"""What every table of figures costs at each size, against the plain SQL that would count it from the rows.

The plain side asks the tables as anybody would who knows no index made for the question; both sides in turn.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks import big_register, office_register
from benchmarks.figure import Figure
from benchmarks.memory import Peak
from benchmarks.rules import spent
from desktop import desk
from desktop.desk import Desk
from desktop.operations import kept_tables, overview, quality, statistics, targets, unit_standings

_SUMS = (
    "count(*), sum(i.benefit_state = 'verified'), sum(iif(i.benefit_state = 'verified', i.benefit_vnd, 0)),"
    " sum(i.benefit_state = 'claimed'), sum(iif(i.benefit_state = 'claimed', i.benefit_vnd, 0)),"
    " sum(i.benefit_state = 'not_computable')"
)
_IN = f"i.programme = '{big_register.PROGRAMME}'"
_HERE = f"{_IN} AND i.deleted_at IS NULL"
_STANDING = f"{_HERE} AND i.state <> 'withdrawn'"
_HANDED_IN = f"{_HERE} AND i.state NOT IN ('withdrawn', 'draft', 'declined')"
THEN = date(2023, 6, 30)
_NEXT = "2023-06-30T17:00:00.000Z"
_AS_THEN = (
    f"{_IN} AND i.created_at < '{_NEXT}' AND (i.deleted_at IS NULL OR i.deleted_at >= '{_NEXT}') AND (i.state <>"
    " 'withdrawn' OR EXISTS (SELECT 1 FROM journal AS j WHERE j.subject = i.public_id AND j.operation = 'moved'"
    f" AND j.at >= '{_NEXT}' AND json_extract(j.detail, '$.end') = 'withdrawn'))"
)
_CLUSTER = "(SELECT c.cluster FROM unit_cluster AS c WHERE c.unit_id = i.unit_code)"
_MONTH = "substr(i.applied_from_on, 1, 7)"


@dataclass(frozen=True)
class Page:
    """What is shown, and the questions that would count the same from the rows. `goal` is the ratio to reach."""

    name: str
    ours: Callable[[Desk], object]
    plain: Sequence[str]
    goal: float | None = 0.08


def plain(column: str, where: str = _STANDING, *, wide: bool = False) -> list[str]:
    """Records with benefit by state, and persons with entries."""
    texts = " JOIN initiative_text AS t ON t.id = i.id" if wide else ""
    rows = f"FROM initiative AS i NOT INDEXED{texts}"
    people = f"{rows} JOIN participant AS p ON p.initiative_id = i.id"
    return [
        f"SELECT {column}, {_SUMS} {rows} WHERE {where} GROUP BY 1",
        f"SELECT {column}, count(*), count(DISTINCT p.person_key) {people} WHERE {where} GROUP BY 1",
    ]


def _table(by: str, columns: Sequence[str], name: str = "", *, wide: bool = False) -> Page:
    asked = [sql for column in columns for sql in plain(column, wide=wide)]
    return Page(f"by {name or by}", lambda opened: statistics.table(opened, by), asked)


PAGES = (
    _table("unit", ["i.unit_code"], "unit, as now"),
    Page("by unit, as then", lambda opened: statistics.table(opened, "unit", THEN), plain("i.unit_code", _AS_THEN),
         None),
    _table("cluster", [_CLUSTER]),
    _table("phase", ["i.phase"]),
    _table("kind", ["t.kind"], wide=True),
    _table("block", ["t.block"], wide=True),
    _table("group", ['t."group"'], wide=True),
    _table("month", [_MONTH], "month with its curve"),
    _table("rank_level", ["i.unit_code"], "unit, ranked by level"),
    _table("rank_block", ["t.block || '|' || i.unit_code"], "unit, ranked by block", wide=True),
    Page("persons, initiatives, entries of all", statistics.table, plain("''")),
    Page("targets", targets.standings,
         [*plain("i.unit_code", _HANDED_IN), *plain("i.unit_code", f"{_HANDED_IN} AND i.phase = '1'")], 0.15),
    Page("quality", quality.lines,
         ["SELECT i.unit_code, count(*), sum(EXISTS (SELECT 1 FROM evidence AS e WHERE e.initiative_id = i.id AND"
          " e.removed_at IS NULL AND e.whole = 1)), sum(i.benefit_state = 'verified'), sum(i.state IN ('recognised',"
          f" 'awarded')) FROM initiative AS i NOT INDEXED WHERE {_STANDING} AND i.state <> 'draft' GROUP BY 1"], None),
    Page("board of units", unit_standings.lines,
         [f"SELECT i.unit_code, count(*) FROM initiative AS i NOT INDEXED WHERE {_HERE} AND i.own = 0 GROUP BY 1",
          "SELECT unit_code, count(*), max(created_at), max(acknowledged_at) FROM package GROUP BY 1"], None),
    Page("overview", overview.read,
         [f"SELECT i.state, i.benefit_state, count(*), sum(i.benefit_vnd) FROM initiative AS i NOT INDEXED"
          f" WHERE {_HERE} GROUP BY 1, 2",
          f"SELECT {_MONTH}, count(*) FROM initiative AS i NOT INDEXED WHERE {_HERE} GROUP BY 1",
          f"SELECT t.unit_name, count(*) FROM initiative AS i NOT INDEXED JOIN initiative_text AS t ON t.id = i.id"
          f" WHERE {_HERE} GROUP BY i.unit_code"], None),
    Page("kept with what stands behind each figure",
         lambda opened: kept_tables.keep(opened, statistics.ask(opened, "unit"), "Benchmark"),
         [*plain("i.unit_code"), f"SELECT i.id, i.unit_code, i.benefit_state FROM initiative AS i NOT INDEXED WHERE"
          f" {_STANDING}"], None),
)  # fmt: skip


def figures() -> Iterator[Figure]:
    peaks: dict[str, float] = {}
    for size in big_register.SIZES:
        with tempfile.TemporaryDirectory(prefix="statistics-") as room:
            opened = desk.open_desk(office_register.of_size(Path(room), size), None)
            try:
                yield from measured(opened, size, peaks)
            finally:
                opened.close()


def measured(opened: Desk, size: int, peaks: dict[str, float]) -> Iterator[Figure]:
    """Each page; `peaks` are what the smallest register took, to tell how memory grows."""
    for page in PAGES:
        runs = 3 if size < big_register.NATION else 1
        page.ours(opened)  # the tree of units, the programme: read once, for all pages
        peak = Peak()
        page.ours(opened)
        more = peak.more_mb()
        pairs = [(spent(lambda: page.ours(opened)), spent(lambda: _ask(opened, page))) for _ in range(runs)]  # noqa: B023
        mine, theirs = (sorted(side)[len(pairs) // 2] for side in zip(*pairs, strict=True))
        against = "plain SQL" if page.goal is None else f"plain SQL, goal {page.goal}"
        name = f"{page.name}, {size} records"
        yield Figure(name, round(mine * 1000, 1), "ms of processor time", round(mine / theirs, 3), against, runs)
        if more is not None:
            before = peaks.setdefault(page.name, more)
            ratio = round(more / before, 1) if before >= 1 else None
            yield Figure(f"{name}: memory more at most", round(more, 1), "MB", ratio, "the smallest register", 1)


def _ask(opened: Desk, page: Page) -> None:
    for sql in page.plain:
        opened.store.connection.execute(sql).fetchall()
