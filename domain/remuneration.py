"""What an author is paid at the least for the first years of application (NĐ 13/2012/NĐ-CP, Điều 10)."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.dates import YEARS
from domain.initiative import YEARLY, BenefitState, Initiative, first_applied_on
from domain.programme import Remuneration
from domain.split import percent_up


@dataclass(frozen=True)
class MinimumWage:
    """The monthly «mức lương tối thiểu chung», since 01/7/2013 the «mức lương cơ sở», from a day on."""

    from_on: date
    vnd: int
    source: str


@dataclass(frozen=True)
class YearDue:
    """The floor for one year of application, from `from_on` to `to_on`, payable until `due_on`.

    `state` is the benefit's: amounts of different states are never added together. `basis` says what it was reckoned
    from: benefit, wages, or why it cannot be: benefit_unknown (no amount for that year), wage_unknown.
    `benefit_vnd` is that year's; `amount_vnd` None while it cannot be reckoned.
    """

    year_no: int
    from_on: date
    to_on: date
    due_on: date
    state: BenefitState
    basis: str
    benefit_vnd: int | None = None
    amount_vnd: int | None = None

    def overdue(self, today: date, *, paid: bool = False) -> bool:
        return self.amount_vnd is not None and not paid and today > self.due_on


def years(initiative: Initiative, rule: Remuneration, wages: Sequence[MinimumWage]) -> tuple[YearDue, ...]:
    """One line a year of application; none while it is not known, or not credible, when the application began.

    At least `benefit_pct` of the benefit of that year, rounded up to the đồng; `minimum_wages` times the wage in
    force on the last day to pay where the benefit cannot be computed. A floor only: it holds where the author and the
    investor have agreed on nothing else.
    """
    start = initiative.applied_from_on or first_applied_on(initiative)
    if start is None or start.year not in YEARS:  # a register may hold a day it would not take now
        return ()
    return tuple(_year(initiative, rule, wages, start, number) for number in range(1, rule.years + 1))


def transfer(price_vnd: int, rule: Remuneration) -> int:
    """The least for the authors of one transfer at this price: for each transfer in the three years after recognition,
    due within a month of its payment (NĐ 13/2012/NĐ-CP, Điều 10)."""
    return percent_up(price_vnd, rule.transfer_pct)


def wage_on(wages: Iterable[MinimumWage], day: date) -> MinimumWage | None:
    """The wage in force on a day; None before the first one known."""
    return max((wage for wage in wages if wage.from_on <= day), key=lambda wage: wage.from_on, default=None)


def sums(dues: Iterable[YearDue]) -> dict[BenefitState, tuple[int, int]]:
    """For each benefit state how many years have an amount and their sum; never added across states."""
    found: dict[BenefitState, tuple[int, int]] = {}
    for due in dues:
        if due.amount_vnd is not None:
            count, vnd = found.get(due.state, (0, 0))
            found[due.state] = (count + 1, vnd + due.amount_vnd)
    return found


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _year(
    initiative: Initiative, rule: Remuneration, wages: Sequence[MinimumWage], start: date, number: int
) -> YearDue:
    first, last = _anniversary(start, number - 1), _anniversary(start, number) - timedelta(days=1)
    due_on = months_after(last, rule.due_months)
    benefit = getattr(initiative, YEARLY[number - 1]) if number <= len(YEARLY) else None
    basis, amount = _floor(initiative.benefit_state, benefit, rule, wage_on(wages, due_on))
    return YearDue(number, first, last, due_on, initiative.benefit_state, basis, benefit, amount)


def _anniversary(start: date, years: int) -> date:
    """The first day of the year that follows so many full ones: a year from 29/02 ends on the last of February."""
    day = months_after(start, 12 * years)
    return day if day.day == start.day else day + timedelta(days=1)


def _floor(
    state: BenefitState, benefit_vnd: int | None, rule: Remuneration, wage: MinimumWage | None
) -> tuple[str, int | None]:
    if state is BenefitState.NOT_COMPUTABLE:
        return ("wages", rule.minimum_wages * wage.vnd) if wage else ("wage_unknown", None)
    if state is BenefitState.NONE or benefit_vnd is None:
        return "benefit_unknown", None
    return "benefit", percent_up(benefit_vnd, rule.benefit_pct)
