"""How long personal data is kept: who is due, in what order, and that nothing goes by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import retention as stored
from desktop import clock
from desktop.desk import Desk
from desktop.operations import consents, erasure, initiatives, people, retention
from domain import retention as rules
from domain.errors import RuleError
from domain.retention import OVER, WITHDRAWN

AN = {"full_name": "Nguyễn Văn An", "birth_year": 1980}
BINH = {"full_name": "Trần Thị Bình", "birth_year": 1985}


@pytest.fixture
def ten_years_on(unit: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An was entered ten years ago, Bình as well but her record was changed last year."""
    began = datetime(2016, 11, 28, 3, tzinfo=UTC)
    moment = [began]
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    monkeypatch.setattr(clock, "stamp", lambda: clock.stamp_of(moment[0]))
    for author in (AN, BINH):
        made = initiatives.enter(unit, {"title": f"Đồ gá của {author['full_name']}", "authors": [author]})
    people.gather(unit)
    moment[0] = began.replace(year=2025)
    initiatives.type_in(unit, made.stored.row_id, {"effect": "Nhanh hơn"})
    moment[0] = began.replace(year=2026)
    return unit


def due(opened: Desk) -> list[tuple[str, str]]:
    return [(one.full_name, one.why) for one in retention.standing(opened).due]


def test_without_a_rule_only_those_are_due_who_took_their_consent_back(ten_years_on: Desk) -> None:
    assert due(ten_years_on) == []
    [binh] = people.page(ten_years_on, "Bình")
    held = people.at(ten_years_on, binh)
    consents.note(ten_years_on, date(2020, 1, 2), [binh])
    consents.withdraw(ten_years_on, held.id)
    assert due(ten_years_on) == [(BINH["full_name"], WITHDRAWN)]
    consents.note(ten_years_on, date(2026, 1, 2), [binh])
    assert due(ten_years_on) == []


def test_who_was_left_alone_longer_than_the_rule_is_due_until_the_data_is_gone(ten_years_on: Desk) -> None:
    retention.put(ten_years_on, 5)
    [one] = retention.standing(ten_years_on).due
    assert (one.full_name, one.why, one.records) == (AN["full_name"], OVER, 1)
    assert (one.last_on, one.due_on) == (date(2016, 11, 28), date(2021, 11, 29))
    retention.put(ten_years_on, 10)  # to the very day is not too long
    assert due(ten_years_on) == []
    retention.put(ten_years_on, 5)
    erasure.anonymise(ten_years_on, one.person_id, "Hết hạn lưu")
    assert due(ten_years_on) == []


def test_a_rule_is_a_number_of_years_and_stands_in_the_journal(unit: Desk) -> None:
    for wrong in (-1, 100):
        with pytest.raises(RuleError, match="retention_years_wrong"):
            retention.put(unit, wrong)
    retention.put(unit, 7)
    assert retention.years(unit) == 7
    assert unit.store.column("SELECT operation FROM journal ORDER BY id DESC LIMIT 1") == ["retention_set"]


@given(st.dates(date(2001, 1, 1), date(2100, 1, 1)), st.integers(0, 99), st.integers(-3, 3))
def test_what_is_looked_for_today_is_what_is_kept_too_long(last_on: date, years: int, days: int) -> None:
    """The day in the question to the store and the day that is told fit, leap years too."""
    today = rules.over_on(last_on, years) + timedelta(days=days)
    looked_for = last_on <= rules.changed_before(today, years)
    leap = (last_on.month, last_on.day) in ((2, 28), (2, 29))
    assert looked_for == (days >= 0) or leap


def test_the_authors_of_a_person_are_found_by_their_index(unit: Desk) -> None:
    """A province has as many people as records: looking through all authors for each would take hours."""
    for where in (" GROUP BY person.id", " AND date(person.updated_at, '+7 hours') <= '2020-01-01' GROUP BY person.id"):
        plan = [row[3] for row in unit.store.tuples("EXPLAIN QUERY PLAN " + stored._HELD + where)]
        assert any("author" in step and "author_person" in step for step in plan), plan
