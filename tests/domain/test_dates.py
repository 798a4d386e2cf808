from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import dates, dossier
from domain.initiative import Initiative
from tests import papers_read
from tests.domain.kit import pack

days = st.dates(date(1970, 1, 1), date(2069, 12, 31))
AUGUST = date(2026, 8, 12)


@pytest.mark.parametrize(
    "typed",
    [
        *("12/8/2026", "12-8-26", "12.8.2026", "12082026", "120826", "2026-08-12", "2026-08-12 00:00:00"),
        *("12/08/2026", " 12 / 8 / 2026 ", "12 8 2026", "12.8.2026.", "ngày 12 tháng 8 năm 2026", "Ngày 12/8/2026"),
    ],
)
def test_a_day_typed_in_many_ways(typed: str) -> None:
    assert dates.parse(typed) == AUGUST


def test_a_day_without_a_year_needs_today() -> None:
    assert dates.parse("12/8") is None
    assert dates.parse("12/8", date(2026, 1, 31)) == AUGUST
    assert dates.parse("ngày 12 tháng 8", date(2026, 1, 31)) == AUGUST
    assert dates.parse("29/2", date(2026, 1, 31)) is None


@pytest.mark.parametrize(
    "typed",
    ["", "mai", "31/02/2026", "8/25/2021", "12/8-2026", "3/2021", "44256", "12/8/0026", "12/8/202", "1/1/1/1", "0/0/0"],
)
def test_what_is_no_day_is_not_guessed(typed: str) -> None:
    assert dates.parse(typed, AUGUST) is None


@pytest.mark.parametrize("typed", ["tháng 3/2021", "Tháng 3 năm 2021", "03-2021", "T3/2021", "3.2021", "2021-03"])
def test_a_month(typed: str) -> None:
    assert dates.parse_month(typed) == date(2021, 3, 1)


@pytest.mark.parametrize("typed", ["13/2021", "tháng 3", "3/21", "1/3/2021", "2021", ""])
def test_what_is_no_month(typed: str) -> None:
    assert dates.parse_month(typed) is None


def test_shown() -> None:
    assert dates.shown(date(2021, 3, 5)) == "05/03/2021"
    assert dates.shown_long(date(2021, 1, 5)) == "ngày 05 tháng 01 năm 2021"
    assert dates.shown_long(date(2021, 2, 15)) == "ngày 15 tháng 02 năm 2021"
    assert dates.shown_long(AUGUST) == "ngày 12 tháng 8 năm 2026"
    assert dates.shown_long(date(2026, 12, 1)) == "ngày 01 tháng 12 năm 2026"


MARCH_APRIL = (date(2021, 3, 1), date(2021, 4, 30))


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("Từ 01/3/2021 đến 30/4/2021", MARCH_APRIL),
        ("Từ ngày 01/3/2021 đến ngày 30/4/2021", MARCH_APRIL),
        ("Từ ngày 1 tháng 3 năm 2021 đến hết ngày 30 tháng 4 năm 2021", MARCH_APRIL),
        ("01/03/2021 - 30/04/2021", MARCH_APRIL),
        ("01/03/2021-30/04/2021", MARCH_APRIL),
        ("01/03/2021–30/04/2021", MARCH_APRIL),
        ("01-03-2021 - 30-04-2021", MARCH_APRIL),
        ("1-3-2021-30-4-2021", MARCH_APRIL),
        ("2021-03-01 - 2021-04-30", MARCH_APRIL),
        ("01/3 đến 30/4/2021", MARCH_APRIL),
        ("Từ tháng 3 đến tháng 4/2021", MARCH_APRIL),
        ("Tháng 3-4/2021", MARCH_APRIL),
        ("3/2021 - 4/2021", MARCH_APRIL),
        ("tháng 3 đến 30/4/2021", MARCH_APRIL),
        ("Áp dụng thử từ 01/3/2021\nđến 30/4/2021", MARCH_APRIL),
        ("02/2021-05/2021", (date(2021, 2, 1), date(2021, 5, 31))),
        ("12/2021 - 02/2024", (date(2021, 12, 1), date(2024, 2, 29))),
        ("11/2021-12/2021", (date(2021, 11, 1), date(2021, 12, 31))),
        ("01-30/4/2021", (date(2021, 4, 1), date(2021, 4, 30))),
        ("tháng 3/2021", (date(2021, 3, 1), None)),
        ("Từ tháng 3/2021 đến nay", (date(2021, 3, 1), None)),
        ("15/03/2021 - nay", (date(2021, 3, 15), None)),
        ("Thời gian áp dụng: từ 15/3/2021", (date(2021, 3, 15), None)),
        ("15/3/2021", (date(2021, 3, 15), None)),
        ("Đến 30/4/2021", (None, date(2021, 4, 30))),
    ],
)
def test_periods_of_the_summary_table(typed: str, period: tuple[date | None, date | None]) -> None:
    assert dates.parse_period(typed) == period


@pytest.mark.parametrize(
    "typed", ["", "năm 2021", "30/4/2021 - 01/3/2021", "sau Tết đến 30/4/2021", "1/3 - 30/4", "3-5", "từ nay đến nay"]
)
def test_periods_that_are_not_guessed(typed: str) -> None:
    assert dates.parse_period(typed) == (None, None)


@given(days)
def test_what_is_shown_is_read_back(day: date) -> None:
    assert dates.parse(dates.shown(day)) == day
    assert dates.parse(dates.shown_long(day)) == day
    assert dates.parse(day.isoformat()) == day
    assert dates.parse(f"{day:%d%m%y}") == day
    assert dates.parse(f"{day.day}/{day.month}", day) == day


@given(st.none() | days, st.none() | days)
def test_a_shown_period_is_read_back(first: date | None, last: date | None) -> None:
    if first and last:
        first, last = sorted((first, last))
    assert dates.parse_period(dates.shown_period(first, last)) == (first, last)


@given(days, days, st.booleans())
def test_the_column_of_the_summary_table_is_read_back(first: date, last: date, trial: bool) -> None:
    """As the summary table prints «Thời gian áp dụng»: with an end, until now, or tried only."""
    first, last = sorted((first, last))
    programme = pack("75k-2021")
    for end in (last, None):
        held = Initiative(applied_from_on=first, applied_to_on=end, trial=trial)
        printed = str(papers_read.summary_table([held], programme, None).rows[0][3])
        assert dates.parse_period(printed) == (first, end)


@given(days)
def test_a_day_in_a_line_of_a_letter_is_read_back(day: date) -> None:
    letter = dossier.Letter(signed_on=day, place="Đồng Tháp")
    line = papers_read.submission_letter([], pack("75k-2021"), letter).head.place_and_day
    assert dates.parse(line.removeprefix("Đồng Tháp, ")) == day
    assert dates.parse(dates.shown_long(day).capitalize()) == day


@given(days)
def test_a_month_is_read_back(day: date) -> None:
    for printed in (
        f"tháng {day.month}/{day.year}",
        f"tháng {day.month} năm {day.year}",
        f"{day:%m/%Y}",
        f"{day:%Y-%m}",
    ):
        assert dates.parse_month(printed) == day.replace(day=1)


@pytest.mark.parametrize(
    ("stamp", "day", "shown"),
    [
        ("2021-04-15T16:59:59.999Z", date(2021, 4, 15), "15/04/2021 23:59"),
        ("2021-04-15T17:00:00.000Z", date(2021, 4, 16), "16/04/2021 00:00"),
        ("2021-12-31T17:00:00Z", date(2022, 1, 1), "01/01/2022 00:00"),
        ("2024-02-28T18:30:00+00:00", date(2024, 2, 29), "29/02/2024 01:30"),
        ("2021-04-15T23:59:59+07:00", date(2021, 4, 15), "15/04/2021 23:59"),
    ],
)
def test_a_stamp_is_a_day_in_vietnam(stamp: str, day: date, shown: str) -> None:
    assert dates.civil_day(stamp) == day
    assert dates.shown_time(stamp) == shown
    assert dates.civil_time(stamp).date() == day


@pytest.mark.parametrize("stamp", ["", "2021-04-15", "2021-04-15T17:00:00", "hôm nay"])
def test_an_instant_has_a_zone(stamp: str) -> None:
    with pytest.raises(ValueError):
        dates.civil_day(stamp)


@pytest.mark.skipif("Asia/Ho_Chi_Minh" not in available_timezones(), reason="this PC has no table of time zones")
@given(st.integers(171_820_800, 7_258_118_400))
def test_the_distance_is_the_one_of_the_table_of_zones(seconds: int) -> None:
    at = datetime.fromtimestamp(seconds, UTC)  # 13 June 1975 and later
    assert dates.civil_time(at) == at
    assert dates.civil_day(at) == at.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).date()


@given(st.text() | st.from_regex(r"[0-9/.\- ]{1,20}", fullmatch=True))
def test_any_text_is_answered(typed: str) -> None:
    first, last = dates.parse_period(typed)
    assert first is None or last is None or first <= last
    assert dates.parse(typed) is None or dates.parse_month(typed) is None
