from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.answer_clock import answer_due_on, months_later, overdue, overdue_if_accepted_by
from domain.initiative import AWAITING_ANSWER, Initiative, State

days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("accepted", "due"),
    [
        (date(2022, 1, 15), date(2022, 4, 15)),
        (date(2022, 11, 30), date(2023, 2, 28)),
        (date(2023, 11, 30), date(2024, 2, 29)),
        (date(2022, 12, 31), date(2023, 3, 31)),
        (date(2022, 3, 31), date(2022, 6, 30)),
    ],
)
def test_three_calendar_months_and_the_last_day_where_the_month_is_shorter(accepted: date, due: date) -> None:
    held = Initiative(state=State.ACCEPTED, accepted_on=accepted)
    assert answer_due_on(held) == due
    assert not overdue(held, due)
    assert overdue(held, due + timedelta(days=1))


@pytest.mark.parametrize("state", State)
def test_an_answer_is_owed_from_acceptance_until_the_decision_without_a_pause(state: State) -> None:
    held = Initiative(state=state, accepted_on=date(2022, 1, 15))
    owed = {State.ACCEPTED, State.NEEDS_MORE, State.ELIGIBLE, State.UNDER_APPRAISAL, State.IN_COUNCIL}
    assert owed == AWAITING_ANSWER
    assert answer_due_on(held) == (date(2022, 4, 15) if state in owed else None)
    assert answer_due_on(Initiative(state=state)) is None


@given(days, days)
def test_the_day_of_acceptance_tells_who_is_overdue(today: date, accepted: date) -> None:
    late = months_later(accepted, 3) < today
    assert late == (accepted <= overdue_if_accepted_by(today))
