"""Objections keep an initiative out of packages and papers until they are settled."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from desktop import clock
from desktop.desk import APPRAISER, Desk
from desktop.operations import dossiers, initiatives, objections, packages, reports
from domain.errors import RuleError
from domain.initiative import State
from tests.desktop.operations import unions


def open_one(desk: Desk, row_id: int, kind: str = "complaint") -> int:
    made, changes = objections.open_new(desk, row_id, kind, clock.today(), " Lê An ", "Số liệu sai")
    assert changes.touches("initiatives") and changes.rows == {row_id}
    return made


@pytest.mark.parametrize("kind", ["complaint", "authorship_dispute"])
def test_an_open_objection_takes_it_out_of_package_and_papers_and_settling_lets_it_in(unit: Desk, kind: str) -> None:
    first, second = unions.recognised(unit, 2)
    made = open_one(unit, first, kind)
    planned = packages.plan(unit)
    assert [item.stored.row_id for item in planned.items] == [second]
    assert [item.stored.row_id for item in planned.left_out] == [first]
    assert [stored.row_id for stored in reports.in_dossier(unit)] == [second]
    assert reports.how_many(unit) == 1
    assert [row["id"] for row in reports.left_out(unit)] == [first]
    found = {each.stored.row_id: each for each in dossiers.check(unit)}
    assert found[first].left_out and not found[first].valid and not found[second].left_out
    objections.settle(unit, made, clock.today(), "Đã trả lời")
    assert len(packages.plan(unit).items) == reports.how_many(unit) == 2
    assert packages.plan(unit).left_out == ()
    lines = [line["operation"] for line in initiatives.history(unit, found[first].stored.initiative.id)]
    assert lines[:2] == ["objection_settled", "objection_opened"]


def test_one_chosen_by_its_number_is_refused_with_the_sentence(unit: Desk) -> None:
    (row_id,) = unions.recognised(unit, 1)
    open_one(unit, row_id)
    planned = packages.plan(unit, only=initiatives.get(unit, row_id).initiative.number)
    with pytest.raises(RuleError) as refused:
        packages.pack(unit, planned, None, step=unions.quiet)
    assert [problem.code for problem in refused.value.problems] == ["no_complaint_failed"]


def test_an_objection_that_came_after_the_plan_stops_the_package(vouched_pair: tuple[Desk, Desk]) -> None:
    unit, _upper = vouched_pair
    planned = packages.plan(unit)
    open_one(unit, planned.items[0].stored.row_id)
    with pytest.raises(RuleError, match="package_plan_old"):
        packages.pack(unit, planned, None, step=unions.quiet)


def test_it_is_not_nominated_either(unit: Desk) -> None:
    (row_id,) = unions.recognised(unit, 1)
    made = open_one(unit, row_id)
    refused = initiatives.move(unit, [row_id], State.NOMINATED).refused
    assert [problem.code for problem in refused[row_id]] == ["no_complaint_failed"]
    objections.settle(unit, made, clock.today(), "Đã trả lời")
    assert initiatives.move(unit, [row_id], State.NOMINATED).moved == (row_id,)


def test_what_is_not_whole_is_refused_and_nothing_written(unit: Desk) -> None:
    (row_id,) = unions.enter(unit)
    before = unions.everything_written(unit)
    with pytest.raises(RuleError) as refused:
        objections.open_new(unit, row_id, "complaint", clock.today() + timedelta(days=1), " ", "x")
    assert [p.code for p in refused.value.problems] == ["objection_who_missing", "objection_day_wrong"]
    with pytest.raises(RuleError, match="objection_unknown"):
        objections.settle(unit, 5, clock.today(), "x")
    assert unions.everything_written(unit) == before
    made = open_one(unit, row_id)
    objections.settle(unit, made, clock.today(), "Xong")
    with pytest.raises(RuleError) as again:
        objections.settle(unit, made, clock.today(), "Xong lần nữa")
    assert [p.code for p in again.value.problems] == ["objection_settled"]


def test_an_appraiser_records_nothing(unit: Desk) -> None:
    (row_id,) = unions.enter(unit)
    looking = dataclasses.replace(unit, user=dataclasses.replace(unit.user, roles=frozenset({APPRAISER})))
    with pytest.raises(RuleError, match="officer_needed"):
        open_one(looking, row_id)
