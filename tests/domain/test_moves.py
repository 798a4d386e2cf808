from __future__ import annotations

import dataclasses
import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.initiative import BACKWARDS, MOVES, Initiative, State
from domain.moves import Decision, moved, step_problems, way

TODAY = date(2023, 6, 1)
PAPER = Decision("15/QĐ", TODAY, "Bà X", "vì còn thiếu bản vẽ")
RECOGNISED = (State.RECOGNISED, State.RECOGNISED_AFTER_COMPLETION)
pairs = list(itertools.product(State, State))


def codes(start: State, end: State, decision: Decision = PAPER, *, blocking: int = 0, outcome: State | None = None,
          routes: tuple[str, ...] = ("council", "head")) -> list[str]:  # fmt: skip
    found = step_problems(
        Initiative(state=start), end, decision, blocking=blocking, outcome=outcome, routes=routes, today=TODAY
    )
    return [problem.code for problem in found]


@pytest.mark.parametrize(("start", "end"), pairs)
def test_every_way_is_a_chain_of_allowed_steps(start: State, end: State) -> None:
    steps = way(start, end)
    if not steps:
        assert end not in MOVES[start]
        return
    assert steps[-1] is end
    for before, after in itertools.pairwise((start, *steps)):
        assert after in MOVES[before]
        if len(steps) > 1:
            assert (before, after) not in BACKWARDS
            assert after is not State.WITHDRAWN


def test_every_state_has_its_moves_and_backwards_steps_are_moves() -> None:
    assert set(MOVES) == set(State)
    assert all(end in MOVES[start] for start, end in BACKWARDS)
    reached = {end for ends in MOVES.values() for end in ends}
    assert reached == set(State)


BEFORE_RECOGNITION = (State.DRAFT, State.ACCEPTED, State.NEEDS_MORE, State.ELIGIBLE, State.UNDER_APPRAISAL,
                      State.IN_COUNCIL)  # fmt: skip


@pytest.mark.parametrize("start", sorted(set(State) - {State.WITHDRAWN}))
def test_the_author_withdraws_at_any_time_before_recognition_and_never_after(start: State) -> None:
    assert (codes(start, State.WITHDRAWN) == []) == (start in BEFORE_RECOGNITION)


@pytest.mark.parametrize(("start", "end"), sorted(BACKWARDS))
def test_nothing_goes_back_without_a_reason(start: State, end: State) -> None:
    assert "reason_missing" in codes(start, end, dataclasses.replace(PAPER, reason=""), outcome=end)
    assert "reason_missing" not in codes(start, end, outcome=end)


@pytest.mark.parametrize(("start", "end"), [pair for pair in pairs if pair[1] not in MOVES[pair[0]]])
def test_a_step_that_is_not_drawn_is_refused(start: State, end: State) -> None:
    assert codes(start, end) == ["move_not_possible"]


@pytest.mark.parametrize("end", [State.PACKAGED, State.RECEIVED_ABOVE])
def test_nobody_says_by_hand_that_something_was_sent_or_received(end: State) -> None:
    for start in State:
        assert codes(start, end) == ["move_not_possible"]


def test_a_record_with_objections_is_not_taken_in() -> None:
    assert codes(State.DRAFT, State.ACCEPTED, blocking=2) == ["record_incomplete"]
    assert codes(State.DRAFT, State.ACCEPTED) == []


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (State.ACCEPTED, State.ELIGIBLE),
        (State.ELIGIBLE, State.UNDER_APPRAISAL),
        (State.ELIGIBLE, State.RECOGNISED),
        (State.RECOGNISED_AFTER_COMPLETION, State.RECOGNISED),
    ],
)
def test_what_was_emptied_after_it_was_taken_in_goes_no_further(start: State, end: State) -> None:
    assert codes(start, end, blocking=1) == ["record_incomplete"]


def test_an_incomplete_record_can_always_go_back() -> None:
    for start, end in BACKWARDS - {(State.IN_COUNCIL, State.DECLINED)}:
        assert codes(start, end, blocking=9) == []


@pytest.mark.parametrize("end", [*RECOGNISED, State.DECLINED])
@pytest.mark.parametrize("outcome", [None, *RECOGNISED, State.DECLINED])
def test_only_the_councils_own_verdict_leaves_its_session(end: State, outcome: State | None) -> None:
    assert ("verdict_differs" in codes(State.IN_COUNCIL, end, outcome=outcome)) == (end is not outcome)


def test_marking_ends_by_a_closed_session_alone() -> None:
    assert codes(State.UNDER_APPRAISAL, State.IN_COUNCIL) == ["verdict_not_closed"]
    assert codes(State.UNDER_APPRAISAL, State.IN_COUNCIL, outcome=State.RECOGNISED) == []


def test_the_head_recognises_only_where_the_programme_lets_him() -> None:
    assert codes(State.ELIGIBLE, State.RECOGNISED) == []
    assert codes(State.ELIGIBLE, State.RECOGNISED, routes=("council",)) == ["council_needed"]


@pytest.mark.parametrize("end", RECOGNISED)
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"no": ""}, "decision_no_missing"),
        ({"on": None}, "decision_on_missing"),
        ({"on": TODAY + timedelta(days=1)}, "decision_on_future"),
        ({"signer": ""}, "decision_signer_missing"),
    ],
)
def test_recognition_has_a_number_a_day_and_a_signer(end: State, change: dict[str, object], code: str) -> None:
    assert codes(State.IN_COUNCIL, end, dataclasses.replace(PAPER, **change), outcome=end) == [code]  # type: ignore[arg-type]  # one field each


def test_who_must_complete_something_is_told_what() -> None:
    end = State.RECOGNISED_AFTER_COMPLETION
    assert codes(State.IN_COUNCIL, end, dataclasses.replace(PAPER, reason=""), outcome=end) == ["completion_missing"]


@given(st.sampled_from(State), st.sampled_from([*RECOGNISED, State.DECLINED]))
def test_a_step_leaves_its_paper_on_the_record_and_touches_nothing_else(start: State, end: State) -> None:
    before = Initiative(id="x", title="Kệ", state=start, completion_note="cũ", revision=3)
    after = moved(before, end, PAPER)
    written = {"decision_no", "decision_on", "decision_signer"} if end in RECOGNISED else {"declined_reason"}
    written |= {"completion_note"} if end is State.RECOGNISED_AFTER_COMPLETION else set()
    changed = {f.name for f in dataclasses.fields(before) if getattr(before, f.name) != getattr(after, f.name)}
    assert changed - {"state"} == written
    assert after.state is end
    if end is State.DECLINED:
        assert after.declined_reason == PAPER.reason


def test_a_decision_puts_right_what_a_list_said_of_its_day() -> None:
    before = Initiative(state=State.IN_COUNCIL, unread={"decision_on": "tháng 5", "benefit_vnd": "nhiều"})
    after = moved(before, State.RECOGNISED, PAPER)
    assert (after.decision_on, after.unread) == (TODAY, {"benefit_vnd": "nhiều"})


@pytest.mark.parametrize(("on", "expected"), [(date(2020, 1, 1), ["decision_on_before_applied"]), (TODAY, [])])
def test_nothing_is_recognised_before_it_was_applied(on: date, expected: list[str]) -> None:
    applied = Initiative(state=State.ELIGIBLE, applied_from_on=date(2022, 3, 1))
    decision = dataclasses.replace(PAPER, on=on)
    found = step_problems(applied, State.RECOGNISED, decision, blocking=0, outcome=None, routes=("head",), today=TODAY)
    assert [problem.code for problem in found] == expected
