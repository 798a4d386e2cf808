from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db import initiatives as stored_initiatives
from db import journal
from db import units as stored_units
from desktop.desk import Desk
from desktop.operations import figure_files, initiatives, kept_tables, quality, statistics, unit_events, units
from desktop.operations.statistics import BY, Figure
from desktop.operations.unit_events import Paper
from domain import record
from domain import statistics as tables
from domain.errors import RuleError
from domain.initiative import Initiative
from domain.statistics import ALL, BENEFITS, ENTRIES, INITIATIVES, PERSONS, WHAT, Line
from domain.unit import Level
from tests.desktop.operations import unions
from tests.desktop.operations.test_target_packages import found as founded

DAY = date(2022, 5, 31)


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Desk]:
    """A union with two upper unions and four grassroots units below, with records of all, in two clusters."""
    opened = unions.new(tmp_path / "union", dataclasses.replace(unions.UPPER, code="27", name="CĐ ngành",
                                                                level=Level.PROVINCE))  # fmt: skip
    for above, code, name in (("27", "27000", "CĐ Tổng công ty Thép"), ("27", "27500", "CĐ Tổng công ty Bia")):
        founded(opened, above, code, name)
    for above, code in (("27000", "27001"), ("27000", "27002"), ("27500", "27003"), ("27", "27004")):
        founded(opened, above, code, f"CĐCS {code}")
    tree = units.tree(opened)
    with opened.store.atomic():
        for code, cluster in (("27001", "Cụm 1"), ("27002", "Cụm 2"), ("27003", "Cụm 1")):
            stored_units.put_cluster(opened.store, tree.find(code).id, date(2021, 1, 1), cluster)
    received(opened, {"27001": 5, "27002": 2, "27003": 5, "27004": 3})
    yield opened
    opened.close()


def received(opened: Desk, how_many: dict[str, int]) -> None:
    """Records of other units as packages would have brought them; one person has two in each unit."""
    entries = unions.sample()
    with opened.store.atomic():
        for place, (code, n) in enumerate(how_many.items()):
            for no in range(n):
                told = entries[place * 6 + no] | {"unit_code": code, "unit_name": f"CĐCS {code}"}
                shared = entries[place * 6]["authors"][:1]
                _insert(opened, told | {"authors": [*told["authors"], *shared] if no == 1 else told["authors"]}, no)


def _insert(opened: Desk, values: dict[str, object], no: int) -> None:
    made = record.initiative(values | {"id": f"{values['unit_code']}-{no}", "programme": "1m-2022",
                                       "state": "recognised", "phase": "1"})  # fmt: skip
    assert isinstance(made, Initiative)
    stored_initiatives.insert(opened.store, made, own=False, missing=0, now="2022-05-30T00:00:00.000Z")


@pytest.mark.parametrize("by", ["", *BY])
def test_every_figure_opens_a_list_of_just_so_many(province: Desk, by: str) -> None:
    question = statistics.ask(province, by, DAY)
    table = statistics.answer(province, question)
    every = [Line(ALL, "", table.totals, table.benefits), *table.lines]
    assert table.totals.initiatives == 15
    for line in every:
        for what in WHAT:
            figure = Figure(question, line.key, what)
            assert len(statistics.rows(province, figure)) == line.figure(what), (by, line.key, what)
        ids = statistics.row_ids(province, Figure(question, line.key))
        assert len(set(ids)) == line.counts.initiatives
        shown = initiatives.Filter(only=tuple(ids))
        assert initiatives.total(province, shown) == line.counts.initiatives
        assert sorted(initiatives.page(province, shown)) == ids
        for name in BENEFITS:
            stated = statistics.row_ids(province, Figure(question, line.key, name))
            rows = initiatives.rows(province, stated)
            assert sum(row["benefit_vnd"] or 0 for row in rows) == getattr(line.benefits, name).vnd


def test_persons_are_listed_once_with_how_many_they_have(province: Desk) -> None:
    question = statistics.ask(province, "unit", DAY)
    persons = statistics.rows(province, Figure(question, "27001", PERSONS))
    entries = statistics.rows(province, Figure(question, "27001", ENTRIES))
    assert len(entries) > len(persons), "one person stands behind two entries"
    assert max(one["initiatives"] for one in persons) == 2
    assert {one["full_name"] for one in persons} == {one["full_name"] for one in entries}


def test_what_was_thrown_away_later_is_still_in_the_list_of_the_day(province: Desk) -> None:
    question = statistics.ask(province, "unit", DAY)
    gone = statistics.row_ids(province, Figure(question, "27001"))[:2]
    with province.store.atomic():
        stored_initiatives.delete(province.store, gone, "2022-06-02T00:00:00.000Z")
    line = statistics.answer(province, question).line("27001")
    assert line is not None and line.counts.initiatives == 5
    ids = statistics.row_ids(province, Figure(question, "27001"))
    assert initiatives.total(province, initiatives.Filter(only=tuple(ids))) == 5
    now = statistics.table(province, "unit").line("27001")
    assert now is not None and now.counts.initiatives == 3


def test_units_are_ranked_within_their_block_and_upper_unions_with_all_below(province: Desk) -> None:
    table = statistics.table(province, "rank_level", DAY)
    told = [(line.group, line.rank, line.title, line.counts.initiatives) for line in table.lines]
    assert told == [
        ("Khối công đoàn cấp trên cơ sở", 1, "CĐ Tổng công ty Thép", 7),
        ("Khối công đoàn cấp trên cơ sở", 2, "CĐ Tổng công ty Bia", 5),
        ("Khối công đoàn cơ sở", 1, "CĐCS 27001", 5),
        ("Khối công đoàn cơ sở", 1, "CĐCS 27003", 5),
        ("Khối công đoàn cơ sở", 3, "CĐCS 27004", 3),
        ("Khối công đoàn cơ sở", 4, "CĐCS 27002", 2),
    ]  # fmt: skip


def test_units_are_ranked_within_enterprises_and_public_bodies(province: Desk) -> None:
    table = statistics.table(province, "rank_block", DAY)
    for group in {line.group for line in table.lines}:
        counts = [line.counts.initiatives for line in table.lines if line.group == group]
        ranks = [line.rank for line in table.lines if line.group == group]
        assert counts == sorted(counts, reverse=True)
        assert ranks == [1 + sum(other > n for other in counts) for n in counts]
    assert sum(line.counts.initiatives for line in table.lines) == 15


def test_clusters_are_those_of_the_day_and_the_rest_stands_apart(province: Desk) -> None:
    table = statistics.table(province, "cluster", DAY)
    assert {line.key: line.counts.initiatives for line in table.lines} == {"Cụm 1": 10, "Cụm 2": 2, "": 3}
    with province.store.atomic():
        later = units.tree(province).find("27002").id
        stored_units.put_cluster(province.store, later, date(2023, 1, 1), "Cụm 1")
    assert statistics.table(province, "cluster", DAY) == table
    now = statistics.table(province, "cluster", date(2023, 2, 1))
    assert {line.key: line.counts.initiatives for line in now.lines} == {"Cụm 1": 12, "": 3}


def test_a_kept_table_is_shown_again_as_it_was_and_the_difference_is_told(province: Desk) -> None:
    question = statistics.ask(province, "unit", DAY)
    before = statistics.answer(province, question)
    kept, changes = kept_tables.keep(province, question, "  Báo cáo   6 tháng ")
    assert (kept.name, changes.touches("statistics")) == ("Báo cáo 6 tháng", True)
    (line,) = [one for one in journal.lines(province.store) if one["operation"] == "table_kept"]
    assert json.loads(line["detail"])["initiatives"] == 15
    assert kept_tables.show(province, kept.id).differences == ()
    ids = statistics.row_ids(province, Figure(question, "27001"))
    with province.store.atomic():  # as a newer package would change and a person would settle
        province.store.execute("UPDATE initiative SET benefit_state = '', benefit_vnd = NULL WHERE id = ?", [ids[0]])
        province.store.execute("UPDATE initiative SET unit_code = '27002' WHERE id = ?", [ids[1]])
    shown = kept_tables.show(province, kept.id)
    assert (shown.table.totals, shown.table.lines, shown.table.benefits) == (
        before.totals, before.lines, before.benefits)  # fmt: skip
    assert kept_tables.row_ids(province, kept.id, "27001") == ids
    told = {one.key: (one.before, one.now) for one in shown.differences}
    assert {"27001", "27002"} <= set(told)
    old, new = told["27002"]
    assert old is not None and new is not None
    assert (old.counts.initiatives, new.counts.initiatives) == (2, 3)


@pytest.mark.parametrize("by", ["", *BY])
def test_the_kept_records_are_those_of_each_figure(province: Desk, by: str) -> None:
    question = statistics.ask(province, by, DAY)
    kept, _changes = kept_tables.keep(province, question, f"Bảng {by}")
    shown = kept_tables.show(province, kept.id)
    assert shown.differences == ()
    for line in (Line(ALL, "", shown.table.totals, shown.table.benefits), *shown.table.lines):
        for what in (INITIATIVES, *BENEFITS):
            assert len(kept_tables.row_ids(province, kept.id, line.key, what)) == line.figure(what)


def test_a_kept_table_is_never_changed_or_removed(province: Desk) -> None:
    kept, _changes = kept_tables.keep(province, statistics.ask(province, "unit", DAY), "Bảng")
    for sql in ("UPDATE kept_table SET name = 'x'", "DELETE FROM kept_table", "UPDATE kept_records SET what = 'x'",
                "DELETE FROM kept_records"):  # fmt: skip
        with pytest.raises(Exception, match="kept"), province.store.atomic():
            province.store.execute(sql)
    assert [one.name for one in kept_tables.everything(province)] == ["Bảng"]
    assert kept_tables.show(province, kept.id).differences == ()


@pytest.mark.parametrize(("name", "code"), [(" ", "kept_name_missing"), ("x" * 121, "kept_name_long"),
                                            ("Bà An CCCD 001085012345", "identity_number")])  # fmt: skip
def test_a_name_that_says_nothing_or_too_much_is_refused(province: Desk, name: str, code: str) -> None:
    with pytest.raises(RuleError) as refused:
        kept_tables.keep(province, statistics.ask(province), name)
    assert refused.value.code == code
    assert kept_tables.everything(province) == []


def test_what_is_not_there_is_refused_in_words(province: Desk) -> None:
    question = statistics.ask(province, "rank_level", DAY)
    for figure in (Figure(question, "no such"), Figure(question, ALL, "colour")):
        with pytest.raises(RuleError, match="statistics_figure_unknown"):
            statistics.rows(province, figure)
    with pytest.raises(RuleError, match="kept_table_unknown"):
        kept_tables.show(province, 7)


def test_the_table_is_written_with_its_day_its_ranks_and_three_benefits(province: Desk, tmp_path: Path) -> None:
    table = statistics.table(province, "rank_level", DAY)
    target = tmp_path / "thong-ke.xlsx"
    figure_files.write_table(province, table, target)
    cells = [[str(cell) for cell in row] for row in _rows(target)]
    words = "\n".join("\t".join(row) for row in cells)
    assert "31/05/2022" in words and "không cộng chung" in words
    first = next(row for row in cells if "CĐ Tổng công ty Thép\n(Khối công đoàn cấp trên cơ sở)" in row)
    assert first[0].split(".")[0] == "1" and "7" in first
    assert any("TỔNG SỐ" in row and "15" in row for row in cells)


def _rows(path: Path) -> list[tuple[object, ...]]:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    found = [tuple("" if cell is None else cell for cell in row) for row in book.active.iter_rows(values_only=True)]  # type: ignore[union-attr]
    book.close()
    return found


def test_units_as_they_are_today_gather_what_has_gone_into_them(province: Desk) -> None:
    """One unit merged into another, one renamed with another code, one dissolved: as then each stays what it was."""
    tree, paper = units.tree(province), Paper(date(2023, 1, 1), "QĐ 2")
    of = {code: tree.find(code).id for code in ("27001", "27002", "27003", "27004")}
    unit_events.merge(province, of["27002"], of["27001"], paper)
    unit_events.rename(province, of["27003"], "CĐCS Bia Mới", "27093", paper)
    unit_events.dissolve(province, of["27004"], paper)
    then = {line.key: line.counts.initiatives for line in statistics.table(province, "unit", DAY).lines}
    assert then == {"27001": 5, "27002": 2, "27003": 5, "27004": 3}
    question = statistics.ask(province, "unit_now", DAY)
    now = statistics.answer(province, question)
    assert [(line.key, line.title, line.counts.initiatives) for line in now.lines] == [
        ("27001", "CĐCS 27001", 7), ("27093", "CĐCS Bia Mới", 5), ("27", "CĐ ngành", 3)
    ]  # fmt: skip
    for line in now.lines:
        for what in WHAT:
            assert len(statistics.rows(province, Figure(question, line.key, what))) == line.figure(what)
    assert sum(line.counts.initiatives for line in now.lines) == now.totals.initiatives
    whole, first, *_rest = quality.lines(province)
    assert (whole.total, first.code, first.total) == (15, "27001", 7)
    for line in quality.lines(province):
        assert len(quality.row_ids(province, "all", line.code)) == line.total


def test_a_point_of_the_curve_opens_all_until_its_month(province: Desk) -> None:
    question = statistics.ask(province, "month", DAY)
    curve = tables.cumulative(statistics.answer(province, question).lines)
    assert len(curve) > 2
    for month, n in curve:
        point = Figure(question, f"{statistics.UNTIL}{month}")
        assert len(statistics.row_ids(province, point)) == len(statistics.rows(province, point)) == n
    last = f"{statistics.UNTIL}{curve[-1][0]}"
    for refused in (Figure(question, last, PERSONS), Figure(statistics.ask(province, "kind", DAY), last)):
        with pytest.raises(RuleError, match="statistics_figure_unknown"):
            statistics.rows(province, refused)
