"""Tables of figures by the rules alone, at the sizes of a company, a province and the nation."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import money, numbers, statistics
from domain.statistics import ALL, Amount, Benefits, Line, Table
from domain.target import Counts, Headcount, Standing, Target

NATION = 2_400_000
amounts = st.builds(Amount, st.integers(0, NATION), st.integers(0, 10**13))
benefits = st.builds(Benefits, amounts, amounts, amounts)
counts = st.builds(Counts, *[st.integers(0, NATION)] * 3)
lines = st.lists(
    st.builds(Line, st.text(max_size=8), st.text(max_size=8), counts, benefits, st.sampled_from(["A", "B"])),
    max_size=12,
    unique_by=lambda one: one.key,
)


@given(lines)
def test_nobody_better_stands_behind_and_equals_share_a_place(found: list[Line]) -> None:
    ranked = statistics.ranked(found, ["A", "B"])
    assert sorted(one.key for one in ranked) == sorted(one.key for one in found)
    for one in ranked:
        better = [other for other in ranked if other.group == one.group
                  and other.counts.initiatives > one.counts.initiatives]  # fmt: skip
        assert one.rank == 1 + len(better)
    assert [one.group for one in ranked] == sorted(one.group for one in ranked)


@given(lines)
def test_a_row_kept_as_json_is_the_same_row(found: list[Line]) -> None:
    for one in statistics.ranked(found, ["A", "B"]):
        assert statistics.line_of(json.loads(json.dumps(statistics.values(one)))) == one


@given(lines, lines)
def test_only_rows_that_differ_are_told(before: list[Line], now: list[Line]) -> None:
    day = date(2022, 5, 31)
    kept, later = Table(day, Counts(1), tuple(before)), Table(day, Counts(1), tuple(now))
    told = {one.key for one in statistics.differences(kept, later)}
    keys = {line.key for line in (*before, *now)} - {ALL}
    assert told - {ALL} == {
        key for key in keys
        if (one := kept.line(key)) is None or (two := later.line(key)) is None
        or (one.counts, one.benefits) != (two.counts, two.benefits)
    }  # fmt: skip
    assert statistics.differences(kept, kept) == []


@given(benefits, benefits)
def test_states_of_benefit_are_never_added_together(one: Benefits, two: Benefits) -> None:
    both = one + two
    for name in statistics.BENEFITS:
        parts = (getattr(one, name), getattr(two, name))
        assert getattr(both, name) == Amount(sum(a.records for a in parts), sum(a.vnd for a in parts))


def test_months_are_added_up_and_the_last_is_the_sum() -> None:
    found = [Line(key, "", Counts(0, n)) for key, n in (("2022-02", 5), ("", 9), ("2021-09", 3))]
    assert statistics.cumulative(found) == [("2021-09", 3), ("2022-02", 8)]


@pytest.mark.parametrize("n", [999_999, 1_000_000, 1_000_001, 1_170_324, NATION])
def test_counts_past_a_million_are_judged_and_written_exactly(n: int) -> None:
    target = Target("1m-2022", "", "confederation", "TLD", "Tổng Liên đoàn", initiatives=1_000_000, document="KH")
    assert Standing(target, Counts(0, n)).reached is (n >= 1_000_000)
    assert money.plain(n) == f"{n:,}".replace(",", ".")


def test_a_percentage_of_millions_is_rounded_down_and_reached_by_the_last_person() -> None:
    people = Headcount(10_100_000, date(2022, 5, 31))
    share = Target("1m-2022", "", "confederation", "TLD", "Tổng Liên đoàn", persons_pct=15.0, document="KH")
    just, short = (Standing(share, Counts(n, n, n), people) for n in (1_515_000, 1_514_999))
    assert (just.persons_pct, just.reached) == (15.0, True)
    assert (short.persons_pct, short.reached) == (14.9, False)


@pytest.mark.parametrize(("n", "words"), [
    (1_000_001, "một triệu không trăm linh một"),
    (170_324, "một trăm bảy mươi nghìn ba trăm hai mươi tư"),
    (10**13, "mười nghìn tỷ"),
])  # fmt: skip
def test_numbers_of_that_size_have_words(n: int, words: str) -> None:
    assert numbers.words(n) == words


def test_a_sum_of_ten_thousand_billion_is_written_and_short() -> None:
    assert (money.plain(10**13), money.short(10**13)) == ("10.000.000.000.000", "10.000 tỷ đ")
    assert money.words(10**13) == "Mười nghìn tỷ đồng"
