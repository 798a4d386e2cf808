from __future__ import annotations

import dataclasses
import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Problem
from domain.initiative import ACTORS, BACKWARDS, BEFORE_RECOGNITION, MOVES, Actor, Initiative, State
from domain.moves import Decision, early, moved, step_problems, way

TODAY = date(2023, 6, 1)
PAPER = Decision("15/QĐ", TODAY, "Bà X", "vì còn thiếu bản vẽ")
RECOGNISED = (State.RECOGNISED, State.RECOGNISED_AFTER_COMPLETION)
pairs = list(itertools.product(State, State))


def codes(start: State, end: State, decision: Decision = PAPER, *, blocking: int = 0, outcome: State | None = None,
          routes: tuple[str, ...] = ("council", "head"), dossier: tuple[Problem, ...] = (),
          archived_from: State | None = None) -> list[str]:  # fmt: skip
    found = step_problems(
        Initiative(state=start), end, decision, blocking=blocking, outcome=outcome, routes=routes, today=TODAY,
        dossier=dossier, archived_from=archived_from
    )  # fmt: skip
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


@pytest.mark.parametrize("start", sorted(set(State) - {State.WITHDRAWN}))
def test_the_author_withdraws_at_any_time_before_recognition_and_never_after(start: State) -> None:
    early = {State.DRAFT, State.ACCEPTED, State.NEEDS_MORE, State.ELIGIBLE, State.UNDER_APPRAISAL, State.IN_COUNCIL}
    assert early == BEFORE_RECOGNITION
    assert (codes(start, State.WITHDRAWN) == []) == (start in early)


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


@pytest.mark.parametrize(
    ("applied", "on", "expected"),
    [
        (date(2022, 3, 1), date(2022, 2, 1), []),
        (None, date(2022, 2, 1), []),
        (date(2022, 3, 1), date(2021, 12, 31), ["decision_on_before_applied"]),
        (None, date(2021, 12, 31), ["decision_on_before_applied"]),
    ],
)
def test_what_is_on_trial_can_be_recognised_and_nothing_before_its_trial(
    applied: date | None, on: date, expected: list[str]
) -> None:
    tried = Initiative(state=State.ELIGIBLE, trial_from_on=date(2022, 1, 1), applied_from_on=applied)
    decision = dataclasses.replace(PAPER, on=on)
    found = step_problems(tried, State.RECOGNISED, decision, blocking=0, outcome=None, routes=("head",), today=TODAY)
    assert [problem.code for problem in found] == expected


ON = date(2022, 6, 1)


@pytest.mark.parametrize(("accepted", "on", "code", "told"), [
    ([date(2022, 6, 2)], ON, "decision_on_before_accepted", {"decided": "01/06/2022", "accepted": "02/06/2022"}),
    ([date(2022, 6, 2), ON, None, date(2022, 7, 1)], ON, "decision_on_before_many_accepted",
     {"decided": "01/06/2022", "accepted": "01/07/2022", "count": 2}),
    ([ON, None], ON, "", {}),
    ([date(2022, 6, 2)], None, "", {}),
    ([], ON, "", {}),
])  # fmt: skip
def test_a_decision_before_the_day_of_taking_in_is_told_and_holds_nobody_up(
    accepted: list[date | None], on: date | None, code: str, told: dict[str, object]
) -> None:
    found = early(accepted, on)
    assert (found.code if found else "", dict(found.facts) if found else {}) == (code, told)
    assert found is None or (found.blocks, found.field, found.source) == (False, "decision_on",
                                                                           "NĐ 13/2012/NĐ-CP, Điều 7")  # fmt: skip


FROM_RECOGNITION_ON = frozenset(State) - BEFORE_RECOGNITION - {State.WITHDRAWN, State.DECLINED}


@pytest.mark.parametrize("start", sorted(FROM_RECOGNITION_ON))
def test_what_was_recognised_is_never_a_draft_again_nor_withdrawn(start: State) -> None:
    assert way(start, State.DRAFT) == ()
    assert way(start, State.WITHDRAWN) == ()


def test_a_request_is_withdrawn_before_recognition_alone_and_with_a_reason() -> None:
    before = {State.DRAFT, State.ACCEPTED, State.NEEDS_MORE, State.ELIGIBLE, State.UNDER_APPRAISAL, State.IN_COUNCIL}
    assert before == BEFORE_RECOGNITION
    for start in State:
        expected = [] if start in before else ["move_not_possible"]
        assert codes(start, State.WITHDRAWN) == expected
        if start in before:
            assert codes(start, State.WITHDRAWN, Decision()) == ["reason_missing"]


def test_the_reason_of_a_withdrawal_is_kept_until_the_request_is_taken_back() -> None:
    gone = moved(Initiative(state=State.ACCEPTED, accepted_on=TODAY), State.WITHDRAWN, PAPER, TODAY)
    assert gone.withdrawn_reason == PAPER.reason
    back = moved(gone, State.DRAFT, Decision(), TODAY)
    assert (back.withdrawn_reason, back.accepted_on) == ("", None)


def test_the_day_of_acceptance_stays_while_more_is_asked_for() -> None:
    taken = moved(Initiative(), State.ACCEPTED, Decision(), TODAY)
    assert taken.accepted_on == TODAY
    asked = moved(taken, State.NEEDS_MORE, PAPER, TODAY + timedelta(days=5))
    assert moved(asked, State.ACCEPTED, Decision(), TODAY + timedelta(days=9)).accepted_on == TODAY


@pytest.mark.parametrize(
    "end", sorted(set(State) - {State.WITHDRAWN, State.DECLINED, State.NEEDS_MORE, State.RETURNED})
)
def test_every_state_of_the_usual_course_is_found_from_a_draft(end: State) -> None:
    assert end is State.DRAFT or way(State.DRAFT, end)[-1] is end


def test_every_move_has_an_actor_and_packages_alone_say_what_was_handed_over() -> None:
    assert set(ACTORS) == {(start, end) for start, ends in MOVES.items() for end in ends}
    told = {end for (_start, end), actor in ACTORS.items() if actor is Actor.PACKAGE}
    assert told == {State.PACKAGED, State.RECEIVED_ABOVE}


def test_what_somebody_objects_to_is_not_put_forward() -> None:
    objected = (Problem("no_complaint_failed"), Problem("phone_doubtful", blocks=False))
    assert codes(State.RECOGNISED, State.NOMINATED, dossier=objected) == ["no_complaint_failed"]
    assert codes(State.RECOGNISED, State.NOMINATED) == []


def test_an_archived_record_goes_back_to_where_it_stood() -> None:
    for end in MOVES[State.ARCHIVED]:
        assert codes(State.ARCHIVED, end, archived_from=end) == []
        elsewhere = next(iter(MOVES[State.ARCHIVED] - {end}))
        assert codes(State.ARCHIVED, end, archived_from=elsewhere) == ["archived_elsewhere"]


@given(st.lists(st.sampled_from(State), max_size=25), st.booleans())
def test_no_course_of_moves_leaves_a_record_that_contradicts_itself(wishes: list[State], reasons: bool) -> None:
    held, on = Initiative(title="Kệ"), TODAY
    decision = PAPER if reasons else dataclasses.replace(PAPER, reason="")
    for to in wishes:
        outcome = to if held.state is State.IN_COUNCIL else State.RECOGNISED
        found = step_problems(held, to, decision, blocking=0, outcome=outcome, routes=("head",), today=TODAY)
        if found:
            continue
        before, held, on = held, moved(held, to, decision, on), on + timedelta(days=1)
        assert to in MOVES[before.state]
        assert reasons or ((before.state, to) not in BACKWARDS and to is not State.WITHDRAWN)
        if held.state in FROM_RECOGNITION_ON:
            assert held.decision_no and held.decision_on and held.decision_signer
        if held.state is State.DRAFT:
            assert held.accepted_on is None and not held.withdrawn_reason
        elif held.state is not State.WITHDRAWN:
            assert held.accepted_on is not None
        assert bool(held.withdrawn_reason) == (held.state is State.WITHDRAWN)
        assert not (held.state is State.DECLINED and held.decision_no)


@pytest.mark.parametrize(("days", "expected"), [(1, ["not_applied_yet"]), (0, []), (-30, [])])
def test_what_is_only_planned_is_not_yet_eligible(days: int, expected: list[str]) -> None:
    planned = Initiative(state=State.ACCEPTED, applied_from_on=TODAY + timedelta(days=days))
    found = step_problems(planned, State.ELIGIBLE, PAPER, blocking=0, outcome=None, routes=("head",), today=TODAY)
    assert [problem.code for problem in found] == expected
