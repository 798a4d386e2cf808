from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest

from desktop import messages
from domain.dossier_validity import TESTS, DossierTest, deadlines, four_tests, in_time, valid
from domain.eligibility import Outcome
from domain.initiative import Author, Initiative, State
from domain.objection import Objection
from domain.programme import Deadline, Programme
from tests.domain.kit import pack

DUE = date(2022, 5, 31)
HELD = Initiative(
    title="Đồ gá may túi", authors=(Author("Nguyễn Văn An"),), applied_from_on=date(2021, 10, 1), summary="Cũ … mới",
    effect="Nhanh", phase="1", state=State.RECOGNISED, decision_no="1", decision_on=date(2022, 2, 1),
    decision_signer="Bà X",
)  # fmt: skip


def told(*objections: Objection, held: Initiative = HELD, on: date = DUE, programme: Programme | None = None,
           level: str = "grassroots") -> dict[str, DossierTest]:  # fmt: skip
    found = four_tests(held, programme or pack(), level=level, objections=objections, on=on)
    assert [test.name for test in found] == list(TESTS)
    known = messages.sentences("vi").keys() & messages.sentences("en").keys()
    assert all(test.code in known and test.source for test in found)
    return {test.name: test for test in found}


def test_a_whole_dossier_on_the_last_day_is_valid() -> None:
    found = told()
    assert {test.outcome for test in found.values()} == {Outcome.PASS}
    assert found["on_time"].on == DUE
    assert valid(list(found.values()))


def test_the_day_after_is_late() -> None:
    found = told(on=DUE + timedelta(days=1))
    assert found["on_time"].outcome is Outcome.BLOCK
    assert not valid(list(found.values()))


def test_before_a_day_is_not_on_it() -> None:
    dossier = next(d for d in pack("75k-2021").deadlines if d.before)
    assert in_time(dossier, dossier.on - timedelta(days=1))
    assert not in_time(dossier, dossier.on)


def test_where_issuers_differ_only_all_or_none_is_certain() -> None:
    def due(day: date, issuer: str) -> Deadline:
        return Deadline("1", "grassroots", "dossier", "", day, issuer, "KH")

    both = dataclasses.replace(pack(), deadlines=(due(DUE, "A"), due(DUE + timedelta(days=5), "B")))
    assert told(programme=both)["on_time"].outcome is Outcome.PASS
    assert told(programme=both, on=DUE + timedelta(days=3))["on_time"].outcome is Outcome.UNKNOWN
    assert told(programme=both, on=DUE + timedelta(days=6))["on_time"].outcome is Outcome.BLOCK


def test_a_level_without_a_day_cannot_say() -> None:
    assert deadlines(pack(), "confederation", "1") == []
    found = told(level="confederation")
    assert found["on_time"].outcome is Outcome.UNKNOWN
    assert valid(list(found.values()))


def test_what_is_missing_makes_it_invalid() -> None:
    found = told(held=dataclasses.replace(HELD, effect="", decision_signer=""))["complete"]
    assert (found.outcome, found.facts) == (Outcome.BLOCK, {"count": 2})


@pytest.mark.parametrize(("kind", "name"), [("complaint", "no_complaint"), ("authorship_dispute", "no_dispute")])
def test_an_open_objection_counts_from_its_day_and_a_settled_one_no_more(kind: str, name: str) -> None:
    came, ended = date(2022, 3, 1), date(2022, 4, 1)
    still = Objection(1, 1, kind, came, "Lê An", "x")
    found = told(still)
    assert (found[name].outcome, found[name].on) == (Outcome.BLOCK, came)
    assert sum(test.outcome is Outcome.BLOCK for test in found.values()) == 1
    settled = told(dataclasses.replace(still, settled_on=ended, outcome="Xong"))
    assert (settled[name].outcome, settled[name].on) == (Outcome.PASS, ended)
