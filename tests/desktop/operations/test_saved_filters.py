"""Filters kept under a name come back as they were, and ask anew what depends on the day."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import saved_filters as stored
from desktop.desk import Desk
from desktop.operations import initiative_list, saved_filters
from desktop.operations.initiative_list import Filter
from domain.errors import RuleError

FILTERS = st.builds(
    Filter,
    query=st.text(max_size=5),
    states=st.lists(st.sampled_from(["draft", "accepted"])).map(tuple),
    missing=st.booleans(),
    own=st.none() | st.booleans(),
    kinds=st.lists(st.text(max_size=3)).map(tuple),
    under=st.sampled_from(["", "27001"]),
    benefit_from=st.none() | st.integers(0, 10**14),
    applied_to=st.sampled_from(["", "2022-03-01"]),
)


@given(FILTERS)
def test_a_filter_comes_back_as_it_was(chosen: Filter) -> None:
    assert saved_filters.read(saved_filters.written(chosen)) == chosen


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=5)
@given(FILTERS.filter(lambda chosen: chosen != Filter()))
def test_a_kept_one_is_found_by_name_and_replaced(unit: Desk, chosen: Filter) -> None:
    saved_filters.keep(unit, "  Chờ  trả lời ", chosen)
    saved_filters.keep(unit, "CHỜ trả lời", chosen)
    assert [name for name, _ in saved_filters.everything(unit)] == ["CHỜ trả lời"]
    assert saved_filters.get(unit, "chờ trả lời") == chosen


def test_names_stand_in_vietnamese_order_and_can_be_removed(unit: Desk) -> None:
    for name in ("Ơn", "Đang chờ", "Dở dang"):
        saved_filters.keep(unit, name, Filter(missing=True))
    assert [name for name, _ in saved_filters.everything(unit)] == ["Dở dang", "Đang chờ", "Ơn"]
    saved_filters.remove(unit, "dở dang")
    assert len(saved_filters.everything(unit)) == 2


def test_overdue_means_overdue_today(unit: Desk) -> None:
    saved_filters.keep(unit, "Trễ", Filter(unanswered_since="1999-01-01"))
    assert saved_filters.get(unit, "Trễ").unanswered_since == initiative_list.overdue_since()


def test_what_a_newer_program_knows_is_left_out(unit: Desk) -> None:
    with unit.store.atomic():
        stored.put(unit.store, "Mới", {"missing": True, "from_the_future": 1}, "Hân", "now")
    assert saved_filters.get(unit, "Mới") == Filter(missing=True)


@pytest.mark.parametrize(("name", "chosen", "code"), [
    ("", Filter(missing=True), "filter_name_missing"), ("x" * 81, Filter(missing=True), "filter_name_missing"),
    ("Trống", Filter(), "filter_empty"),
])  # fmt: skip
def test_nameless_and_empty_ones_are_refused(unit: Desk, name: str, chosen: Filter, code: str) -> None:
    with pytest.raises(RuleError) as refused:
        saved_filters.keep(unit, name, chosen)
    assert refused.value.code == code
    with pytest.raises(RuleError):
        saved_filters.remove(unit, "không có")
