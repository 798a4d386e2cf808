"""The tree of units as it was on any day."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given

from domain.errors import RuleError
from domain.unit_events import grown
from domain.unit_tree import Event, EventKind, Home, Standing, children, head, home, parent, place, subtree
from tests.domain.unit_trees import DAY, DAYS, SMALL, attempts, dissolve, found, merge, move, rename, tried

BEFORE, NOW = date(2024, 12, 31), DAYS[-1]


@given(attempts())
def test_every_unit_that_lives_has_exactly_one_place(events: list[Event]) -> None:
    tree, _ = tried(events)
    for day in (BEFORE, *DAYS):
        living = [life.id for life in tree.lives.values() if life.alive(day)]
        assert Counter(subtree(tree, head(tree), day)) == Counter(living)
        for unit_id in living:
            above = place(tree, unit_id, day)
            assert len(set(above)) == len(above)
            assert unit_id not in above
            assert (unit_id, *above)[-1] == head(tree)
            assert all(tree.lives[each].alive(day) for each in above)
            if above:
                assert unit_id in set(children(tree, above[0], day))


@given(attempts())
def test_as_now_of_as_then_lands_on_a_living_unit_or_says_what_became_of_it(events: list[Event]) -> None:
    tree, _ = tried(events)
    for life in tree.lives.values():
        for day in DAYS:
            found_home = home(tree, life.id, day)
            if found_home.standing is Standing.NOT_YET:
                assert day < life.founded_on
                assert found_home.unit_id == ""
            else:
                assert tree.lives[found_home.unit_id].alive(day)
                assert (found_home.unit_id == life.id) == life.alive(day)
            if found_home.standing is Standing.DISSOLVED:
                assert not life.alive(day)


def test_a_merged_unit_goes_on_in_its_heir_and_in_the_heirs_heir() -> None:
    tree = grown([*SMALL, merge("g1", "g2", DAYS[1]), merge("g2", "g3", DAYS[3])])
    assert home(tree, "g1", DAYS[0]) == Home("g1", Standing.ITSELF)
    assert home(tree, "g1", DAYS[1]) == home(tree, "g1", DAYS[2]) == Home("g2", Standing.MERGED)
    assert home(tree, "g1", DAYS[3]) == Home("g3", Standing.MERGED)
    assert tree.life("g1").ended_by is EventKind.MERGE


def test_what_stands_under_a_dissolved_unit_moves_up_unless_an_event_says_otherwise() -> None:
    tree = grown([*SMALL, dissolve("d1", DAY), move("g2", "d2", DAY)])
    assert parent(tree, "g1", BEFORE) == parent(tree, "g2", BEFORE) == "d1"
    assert parent(tree, "g1", DAY) == "p1"
    assert parent(tree, "g2", DAY) == "d2"
    assert home(tree, "d1", DAY) == Home("p1", Standing.DISSOLVED)
    assert set(children(tree, "p1", DAY)) == {"g1", "d2"}
    assert set(subtree(tree, "p1", DAY)) == {"p1", "g1", "d2", "g2", "g3"}


def test_a_move_recorded_later_for_an_earlier_day_is_where_a_dissolution_meets_it() -> None:
    tree = grown([*SMALL, dissolve("d1", DAYS[3]), move("g1", "d2", DAYS[1])])
    assert [parent(tree, "g1", day) for day in (DAYS[0], DAYS[1], DAYS[4])] == ["d1", "d2", "d2"]


def test_moved_twice_in_a_year_each_day_has_its_place() -> None:
    tree = grown([*SMALL, move("g1", "d2", DAYS[1]), move("g1", "p2", DAYS[3])])
    assert [place(tree, "g1", day) for day in (BEFORE, DAYS[1], DAYS[3])] == [
        ("d1", "p1", "tld"), ("d2", "p1", "tld"), ("p2", "tld")
    ]  # fmt: skip


def test_what_stands_under_a_merged_unit_stands_under_its_heir() -> None:
    tree = grown([*SMALL, merge("p1", "p2", DAY)])
    assert place(tree, "g3", NOW) == ("d2", "p2", "tld")
    assert set(subtree(tree, "p1", NOW)) == set(subtree(tree, "p2", NOW)) - {"p2"}
    assert "p1" not in set(subtree(tree, "tld", NOW))


def test_names_and_codes_have_their_days_and_every_code_keeps_finding_the_unit() -> None:
    tree = grown([*SMALL, rename("g1", "Tên mới", DAYS[2], "G1-MOI")])
    life = tree.find("g1")
    assert (life.name(DAYS[1]), life.code(DAYS[1])) == ("Đơn vị g1", "G1")
    assert (life.name(DAYS[2]), life.code(DAYS[2])) == ("Tên mới", "G1-MOI")
    assert tree.find("g1-moi") is life
    assert tree.holder("KHONG-CO") is None
    with pytest.raises(RuleError) as refused:
        tree.find("KHONG-CO")
    assert refused.value.code == "unit_not_in_tree"


def test_a_unit_has_no_place_before_it_is_founded() -> None:
    tree = grown([*SMALL, found("g9", "d1", on=DAYS[2])])
    assert home(tree, "g9", DAYS[1]) == Home("", Standing.NOT_YET)
    assert "g9" not in set(children(tree, "d1", DAYS[1]))
    assert "g9" in set(children(tree, "d1", DAYS[2]))
