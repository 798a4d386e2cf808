"""Changing many at once: seen first, made as a whole, taken back as a whole."""

from __future__ import annotations

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
