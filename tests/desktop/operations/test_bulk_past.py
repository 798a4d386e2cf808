"""The changes of many stay findable, and each says beforehand what taking it back would do."""

from __future__ import annotations

import pytest

from desktop.desk import Desk
from desktop.operations import bulk, bulk_past, initiatives, programmes
from domain.errors import RuleError
from domain.initiative import State
from domain.moves import Decision
from tests.desktop.cli.commands import sample


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture
def rows(unit: Desk) -> list[int]:
    return [initiatives.enter(unit, values).stored.row_id for values in sample()[:3]]


def test_each_change_tells_who_made_it_what_it_wrote_and_how_often(unit: Desk, rows: list[int]) -> None:
    assert bulk_past.listed(unit) == []
    *_, kind = programmes.current(unit).kinds
    first = bulk.change(unit, rows, "kind", kind.code, step=quiet)
    _moved, second = bulk.move(unit, rows[:1], State.ACCEPTED, Decision(), step=quiet)
    bulk.undo(unit, second, step=quiet)
    newest, oldest = bulk_past.listed(unit)
    held = initiatives.get(unit, rows[0]).initiative
    assert (newest.id, newest.field, newest.to, newest.size) == (second, "state", "Đã tiếp nhận", 1)
    assert newest.record == f"{held.number} {held.title}"
    assert newest.undone_at
    assert (oldest.id, oldest.field, oldest.to, oldest.size) == (first.bulk_id, "kind", kind.title, first.changed)
    assert (oldest.who, oldest.record, oldest.undone_at) == (unit.user.name, "", "")
    assert bulk_past.listed(unit, 1) == [newest]


def test_what_would_stay_is_told_beforehand_and_stays(unit: Desk, rows: list[int]) -> None:
    codes = [kind.code for kind in programmes.current(unit).kinds]
    for row_id in rows:
        initiatives.type_in(unit, row_id, {"kind": codes[0]})
    made = bulk.change(unit, rows, "kind", codes[-1], step=quiet)
    initiatives.type_in(unit, rows[0], {"kind": codes[1]})
    initiatives.move(unit, [rows[1]], State.WITHDRAWN, Decision(reason="Tác giả rút"))
    seen = bulk_past.outlook(unit, made.bulk_id, step=quiet)
    assert (seen.back, dict(seen.stay)) == (1, {"bulk_changed_since": 1, "record_locked": 1})
    undone = bulk.undo(unit, made.bulk_id, step=quiet)
    assert (undone.undone, dict(undone.why)) == (seen.back, dict(seen.stay))
    assert [held.initiative.kind for held in initiatives.many(unit, rows)] == [codes[1], codes[-1], codes[0]]


@pytest.mark.parametrize("act", [bulk_past.outlook, bulk.undo])
def test_one_that_is_not_there_or_was_taken_back_is_refused_in_words(unit: Desk, rows: list[int], act: object) -> None:
    assert callable(act)
    with pytest.raises(RuleError, match="bulk_unknown"):
        act(unit, 7, step=quiet)
    _moved, bulk_id = bulk.move(unit, rows, State.ACCEPTED, Decision(), step=quiet)
    bulk.undo(unit, bulk_id, step=quiet)
    with pytest.raises(RuleError, match="bulk_undone"):
        act(unit, bulk_id, step=quiet)
