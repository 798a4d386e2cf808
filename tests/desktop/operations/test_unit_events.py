"""Recording what happens to units, and taking it back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from db import journal
from desktop import clock
from desktop import desk as desks
from desktop.desk import APPRAISER, Desk
from desktop.operations import unit_events, units, users
from desktop.operations.unit_events import Paper
from domain.errors import RuleError
from domain.unit import Level
from domain.unit_tree import Standing, parent
from tests.desktop.operations import unions

ON = Paper(date(2026, 1, 1), "Quyết định 12/QĐ-LĐLĐ ngày 20/12/2025", "sắp xếp lại")
AFTER = date(2026, 2, 1)


def added(unit: Desk, code: str, name: str = "", upper: str = "LD-CA-MAU", level: Level = Level.GRASSROOTS) -> str:
    return unit_events.add(unit, name or f"CĐCS {code}", code, level, upper, Paper(None)).unit_id


def told(unit: Desk, subject: str) -> list[str]:
    return [line["operation"] for line in journal.lines(unit.store, subject)]


def test_a_unit_is_added_below_another_and_found(unit: Desk) -> None:
    done = unit_events.add(unit, "  CĐCS  Tôm Năm Căn ", "cm-01", Level.GRASSROOTS, "LD-CA-MAU", ON)
    assert done.ended_on is None
    assert done.changes.touches("units")
    assert units.search(unit, "tom nam can", AFTER) == [done.unit_id]
    seen = units.details(unit, done.unit_id, AFTER)
    assert (seen.line.name, seen.line.code, seen.place[0]) == ("CĐCS Tôm Năm Căn", "CM-01", "LĐLĐ tỉnh Cà Mau")
    assert seen.events[0].event.document == ON.document
    assert seen.events[0].recorded_by == unions.OFFICER
    assert told(unit, done.unit_id) == ["unit_event"]


def test_a_district_federation_ends_with_all_districts_and_its_units_move_up(unit: Desk) -> None:
    done = unit_events.add(unit, "LĐLĐ huyện Năm Căn", "CM-02", Level.UPPER, "LD-CA-MAU", Paper(None))
    assert done.ended_on == date(2025, 7, 1)
    grassroots = added(unit, "CM-03", upper=done.unit_id)
    grown = units.tree(unit)
    assert parent(grown, grassroots, date(2025, 6, 30)) == done.unit_id
    assert parent(grown, grassroots, date(2025, 7, 1)) == "LD-CA-MAU"
    assert units.home_of(unit, "CM-02", AFTER).standing is Standing.DISSOLVED


def test_the_four_events(unit: Desk) -> None:
    one, two = added(unit, "CM-01"), added(unit, "CM-02")
    unit_events.rename(unit, one, "CĐCS Tôm Đất Mũi", "cm-01a", ON)
    unit_events.move(unit, one, "LD-KIEN-GIANG", Paper(date(2024, 1, 1), reason="chuyển trụ sở"))
    unit_events.merge(unit, two, one, ON)
    seen = units.details(unit, one, AFTER)
    assert (seen.line.name, seen.line.code, seen.place[0]) == ("CĐCS Tôm Đất Mũi", "CM-01A", "LĐLĐ tỉnh An Giang")
    assert units.home_of(unit, "CM-02", AFTER).unit_id == one
    unit_events.dissolve(unit, one, Paper(AFTER, "Quyết định 5/QĐ"))
    assert units.home_of(unit, "CM-02", AFTER).unit_id == "LD-AN-GIANG"
    kinds = [str(one.event.kind) for one in units.details(unit, one, AFTER).events]
    assert kinds == ["dissolve", "merge", "rename", "move", "found"]


def test_the_last_event_is_taken_back_and_the_journal_keeps_both(unit: Desk) -> None:
    one = added(unit, "CM-01")
    before = units.tree(unit).lives[one]
    unit_events.dissolve(unit, one, ON)
    last = units.last_event(unit)
    assert last is not None
    assert last.event.unit_id == one
    unit_events.take_back(unit)
    assert units.tree(unit).lives[one] == before
    assert units.search(unit, "CM-01", AFTER) == [one]
    assert told(unit, one) == ["unit_event_taken_back", "unit_event", "unit_event"]
    assert [bool(held.taken_back_at) for held in units.details(unit, one, AFTER).events] == [True, False]
    unit_events.set_count(unit, one, date(2026, 1, 1), 5, 9)
    unit_events.take_back(unit)
    assert units.search(unit, "CM-01", AFTER) == []
    assert "counts" in journal.lines(unit.store, one)[0]["detail"]
    assert added(unit, "CM-01")


def test_what_ships_is_not_taken_back(unit: Desk) -> None:
    while units.last_event(unit):  # the end of its own district federation
        unit_events.take_back(unit)
    with pytest.raises(RuleError, match="unit_event_none"):
        unit_events.take_back(unit)
    assert len(units.below(unit, "TLD", date(2022, 1, 1))) > 80


@pytest.mark.parametrize(
    ("paper", "code", "field"),
    [(Paper(None, "QĐ 1"), "unit_day_missing", "on"), (Paper(date(2026, 1, 1)), "unit_event_unfounded", "document"),
     (Paper(date(1900, 1, 1), "QĐ 1"), "unit_not_yet", "unit")],
)  # fmt: skip
def test_an_event_without_day_or_paper_is_refused_and_nothing_is_written(
    unit: Desk, paper: Paper, code: str, field: str
) -> None:
    before = unit.store.rows("SELECT * FROM unit_event")
    for refused in (
        lambda: unit_events.dissolve(unit, "LD-CA-MAU", paper),
        lambda: unit_events.rename(unit, "LD-CA-MAU", "LĐLĐ Cà Mau", "", paper),
    ):
        with pytest.raises(RuleError) as said:
            refused()
        assert (said.value.code, said.value.field) == (code, field)
    assert unit.store.rows("SELECT * FROM unit_event") == before


def test_headcounts_have_their_days_and_add_up_over_the_subtree(unit: Desk) -> None:
    one, two = added(unit, "CM-01"), added(unit, "CM-02")
    unit_events.set_count(unit, one, date(2025, 1, 1), 90, 100)
    unit_events.set_count(unit, one, date(2026, 1, 1), 95, 120)
    unit_events.set_count(unit, one, date(2026, 1, 1), 96, 120)
    unit_events.set_count(unit, two, date(2026, 1, 5), 10, 10)
    assert units.total(unit, "LD-CA-MAU", date(2025, 12, 31)).members == 90
    whole = units.total(unit, "LD-CA-MAU", AFTER)
    assert (whole.members, whole.workers, whole.units, whole.counted) == (106, 130, 3, 2)
    assert len(units.details(unit, one, AFTER).counts) == 2


TOMORROW = clock.today() + timedelta(days=1)


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [((None, 1, 1), "unit_day_missing", "on"), ((TOMORROW, 1, 1), "headcount_ahead", "on"),
     ((date(2025, 1, 1), None, 1), "headcount_impossible", "members"),
     ((date(2025, 1, 1), 1, None), "headcount_impossible", "workers"),
     ((date(2025, 1, 1), 2, 1), "members_over_workers", "members"),
     ((date(1900, 1, 1), 1, 1), "unit_not_then", "on")],
)  # fmt: skip
def test_a_headcount_that_cannot_be_is_said_at_its_field(unit: Desk, values: Any, code: str, field: str) -> None:
    with pytest.raises(RuleError) as said:
        unit_events.set_count(unit, "LD-CA-MAU", *values)
    assert (said.value.code, said.value.field) == (code, field)


def test_a_cluster_holds_from_its_day_on(unit: Desk) -> None:
    one = added(unit, "CM-01")
    unit_events.set_cluster(unit, one, date(2025, 1, 1), "Cụm thi đua số 2")
    unit_events.set_cluster(unit, one, date(2026, 1, 1), "")
    clusters = [units.details(unit, one, day).cluster for day in (date(2024, 1, 1), date(2025, 5, 1), AFTER)]
    assert clusters == ["", "Cụm thi đua số 2", ""]
    assert units.cluster_names(unit) == ["Cụm thi đua số 2"]
    with pytest.raises(RuleError, match="unit_day_missing"):
        unit_events.set_cluster(unit, one, None, "Cụm 1")
    with pytest.raises(RuleError, match="unit_not_then"):
        unit_events.set_cluster(unit, "LD-BEN-TRE", AFTER, "Cụm 1")


def test_an_appraiser_changes_nothing(unit: Desk) -> None:
    users.add(unit, unions.SECOND, [APPRAISER], "")
    seated = unions.as_user(unit, unions.SECOND)
    for refused in (
        lambda: added(seated, "CM-01"),
        lambda: unit_events.dissolve(seated, "LD-CA-MAU", ON),
        lambda: unit_events.set_count(seated, "LD-CA-MAU", AFTER, 1, 1),
        lambda: unit_events.set_cluster(seated, "LD-CA-MAU", AFTER, "Cụm 1"),
        lambda: unit_events.take_back(seated),
    ):
        with pytest.raises(RuleError, match="officer_needed"):
            refused()
    seated.close()


def test_the_screens_reader_sees_an_event_at_once(unit: Desk) -> None:
    screen = unit.screen()
    assert units.line(screen, "LD-CA-MAU", AFTER).name == "LĐLĐ tỉnh Cà Mau"
    unit_events.rename(unit, "LD-CA-MAU", "LĐLĐ Đất Mũi", "", ON)
    assert units.line(screen, "LD-CA-MAU", AFTER).name == "LĐLĐ Đất Mũi"
    screen.store.close()
    assert desks.own_unit(unit.store).name == unions.UNIT.name
