"""Right at the sizes the documents name: how long it takes is measured by `python -m benchmarks statistics`."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db import units as stored_units
from desktop.desk import Desk
from desktop.operations import kept_tables, statistics, targets, units
from desktop.operations.statistics import Figure
from domain.headcount import Count
from domain.statistics import ALL, ENTRIES, PERSONS
from domain.target import Counts, Standing, Target
from domain.unit import Level, Unit
from tests.desktop.operations import unions

WORKERS, INITIATIVES, SHARE = 12_000, 500, 1_800  # one company (S4); 15 % of its people
RECORDS, PROVINCE_ENTRIES, UNITS = 85_162, 170_324, 5_000  # a province (S4): two authors each
_COPY = """
WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
INSERT INTO {table} ({columns}) SELECT {values} FROM n, {table} WHERE {table}.id = 1
"""


def copied(opened: Desk, how_many: int, **told: str) -> None:
    """The first record again and again, in one transaction, `told` giving the columns that differ as SQL of n.i."""
    for table in ("initiative", "initiative_text"):
        names = [row["name"] for row in opened.store.rows(f"SELECT name FROM pragma_table_info('{table}')")]
        differ = {"id": "n.i", "public_id": "'copy-' || n.i", **told}
        values = ", ".join(f'{differ[name]} AS "{name}"' if name in differ else f'{table}."{name}"' for name in names)
        columns = ", ".join(f'"{name}"' for name in names)
        opened.store.execute(_COPY.format(table=table, columns=columns, values=values), [how_many])


def people(opened: Desk, sql: str, *, named: bool = False) -> None:
    """(initiative, place, person) by a question of SQL over the records; `named` with the rows of the authors too."""
    opened.store.execute("DELETE FROM participant")
    opened.store.execute("DELETE FROM author WHERE initiative_id <> 1 OR place > 1")
    opened.store.execute(f"INSERT INTO participant (initiative_id, place, person_key) {sql}")
    if not named:
        return
    names = [row["name"] for row in opened.store.rows("SELECT name FROM pragma_table_info('author')")]
    differ = {"initiative_id": "p.initiative_id", "place": "p.place", "full_name": "'Người ' || p.person_key"}
    values = ", ".join(differ.get(name, f'a."{name}"') for name in names)
    opened.store.execute(
        f"INSERT OR IGNORE INTO author SELECT {values} FROM participant AS p, author AS a"
        " WHERE a.initiative_id = 1 AND a.place = 1"
    )


@pytest.fixture
def company(unit: Desk) -> Iterator[Desk]:
    """12 000 workers, 500 initiatives of 1 800 of them."""
    unions.recognised(unit, 1)
    with unit.store.atomic():
        stored_units.put_count(unit.store, units.own_id(unit), Count(date(2022, 1, 1), 11_000, WORKERS))
        copied(unit, INITIATIVES, phase="'1'")
        unit.store.execute("UPDATE initiative SET phase = '1'")
        people(
            unit,
            f"""WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {SHARE - 1})
            SELECT 1 + i % {INITIATIVES}, 1 + i / {INITIATIVES}, i FROM n""",
            named=True,
        )
    yield unit


def test_fifteen_percent_of_twelve_thousand_workers_is_eighteen_hundred_and_not_one_less(company: Desk) -> None:
    standing = next(one for one in targets.standings(company) if one.target.phase == "1")
    assert standing.counts == Counts(SHARE, INITIATIVES, SHARE)
    assert standing.headcount is not None and standing.headcount.people == WORKERS
    assert (standing.target.persons_pct, standing.persons_pct, standing.reached) == (15.0, 15.0, True)
    with company.store.atomic():
        company.store.execute("UPDATE participant SET person_key = 0 WHERE person_key = 1")
    standing = next(one for one in targets.standings(company) if one.target.phase == "1")
    assert standing.counts == Counts(SHARE - 1, INITIATIVES, SHARE)
    assert (standing.persons_pct, standing.reached) == (14.9, False)


def test_the_lists_of_a_company_have_as_many_rows_as_its_figures(company: Desk) -> None:
    question = statistics.ask(company, "unit")
    assert len(statistics.rows(company, Figure(question, ALL, PERSONS))) == SHARE
    assert len(statistics.rows(company, Figure(question, ALL, ENTRIES))) == SHARE
    assert len(statistics.row_ids(company, Figure(question))) == INITIATIVES


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Desk]:
    """170 324 entries of 85 162 persons on as many initiatives of 5 000 units; benefit beyond ten thousand billion."""
    opened = unions.new(tmp_path / "province", Unit("27", "LĐLĐ tỉnh", Level.PROVINCE))
    unions.recognised(opened, 1)
    with opened.store.atomic():
        copied(opened, RECORDS, phase="CASE WHEN n.i % 5 < 2 THEN '1' ELSE '2' END", own="0",
               unit_code=f"'G' || (n.i % {UNITS})", benefit_vnd="n.i * 2000000 + n.i % 999983",
               benefit_state="CASE n.i % 3 WHEN 0 THEN 'verified' WHEN 1 THEN 'claimed' ELSE 'not_computable' END",
               )  # fmt: skip
        opened.store.execute("UPDATE initiative SET unit_code = 'G1', phase = '1', benefit_state = 'verified',"
                             " benefit_vnd = 10000000000000 WHERE id = 1")  # fmt: skip
        opened.store.execute("UPDATE initiative SET benefit_vnd = NULL WHERE benefit_state = 'not_computable'")
        # Beside the author of a record stands the one of the next record of the same unit: people are of their unit.
        first = f"coalesce(nullif(id % {UNITS}, 0), {UNITS})"
        after = f"iif(id + {UNITS} <= {RECORDS}, id + {UNITS}, {first})"
        people(opened, f"SELECT id, 1, id FROM initiative UNION ALL SELECT id, 2, {after} FROM initiative")
    yield opened
    opened.close()


def test_a_register_of_170324_entries_is_counted_right(province: Desk) -> None:
    table = statistics.table(province, "unit")
    assert table.totals == Counts(RECORDS, RECORDS, PROVINCE_ENTRIES)
    assert len(table.lines) == UNITS
    expected = {f"G{no}": len(range(no or UNITS, RECORDS + 1, UNITS)) for no in range(UNITS)}
    assert {line.key: line.counts.initiatives for line in table.lines} == expected
    assert sum(line.counts.entries for line in table.lines) == PROVINCE_ENTRIES
    phases = {line.key: line.counts.initiatives for line in statistics.table(province, "phase").lines}
    assert phases == {"1": 1 + sum(1 for i in range(2, RECORDS + 1) if i % 5 < 2),
                      "2": sum(1 for i in range(2, RECORDS + 1) if i % 5 >= 2)}  # fmt: skip
    amounts = {state: [i * 2_000_000 + i % 999_983 for i in range(2, RECORDS + 1) if i % 3 == rest]
               for state, rest in (("verified", 0), ("claimed", 1))}  # fmt: skip
    assert table.benefits.verified.vnd == 10**13 + sum(amounts["verified"]) > 10**13
    assert (table.benefits.claimed.vnd, table.benefits.claimed.records) == (
        sum(amounts["claimed"]), len(amounts["claimed"]))  # fmt: skip
    assert sum(line.benefits.verified.vnd for line in table.lines) == table.benefits.verified.vnd
    kept, _changes = kept_tables.keep(province, statistics.ask(province, "unit"), "Cả tỉnh")
    assert len(kept_tables.row_ids(province, kept.id)) == RECORDS
    asked = Target("1m-2022", "", "province", "27", "LĐLĐ tỉnh", initiatives=RECORDS, document="KH 1")
    assert Standing(asked, table.totals).reached is True
    assert Standing(dataclasses.replace(asked, initiatives=RECORDS + 1), table.totals).reached is False
