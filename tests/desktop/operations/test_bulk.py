"""Changing many at once: seen first, made as a whole, taken back as a whole."""

from __future__ import annotations

import dataclasses

import pytest

from desktop.desk import Desk
from desktop.operations import bulk, initiatives, programmes
from domain.errors import RuleError
from domain.initiative import State
from domain.moves import Decision
from tests.desktop.cli.commands import sample


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture
def rows(unit: Desk) -> list[int]:
    return [initiatives.enter(unit, values).stored.row_id for values in sample()[:5]]


def kinds(unit: Desk, rows: list[int]) -> list[str]:
    return [held.initiative.kind for held in initiatives.many(unit, rows)]


def codes(unit: Desk) -> list[str]:
    return [kind.code for kind in programmes.current(unit).kinds]


def test_a_change_is_seen_made_told_and_taken_back(unit: Desk, rows: list[int]) -> None:
    kind = codes(unit)[-1]
    initiatives.type_in(unit, rows[0], {"kind": kind})
    initiatives.move(unit, [rows[1]], State.WITHDRAWN, Decision(reason="Tác giả rút"))
    before = kinds(unit, rows)
    seen = bulk.preview(unit, rows, "kind", kind, step=quiet)
    assert (seen.changing + seen.same, dict(seen.refused)) == (4, {"record_locked": 1})
    assert kinds(unit, rows) == before
    made = bulk.change(unit, rows, "kind", kind, step=quiet)
    assert (made.changed, dict(made.refused)) == (seen.changing, {"record_locked": 1})
    assert kinds(unit, rows) == [kind, before[1], kind, kind, kind]
    told = initiatives.history(unit, initiatives.get(unit, rows[4]).initiative.id)[0]
    assert (told["operation"], kind in told["detail"]) == ("changed", True)
    assert bulk.last(unit) == made.bulk_id
    undone = bulk.undo(unit, made.bulk_id, step=quiet)
    assert (undone.undone, undone.kept) == (made.changed, 0)
    assert kinds(unit, rows) == before
    with pytest.raises(RuleError, match="bulk_undo_nothing"):
        bulk.last(unit)


def test_what_was_changed_again_since_is_not_taken_back(unit: Desk, rows: list[int]) -> None:
    first, last = codes(unit)[0], codes(unit)[-1]
    bulk.change(unit, rows, "kind", first, step=quiet)
    made = bulk.change(unit, rows, "kind", last, step=quiet)
    initiatives.type_in(unit, rows[2], {"kind": codes(unit)[1]})
    undone = bulk.undo(unit, made.bulk_id, step=quiet)
    assert (undone.undone, undone.kept) == (4, 1)
    assert kinds(unit, rows) == [first, first, codes(unit)[1], first, first]


def test_a_stop_leaves_nothing_changed(unit: Desk, rows: list[int]) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyError

    before = kinds(unit, rows)
    for act in (lambda: bulk.change(unit, rows, "kind", codes(unit)[-1], step=stop),
                lambda: bulk.move(unit, rows, State.ACCEPTED, Decision(), step=stop)):  # fmt: skip
        with pytest.raises(KeyError):
            act()
    assert kinds(unit, rows) == before
    assert {held.initiative.state for held in initiatives.many(unit, rows)} == {State.DRAFT}


def test_words_that_do_not_fit_change_nothing(unit: Desk, rows: list[int]) -> None:
    for field, words, code in (
        ("applied_from_on", "31/13/2022", "bulk_value_refused"),
        ("lawful", "maybe", "bulk_value_refused"),
        ("title", "Kệ", "bulk_field_unknown"),
        ("investor", "CCCD 001085012345", "identity_numbers_refused"),
    ):
        with pytest.raises(RuleError) as refused:
            bulk.change(unit, rows, field, words, step=quiet)
        assert refused.value.code == code
    assert dict(bulk.change(unit, rows, "kind", "nothing-such", step=quiet).refused) == {"bulk_code_foreign": 5}


def test_a_day_of_application_moves_the_phase_with_it_and_back(unit: Desk, rows: list[int]) -> None:
    before = [held.initiative.phase for held in initiatives.many(unit, rows)]
    made = bulk.change(unit, rows, "applied_from_on", "1/12/2022", step=quiet)
    (second,) = {held.initiative.phase for held in initiatives.many(unit, rows)}
    assert second == programmes.current(unit).phases[-1].id
    bulk.undo(unit, made.bulk_id, step=quiet)
    assert [held.initiative.phase for held in initiatives.many(unit, rows)] == before


def test_a_move_of_many_is_taken_back_but_one_to_the_council_is_not(unit: Desk, rows: list[int]) -> None:
    initiatives.type_in(unit, rows[4], {"effect": ""})
    moved, bulk_id = bulk.move(unit, rows, State.ACCEPTED, Decision(), step=quiet)
    assert (set(moved.moved), set(moved.refused)) == (set(rows[:4]), {rows[4]})
    bulk.undo(unit, bulk_id, step=quiet)
    held = initiatives.many(unit, rows)
    assert {one.initiative.state for one in held} == {State.DRAFT}
    assert {one.initiative.accepted_on for one in held} == {None}
    moved, bulk_id = bulk.move(unit, rows[:2], State.UNDER_APPRAISAL, Decision(), step=quiet)
    assert (len(moved.moved), bulk_id) == (2, 0)


def test_a_phase_is_set_where_no_day_decides_it_and_gives_way_to_a_day(unit: Desk, rows: list[int]) -> None:
    first, last = (programmes.current(unit).phases[at].id for at in (0, -1))
    initiatives.type_in(unit, rows[0], {"applied_from_on": ""})
    initiatives.type_in(unit, rows[1], {"applied_from_on": ""})
    phases = lambda: [held.initiative.phase for held in initiatives.many(unit, rows)]  # noqa: E731
    before = phases()
    assert before[:2] == ["", ""]
    seen = bulk.preview(unit, rows, "phase", last, step=quiet)
    assert (seen.changing, dict(seen.refused)) == (2, {"bulk_phase_by_day": 3})
    made = bulk.change(unit, rows, "phase", last, step=quiet)
    assert phases() == [last, last, *before[2:]]
    initiatives.type_in(unit, rows[0], {"title": "Vẫn ở giai đoạn đã chọn"})
    assert phases()[0] == last
    day = f"{programmes.current(unit).phases[0].applied_from_on:%d/%m/%Y}"
    initiatives.type_in(unit, rows[0], {"applied_from_on": day})
    assert phases()[0] == first
    initiatives.type_in(unit, rows[0], {"applied_from_on": ""})
    assert phases()[0] == ""
    undone = bulk.undo(unit, made.bulk_id, step=quiet)
    assert (undone.undone, undone.kept, phases()[1]) == (1, 1, "")
    assert dict(bulk.change(unit, rows[:1], "phase", "no-such", step=quiet).refused) == {"bulk_code_foreign": 1}


def test_a_day_for_many_gives_a_phase_set_by_hand_back(unit: Desk, rows: list[int]) -> None:
    first, last = (programmes.current(unit).phases[at] for at in (0, -1))
    initiatives.type_in(unit, rows[0], {"applied_from_on": ""})
    bulk.change(unit, rows[:1], "phase", last.id, step=quiet)
    made = bulk.change(unit, rows[:1], "applied_from_on", f"{first.applied_from_on:%d/%m/%Y}", step=quiet)
    assert initiatives.get(unit, rows[0]).initiative.phase == first.id
    bulk.undo(unit, made.bulk_id, step=quiet)
    assert initiatives.get(unit, rows[0]).initiative.phase == last.id


def test_records_take_the_code_and_name_their_unit_has_now(unit: Desk, rows: list[int]) -> None:
    assert bulk.preview(unit, rows, "unit_code", unit.unit.code, step=quiet).same == 5
    renamed = dataclasses.replace(unit, unit=dataclasses.replace(unit.unit, code="27009", name="CĐCS Hoa Sim Mới"))
    units = lambda: {(one.initiative.unit_code, one.initiative.unit_name) for one in initiatives.many(unit, rows)}  # noqa: E731
    before = units()
    made = bulk.change(renamed, rows, "unit_code", "27009", step=quiet)
    assert (made.changed, units()) == (5, {("27009", "CĐCS Hoa Sim Mới")})
    bulk.undo(renamed, made.bulk_id, step=quiet)
    assert units() == before
    with pytest.raises(RuleError, match="bulk_unit_foreign"):
        bulk.preview(renamed, rows, "unit_code", "99999", step=quiet)
