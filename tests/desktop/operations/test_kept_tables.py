"""Every figure of a kept table opens a list as long as it says, and what is counted otherwise now is named."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from db import initiatives as stored_initiatives
from desktop.desk import Desk
from desktop.operations import erasure, initiatives, kept_changes, kept_tables, people, statistics
from desktop.operations.kept_changes import ANY
from desktop.operations.statistics import BY, Figure
from domain.anonymity import is_alias
from domain.errors import RuleError
from domain.initiative import Author, BenefitState
from domain.kept_change import CAME, OTHER, WENT, Change
from domain.statistics import ALL, BENEFITS, ENTRIES, INITIATIVES, PERSONS, WHAT, Line, Table
from tests.desktop.operations import unions
from tests.desktop.operations.test_statistics import DAY, _insert
from tests.desktop.operations.test_statistics import province as province

NOW = "2022-06-02T00:00:00.000Z"


def every(table: Table) -> list[Line]:
    return [Line(ALL, "", table.totals, table.benefits), *table.lines]


def changed(desk: Desk) -> None:
    """One record to another unit, one thrown away, one withdrawn, one new; other benefit, other authors."""
    ids = statistics.row_ids(desk, Figure(statistics.ask(desk, "unit", DAY), "27001"))
    held = stored_initiatives.get_many(desk.store, ids)
    with desk.store.atomic():
        desk.store.execute("UPDATE initiative SET unit_code = '27002' WHERE id = ?", [ids[0]])
        stored_initiatives.delete(desk.store, [ids[1]], NOW)
        desk.store.execute("UPDATE initiative SET state = 'withdrawn' WHERE id = ?", [ids[2]])
        one = held[3].initiative
        more = dataclasses.replace(one, authors=(*one.authors, Author("Lê Thị Khác", 1990)),
                                   benefit_state=BenefitState.VERIFIED, benefit_vnd=7_000_000)  # fmt: skip
        stored_initiatives.update(desk.store, ids[3], more, missing=0, now=NOW)
        other = dataclasses.replace(held[4].initiative, authors=(Author("Phạm Văn Mới", 1985),))
        stored_initiatives.update(desk.store, ids[4], other, missing=0, now=NOW)
        _insert(desk, unions.sample()[5] | {"unit_code": "27005", "unit_name": "CĐCS 27005"}, 9)


@pytest.mark.parametrize("by", ["", *BY])
def test_every_figure_opens_a_list_as_long_as_it_says(province: Desk, by: str) -> None:
    """Also after people and records have changed: of the day the table was kept."""
    kept, _changes = kept_tables.keep(province, statistics.ask(province, by, DAY), "Bảng")
    before = {(line.key, what): kept_tables.rows(province, kept.id, line.key, what)
              for line in every(kept_tables.show(province, kept.id).table) for what in WHAT}  # fmt: skip
    changed(province)
    shown = kept_tables.show(province, kept.id)
    assert kept.detailed and shown.kept.detailed
    for line in every(shown.table):
        for what in WHAT:
            rows = kept_tables.rows(province, kept.id, line.key, what)
            assert len(rows) == line.figure(what) == len(before[line.key, what]), (by, line.key, what)


@pytest.mark.parametrize("by", ["", *BY])
def test_what_came_and_went_is_the_difference_of_each_figure(province: Desk, by: str) -> None:
    kept, _changes = kept_tables.keep(province, statistics.ask(province, by), "Bảng")
    changed(province)
    shown = kept_tables.show(province, kept.id)
    assert shown.differences
    for one in shown.differences:
        for what in WHAT:
            found = kept_changes.changes(province, kept.id, one.key, what)
            before, now = (line.figure(what) if line else 0 for line in (one.before, one.now))
            n = {change: sum(each.change == change for each in found) for change in (CAME, WENT, OTHER)}
            assert now - before == n[CAME] - n[WENT], (by, one.key, what)
            assert what in BENEFITS or not n[OTHER]
        assert kept_changes.changes(province, kept.id, one.key), "a line that differs names what differs"


def test_each_record_says_why(province: Desk) -> None:
    kept, _changes = kept_tables.keep(province, statistics.ask(province, "unit"), "Bảng")
    held = kept_tables.row_ids(province, kept.id, "27001")
    changed(province)

    def told(key: str) -> dict[int, Change]:
        return {one.row["id"]: one for one in kept_changes.changes(province, kept.id, key)}

    old, new, whole = told("27001"), told("27002"), told(ALL)
    assert (old[held[0]].change, old[held[0]].why, old[held[0]].line) == (WENT, "to_line", "CĐCS 27002")
    assert (new[held[0]].change, new[held[0]].why, new[held[0]].line) == (CAME, "from_line", "CĐCS 27001")
    assert (old[held[1]].why, old[held[2]].why) == ("deleted", "withdrawn")
    richer = old[held[3]]
    assert (richer.change, richer.why) == (OTHER, "") and richer.now is not None
    assert (richer.now.state, richer.now.vnd) == ("verified", 7_000_000)
    assert richer.authors is not None and richer.authors[1] == richer.authors[0] + 1
    assert old[held[4]].change == OTHER and old[held[4]].authors is not None
    assert held[0] not in whole, "counted then and now: only its line is another"
    (fresh,) = [one for one in whole.values() if one.why in ("new", "counted_now") and one.change == CAME]
    assert fresh.row["unit_code"] == "27005"


def test_persons_who_came_and_went_are_named(province: Desk) -> None:
    kept, _changes = kept_tables.keep(province, statistics.ask(province, "unit"), "Bảng")
    changed(province)
    found = kept_changes.changes(province, kept.id, "27001", PERSONS)
    assert {"Lê Thị Khác", "Phạm Văn Mới"} == {one.row["full_name"] for one in found if one.change == CAME}
    assert any(one.change == WENT and one.row["title"] for one in found)
    for one in kept_tables.rows(province, kept.id, "27001", ENTRIES):
        assert "full_name" in one, "one who is not named any more has no name, and is there all the same"


def test_a_table_of_an_earlier_version_says_that_it_kept_nobody(province: Desk) -> None:
    kept, _changes = kept_tables.keep(province, statistics.ask(province, "unit", DAY), "Bảng")
    with province.store.atomic():  # as the migration leaves what was kept before it
        for table in ("kept_table_update", "kept_entry_delete", "kept_benefit_delete"):
            province.store.execute(f"DROP TRIGGER {table}")
        for sql in ("UPDATE kept_table SET detailed = 0", "DELETE FROM kept_entry", "DELETE FROM kept_benefit"):
            province.store.execute(sql)
    assert not kept_tables.get(province, kept.id).detailed
    line = kept_tables.show(province, kept.id).table.line("27001")
    assert line is not None
    assert len(kept_tables.rows(province, kept.id, "27001", ENTRIES)) == line.counts.entries, "those of today"
    changed(province)
    with pytest.raises(RuleError, match="kept_people_unknown"):
        kept_changes.changes(province, kept.id, ALL, PERSONS)
    found = kept_changes.changes(province, kept.id, "27001")
    assert {"to_line", "withdrawn"} <= {one.why for one in found}


def test_a_figure_or_a_table_that_is_not_there_is_refused(province: Desk) -> None:
    kept, _changes = kept_tables.keep(province, statistics.ask(province, "rank_level"), "Bảng")
    for table, key, what in ((kept.id, ALL, "colour"), (kept.id, "no such", INITIATIVES), (kept.id, "no such", ANY),
                             (kept.id, "no such", PERSONS)):  # fmt: skip
        with pytest.raises(RuleError, match="statistics_figure_unknown"):
            kept_changes.changes(province, table, key, what)
    with pytest.raises(RuleError, match="kept_table_unknown"):
        kept_changes.changes(province, kept.id + 1)
    with pytest.raises(RuleError, match="statistics_figure_unknown"):
        kept_tables.rows(province, kept.id, ALL, "colour")


def test_an_erasure_reaches_the_people_kept_and_counts_stay(tmp_path: Path) -> None:
    opened = unions.new(tmp_path / "unit", unions.UNIT)
    row = initiatives.enter(opened, unions.sample()[0]).stored.row_id
    kept, _changes = kept_tables.keep(opened, statistics.ask(opened, "unit"), "Bảng")
    keys = opened.store.column("SELECT person_key FROM kept_entry ORDER BY place")
    entry = people.rows(opened, people.page(opened, unions.sample()[0]["authors"][0]["full_name"]))[0]
    erasure.anonymise(opened, entry.id, "theo yêu cầu")
    after = opened.store.column("SELECT person_key FROM kept_entry ORDER BY place")
    assert after[0] != keys[0], "nothing is left of the hash of her name"
    listed = kept_tables.rows(opened, kept.id, ALL, ENTRIES)
    assert len(listed) == len(keys) and listed[0]["row_id"] == row
    assert is_alias(listed[0]["full_name"])
    assert kept_tables.show(opened, kept.id).differences == ()
    opened.close()
