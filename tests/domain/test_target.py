from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.target import Counts, Headcount, Standing, Target, of_pack, person_key, problems
from domain.unit import Level, Unit
from tests.domain.kit import pack

DAY = date(2022, 5, 31)
TARGET = Target("1m-2022", "1", "grassroots", "27001", "CĐCS Hoa Sim", persons_pct=15.0, document="KH 12/KH-LĐLĐ")
HAI_PHONG = Unit("31", "LĐLĐ thành phố Hải Phòng", Level.PROVINCE)


def test_fifteen_percent_counts_persons_over_the_headcount_never_initiatives() -> None:
    many = Counts(persons=5, initiatives=400, entries=900)
    assert Standing(TARGET, many, Headcount(40, DAY)).reached is False
    assert Standing(TARGET, Counts(6, 6, 6), Headcount(40, DAY)).reached is True
    assert Standing(TARGET, many, Headcount(40, DAY)).persons_pct == 12.5


def test_without_a_headcount_it_is_not_answered_rather_than_guessed() -> None:
    assert Standing(TARGET, Counts(6, 6, 6)).reached is None
    assert Standing(TARGET, Counts(6, 6, 6)).persons_pct is None
    both = dataclasses.replace(TARGET, initiatives=10)
    assert Standing(both, Counts(6, 6, 6)).reached is False


@given(persons=st.integers(0, 10**6), people=st.integers(1, 10**6))
def test_the_percentage_shown_never_says_more_than_is_true(persons: int, people: int) -> None:
    standing = Standing(TARGET, Counts(persons=persons), Headcount(people, DAY))
    assert standing.persons_pct is not None
    assert standing.persons_pct <= persons * 100 / people + 1e-9
    assert standing.reached is (persons * 100 >= people * 15)
    assert standing.reached or standing.persons_pct < 15


def test_the_pack_hands_down_what_the_documents_say() -> None:
    found = {(t.phase, t.initiatives) for t in of_pack(pack(), HAI_PHONG)}
    assert found == {("", 45_000), ("1", 20_000), ("2", 25_000)}
    thanh_hoa = Unit("38", "LĐLĐ tỉnh Thanh Hóa", Level.PROVINCE)
    assert {t.initiatives for t in of_pack(pack(), thanh_hoa)} == {100_000, 40_000, 60_000}
    nation = Unit("00", "Tổng Liên đoàn Lao động Việt Nam", Level.CONFEDERATION)
    assert [t.initiatives for t in of_pack(pack(), nation)] == [1_000_000]


def test_fifteen_percent_in_each_phase_is_asked_of_every_unit_of_the_level() -> None:
    unit = Unit("27001", "CĐCS Hoa Sim")
    assert [(t.phase, t.persons_pct, t.unit_code) for t in of_pack(pack(), unit)] == [
        ("1", 15.0, "27001"),
        ("2", 15.0, "27001"),
    ]
    upper = Unit("27000", "LĐLĐ huyện", Level.UPPER)
    asked = of_pack(pack(), upper, [("27001", "CĐCS Hoa Sim"), ("27000", "LĐLĐ huyện")])
    assert sorted((t.unit_code, t.phase) for t in asked) == [
        ("27000", "1"),
        ("27000", "2"),
        ("27001", "1"),
        ("27001", "2"),
    ]


def test_a_person_is_told_apart_by_name_year_and_unit() -> None:
    assert person_key("NGUYỄN  Văn An", 1985, "1") == person_key("Nguyễn Văn An", 1985, "1")
    keys = {person_key("An", None, "1"), person_key("An", 1985, "1"), person_key("An", None, "2")}
    assert len(keys) == 3


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"persons_pct": 0.0}, "target_empty"),
        ({"persons_pct": 100.1}, "target_pct_out_of_range"),
        ({"initiatives": -1}, "target_negative"),
        ({"phase": "9"}, "target_phase_unknown"),
        ({"initiatives": 10**9 + 1}, "target_too_large"),
        ({"persons": 10**30}, "target_too_large"),
        ({"unit_code": ""}, "target_unit_missing"),
        ({"unit_code": "BOGUS UNIT €"}, "unit_code_malformed"),
        ({"document": ""}, "target_document_missing"),
    ],
)
def test_what_a_target_must_say(changes: dict[str, object], code: str) -> None:
    wrong = dataclasses.replace(TARGET, **changes)
    assert [problem.code for problem in problems(wrong, pack())] == [code]
    assert problems(TARGET, pack()) == problems(dataclasses.replace(TARGET, initiatives=10**9), pack()) == ()
