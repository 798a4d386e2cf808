from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import dates, deadline

APRIL_15 = date(2021, 4, 15)
days = st.dates(date(1976, 1, 1), date(2150, 1, 1))
zones = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))


@pytest.mark.parametrize(
    ("stamp", "up_to", "before"),
    [
        ("2021-04-14T16:59:59.999Z", True, True),  # 14/4, 23:59:59 in Vietnam
        ("2021-04-14T17:00:00.000Z", True, False),  # 15/4, 00:00
        ("2021-04-15T09:00:00.000Z", True, False),
        ("2021-04-15T16:59:59.999Z", True, False),  # 15/4, 23:59:59
        ("2021-04-15T17:00:00.000Z", False, False),  # 16/4, 00:00
        ("2021-04-15T23:30:00.000Z", False, False),  # still the 15th in London
        ("2021-04-15T23:59:59+07:00", True, False),
    ],
)
def test_on_the_15th_and_before_the_15th_by_the_clock_in_vietnam(stamp: str, up_to: bool, before: bool) -> None:
    assert deadline.in_time(stamp, APRIL_15, before=False) is up_to
    assert deadline.in_time(stamp, APRIL_15, before=True) is before


def test_before_the_15th_is_until_the_14th() -> None:
    assert deadline.last_day(APRIL_15, before=False) == APRIL_15
    assert deadline.last_day(APRIL_15, before=True) == date(2021, 4, 14)
    assert deadline.closes_at(APRIL_15, before=True) == datetime(2021, 4, 14, 17, tzinfo=UTC)


@given(days, st.booleans(), zones, st.integers(-3 * 86_400, 3 * 86_400))
def test_in_time_is_a_matter_of_the_civil_day_alone(on: date, before: bool, zone: timezone, seconds: int) -> None:
    at = (deadline.closes_at(on, before=before) + timedelta(seconds=seconds)).astimezone(zone)
    assert deadline.in_time(at, on, before=before) == (dates.civil_day(at) <= deadline.last_day(on, before=before))
    assert deadline.in_time(at, on, before=before) == (seconds < 0)


@given(days, zones, st.integers(0, 86_399))
def test_every_second_of_a_day_in_vietnam_is_that_day(day: date, zone: timezone, second: int) -> None:
    at = (dates.day_begins_at(day) + timedelta(seconds=second)).astimezone(zone)
    assert dates.civil_day(at) == day
    assert deadline.in_time(at, day, before=False)
    assert not deadline.in_time(at, day, before=True)
