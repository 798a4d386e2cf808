"""The figures of the first page, against the register they were counted from."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import clock
from desktop.desk import Desk
from desktop.operations import initiatives, keys, overview, programmes, sending
from desktop.operations.initiatives import Filter
from domain.errors import RuleError
from domain.initiative import BenefitState, State
from domain.programme import Programme
from tests import sample_register


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = sample_register.fill(tmp_path_factory.mktemp("overview") / "register")
    yield opened
    opened.close()


def waiting(seen: overview.Overview) -> dict[str, int]:
    return {line.kind: line.count for line in seen.todo}


def test_every_record_is_counted_once(worked: Desk) -> None:
    seen = overview.read(worked)
    stored = initiatives.everything(worked, Filter())
    assert seen.total == len(stored) == sum(n for _state, n in seen.states)
    assert sum(one.records for one in seen.benefits) == len(stored)
    assert sum(n for _month, n in seen.months) == sum(one.initiative.applied_from_on is not None for one in stored)


def test_sums_of_benefit_states_stay_apart(worked: Desk) -> None:
    seen = {one.state: one for one in overview.read(worked).benefits}
    for state in (BenefitState.VERIFIED, BenefitState.CLAIMED):
        held = [one.initiative for one in initiatives.everything(worked, Filter())]
        assert seen[state].vnd == sum(one.benefit_vnd or 0 for one in held if one.benefit_state is state) > 0
    assert seen[BenefitState.NOT_COMPUTABLE].vnd == 0


def test_what_waits_is_what_the_states_say(worked: Desk) -> None:
    seen = overview.read(worked)
    by_state = dict(seen.states)
    assert waiting(seen)["missing"] == seen.missing == 2
    assert waiting(seen)["under_appraisal"] == by_state[State.UNDER_APPRAISAL] == 10
    assert waiting(seen)["to_decide"] == by_state[State.IN_COUNCIL] == 2
    assert waiting(seen)["unsent"] == by_state[State.RECOGNISED] == 2
    assert waiting(seen)["to_appraise"] == by_state[State.ELIGIBLE] + by_state[State.DRAFT] - 2
    assert seen.sent == by_state[State.PACKAGED] == 8


def test_a_package_without_a_receipt_waits(worked: Desk) -> None:
    assert [row["state"] for row in sending.rows(worked)] == ["delivered"]
    seen = waiting(overview.read(worked))
    assert seen["package_unanswered"] == 1
    assert "package_unsent" not in seen


def test_every_figure_opens_just_so_many(worked: Desk) -> None:
    seen = overview.read(worked)
    told = {"total": seen.total, "missing": seen.missing, "sent": seen.sent,
            "verified": next(one.records for one in seen.benefits if one.state is BenefitState.VERIFIED)}  # fmt: skip
    assert {what: len(overview.row_ids(worked, what)) for what in told} == told
    for day, n in seen.months:
        assert len(overview.row_ids(worked, "month", f"{day:%Y-%m}")) == n
    for state, n in seen.states:
        rows = overview.row_ids(worked, "state", str(state))
        assert [initiatives.get(worked, row).initiative.state for row in rows] == [state] * n
    assert len(overview.row_ids(worked, "unit", worked.unit.code)) == seen.total
    with pytest.raises(RuleError, match="overview_figure_unknown"):
        overview.row_ids(worked, "colour")


def test_months_follow_each_other_without_gaps(worked: Desk) -> None:
    months = [day for day, _n in overview.read(worked).months]
    assert 2 < len(months) <= overview.MONTHS_SHOWN
    for before, after in itertools.pairwise(months):
        assert (before + timedelta(days=31)).replace(day=1) == after


def test_another_programme_has_figures_of_its_own(worked: Desk) -> None:
    programmes.use(worked, "75k-2021")
    try:
        seen = overview.read(worked)
        assert (seen.total, seen.missing, seen.months, seen.benefits) == (0, 0, (), ())
        assert set(waiting(seen)) == {"package_unanswered"}
    finally:
        programmes.use(worked, "1m-2022")


def test_only_deadlines_of_this_level_and_the_next_one_first(worked: Desk) -> None:
    pack = programmes.get(worked, "75k-2021")
    seen = overview.due(pack, "grassroots", date(2021, 4, 12))
    assert {one.deadline.level for one in seen} == {"grassroots"}
    assert [one.days for one in seen] == [2, 49, -2]
    # "Trước ngày 15/4": the 14th is the last day.
    assert overview.due(pack, "grassroots", date(2021, 4, 14))[0].days == 0
    assert overview.due(pack, "grassroots", date(2021, 4, 15))[-1].days == -5


@given(today=st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_days_left_and_the_day_say_the_same(packs: list[Programme], today: date) -> None:
    for pack in packs:
        for level in ("grassroots", "upper", "province", "confederation"):
            seen = overview.due(pack, level, today)
            assert all(today + timedelta(days=one.days) == one.deadline.last_on for one in seen)
            passed = [one.days < 0 for one in seen]
            assert passed == sorted(passed)


@pytest.fixture(scope="module")
def packs(worked: Desk) -> list[Programme]:
    return programmes.everything(worked)


def test_reading_writes_nothing(worked: Desk, tmp_path: Path) -> None:
    before = worked.store.value("SELECT count(*) FROM journal")
    overview.read(worked.screen())
    assert worked.store.value("SELECT count(*) FROM journal") == before


def test_a_key_that_ends_soon_is_among_the_things_to_do(unit: Desk) -> None:
    keys.new(unit)
    today = clock.today()
    kinds = {one.kind for one in overview.read(unit, today).todo}
    assert "key_ending" not in kinds
    soon = overview.read(unit, today + timedelta(days=3 * 365 - 20)).todo
    assert "key_ending" in {one.kind for one in soon}
