"""What may happen to a unit and what may not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from domain.errors import RuleError
from domain.unit import Level
from domain.unit_events import grown, recorded
from domain.unit_tree import SINCE_EVER, Event, EventKind, Tree
from tests.domain.unit_trees import DAY, DAYS, SMALL, attempts, dissolve, found, merge, move, rename, tried


@given(attempts())
def test_no_event_holds_on_a_day_its_unit_or_its_target_does_not_live(events: list[Event]) -> None:
    tree, done = tried(events)
    for event in done:
        life = tree.lives[event.unit_id]
        assert event.on >= life.founded_on
        if event.kind in (EventKind.MERGE, EventKind.DISSOLVE):
            assert life.ended_on == event.on
        else:
            assert life.alive(event.on)
        if event.kind in (EventKind.MERGE, EventKind.MOVE, EventKind.FOUND) and event.to_id:
            assert tree.lives[event.to_id].alive(event.on)


@given(attempts())
def test_the_events_that_were_taken_grow_the_same_tree_again(events: list[Event]) -> None:
    tree, done = tried(events)
    again = grown(done)
    assert again.lives == tree.lives
    assert again.codes == tree.codes


@given(attempts())
def test_a_code_is_never_given_to_a_second_unit(events: list[Event]) -> None:
    tree, _ = tried(events)
    held = [(code, life.id) for life in tree.lives.values() for _, code in life.codes]
    assert len({code for code, _ in held}) == len(set(held))
    assert dict(held) == dict(tree.codes)


@pytest.mark.parametrize(
    ("event", "code", "field"),
    [
        (move("d1", "g1", DAY), "unit_level_wrong", "to"),
        (move("p1", "p2", DAY), "unit_level_wrong", "to"),
        (move("d1", "d1", DAY), "unit_below_itself", "to"),
        (move("g1", "d1", DAY), "unit_already_there", "to"),
        (move("g1", "", DAY), "unit_target_missing", "to"),
        (move("g1", "xx", DAY), "unit_not_in_tree", "unit"),
        (move("xx", "d1", DAY), "unit_not_in_tree", "unit"),
        (move("tld", "p1", DAY), "unit_head_stays", "unit"),
        (merge("tld", "p1", DAY), "unit_head_stays", "unit"),
        (dissolve("tld", DAY), "unit_head_stays", "unit"),
        (merge("d1", "g3", DAY), "unit_merge_below", "to"),
        (merge("g1", "g1", DAY), "unit_below_itself", "to"),
        (merge("g1", "", DAY), "unit_target_missing", "to"),
        (rename("g1", "", DAY), "unit_name_missing", "name"),
        (rename("g1", "Đơn vị g1", DAY, "G1"), "unit_name_same", "name"),
        (rename("g1", "Tên mới", DAY, "G2"), "unit_code_taken", "code"),
        (rename("g1", "Tên mới", DAY, "mã"), "unit_code_malformed", "code"),
        (rename("g1", "Tên mới", date(1900, 1, 1)), "unit_not_yet", "unit"),
        (found("g1", "d1"), "unit_code_taken", "code"),
        (found("x9", ""), "unit_upper_missing", "to"),
        (found("x1", "g1", Level.UPPER), "unit_level_wrong", "to"),
        (Event(EventKind.FOUND, "x1", DAY, "d1", "", "X1", Level.GRASSROOTS), "unit_name_missing", "name"),
        (dissolve("g1", SINCE_EVER), "unit_ends_too_early", "on"),
    ],
)
def test_an_event_that_cannot_be_is_refused_and_the_tree_stays(event: Event, code: str, field: str) -> None:
    tree = grown(SMALL)
    lives, below = dict(tree.lives), {key: set(value) for key, value in tree.below.items()}
    with pytest.raises(RuleError) as refused:
        recorded(tree, event)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert tree.lives == lives
    assert tree.below == below


@pytest.mark.parametrize(
    "event", [rename("g1", "Tên mới", DAYS[2]), move("g1", "d2", DAYS[3]), dissolve("g1", DAYS[3])]
)
def test_nothing_happens_to_a_unit_that_has_ended(event: Event) -> None:
    assert refused_after([merge("g1", "g2", DAYS[2])], event) == "unit_ended"


@pytest.mark.parametrize(
    "earlier", [move("g1", "d2", DAYS[3]), rename("d2", "Tên mới", DAYS[3]), found("g9", "d2", on=DAYS[3])]
)
def test_a_unit_does_not_end_before_something_that_happened_in_it(earlier: Event) -> None:
    assert refused_after([earlier], dissolve("d2", DAYS[3])) == "unit_ends_too_early"
    assert refused_after([earlier], merge("d2", "d1", DAYS[1])) == "unit_ends_too_early"
    assert refused_after([earlier], dissolve("d2", DAYS[4])) == ""


def test_nobody_moves_under_or_into_a_unit_that_has_ended() -> None:
    ended = [dissolve("d2", DAYS[1])]
    assert refused_after(ended, move("g1", "d2", DAYS[2])) == "unit_ended"
    assert refused_after(ended, merge("d1", "d2", DAYS[1])) == "unit_ended"
    assert refused_after(ended, move("g1", "d2", DAYS[0])) == ""


def test_no_circle_even_through_units_that_have_ended() -> None:
    # d2 goes on in d1, so what stands in d2 stands in d1: d1 cannot go under it.
    inside = found("d3", "d2", Level.UPPER)
    assert refused_after([inside, merge("d2", "d1", DAYS[1])], move("d1", "d3", DAYS[2])) == "unit_below_itself"
    assert refused_after([inside], merge("d2", "d3", DAYS[1])) == "unit_below_itself"


def test_a_move_recorded_for_an_earlier_day_makes_no_circle_on_a_later_one() -> None:
    later = [move("d2", "d1", DAYS[3])]
    assert refused_after(later, move("d1", "d2", DAYS[1])) == "unit_below_itself"
    away = [*later, move("d1", "p2", DAYS[2])]
    assert refused_after(away, move("d1", "d2", DAYS[1])) == ""


def test_two_kinds_of_unions_may_stand_under_their_own() -> None:
    assert refused_after([], found("g9", "g1")) == ""
    assert refused_after([], found("d9", "d1", Level.UPPER)) == ""
    assert refused_after([], found("p9", "p1", Level.PROVINCE)) == "unit_level_wrong"
    assert refused_after([], found("g9", "p1")) == ""  # the second level may be absent (S2, S3)


def refused_after(before: list[Event], event: Event) -> str:
    tree: Tree = grown([*SMALL, *before])
    try:
        recorded(tree, event)
    except RuleError as error:
        return error.code
    return ""
