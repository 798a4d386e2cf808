from __future__ import annotations

import copy
import tomllib
from datetime import timedelta
from typing import Any

import pytest

import resources
from domain.programme import Choice, parse, phase_of, title_of
from tests.domain.kit import pack


def data() -> dict[str, Any]:
    return copy.deepcopy(tomllib.loads(resources.path("programmes/1m-2022.toml").read_text("utf-8")))


@pytest.mark.parametrize("part", ["id", "version", "year", "phases", "required", "limits", "rubric", "recognition"])
def test_a_pack_without_a_part_says_which(part: str) -> None:
    broken = data()
    del broken[part]
    with pytest.raises(KeyError, match=part):
        parse(broken)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("required", ["title", "awards"]),
        ("required", ["tittle"]),
        ("required", ["state"]),
        ("limits", {"summry": 10}),
        ("limits", {"benefit_vnd": 10}),
        ("limits", {"authors": 3}),
        ("phases", []),
    ],
)
def test_a_pack_that_asks_for_what_no_record_has_is_refused(part: str, value: Any) -> None:
    with pytest.raises(ValueError, match=part):
        parse(data() | {part: value})


def test_the_share_of_approvals_is_a_fraction() -> None:
    for words in ("two thirds", "2", "2/0", "3/2", "-1/2", ""):
        with pytest.raises(ValueError):
            parse(data() | {"rubric": data()["rubric"] | {"approvals": words}})


def test_a_day_belongs_to_the_phase_that_holds_it() -> None:
    programme = pack()
    assert phase_of(programme, None) is None
    for phase in programme.phases:
        for day in (phase.applied_from_on, phase.applied_to_on):
            assert phase_of(programme, day) == phase
    assert phase_of(programme, programme.phases[0].applied_from_on - timedelta(days=1)) is None
    assert phase_of(programme, programme.phases[-1].applied_to_on + timedelta(days=1)) is None


def test_a_code_nobody_knows_is_shown_as_it_is() -> None:
    choices = (Choice("a", "Một"), Choice("b", "Hai"))
    assert (title_of(choices, "b"), title_of(choices, "zz"), title_of((), "")) == ("Hai", "zz", "")


def test_the_three_years_before() -> None:
    assert pack().award_years == (2019, 2021)
    assert pack("75k-2021").award_years == (2018, 2020)
