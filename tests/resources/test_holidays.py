"""The days off that ship: each is told once, and those of a complete year are as the law counts them."""

from __future__ import annotations

import tomllib

from domain.working_days import FIXED
from resources import path

DATA = tomllib.loads(path("calendar/holidays.toml").read_text(encoding="utf-8"))
DAYS = [day for row in DATA["day"] for day in row["on"]]


def test_a_day_is_told_once_with_its_name_and_the_source_stands_above() -> None:
    assert len(DAYS) == len(set(DAYS))
    assert all(row["what"] for row in DATA["day"])
    assert "Bộ luật Lao động 2019" in DATA["source"]
    assert not {(day.month, day.day) for day in DAYS} & set(FIXED)


def test_a_complete_year_has_five_days_of_tet_the_kings_day_and_a_day_beside_the_national_day() -> None:
    for year in DATA["complete"]:
        named = {row["what"]: row["on"] for row in DATA["day"] if row["on"][0].year == year}
        assert sum(len(days) for what, days in named.items() if what.startswith("Tết")) == 5
        assert any(what.startswith("Giỗ Tổ") and days[-1].weekday() < 5 for what, days in named.items())
        assert any(day.month == 9 or (day.month, day.day) == (9, 3) for days in named.values() for day in days)
