from __future__ import annotations

import dataclasses
import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.appraisal import (
    Result,
    ScoreSheet,
    Vote,
    failed_gate,
    leaves,
    needed_approvals,
    result,
    sheet_problems,
    skipped,
)
from domain.initiative import State
from domain.programme import GATE, Criterion, Rubric
from tests.domain.kit import pack

RUBRIC = pack().rubric
FULL = {c.code: float(c.max_points) for c in RUBRIC.criteria}
AGREEING = (Vote.APPROVE, Vote.AFTER_COMPLETION)


def sheet(appraiser: str, vote: Vote = Vote.APPROVE, parents: tuple[str, ...] = (), **points: float) -> ScoreSheet:
    marked = {} if vote is Vote.ABSTAIN else FULL | points
    return ScoreSheet(f"{appraiser}-{len(parents)}-{vote}", "x", 1, appraiser, marked, vote, parents=parents)


def of(*sheets: ScoreSheet, members: int = 3, rubric: Rubric = RUBRIC) -> Result:
    return result("x", sheets, rubric, members)


half_points = {c.code: st.integers(0, 2 * c.max_points).map(lambda n: n / 2) for c in RUBRIC.criteria}


@st.composite
def histories(draw: st.DrawFn) -> list[ScoreSheet]:
    """What several PCs may have filed in one round: each sheet replaces any of the earlier ones of its slot."""
    found: list[ScoreSheet] = []
    for number in range(draw(st.integers(0, 12))):
        appraiser = draw(st.sampled_from("ABCDEF"))
        earlier = [known.id for known in found if known.appraiser == appraiser]
        parents = tuple(draw(st.lists(st.sampled_from(earlier), unique=True))) if earlier else ()
        vote = draw(st.sampled_from(Vote))
        points = {} if vote is Vote.ABSTAIN else draw(st.fixed_dictionaries(half_points))
        found.append(ScoreSheet(f"s{number:02d}", "x", 1, appraiser, points, vote, parents=parents))
    return found


@given(st.integers(0, 500), st.integers(1, 30), st.integers(1, 30))
def test_the_share_that_must_agree_is_exact(members: int, numerator: int, denominator: int) -> None:
    rubric = dataclasses.replace(RUBRIC, approvals_numerator=numerator, approvals_denominator=denominator)
    needed = needed_approvals(members, rubric)
    assert Fraction(needed) >= members * Fraction(numerator, denominator) > needed - 1


def test_two_thirds_of_real_councils() -> None:
    assert [needed_approvals(members, RUBRIC) for members in (1, 2, 3, 4, 5, 6, 7, 9)] == [1, 2, 2, 3, 4, 4, 5, 6]


@given(histories(), st.randoms(use_true_random=False), st.integers(1, 9))
def test_the_order_in_which_sheets_arrive_decides_nothing(history: list[ScoreSheet], rng: object, members: int) -> None:
    shuffled = list(history)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert of(*shuffled, members=members) == of(*history, members=members)


@given(histories())
def test_leaves_are_what_nobody_replaced(history: list[ScoreSheet]) -> None:
    slots = {appraiser: [s for s in history if s.appraiser == appraiser] for appraiser in "ABCDEF"}
    found = of(*history)
    for appraiser, slot in slots.items():
        current = leaves(slot)
        assert bool(current) == bool(slot)
        assert (appraiser in found.conflicts) == (len(current) > 1)
        assert [s for s in found.sheets if s.appraiser == appraiser] == (list(current) if len(current) == 1 else [])
        settled = ScoreSheet("z", "x", 1, appraiser, FULL, Vote.APPROVE, parents=tuple(leaf.id for leaf in current))
        assert leaves([*slot, settled]) == (settled,)


@given(histories(), st.integers(1, 9))
def test_the_outcome_follows_from_exact_numbers(history: list[ScoreSheet], members: int) -> None:
    found = of(*history, members=members)
    scored = [s for s in found.sheets if s.vote is not Vote.ABSTAIN]
    total = sum((Fraction(p) for s in scored for p in s.points.values()), Fraction(0))
    passes = bool(scored) and total / len(scored) >= Fraction(RUBRIC.pass_mean)
    minimums = all(
        sum(Fraction(s.points[c.code]) for s in scored) >= Fraction(c.min_points) * len(scored) for c in RUBRIC.criteria
    )
    approvals = sum(s.vote in AGREEING for s in found.sheets)
    good = passes and minimums and approvals * 3 >= members * 2
    assert (found.reasons == ()) == good
    if found.conflicts or len(found.sheets) * 3 < members * 2:
        assert found.outcome is None
    else:
        assert (found.outcome in (State.RECOGNISED, State.RECOGNISED_AFTER_COMPLETION)) == good
        assert (found.outcome is State.DECLINED) == (not good)


def test_a_mean_a_hair_below_the_mark_is_below_it() -> None:
    low = sheet("low", novelty=29.5, applicability=30, effect=10)
    rest = [sheet(f"m{n:03d}", novelty=30, applicability=30, effect=10) for n in range(110)]
    found = of(low, *rest, members=111)
    assert "mean_below" in found.reasons


def test_a_minimum_fails_the_initiative_whatever_its_mean() -> None:
    found = of(*(sheet(name, novelty=14.5) for name in "ABC"))
    assert found.mean is not None
    assert (found.mean > RUBRIC.pass_mean, found.reasons, found.outcome) == (
        True,
        ("minimum_below:novelty",),
        "declined",
    )
    assert of(*(sheet(name, novelty=15) for name in "ABC")).outcome is State.RECOGNISED


def test_who_abstains_counts_as_filed_and_not_as_agreeing() -> None:
    found = of(sheet("A"), sheet("B"), sheet("C", Vote.ABSTAIN))
    assert (found.filed, found.approvals, found.mean, found.outcome) == (3, 2, 100.0, State.RECOGNISED)
    found = of(sheet("A"), sheet("B", Vote.ABSTAIN), sheet("C", Vote.ABSTAIN))
    assert (found.mean, found.outcome, found.reasons) == (100.0, State.DECLINED, ("approvals_below",))
    found = of(*(sheet(name, Vote.ABSTAIN) for name in "ABC"))
    assert (found.mean, found.outcome) == (None, State.DECLINED)


def test_completion_is_asked_for_when_most_of_the_agreeing_ask() -> None:
    asking, plain = Vote.AFTER_COMPLETION, Vote.APPROVE
    for votes, outcome in [
        ((asking, asking, plain), State.RECOGNISED_AFTER_COMPLETION),
        ((asking, plain, plain), State.RECOGNISED),
        ((asking, plain, Vote.DECLINE), State.RECOGNISED),
    ]:
        for order in itertools.permutations(votes):
            assert of(*(sheet(name, vote) for name, vote in zip("ABC", order, strict=True))).outcome is outcome


def test_too_few_sheets_and_no_council_decide_nothing() -> None:
    assert of(sheet("A"), members=3).outcome is None
    assert of(members=0).outcome is None


def test_a_conflict_is_out_of_the_count_until_a_person_settles_it() -> None:
    mine, other = sheet("A"), ScoreSheet("other", "x", 1, "A", FULL, Vote.DECLINE)
    found = of(mine, other, sheet("B"), sheet("C"))
    assert (found.conflicts, found.filed, found.outcome) == (("A",), 2, None)
    settled = ScoreSheet("new", "x", 1, "A", FULL, Vote.APPROVE, parents=(mine.id, other.id))
    assert of(mine, other, settled, sheet("B"), sheet("C")).outcome is State.RECOGNISED


@pytest.mark.parametrize("points", [float("nan"), float("inf"), -0.5, 30.5, 7.25, -float("inf")])
def test_impossible_points_are_refused(points: float) -> None:
    found = sheet_problems(FULL | {"novelty": points}, "approve", RUBRIC)
    assert [(p.code, p.field) for p in found] == [("points_out_of_range", "novelty")]


@given(st.fixed_dictionaries(half_points), st.sampled_from(Vote))
def test_every_half_point_in_range_is_taken(points: dict[str, float], vote: Vote) -> None:
    assert sheet_problems(points, vote, RUBRIC) == ()


def test_nothing_is_filled_in_for_anybody() -> None:
    assert {p.code for p in sheet_problems({}, "", RUBRIC)} == {"vote_missing", "points_missing"}
    assert sheet_problems({}, "abstain", RUBRIC) == ()
    found = sheet_problems(FULL | {"nonsense": 1.0}, "approve", RUBRIC)
    assert [p.code for p in found] == ["criterion_unknown"]


# Yes/no gates with skipping, before points and alone; and a rubric that only counts who agrees.
def gate(code: str) -> Criterion:
    return Criterion(code, f"Điều kiện {code}", 0, 0, (), GATE, yes="đạt", no="không đạt")


GATES_ONLY = dataclasses.replace(RUBRIC, criteria=(gate("new"), gate("lawful")), pass_mean=0, total_points=0)
GATES_AND_POINTS = dataclasses.replace(RUBRIC, criteria=(gate("new"), gate("lawful"), *RUBRIC.criteria))
APPROVALS_ONLY = dataclasses.replace(RUBRIC, criteria=(), pass_mean=0, total_points=0)
YES = {"new": True, "lawful": True}


def answered(
    name: str, gates: dict[str, bool], vote: Vote = Vote.APPROVE, points: dict[str, float] | None = None
) -> ScoreSheet:
    return ScoreSheet(name, "x", 1, name, points or {}, vote, gates=gates)


def objections(
    rubric: Rubric, gates: dict[str, object], vote: str, points: dict[str, float] | None = None
) -> list[tuple[str, str]]:
    return [(p.code, p.field) for p in sheet_problems(points or {}, vote, rubric, gates)]


def test_each_gate_needs_its_own_answer_and_is_never_answered_by_anybody_else() -> None:
    assert objections(GATES_ONLY, {}, "approve") == [("gate_missing", "new"), ("gate_missing", "lawful")]
    assert objections(GATES_ONLY, {"new": "yes", "lawful": 1}, "approve") == [
        ("gate_missing", "new"), ("gate_missing", "lawful")]  # fmt: skip
    assert objections(GATES_ONLY, dict(YES), "approve") == []
    assert objections(GATES_ONLY, {}, "abstain") == []
    assert objections(RUBRIC, {"novelty": True}, "approve", FULL) == [("criterion_unknown", "novelty")]


def test_what_stands_after_a_failed_gate_is_skipped_and_must_be_empty() -> None:
    failed: dict[str, object] = {"new": False}
    assert objections(GATES_AND_POINTS, failed, "decline") == []
    assert objections(GATES_AND_POINTS, failed | {"lawful": True}, "decline") == [("criterion_skipped", "lawful")]
    assert objections(GATES_AND_POINTS, failed, "decline", {"effect": 3.0}) == [("criterion_skipped", "effect")]
    assert objections(GATES_AND_POINTS, failed, "approve") == [("vote_against_gate", "vote")]
    assert objections(GATES_AND_POINTS, failed, "after_completion") == [("vote_against_gate", "vote")]


def test_one_failed_gate_declines_and_nothing_after_it_is_counted() -> None:
    passing = [answered(name, YES, points=FULL) for name in "AB"]
    failing = answered("C", {"new": True, "lawful": False}, Vote.DECLINE)
    found = of(*passing, failing, rubric=GATES_AND_POINTS)
    assert (found.outcome, found.reasons) == (State.DECLINED, ("gate_failed:lawful",))
    assert (found.gates, found.mean) == ({"new": (3, 0), "lawful": (2, 1)}, 100.0)
    all_fail = [answered(name, {"new": False}, Vote.DECLINE) for name in "ABC"]
    found = of(*all_fail, rubric=GATES_AND_POINTS)
    assert (found.outcome, found.mean) == (State.DECLINED, None)
    assert found.reasons == ("gate_failed:new", "approvals_below")


def test_gates_that_all_pass_leave_the_points_and_the_approvals_to_decide() -> None:
    assert of(*(answered(n, YES, points=FULL) for n in "ABC"), rubric=GATES_AND_POINTS).outcome is State.RECOGNISED
    low = dict.fromkeys(FULL, 1.0)
    found = of(*(answered(n, YES, points=low) for n in "ABC"), rubric=GATES_AND_POINTS)
    assert found.reasons == ("mean_below", "minimum_below:novelty")
    assert of(*(answered(n, YES) for n in "ABC"), rubric=GATES_ONLY).outcome is State.RECOGNISED


@given(st.integers(1, 60), st.data())
def test_without_points_the_share_of_the_members_decides_exactly_at_two_thirds(
    members: int, data: st.DataObject
) -> None:
    agreeing = data.draw(st.integers(0, members))
    votes = [Vote.APPROVE] * agreeing + [Vote.DECLINE] * (members - agreeing)
    found = of(*(answered(f"m{n}", {}, v) for n, v in enumerate(votes)), members=members, rubric=APPROVALS_ONLY)
    assert (found.outcome is State.RECOGNISED) == (Fraction(agreeing, members) >= Fraction(2, 3))
    assert (found.mean, found.reasons) == (None, () if found.outcome is State.RECOGNISED else ("approvals_below",))


def test_the_boundary_itself_recognises() -> None:
    for members, agreeing in ((3, 2), (6, 4), (9, 6), (30, 20)):
        votes = [Vote.APPROVE] * agreeing + [Vote.DECLINE] * (members - agreeing)
        sheets = [answered(f"m{n}", {}, vote) for n, vote in enumerate(votes)]
        assert of(*sheets, members=members, rubric=APPROVALS_ONLY).outcome is State.RECOGNISED
        one_less = [*sheets[:-1], answered("last", {}, Vote.DECLINE)]
        one_less[0] = dataclasses.replace(one_less[0], vote=Vote.DECLINE)
        assert of(*one_less, members=members, rubric=APPROVALS_ONLY).outcome is State.DECLINED


@st.composite
def gated(draw: st.DrawFn) -> list[ScoreSheet]:
    """One sheet of each of several members, as the rules let them be filed."""
    found = []
    for name in "ABCDEF"[: draw(st.integers(1, 6))]:
        gates: dict[str, bool] = {}
        for code in YES:
            gates[code] = draw(st.booleans())
            if not gates[code]:
                break
        passed = all(gates.values())
        vote = draw(st.sampled_from(Vote if passed else (Vote.DECLINE, Vote.ABSTAIN)))
        points = draw(st.fixed_dictionaries(half_points)) if passed else {}
        blank = vote is Vote.ABSTAIN
        found.append(answered(name, {} if blank else gates, vote, {} if blank else points))
    return found


@given(gated(), st.randoms(use_true_random=False), st.integers(1, 6))
def test_a_failed_gate_never_recognises_in_whatever_order(sheets: list[ScoreSheet], rng: object, members: int) -> None:
    for one in sheets:
        assert sheet_problems(one.points, one.vote, GATES_AND_POINTS, one.gates) == ()
    found = of(*sheets, members=members, rubric=GATES_AND_POINTS)
    if any(False in one.gates.values() for one in sheets):
        assert found.outcome in (None, State.DECLINED)
    shuffled = list(sheets)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert of(*shuffled, members=members, rubric=GATES_AND_POINTS) == found


def test_the_first_failed_gate_and_what_it_skips() -> None:
    assert failed_gate({"new": True, "lawful": False}, GATES_AND_POINTS) == "lawful"
    assert skipped({"new": True, "lawful": False}, GATES_AND_POINTS) == set(FULL)
    assert skipped({"new": False}, GATES_AND_POINTS) == {"lawful", *FULL}
    assert (failed_gate(YES, GATES_AND_POINTS), skipped({}, GATES_AND_POINTS)) == ("", frozenset())
