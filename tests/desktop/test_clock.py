from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from desktop import clock
from domain import dates


@pytest.fixture(params=["WST12", "EST-14"], ids=["UTC-12", "UTC+14"])
def elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A PC set to another zone; at any hour one of these is on another day than Vietnam."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system takes its zone from its own settings alone")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_today_is_the_day_in_vietnam_whatever_the_pc_is_set_to(elsewhere: None) -> None:
    before = (datetime.now(UTC) + timedelta(hours=7)).date()
    today = clock.today()
    assert before <= today <= (datetime.now(UTC) + timedelta(hours=7)).date()


def test_a_stamp_is_utc_whatever_the_pc_is_set_to(elsewhere: None) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    assert clock.stamp().endswith("Z")
    assert before <= dates.instant(clock.stamp()) <= datetime.now(UTC)
