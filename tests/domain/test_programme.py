from __future__ import annotations

import copy
import dataclasses
import tomllib
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from domain.eligibility import problems
from domain.initiative import Initiative
from domain.programme import Choice, Phase, Programme, parse, phase_of, title_of
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


@given(st.integers(1990, 2190), st.integers(0, 60))
def test_the_three_years_slide_with_the_programme(year: int, later: int) -> None:
    then, now = (dataclasses.replace(pack(), year=one).award_years for one in (year, year + later))
    first, last = then
    assert (last - first + 1, last) == (3, year - 1)
    assert now == (first + later, last + later)


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """Up to five phases that follow each other, with or without days between them."""
    day = draw(st.dates(date(2000, 1, 1), date(2050, 1, 1)))
    phases = []
    for number in range(draw(st.integers(1, 5))):
        first = day + timedelta(days=draw(st.integers(0, 40)))
        last = first + timedelta(days=draw(st.integers(0, 500)))
        phases.append(Phase(str(number), f"Giai đoạn {number}", first, last))
        day = last + timedelta(days=1)
    return dataclasses.replace(pack(), phases=tuple(phases))


@given(programmes(), st.data())
def test_the_start_of_the_application_decides_the_phase_alone(programme: Programme, data: st.DataObject) -> None:
    first, last = programme.phases[0].applied_from_on, programme.phases[-1].applied_to_on
    start = data.draw(st.dates(first - timedelta(days=50), last + timedelta(days=50)))
    holding = [phase for phase in programme.phases if phase.applied_from_on <= start <= phase.applied_to_on]
    assert len(holding) <= 1
    assert phase_of(programme, start) == (holding[0] if holding else None)


@given(programmes(), st.data())
def test_neither_the_end_nor_the_decision_moves_an_initiative_to_another_phase(
    programme: Programme, data: st.DataObject
) -> None:
    phase = data.draw(st.sampled_from(programme.phases))
    start = data.draw(st.dates(phase.applied_from_on, phase.applied_to_on))
    later = data.draw(st.dates(start, date(2100, 1, 1)))
    held = Initiative(applied_from_on=start, applied_to_on=later, decision_on=later, trial=data.draw(st.booleans()))
    assert phase_of(programme, held.applied_from_on) == phase
    assert "outside_phases" not in {problem.code for problem in problems(held, programme)}
    early = dataclasses.replace(held, applied_from_on=programme.phases[0].applied_from_on - timedelta(days=1))
    assert "outside_phases" in {problem.code for problem in problems(early, programme)}
