"""Judging one record and the whole register."""

from __future__ import annotations

import pytest

from desktop import clock
from desktop.desk import Desk
from desktop.operations import eligibility, initiatives, objections
from domain.eligibility import Outcome
from tests.desktop.operations import unions


def test_the_counts_of_a_register_add_up_and_open_their_lists(unit: Desk) -> None:
    first, second, third = unions.enter(unit, 3)
    initiatives.type_in(unit, first, {"new_in_unit": "no", "lawful": "yes"})
    initiatives.type_in(unit, second, {"new_in_unit": "yes", "lawful": "yes"})
    initiatives.type_in(unit, third, {"new_in_unit": ""})
    objections.open_new(unit, third, "complaint", clock.today(), "Lê An", "x")
    steps: list[tuple[int, int]] = []
    found = eligibility.survey(unit, lambda done, total: steps.append((done, total)))
    assert steps[-1] == (3, 3)
    assert all(sum(found.counts[rule.name, outcome] for outcome in Outcome) == 3 for rule in found.rules)
    assert list(found.behind("new_in_unit", Outcome.BLOCK)) == [first]
    assert list(found.behind("new_in_unit", Outcome.PASS)) == [second]
    assert list(found.behind("new_in_unit", Outcome.UNKNOWN)) == [third]
    assert list(found.behind("no_complaint", Outcome.BLOCK)) == [third]
    assert list(found.behind("no_complaint", Outcome.PASS)) == [first, second]


def test_a_register_is_judged_in_chunks_and_can_be_stopped_between_them(
    unit: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = unions.enter(unit, 5)
    monkeypatch.setattr(eligibility, "CHUNK", 2)
    assert [stored.row_id for stored, _found in eligibility.walk(unit, unions.quiet)] == rows
    seen = []

    def stop(done: int, _total: int) -> None:
        if done >= 2:
            raise unions.StoppedError

    with pytest.raises(unions.StoppedError):
        seen += [stored.row_id for stored, _found in eligibility.walk(unit, stop)]
    before = unions.everything_written(unit)
    eligibility.survey(unit, unions.quiet)
    assert unions.everything_written(unit) == before


def test_a_no_keeps_a_record_from_being_taken_in_and_an_open_question_does_not(unit: Desk) -> None:
    (row_id,) = unions.enter(unit)
    initiatives.type_in(unit, row_id, {"new_in_unit": "", "lawful": "no"})
    refused = initiatives.move(unit, [row_id], initiatives.State.ACCEPTED).refused
    assert [problem.code for problem in refused[row_id]] == ["record_incomplete"]
    initiatives.type_in(unit, row_id, {"lawful": ""})
    assert initiatives.move(unit, [row_id], initiatives.State.ACCEPTED).moved == (row_id,)
    assert initiatives.get(unit, row_id).initiative.accepted_on == clock.today()


def test_what_waits_too_long_for_an_answer_is_found(unit: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    early, late = unions.enter(unit, 2)
    today = clock.today()
    initiatives.move(unit, [early, late], initiatives.State.ACCEPTED)
    assert initiatives.counts(unit, initiatives.Filter())["overdue"] == 0
    monkeypatch.setattr(clock, "today", lambda: today.replace(year=today.year + 1))
    chosen = initiatives.Filter(unanswered_since=initiatives.overdue_since())
    assert initiatives.page(unit, chosen) == [early, late]
    initiatives.move(unit, [late], initiatives.State.WITHDRAWN, unions.PAPER)
    assert initiatives.page(unit, chosen) == [early]
    assert initiatives.get(unit, late).initiative.withdrawn_reason == unions.PAPER.reason
