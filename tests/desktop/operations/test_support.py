from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desktop.desk import Desk
from desktop.operations import initiatives, portal, programmes, reports, support
from domain.errors import RuleError
from domain.initiative import BenefitState, State
from tests.desktop.operations import unions


@pytest.fixture
def recognised(unit: Desk) -> Desk:
    unions.recognised(unit, 3)
    return unit


def sealed(desk: Desk, row_id: int) -> None:
    """As after a package: the record has a revision."""
    held = initiatives.get(desk, row_id)
    with desk.store.atomic():
        initiatives.rewrite(desk, held, dataclasses.replace(held.initiative, revision=1))


def passing(desk: Desk) -> int:
    row = portal.ids(desk)[0]
    portal.mark_entered(desk, row, date(2022, 6, 1))
    portal.mark_approved(desk, row, date(2022, 6, 9))
    sealed(desk, row)
    return row


def test_a_list_of_every_gate_and_money_for_those_that_pass_all(recognised: Desk) -> None:
    row = passing(recognised)
    support.set_own(recognised, 150_000)
    found = support.lines(recognised)
    assert len(found) == 3
    paid = [line for line in found if line.entitlement.total_vnd]
    assert [(line.stored.row_id, line.entitlement.total_vnd) for line in paid] == [(row, 250_000)]
    assert support.totals(found).total_vnd == 250_000
    assert found[-1].entitlement.missed == ("portal_entered", "portal_approved", "reported")


def test_the_units_own_amount_is_kept_by_programme_and_not_above_the_pack(recognised: Desk) -> None:
    with pytest.raises(RuleError, match="own_support_over"):
        support.set_own(recognised, 200_001)
    assert support.own_vnd(recognised) == 0
    assert support.set_own(recognised, 200_000).touches("settings")
    assert support.own_vnd(recognised) == 200_000


def test_the_pay_list_is_written_with_gates_and_words(recognised: Desk, tmp_path: Path) -> None:
    passing(recognised)
    for name in ("a.xlsx", "a.pdf"):
        written = reports.write(recognised, "support_list", tmp_path / name, step=lambda _done, _total: None)
        assert written.rows == 5
    cells = [str(cell.value) for row in load_workbook(tmp_path / "a.xlsx").active.iter_rows() for cell in row]
    assert "Bằng chữ: Một trăm nghìn đồng." in cells
    assert "Cổng đã duyệt" in cells


def test_no_pay_list_before_anything_was_handed_in(unit: Desk, tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="support_list_empty"):
        reports.write(unit, "support_list", tmp_path / "a.pdf", step=lambda _done, _total: None)
    assert not (tmp_path / "a.pdf").exists()


def test_remuneration_is_due_year_by_year_and_ticked_when_paid(recognised: Desk) -> None:
    row = portal.ids(recognised)[0]
    held = initiatives.get(recognised, row)
    changed = dataclasses.replace(held.initiative, benefit_state=BenefitState.VERIFIED, benefit_year1_vnd=100_000_000)
    with recognised.store.atomic():
        initiatives.rewrite(recognised, held, changed)
    first = next(line for line in support.dues(recognised) if line.stored.row_id == row)
    assert (first.due.year_no, first.due.amount_vnd, first.paid) == (1, 7_000_000, None)
    late = date(first.due.due_on.year + 1, 1, 1)
    assert first.overdue(late)
    support.mark_paid(recognised, row, 1)
    first = next(line for line in support.dues(recognised) if line.stored.row_id == row)
    assert first.paid is not None and first.paid[1] == 7_000_000
    assert not first.overdue(late)
    support.take_back_paid(recognised, row, 1)
    assert all(line.paid is None for line in support.dues(recognised))


def test_every_record_gets_what_the_version_it_was_made_under_gives(recognised: Desk, tmp_path: Path) -> None:
    row = passing(recognised)
    support.set_own(recognised, 150_000)
    dues = support.dues(recognised)
    less = {"upper_vnd": 50_000, "own_max_vnd": 20_000, "gates": ["portal_entered"], "source": "CV 1"}
    programmes.revise(recognised, "1m-2022", {"support": less, "remuneration": None})
    one = next(line.entitlement for line in support.lines(recognised) if line.stored.row_id == row)
    assert (one.upper_vnd, one.own_vnd, len(one.gates)) == (100_000, 150_000, 3)
    assert support.dues(recognised) == dues != []
    later = initiatives.enter(recognised, unions.sample()[3]).stored.row_id
    assert initiatives.move(recognised, [later], State.RECOGNISED, unions.PAPER).refused == {}
    portal.mark_entered(recognised, later, date(2022, 6, 1))
    mixed = next(line.entitlement for line in support.lines(recognised) if line.stored.row_id == later)
    assert (mixed.upper_vnd, mixed.own_vnd, len(mixed.gates)) == (50_000, 20_000, 1)
    assert later not in {line.stored.row_id for line in support.dues(recognised)}
    reports.write(recognised, "support_list", tmp_path / "a.xlsx", step=lambda _done, _total: None)
    cells = [str(cell.value) for rows in load_workbook(tmp_path / "a.xlsx").active.iter_rows() for cell in rows]
    assert cells.count("Không yêu cầu") == 2, "the later record needs neither approval nor a report"


def test_a_payment_needs_a_year_and_an_amount(recognised: Desk) -> None:
    row = portal.ids(recognised)[0]
    with pytest.raises(RuleError, match="remuneration_year_unknown"):
        support.mark_paid(recognised, row, 4)
    with pytest.raises(RuleError, match="remuneration_amount_missing"):
        support.mark_paid(recognised, row, 3)


@pytest.mark.parametrize(
    "change",
    [{"decision_on": None}, {"state": State.DRAFT}, {"state": State.DECLINED}, {"state": State.WITHDRAWN}],
)
def test_nothing_is_noted_as_paid_for_what_is_not_recognised(recognised: Desk, change: dict[str, Any]) -> None:
    row = portal.ids(recognised)[0]
    support.mark_paid(recognised, row, 1, vnd=5)
    held = initiatives.get(recognised, row)
    with recognised.store.atomic():
        initiatives.rewrite(recognised, held, dataclasses.replace(held.initiative, **change))
    before = unions.everything_written(recognised)
    with pytest.raises(RuleError, match="remuneration_not_recognised"):
        support.mark_paid(recognised, row, 2, vnd=5)
    assert unions.everything_written(recognised) == before
    support.take_back_paid(recognised, row, 1)


def test_only_a_payment_that_was_noted_is_taken_back(recognised: Desk) -> None:
    row = portal.ids(recognised)[0]
    support.mark_paid(recognised, row, 1, vnd=5)
    before = unions.everything_written(recognised)
    with pytest.raises(RuleError, match="remuneration_not_paid"):
        support.take_back_paid(recognised, row, 2)
    assert unions.everything_written(recognised) == before
    support.take_back_paid(recognised, row, 1)
    with pytest.raises(RuleError, match="remuneration_not_paid"):
        support.take_back_paid(recognised, row, 1)


def test_another_units_remuneration_is_that_units_to_note(vouched_pair: tuple[Desk, Desk], usb: Path) -> None:
    unit, upper = vouched_pair
    unions.take(upper, unions.send(unit, usb).path)
    (row, *_others) = initiatives.page(upper, initiatives.Filter())
    assert not initiatives.get(upper, row).own
    with pytest.raises(RuleError, match="record_of_another_unit"):
        support.mark_paid(upper, row, 1, vnd=5)
    with pytest.raises(RuleError, match="record_of_another_unit"):
        support.take_back_paid(upper, row, 1)


def test_the_wages_ship_with_their_decrees_and_can_be_put_right(unit: Desk) -> None:
    shipped = support.wages(unit)
    assert shipped == sorted(shipped, key=lambda wage: wage.from_on)
    assert all(wage.source.startswith("NĐ ") for wage in shipped)
    support.put_wage(unit, date(2030, 1, 1), 3_000_000, "NĐ 1/2030/NĐ-CP")
    support.put_wage(unit, date(2024, 7, 1), 2_340_001, "thử")
    assert support.wages(unit)[-1].vnd == 3_000_000
    assert [wage.vnd for wage in support.wages(unit) if wage.from_on == date(2024, 7, 1)] == [2_340_001]
    for vnd, source, code in ((0, "NĐ 1", "wage_malformed"), (1, " ", "wage_source_missing")):
        with pytest.raises(RuleError, match=code):
            support.put_wage(unit, date(2031, 1, 1), vnd, source)


def test_the_finder_looks_over_every_programme_of_the_register(recognised: Desk) -> None:
    row = portal.ids(recognised)[0]
    held = initiatives.get(recognised, row)
    changed = dataclasses.replace(held.initiative, benefit_state=BenefitState.CLAIMED, benefit_vnd=500_000_000,
                                  programme="75k-2021", authors=held.initiative.authors[:1])  # fmt: skip
    with recognised.store.atomic():
        initiatives.rewrite(recognised, held, changed)
    found = [one for one in support.award_candidates(recognised) if held.initiative.id in one.initiatives]
    assert {one.state for one in found} == {BenefitState.CLAIMED}
    assert {one.threshold.benefit_vnd for one in found} == {80_000_000, 120_000_000}
