from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import handed_targets
from domain.errors import RuleError
from domain.handed_targets import WITHDRAWN, Told
from domain.handover import Difference
from domain.target import MOST, Target

ONE = Target("1m-2022", "1", "grassroots", "27001", "CĐCS May Hoa Sim", 20, 0, 15.0, "KH 12/KH-LĐLĐ", date(2022, 1, 25))
SIGNED = dataclasses.replace(ONE, issuer_code="27000", issuer_name="LĐLĐ huyện")
LINE = handed_targets.record(Told(ONE, ("27000", "27")), 3)

counts = st.integers(0, MOST)
codes = st.sampled_from(["27001", "27002", "27000"])
targets = st.builds(Target, st.just("1m-2022"), st.sampled_from(["", "1", "2"]), st.just("grassroots"), codes,
                    st.just("CĐCS"), st.integers(1, MOST), counts, st.sampled_from([0.0, 15.0, 12.5]),
                    st.just("KH 12"), st.none() | st.dates(date(2021, 1, 1), date(2030, 1, 1)))  # fmt: skip


@given(targets, st.lists(codes, max_size=3))
def test_a_line_reads_as_it_was_written(target: Target, above: list[str]) -> None:
    told = Told(target, tuple(above))
    read = handed_targets.read(handed_targets.record(told, 1), "27000", "LĐLĐ huyện")
    assert read == Told(dataclasses.replace(target, issuer_code="27000", issuer_name="LĐLĐ huyện"), tuple(above))


@pytest.mark.parametrize("wrong", [
    {"initiatives": -1}, {"initiatives": True}, {"persons": 1.5}, {"persons": MOST + 1}, {"persons_pct": 101},
    {"persons_pct": "15"}, {"initiatives": 0, "persons_pct": 0}, {"unit_code": "../27001"}, {"unit_code": ""},
    {"level": "king"}, {"document": ""}, {"document_on": "2022-13-01"}, {"document_on": None}, {"above": "27000"},
    {"above": ["27000"] * 9}, {"above": [7]}, {"unit_name": ""}, {"phase": None}, {"id": "1m-2022|1|27002"},
    {"unit_name": "Bà An, CCCD 001085012345"}, {"programme": "x" * 41},
])  # fmt: skip
def test_what_cannot_be_meant_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(RuleError) as refused:
        handed_targets.read(LINE | wrong, "27000", "LĐLĐ huyện")
    assert refused.value.code == "targets_malformed"


def test_a_line_with_something_left_out_is_refused() -> None:
    for name in LINE.keys() - {"revision"}:
        with pytest.raises(RuleError):
            handed_targets.read({key: value for key, value in LINE.items() if key != name}, "27000", "x")


@given(st.lists(targets, max_size=6, unique_by=lambda one: (one.phase, one.unit_code)),
       st.lists(targets, max_size=6, unique_by=lambda one: (one.phase, one.unit_code)))  # fmt: skip
def test_every_target_has_one_fate_and_nothing_set_here_for_others_is_lost(
    told: list[Target], held: list[Target]
) -> None:
    signed = [dataclasses.replace(one, issuer_code="27") for one in told]
    found = handed_targets.changes(signed, held, "27000")
    keys = [(one.target.phase, one.target.unit_code) for one in found]
    assert len(set(keys)) == len(keys) and [change.told for change in found[: len(told)]] == signed
    for change in found:
        if change.held and change.held.unit_code != "27000" and not handed_targets.same(change.target, change.held):
            assert change.difference == Difference.CONFLICT and not change.writes
    assert not [change for change in found if change.difference == WITHDRAWN], "nothing came signed before"


def test_what_came_signed_and_is_told_no_more_is_withdrawn() -> None:
    other = dataclasses.replace(SIGNED, phase="2")
    found = handed_targets.changes([SIGNED], [dataclasses.replace(SIGNED, id=4), other, ONE], "27000")
    assert [change.difference for change in found if change.held is other] == [WITHDRAWN]
    assert all(change.writes for change in found if change.difference == WITHDRAWN)


def test_the_union_above_may_change_what_it_signed_for_a_unit_below() -> None:
    newer = dataclasses.replace(SIGNED, initiatives=25)
    assert [change.difference for change in handed_targets.changes([newer], [SIGNED], "27000")] == [Difference.UPDATED]
