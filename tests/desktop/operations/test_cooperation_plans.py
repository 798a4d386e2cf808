"""Plans signed with the employer are kept, changed, taken off the list and brought back, each in the journal."""

from __future__ import annotations

import pytest

from db import journal
from desktop.desk import Desk
from desktop.operations import cooperation_plans, programmes
from domain.errors import RuleError


def test_a_plan_is_kept_under_the_programme_in_use(unit: Desk) -> None:
    saved = cooperation_plans.enter(unit, {"no": "12/KHPH", "employer": "Công ty  May"})
    assert saved.plan.employer == "Công ty May"
    assert cooperation_plans.everything(unit) == [saved.plan]
    assert cooperation_plans.everything(unit, "75k-2021") == []
    assert saved.plan.programme == programmes.current(unit).id
    assert saved.changes.touches("plans")


def test_the_one_signed_last_comes_first_and_undated_ones_before(unit: Desk) -> None:
    days = ("1/3/2022", "", "5/4/2022")
    for day in days:
        cooperation_plans.enter(unit, {"no": day or "?", "signed_on": day})
    assert [plan.no for plan in cooperation_plans.everything(unit)] == ["?", "5/4/2022", "1/3/2022"]


def test_changes_stand_in_the_journal_once(unit: Desk) -> None:
    plan = cooperation_plans.enter(unit, {"no": "12"}).plan
    for _ in range(2):
        cooperation_plans.type_in(unit, plan.id, {"initiatives": "500"})
    lines = journal.lines(unit.store, f"plan:{plan.id}")
    assert [line["operation"] for line in lines] == ["plan_changed", "plan_entered"]
    assert cooperation_plans.get(unit, plan.id).initiatives == 500


def test_a_removed_plan_comes_back_whole(unit: Desk) -> None:
    plan = cooperation_plans.enter(unit, {"no": "12", "content": "Ba nội dung"}).plan
    cooperation_plans.remove(unit, plan.id)
    assert cooperation_plans.everything(unit) == []
    cooperation_plans.restore(unit, plan.id)
    assert cooperation_plans.everything(unit) == [plan]


@pytest.mark.parametrize(
    ("words", "code"),
    [({"idd": "1"}, "record_malformed"), ({"content": "CCCD 001085012345"}, "identity_number")],
)
def test_what_may_not_be_kept_is_refused_and_nothing_is_stored(unit: Desk, words: dict[str, str], code: str) -> None:
    with pytest.raises(RuleError) as caught:
        cooperation_plans.enter(unit, words)
    assert caught.value.code == code
    assert cooperation_plans.everything(unit) == []


def test_a_plan_that_is_not_there_is_said_so(unit: Desk) -> None:
    with pytest.raises(RuleError) as caught:
        cooperation_plans.type_in(unit, 7, {"no": "1"})
    assert caught.value.code == "plan_unknown"
