from __future__ import annotations

import dataclasses
import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.initiative import BenefitState, Initiative
from domain.remuneration import MinimumWage, months_after, sums, transfer, wage_on, years
from tests.domain.kit import days, initiatives, pack

RULE = pack().remuneration
assert RULE is not None
WAGES = (MinimumWage(date(2019, 7, 1), 1_490_000, "NĐ 38/2019"), MinimumWage(date(2023, 7, 1), 1_800_000, "NĐ 24/2023"))
SOME = Initiative(applied_from_on=date(2022, 1, 15), benefit_state=BenefitState.VERIFIED,
                  benefit_year1_vnd=100_000_000, benefit_year2_vnd=50_000_001)  # fmt: skip


def test_seven_percent_of_each_years_benefit_due_a_month_after_the_year() -> None:
    first, second, third = years(SOME, RULE, WAGES)
    assert (first.from_on, first.to_on, first.due_on) == (date(2022, 1, 15), date(2023, 1, 14), date(2023, 2, 14))
    assert (first.amount_vnd, first.basis) == (7_000_000, "benefit")
    assert second.amount_vnd == 3_500_001  # 3.500.000,07: a least amount is rounded up
    assert (third.due_on, third.basis, third.amount_vnd) == (date(2025, 2, 14), "benefit_unknown", None)


def test_five_wages_of_the_last_day_to_pay_where_it_cannot_be_computed() -> None:
    social = dataclasses.replace(SOME, benefit_state=BenefitState.NOT_COMPUTABLE)
    assert [due.amount_vnd for due in years(social, RULE, WAGES)] == [7_450_000, 9_000_000, 9_000_000]
    assert {due.basis for due in years(social, RULE, ())} == {"wage_unknown"}


def test_a_claimed_benefit_stays_marked_and_is_never_added_to_a_verified_one() -> None:
    claimed = dataclasses.replace(SOME, benefit_state=BenefitState.CLAIMED)
    added = sums([*years(SOME, RULE, WAGES), *years(claimed, RULE, WAGES)])
    assert added == {BenefitState.VERIFIED: (2, 10_500_001), BenefitState.CLAIMED: (2, 10_500_001)}


def test_a_benefit_of_no_state_is_not_reckoned_with() -> None:
    silent = dataclasses.replace(SOME, benefit_state=BenefitState.NONE)
    assert {due.basis for due in years(silent, RULE, WAGES)} == {"benefit_unknown"}


def test_overdue_is_after_the_last_day_and_not_once_it_is_paid() -> None:
    first = years(SOME, RULE, WAGES)[0]
    assert not first.overdue(first.due_on)
    assert first.overdue(first.due_on + timedelta(days=1))
    assert not first.overdue(first.due_on + timedelta(days=1), paid=True)
    assert not years(SOME, RULE, WAGES)[2].overdue(date(2030, 1, 1))


def test_no_years_while_application_has_not_begun_and_a_trial_begins_it() -> None:
    assert years(dataclasses.replace(SOME, applied_from_on=None), RULE, WAGES) == ()
    tried = dataclasses.replace(SOME, applied_from_on=None, trial_from_on=date(2022, 3, 1))
    assert years(tried, RULE, WAGES)[0].from_on == date(2022, 3, 1)


def test_a_year_from_the_leap_day_lasts_until_the_last_of_february() -> None:
    leap = years(dataclasses.replace(SOME, applied_from_on=date(2024, 2, 29)), RULE, WAGES)
    assert [(due.from_on, due.to_on) for due in leap] == [
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2025, 3, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2027, 2, 28)),
    ]
    assert leap[0].due_on == date(2025, 3, 28)
    after = years(dataclasses.replace(SOME, applied_from_on=date(2023, 3, 1)), RULE, WAGES)
    assert after[0].to_on == date(2024, 2, 29)


@pytest.mark.parametrize("start", [date(9999, 12, 31), date(9998, 1, 1), date(1, 1, 1), date(2200, 1, 1)])
def test_a_day_no_paper_has_begins_no_years(start: date) -> None:
    assert years(dataclasses.replace(SOME, applied_from_on=start), RULE, WAGES) == ()
    assert len(years(dataclasses.replace(SOME, applied_from_on=date(2199, 12, 31)), RULE, WAGES)) == RULE.years


@given(held=initiatives)
def test_three_years_follow_each_other_without_a_gap(held: Initiative) -> None:
    found = years(held, RULE, WAGES)
    assert [due.year_no for due in found] in ([], [1, 2, 3])
    for before, after in itertools.pairwise(found):
        assert after.from_on == before.to_on + timedelta(days=1)
    assert all(due.from_on < due.to_on < due.due_on <= due.to_on + timedelta(days=31) for due in found)
    assert set(sums(found)) <= {held.benefit_state}


@given(day=days, months=st.integers(0, 60))
def test_months_go_by_the_calendar(day: date, months: int) -> None:
    after = months_after(day, months)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day == day.day or (after + timedelta(days=1)).day == 1


def test_the_last_of_february_and_of_april() -> None:
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_after(date(2022, 3, 31), 1) == date(2022, 4, 30)


@pytest.mark.parametrize(("price", "least"), [(0, 0), (1_000_000, 150_000), (7, 2)])
def test_fifteen_percent_of_a_transfer(price: int, least: int) -> None:
    assert transfer(price, RULE) == least


def test_the_wage_in_force_begins_on_its_day() -> None:
    assert wage_on(WAGES, date(2019, 6, 30)) is None
    assert [wage_on(WAGES, day) for day in (date(2019, 7, 1), date(2023, 6, 30))] == [WAGES[0]] * 2
    assert wage_on(WAGES, date(2023, 7, 1)) == WAGES[1]
