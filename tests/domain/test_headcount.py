"""Members and workers on a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from domain.errors import RuleError
from domain.headcount import Count, Counts, Total, checked, own, total, wanted
from domain.unit_events import grown
from domain.unit_tree import Event, children, subtree
from tests.domain.unit_trees import DAYS, SMALL, attempts, counts, dissolve, merge, tried


@given(attempts(), counts())
def test_of_a_subtree_it_is_the_sum(events: list[Event], figures: Counts) -> None:
    tree, _ = tried(events)
    for day in DAYS:
        for life in tree.lives.values():
            if not life.alive(day):
                continue
            whole = total(tree, figures, life.id, day)
            mine = own(tree, figures, life.id, day)
            parts = [total(tree, figures, below, day) for below in children(tree, life.id, day)]
            assert whole.members == sum(f.members for f in mine) + sum(part.members for part in parts)
            assert whole.workers == sum(f.workers for f in mine) + sum(part.workers for part in parts)
            assert whole.units == 1 + sum(part.units for part in parts) == len(set(subtree(tree, life.id, day)))
            asked = {each: figures.get(each, ()) for each in wanted(tree, life.id, day)}
            assert total(tree, asked, life.id, day) == whole
            assert whole.counted == bool(mine) + sum(part.counted for part in parts)


def test_the_latest_figure_at_or_before_the_day_counts() -> None:
    tree, held = grown(SMALL), {"g1": (Count(DAYS[1], 90, 100), Count(DAYS[3], 95, 120))}
    assert total(tree, held, "g1", DAYS[0]) == Total(units=1)
    assert total(tree, held, "g1", DAYS[2]) == Total(90, 100, 1, 1, DAYS[1])
    assert total(tree, held, "d1", DAYS[3]) == Total(95, 120, 3, 1, DAYS[3])


def test_people_of_a_merged_unit_go_on_with_its_heir_until_that_counts_anew() -> None:
    tree = grown([*SMALL, merge("g1", "g2", DAYS[2])])
    held = {"g1": (Count(DAYS[0], 40, 50),), "g2": (Count(DAYS[1], 60, 70), Count(DAYS[4], 95, 110))}
    assert total(tree, held, "g2", DAYS[1]).members == 60
    assert total(tree, held, "g2", DAYS[2]) == Total(100, 120, 1, 1, DAYS[0])
    assert total(tree, held, "d1", DAYS[3]).members == 100
    assert total(tree, held, "g2", DAYS[4]) == Total(95, 110, 1, 1, DAYS[4])


def test_people_of_a_dissolved_unit_are_counted_no_more() -> None:
    tree = grown([*SMALL, dissolve("g1", DAYS[2])])
    held = {"g1": (Count(DAYS[0], 40, 50),)}
    assert total(tree, held, "d1", DAYS[1]).members == 40
    assert total(tree, held, "d1", DAYS[2]).members == 0


@pytest.mark.parametrize(
    ("members", "workers", "code", "field"),
    [(-1, 5, "headcount_impossible", "members"), (5, -1, "headcount_impossible", "workers"),
     (10**9, 10**9, "headcount_impossible", "members"), (6, 5, "members_over_workers", "members")],
)  # fmt: skip
def test_a_figure_that_cannot_be_is_refused(members: int, workers: int, code: str, field: str) -> None:
    with pytest.raises(RuleError) as refused:
        checked(Count(date(2025, 1, 1), members, workers))
    assert (refused.value.code, refused.value.field) == (code, field)
