from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from desktop.desk import Desk
from desktop.operations import import_mending, import_waiting, imports, initiatives
from desktop.operations.initiatives import Filter
from domain.errors import RuleError
from domain.initiative import State
from tests.desktop.operations.test_imports import AN, BINH, changed, held, workbook

NO_TITLE = changed(AN, title=None)


def take_in(desk: Desk, folder: Path, *rows: list[object]) -> imports.Imported:
    return imports.take_in(desk, imports.read(desk, workbook(folder, *rows)))


def test_a_whole_import_is_taken_back_and_can_come_again(unit: Desk, tmp_path: Path) -> None:
    done = take_in(unit, tmp_path, AN, BINH, NO_TITLE)
    assert done.batch_id is not None
    assert (done.waiting, import_waiting.count(unit)) == (1, 1)
    undone = imports.undo(unit, done.batch_id)
    assert (undone.removed, undone.restored, undone.kept) == (2, 0, ())
    assert (initiatives.total(unit, Filter()), import_waiting.count(unit)) == (0, 0)
    assert len(initiatives.bin_rows(unit)) == 2
    assert [(batch.counts["imported"], bool(batch.undone_at)) for batch in imports.batches(unit)] == [(2, True)]
    assert take_in(unit, tmp_path, AN, BINH, NO_TITLE).counts["imported"] == 2
    with pytest.raises(RuleError) as caught:
        imports.undo(unit, done.batch_id)
    assert caught.value.code == "import_undone_already"


def test_records_that_were_changed_since_are_named_and_stay(unit: Desk, tmp_path: Path) -> None:
    done = take_in(unit, tmp_path, AN, BINH)
    assert done.batch_id is not None
    row_id = initiatives.page(unit, Filter(query="kệ"))[0]
    initiatives.type_in(unit, row_id, {"effect": "Gọn hơn hẳn"})
    undone = imports.undo(unit, done.batch_id)
    assert (undone.removed, [title for _number, title in undone.kept]) == (1, ["Kệ để khuôn"])
    assert held(unit, "kệ").effect == "Gọn hơn hẳn"


def test_what_is_still_being_typed_keeps_its_record(unit: Desk, tmp_path: Path) -> None:
    done = take_in(unit, tmp_path, AN)
    assert done.batch_id is not None
    row_id = initiatives.page(unit, Filter())[0]
    initiatives.type_in(unit, row_id, {"effect": "Nhanh hơn"}, settled=False)
    assert imports.undo(unit, done.batch_id).removed == 0


def test_moved_records_stay(unit: Desk, tmp_path: Path) -> None:
    done = take_in(unit, tmp_path, AN)
    assert done.batch_id is not None
    row_id = initiatives.page(unit, Filter())[0]
    moved = initiatives.move(unit, [row_id], State.ACCEPTED)
    undone = imports.undo(unit, done.batch_id)
    assert (undone.removed, len(undone.kept)) == ((0, 1) if moved.moved else (1, 0))


def test_updated_records_are_as_before(unit: Desk, tmp_path: Path) -> None:
    first = take_in(unit, tmp_path, AN, BINH)
    before = held(unit, "kệ")
    plan = imports.read(unit, workbook(tmp_path, AN, changed(BINH, effect="Gọn hẳn")))
    (updated,) = [row for row in plan.rows if row.fate == imports.UPDATED]
    assert imports.differences(unit, updated) == [("Hiệu quả sáng kiến", "Gọn", "Gọn hẳn")]
    second = imports.take_in(unit, plan)
    assert first.batch_id is not None
    assert second.batch_id is not None
    undone = imports.undo(unit, second.batch_id)
    assert (undone.removed, undone.restored) == (0, 1)
    assert dataclasses.replace(held(unit, "kệ"), revision=before.revision) == before
    assert take_in(unit, tmp_path, AN, BINH).counts["identical"] == 2
    # The first import's record was written again since: it is kept and named.
    assert [title for _number, title in imports.undo(unit, first.batch_id).kept] == ["Kệ để khuôn"]


def test_a_later_import_of_the_same_record_comes_first(unit: Desk, tmp_path: Path) -> None:
    first = take_in(unit, tmp_path, AN)
    take_in(unit, tmp_path, changed(AN, effect="Nhanh gấp đôi"))
    assert first.batch_id is not None
    assert len(imports.undo(unit, first.batch_id).kept) == 1


def test_unknown_imports_are_refused(unit: Desk) -> None:
    with pytest.raises(RuleError) as caught:
        imports.undo(unit, 7)
    assert caught.value.code == "import_unknown"


def test_a_refused_row_waits_and_is_mended_later(unit: Desk, tmp_path: Path) -> None:
    done = take_in(unit, tmp_path, AN, changed(BINH, title=None, period="hôm nọ"))
    (row,) = import_waiting.waiting(unit)
    assert (row.file, row.row, row.ready) == ("a.xlsx", 3, False)
    assert import_waiting.sentences(row)
    (title,) = [cell for cell in row.cells if cell.field == "title"]
    with pytest.raises(RuleError):
        import_waiting.take_in(unit, [row.id])
    mended = import_waiting.mend(unit, row.id, {(title.row, title.column): "Giá để khuôn"})
    assert (mended.ready, [problem.code for problem in mended.problems]) == (True, ["date_unreadable"])
    import_waiting.take_in(unit, [row.id])
    assert import_waiting.waiting(unit) == []
    assert held(unit, "giá để").authors[0].full_name == "Lê Thị Bình"
    # The file still says the same: it neither waits again nor comes twice.
    again = take_in(unit, tmp_path, AN, changed(BINH, title=None, period="hôm nọ"))
    assert (again.counts["identical"], import_waiting.count(unit)) == (2, 0)
    assert done.batch_id is not None
    assert imports.undo(unit, done.batch_id).removed == 2


def test_a_waiting_row_waits_once_and_can_be_given_up(unit: Desk, tmp_path: Path) -> None:
    for _ in range(2):
        take_in(unit, tmp_path, NO_TITLE)
    (row,) = import_waiting.waiting(unit)
    import_waiting.give_up(unit, [row.id])
    assert import_waiting.count(unit) == 0
    with pytest.raises(RuleError) as caught:
        import_waiting.mend(unit, row.id, {})
    assert caught.value.code == "import_row_unknown"


def test_a_doubtful_row_may_be_set_aside(unit: Desk, tmp_path: Path) -> None:
    plan = imports.read(unit, workbook(tmp_path, AN, BINH))
    plan = import_mending.chosen(plan, [3], "wait")
    done = imports.take_in(unit, plan)
    assert (done.counts["imported"], done.counts["left_out"], done.waiting) == (1, 1, 1)
    import_waiting.take_in(unit, [import_waiting.waiting(unit)[0].id])
    assert take_in(unit, tmp_path, AN, BINH).counts["identical"] == 2
