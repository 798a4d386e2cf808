"""Sheets of several PCs: whatever comes in whatever order, all agree, nothing is lost, and no clock decides."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import sheet_merge
from domain.appraisal import ScoreSheet, Vote, result
from domain.errors import RuleError
from domain.sheet_merge import by_slot, fingerprint, merge, read, settling, slot, values
from tests.domain.histories import CLOCKS, HISTORIES, Pc, exchange, play
from tests.domain.kit import pack

SHEET = ScoreSheet("a", "i0", 1, "An", {"novelty": 20.5}, Vote.APPROVE, "được", ("z",), "1970-01-01T00:00:05Z")


@settings(max_examples=1000)
@given(HISTORIES, st.randoms(use_true_random=False))
def test_five_pcs_with_absurd_clocks_agree_and_lose_nothing(history: list[Any], chance: Any) -> None:
    pcs = [Pc(place, clock) for place, clock in enumerate(CLOCKS)]
    written = play(pcs, history, chance)
    exchange(pcs, chance)
    assert all(pc.sheets == pcs[0].sheets for pc in pcs), "all PCs agree"
    assert all(pc.clashes == set() for pc in pcs)
    assert pcs[0].sheets == written, "no sheet is ever lost, and none is other than it was filed"
    for place, current in pcs[0].slots().items():
        mine = {one.id: one for one in written.values() if slot(one) == place}
        seen = {ancestor for one in mine.values() for ancestor in ancestors(one, mine)}
        unseen = {name for name in mine if name not in seen}
        assert {one.id for one in current} == unseen, "a sheet is replaced only by one whose writer saw it"
        told = result(place[0], mine.values(), pack().rubric, 3)
        assert told.conflicts == ((place[2],) if len(unseen) > 1 else ()), "contradicting sheets are in no ranking"
        assert not (told.conflicts and told.outcome)
    for pc, (place, current) in ((pcs[2], found) for found in pcs[2].slots().items()):
        if len(current) > 1:
            pc.settle(place)
    assert all(len(current) == 1 for current in pcs[2].slots().values()), "named all of them, a conflict is over"
    exchange(pcs, chance)
    assert all(pc.slots() == pcs[2].slots() for pc in pcs)
    assert set(written) <= set(pcs[0].sheets)


def ancestors(sheet: ScoreSheet, held: dict[str, ScoreSheet]) -> set[str]:
    found: set[str] = set()
    waiting = list(sheet.parents)
    while waiting:
        name = waiting.pop()
        if name in held and name not in found:
            found.add(name)
            waiting += held[name].parents
    return found


def test_the_same_id_with_other_content_is_a_clash_and_the_held_one_stays() -> None:
    other = dataclasses.replace(SHEET, points={"novelty": 30.0})
    held = {SHEET.id: fingerprint(SHEET)}
    assert merge(held, [SHEET, other]) == sheet_merge.Merged((), (SHEET,), (other,))
    assert merge({}, [other, SHEET]) == sheet_merge.Merged((other,), (), (SHEET,)), "within one package too"


def test_what_a_conflict_is_settled_with_names_all_and_keeps_the_words_of_one() -> None:
    other = dataclasses.replace(SHEET, id="b", points={"novelty": 3.0}, vote=Vote.DECLINE)
    made = settling(other, (SHEET, other), "c", "Hân", "2022-05-12T00:00:00Z")
    assert (made.points, made.vote, made.parents, made.settled_by) == (
        {"novelty": 3.0},
        Vote.DECLINE,
        ("a", "b"),
        "Hân",
    )
    assert by_slot([SHEET, other, made]) == {("i0", 1, "An"): (made,)}


def test_a_sheet_comes_back_from_its_values_and_the_order_of_parents_says_nothing() -> None:
    told = json.loads(json.dumps(values(SHEET)))
    assert read(told) == SHEET
    assert not {"settled_by", "entered_by"} & told.keys(), "sheets of before keep their fingerprint"
    typed = dataclasses.replace(SHEET, entered_by="Hân")
    assert read(json.loads(json.dumps(values(typed)))) == typed
    assert fingerprint(typed) == fingerprint(SHEET), "what an older program sends back is still the same sheet"
    turned = dataclasses.replace(SHEET, parents=("z", "y")), dataclasses.replace(SHEET, parents=("y", "z"))
    assert fingerprint(turned[0]) == fingerprint(turned[1]) != fingerprint(SHEET)


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": ""},
        {"initiative_id": ""},
        {"appraiser": 7},
        {"round_no": 0},
        {"round_no": True},
        {"vote": "maybe"},
        {"points": {"novelty": "20"}},
        {"points": {"novelty": True}},
        {"points": None},
        {"gates": {"safe": 1}},
        {"parents": "a"},
        {"parents": ["a"]},
        {"parents": [1]},
        {"parents": [str(n) for n in range(201)]},
        {"note": "x" * 20_001},
    ],
    ids=str,
)
def test_values_that_are_no_sheet_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(RuleError, match="result_malformed"):
        read(values(SHEET) | wrong)
    for told in (None, [], "sheet"):
        with pytest.raises(RuleError, match="result_malformed"):
            read(told)
