"""The two working days of an answer: weekends, days off, days off instead, and days worked instead."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.working_days import ANSWER_DAYS, DayOff, after, answer_due_on, calendar, is_working

PLAIN = calendar((), (), range(2024, 2030))
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 1))


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 6, 1), date(2026, 6, 3)),  # Monday
        (date(2026, 6, 4), date(2026, 6, 8)),  # Thursday: the weekend does not count
        (date(2026, 6, 6), date(2026, 6, 9)),  # Saturday
        (date(2026, 4, 29), date(2026, 5, 5)),  # Wednesday: 30/4 and 1/5 are off
        (date(2027, 4, 29), date(2027, 5, 5)),  # 1/5/2027 is a Saturday: the Monday after is off instead
    ],
)
def test_weekends_and_fixed_days_off_do_not_count(received: date, due: date) -> None:
    assert answer_due_on(PLAIN, received) == due


def test_what_a_unit_adds_counts_both_ways() -> None:
    days = calendar(
        (DayOff(date(2026, 6, 2), "nghỉ"), DayOff(date(2026, 6, 6), "làm bù", worked=True)), (), range(2026, 2027)
    )
    assert answer_due_on(days, date(2026, 6, 1)) == date(2026, 6, 4)
    assert answer_due_on(days, date(2026, 6, 4)) == date(2026, 6, 6)


@given(DAYS)
def test_the_answer_is_due_on_a_working_day_with_just_two_working_days_between(received: date) -> None:
    due = answer_due_on(PLAIN, received)
    between = [received + timedelta(days=n) for n in range(1, (due - received).days + 1)]
    assert is_working(PLAIN, due)
    assert sum(is_working(PLAIN, day) for day in between) == ANSWER_DAYS


@given(DAYS, DAYS)
def test_who_asks_later_is_never_answered_earlier(one: date, other: date) -> None:
    early, late = sorted((one, other))
    assert after(PLAIN, early, 2) <= after(PLAIN, late, 2)
