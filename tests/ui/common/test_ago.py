"""How long ago a day was, in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from ui.common.ago import ago, how_long


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (date(2026, 11, 27), "1 ngày"), (date(2026, 9, 30), "59 ngày"), (date(2026, 9, 29), "hơn 1 tháng"),
        (date(2026, 9, 28), "2 tháng"), (date(2025, 11, 29), "hơn 11 tháng"), (date(2025, 11, 28), "1 năm"),
        (date(2025, 11, 27), "hơn 1 năm"), (date(2025, 10, 28), "hơn 1 năm"), (date(2023, 9, 1), "hơn 3 năm"),
        (date(2022, 5, 31), "hơn 4 năm"),
    ],
)  # fmt: skip
def test_a_span_is_said_as_people_say_it(since: date, said: str, themed_app: QApplication) -> None:
    assert how_long(since, date(2026, 11, 28)) == said
    assert ago(since, date(2026, 11, 28)) == f"đã qua {said}"


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 9000))
def test_it_never_says_more_than_it_was(since: date, days: int) -> None:
    words = how_long(since, since + timedelta(days)).removeprefix("hơn ").split()
    least = {"ngày": 1, "tháng": 28, "năm": 365}[words[1]]
    assert int(words[0]) >= 1 or days == 0
    assert int(words[0]) * least <= days
