from __future__ import annotations

import dataclasses
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.appraisal import Result, ScoreSheet, Vote, result
from domain.programme import NominationLimit
from domain.ranking import SECOND_READING_PCT, cut, limit_of, places, spread
from tests.domain.kit import pack

RUBRIC = pack().rubric
VOTES_ONLY = dataclasses.replace(RUBRIC, criteria=(), pass_mean=0)


def of(name: str, *totals: float) -> Result:
    """A recognised initiative whose sheets have these totals, all above the mark."""
    sheets = [
        ScoreSheet(
            f"{name}{n}", name, 1, f"m{n}", {"novelty": 30, "applicability": 30, "effect": total - 60}, Vote.APPROVE
        )
        for n, total in enumerate(totals)
    ]
    return result(name, sheets, RUBRIC, len(totals))


def test_what_is_equal_shares_a_place_and_the_next_place_is_left_out() -> None:
    found = places([of("a", 80, 80), of("b", 90, 90), of("c", 70, 90), of("d", 75, 75)])
    assert found == {"b": 1, "a": 2, "c": 2, "d": 4}


def test_a_mean_that_is_only_rounded_to_another_is_not_equal_to_it() -> None:
    first = of("a", *[80.5] + [80.0] * 299)
    second = of("b", *[80.0] * 300)
    assert first.mean == second.mean
    assert places([first, second]) == {"a": 1, "b": 2}


def test_the_declined_and_the_undecided_have_no_place() -> None:
    low = {"novelty": 1.0, "applicability": 1.0, "effect": 1.0}
    declined = result("x", [ScoreSheet("1", "x", 1, "m", low, Vote.DECLINE)], RUBRIC, 1)
    waiting = result("y", [], RUBRIC, 3)
    assert places([declined, waiting, of("a", 80)]) == {"a": 1}


def test_without_points_the_share_who_agree_decides_the_place() -> None:
    def voted(name: str, agreeing: int, members: int) -> Result:
        votes = [Vote.APPROVE] * agreeing + [Vote.DECLINE] * (members - agreeing)
        return result(name, [ScoreSheet(f"{name}{n}", name, 1, f"m{n}", {}, vote) for n, vote in enumerate(votes)],
                      VOTES_ONLY, members)  # fmt: skip

    assert places([voted("a", 4, 5), voted("b", 3, 3), voted("c", 8, 10)]) == {"b": 1, "a": 2, "c": 2}


@pytest.mark.parametrize(
    ("most", "inside", "asked", "open_places"),
    [(1, ("b",), (), 0), (2, ("b",), ("a", "c"), 1), (3, ("b", "a", "c"), (), 0), (9, ("b", "a", "c", "d"), (), 0)],
)
def test_a_tie_across_the_line_is_asked_and_not_guessed(
    most: int, inside: tuple[str, ...], asked: tuple[str, ...], open_places: int
) -> None:
    found = cut({"a": 2, "b": 1, "c": 2, "d": 4}, most)
    assert (found.inside, found.asked, found.open_places) == (inside, asked, open_places)


@given(st.lists(st.integers(140, 200), min_size=1, max_size=12), st.integers(1, 14))
def test_the_line_never_lets_through_too_many_nor_the_worse_before_the_better(halves: list[int], most: int) -> None:
    results = [of(f"i{n}", half / 2) for n, half in enumerate(halves)]
    place_of, worth = places(results), {f"i{n}": Fraction(half) for n, half in enumerate(halves)}
    line = cut(place_of, most)
    assert len(line.inside) <= most
    assert len(line.inside) + line.open_places == min(most, len(halves))
    outside = set(place_of) - set(line.inside) - set(line.asked)
    for inner in (*line.inside, *line.asked):
        assert all(worth[inner] > worth[outer] for outer in outside)
    for one, other in ((a, b) for a in worth for b in worth):
        assert (place_of[one] < place_of[other]) == (worth[one] > worth[other])


@pytest.mark.parametrize(
    ("totals", "apart", "outliers"),
    [((80.0, 82.0, 81.5), 2.0, ()), ((70.0, 71.0, 95.0), 25.0, ("m2",)), ((70.0, 90.0), 20.0, ("m0", "m1"))],
)
def test_sheets_far_apart_ask_for_a_second_reading(
    totals: tuple[float, ...], apart: float, outliers: tuple[str, ...]
) -> None:
    found = spread(of("a", *totals), RUBRIC)
    assert found is not None
    assert (found.points, found.outliers, found.second_reading) == (apart, outliers, apart >= SECOND_READING_PCT)


def test_one_sheet_or_no_points_are_not_apart() -> None:
    assert spread(of("a", 80), RUBRIC) is None
    assert spread(result("x", [], VOTES_ONLY, 3), VOTES_ONLY) is None


def test_the_limit_of_the_phase_comes_before_that_of_the_whole_programme() -> None:
    limits = (NominationLimit("grassroots", 5, "KH"), NominationLimit("grassroots", 2, "KH", "1"))
    programme = dataclasses.replace(pack(), nomination_limits=limits)
    found = [limit_of(programme, "grassroots", phase) for phase in ("1", "2")]
    assert [limit.most for limit in found if limit is not None] == [2, 5]
    assert limit_of(programme, "province", "1") is None
