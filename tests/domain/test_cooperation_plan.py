"""Plans signed with the employer: what is typed is kept, what is lacking is said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import cooperation_plan as rules
from domain.cooperation_plan import CooperationPlan, problems, shown, typed
from tests.domain.kit import TODAY

FIELDS = (*rules.LINES, *rules.PARAGRAPHS, "signed_on", "initiatives", "persons_pct")


def test_a_whole_plan_has_nothing_left_to_say() -> None:
    words = {"no": "12/KHPH", "signed_on": "12/3/2022", "employer": "Công ty May Hoa Sim", "initiatives": "1.500"}
    plan = typed(CooperationPlan(), words, TODAY)
    assert (plan.signed_on, plan.initiatives) == (date(2022, 3, 12), 1500)
    assert problems(plan, TODAY) == ()


def test_what_is_lacking_is_said_and_blocks_nothing() -> None:
    found = problems(CooperationPlan(), TODAY)
    assert {problem.code for problem in found} == {
        "plan_no_missing", "plan_signed_on_missing", "plan_employer_missing", "plan_target_missing",
    }  # fmt: skip
    assert not any(problem.blocks for problem in found)
    assert all(problem.source for problem in found)


@pytest.mark.parametrize(
    ("name", "words"),
    [("signed_on", "31/2/2022"), ("initiatives", "năm trăm"), ("initiatives", "99999999999"),
     ("persons_pct", "hơn 15"), ("persons_pct", "115")],
)  # fmt: skip
def test_words_that_cannot_be_read_are_kept(name: str, words: str) -> None:
    plan = typed(CooperationPlan(), {name: words}, TODAY)
    assert getattr(plan, name) is None
    assert shown(plan, name) == words
    assert f"plan_{name}_unreadable" in {problem.code for problem in problems(plan, TODAY)}
    assert shown(typed(plan, {name: ""}, TODAY), name) == ""


def test_a_plan_of_tomorrow_is_doubted() -> None:
    plan = typed(CooperationPlan(), {"signed_on": "2/12/2022"}, TODAY)
    assert "plan_signed_on_future" in {problem.code for problem in problems(plan, TODAY)}


def test_a_field_nobody_types_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        typed(CooperationPlan(), {"id": "1"}, TODAY)


@given(st.sampled_from(FIELDS), st.text(max_size=40))
def test_typing_what_is_shown_changes_nothing(name: str, words: str) -> None:
    plan = typed(CooperationPlan(), {name: words}, TODAY)
    assert typed(plan, {name: shown(plan, name)}, TODAY) == plan
