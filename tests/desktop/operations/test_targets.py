from __future__ import annotations

import dataclasses
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from db import journal
from db import targets as stored
from db import units as stored_units
from desktop import clock
from desktop.desk import Desk
from desktop.operations import initiatives, receiving, statistics, targets, units
from domain.errors import RuleError
from domain.headcount import Count
from domain.initiative import State
from domain.target import Counts, Headcount, Target
from tests.desktop.operations import unions

WANTED = Target("", "1", "grassroots", unions.UNIT.code, unions.UNIT.name, initiatives=20, document="KH 12/KH-LĐLĐ",
                document_on=date(2022, 1, 25))  # fmt: skip


def came(desk: Desk, at: str) -> None:
    """As if everything had come into the register at that instant."""
    with desk.store.atomic():
        desk.store.execute("UPDATE initiative SET created_at = ?", [at])


def test_a_target_is_handed_down_replaced_and_taken_back(unit: Desk) -> None:
    assert [one.persons_pct for one in targets.everything(unit)] == [15.0, 15.0]
    assert targets.hand_down(unit, WANTED).touches("targets")
    targets.hand_down(unit, dataclasses.replace(WANTED, initiatives=25))
    own = [one for one in targets.everything(unit) if one.id]
    assert [(one.initiatives, one.document_on) for one in own] == [(25, date(2022, 1, 25))]
    assert len(targets.everything(unit)) == 2, "it takes the place of the pack's for that phase"
    targets.remove(unit, own[0].id)
    assert [one.persons_pct for one in targets.everything(unit)] == [15.0, 15.0]
    told = [line for line in journal.lines(unit.store) if line["operation"].startswith("target_")]
    assert len(told) == 3
    assert json.loads(told[-1]["detail"])["document"] == "KH 12/KH-LĐLĐ"


def test_a_target_without_a_document_is_refused_at_its_field(unit: Desk) -> None:
    with pytest.raises(RuleError) as caught:
        targets.hand_down(unit, dataclasses.replace(WANTED, document="", initiatives=0))
    assert {problem.field for problem in caught.value.problems} == {"document", "initiatives"}
    with pytest.raises(RuleError, match="target_unknown"):
        targets.remove(unit, 99)


def test_results_count_what_was_handed_in_and_persons_once(unit: Desk) -> None:
    unions.recognised(unit, 3)
    initiatives.new(unit, {"title": "Còn là nháp", "authors": [{"full_name": "Trần Văn Nháp"}]})
    held = [one.initiative for one in initiatives.everything(unit, initiatives.Filter(states=("recognised",)))]
    entries = [(a.full_name, a.birth_year) for one in held for a in one.authors]
    targets.hand_down(unit, dataclasses.replace(WANTED, phase=""))
    (line,) = [one for one in targets.standings(unit) if one.target.id]
    assert line.counts == Counts(len(set(entries)), len(held), len(entries))


def test_the_share_of_persons_stands_over_the_headcount_of_its_day(unit: Desk) -> None:
    unions.recognised(unit, 3)
    people = {unit.unit.code: Headcount(10, date(2022, 5, 31))}
    found = targets.standings(unit, headcounts=people)
    assert all(one.headcount == people[unit.unit.code] for one in found)
    assert {one.persons_pct for one in found} == {one.counts.persons * 10.0 for one in found}
    assert all(one.reached is None for one in targets.standings(unit) if one.counts.persons == 0 or not one.headcount)


def test_headcounts_come_dated_from_the_unit_tree(unit: Desk) -> None:
    unions.recognised(unit, 3)
    own = units.own_id(unit)
    with unit.store.atomic():
        stored_units.put_count(unit.store, own, Count(date(2022, 1, 31), 30, 40))
        stored_units.put_count(unit.store, own, Count(date(2022, 5, 31), 70, 80))
    then = targets.standings(unit, as_of=date(2022, 3, 1))
    now = targets.standings(unit, as_of=date(2022, 6, 1))
    assert {one.headcount for one in then} == {Headcount(40, date(2022, 1, 31))}
    assert {one.headcount for one in now} == {Headcount(80, date(2022, 5, 31))}


def test_a_union_sees_what_stands_against_every_grassroots_unit(vouched_pair: tuple[Desk, Desk], usb: Path) -> None:
    unit, upper = vouched_pair
    packed = unions.send(unit, usb)
    receiving.receive(upper, [packed.path], step=unions.quiet)
    found = [one for one in targets.standings(upper) if one.target.unit_code == unit.unit.code]
    mine = [one for one in targets.standings(upper) if one.target.unit_code == upper.unit.code]
    assert {one.target.phase: one.counts for one in found} == {one.target.phase: one.counts for one in mine}
    assert sum(one.counts.initiatives for one in found) == 3
    for one in found + mine:
        for what in ("persons", "initiatives", "entries"):
            assert len(targets.rows(upper, one.target, what)) == getattr(one.counts, what)
        assert len(targets.row_ids(upper, one.target)) == one.counts.initiatives
    with pytest.raises(RuleError, match="statistics_figure_unknown"):
        targets.rows(upper, mine[0].target, "colour")


def test_persons_initiatives_and_entries_are_three_counts(unit: Desk) -> None:
    an, binh = {"full_name": "Nguyễn Văn An", "birth_year": "1985"}, {"full_name": "Lê Thị Bình", "birth_year": "1990"}
    for title, authors in (("Một", [an]), ("Hai", [an, binh]), ("Ba", [an | {"full_name": "NGUYỄN VĂN AN"}])):
        initiatives.new(unit, {"title": title, "authors": authors})
    assert statistics.table(unit).totals == Counts(persons=2, initiatives=3, entries=4)
    assert statistics.table(unit, handed_in=True).totals == Counts()


@pytest.mark.parametrize("by", list(statistics.BY))
def test_the_rows_of_every_table_sum_to_its_initiatives_and_entries(unit: Desk, by: str) -> None:
    unions.recognised(unit, 3)
    table = statistics.table(unit, by)
    assert sum(line.counts.initiatives for line in table.lines) == table.totals.initiatives == 3
    assert sum(line.counts.entries for line in table.lines) == table.totals.entries
    assert max(line.counts.persons for line in table.lines) <= table.totals.persons


def test_an_unknown_way_to_count_is_refused(unit: Desk) -> None:
    with pytest.raises(RuleError, match="statistics_by_unknown"):
        statistics.table(unit, "colour")


def test_a_figure_of_a_day_can_be_repeated_later(unit: Desk) -> None:
    unions.recognised(unit, 2)
    came(unit, "2022-05-31T16:59:59.999Z")
    day = date(2022, 5, 31)
    before = statistics.table(unit, as_of=day).totals
    assert before.initiatives == 2
    assert statistics.table(unit, as_of=day - timedelta(days=1)).totals == Counts()
    initiatives.new(unit, {"title": "Kệ để khuôn"})
    assert statistics.table(unit, as_of=day).totals == before
    assert statistics.table(unit).totals.initiatives == 3


def test_what_is_thrown_away_or_withdrawn_later_still_counts_for_the_day(unit: Desk) -> None:
    one, two = (initiatives.new(unit, {"title": title}).stored.row_id for title in ("Một", "Hai"))
    came(unit, "2022-05-30T00:00:00.000Z")
    initiatives.delete(unit, [one])
    initiatives.move(unit, [two], State.ACCEPTED)
    chosen = stored.Chosen("1m-2022", ("draft", "accepted"), until_at=statistics.until(date(2022, 5, 31)))
    assert statistics.total(unit, chosen).initiatives == 2
    assert statistics.table(unit).totals.initiatives == 1
    with unit.store.atomic():
        journal.write(unit.store, "An", "moved", initiatives.get(unit, two).initiative.id, clock.stamp(),
                      start="accepted", end="withdrawn")  # fmt: skip
        unit.store.execute("UPDATE initiative SET state = 'withdrawn' WHERE id = ?", [two])
    assert statistics.total(unit, chosen).initiatives == 2


def test_the_day_ends_at_midnight_in_vietnam() -> None:
    assert statistics.until(date(2022, 5, 31)) == "2022-05-31T17:00:00.000Z"
    assert statistics.until(None) == ""
