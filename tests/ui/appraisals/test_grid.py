"""Many small initiatives in one table: by the keyboard alone, nothing filled in, nothing of others shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.operations import appraisals, grids
from domain.appraisal import Vote
from tests.domain.pack.packs import gated
from tests.typing_vi import press, vtype
from tests.ui.appraisals.seated import CTRL, GOOD, LAM, VAN, make_home, mark, open_page, session_of, settle, shut
from ui.appraisals.grid import MarkingGrid
from ui.appraisals.page import GRID, MARKING, AppraisalsPage

ENTER = Qt.Key.Key_Return

pytestmark = pytest.mark.usefixtures("themed_app")


def shown(qtbot: QtBot, home: Path, name: str = VAN) -> tuple[AppraisalsPage, MarkingGrid]:
    page = open_page(qtbot, home, name)
    page.show_section(GRID)
    settle(page)
    page.grid.take_focus()
    return page, page.grid


def type_cells(*words: str) -> None:
    """Words into one cell after the other, each ended with Enter."""
    for one in words:
        for letter in one:
            vtype(focused(), letter)  # the first one opens the editor, the others go there
        press(focused(), ENTER)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def cells(grid: MarkingGrid, row: int) -> list[str]:
    model: QAbstractItemModel = grid.model
    return [str(model.index(row, column).data() or "") for column in range(1, model.columnCount())]


def test_rows_are_marked_and_filed_by_the_keyboard_alone(
    qtbot: QtBot, qtmodeltester: ModelTester, tmp_path: Path
) -> None:
    page, grid = shown(qtbot, make_home(tmp_path))
    qtmodeltester.check(grid.model)
    assert [cells(grid, row) for row in range(4)] == [["", "", "", "", "Chưa"]] * 4
    type_cells("24,5", "25", "33", "1", "20", "31")
    assert cells(grid, 0) == ["24,5", "25", "33", "Đồng ý", "Chờ nộp"]
    assert cells(grid, 1)[:2] == ["20", "31"] and cells(grid, 1)[-1] == "Sai 1 ô"
    assert "30" in str(grid.model.index(1, 2).data(Qt.ItemDataRole.ToolTipRole))
    assert grid.file.text() == "Nộp 1 dòng đã đủ"
    first = grid.model.rows[0].waiting
    qtbot.keyClick(grid.table, ENTER, CTRL)
    settle(page)
    own = appraisals.view(session_of(page).screen, first.public_id).own
    assert own is not None and (dict(own.points), own.vote) == (GOOD, Vote.APPROVE)
    filed = next(row for row, one in enumerate(grid.model.rows) if one.waiting.public_id == first.public_id)
    assert cells(grid, filed)[-1] == "Đã nộp"
    assert not grid.model.index(filed, 1).flags() & Qt.ItemFlag.ItemIsEditable
    begun = next(row for row, one in enumerate(grid.model.rows) if one.draft)
    assert cells(grid, begun)[:2] == ["20", "31"], "what was begun stays"
    shut(page)


def test_what_is_typed_is_kept_and_stands_in_the_sheet_too(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path)
    page, grid = shown(qtbot, home)
    type_cells("24,5", "25")
    row_id = grid.model.rows[0].waiting.row_id
    shut(page)
    page = open_page(qtbot, home, VAN)
    assert page.marking.show_row(row_id)
    assert page.marking.sheet.form.rows["novelty"].words() == "24,5"
    shut(page)


def test_nothing_of_the_others_is_in_the_grid(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path)
    mark(home, LAM, "SK-2022-0001", {"novelty": 17.5, "applicability": 18.5, "effect": 19.5}, "decline", "BÍ MẬT")
    page, grid = shown(qtbot, home)
    told = repr(grids.grid(session_of(page).screen)) + repr([cells(grid, row) for row in range(4)])
    assert not [secret for secret in ("17.5", "17,5", "BÍ MẬT", "decline") if secret in told]
    shut(page)


def test_an_unknown_vote_is_not_taken_and_delete_empties_a_cell(qtbot: QtBot, tmp_path: Path) -> None:
    page, grid = shown(qtbot, make_home(tmp_path, entries=1))
    model = grid.model
    vote = model.index(0, model.vote_column())
    assert not model.setData(vote, "9") and model.setData(vote, "4")
    assert cells(grid, 0)[-1] == "Chờ nộp", "who abstains gives no points"
    grid.table.setCurrentIndex(vote)
    press(grid.table, Qt.Key.Key_Delete)
    assert cells(grid, 0) == ["", "", "", "", "Chưa"]
    settle(page)
    shut(page)


def test_a_failed_condition_skips_what_follows(qtbot: QtBot, tmp_path: Path) -> None:
    page, grid = shown(qtbot, make_home(tmp_path, entries=1, pack=gated()))
    model = grid.model
    first = next(place for place, one in enumerate(model.criteria, 1) if one.is_gate)
    assert not model.setData(model.index(0, first), "z") and model.setData(model.index(0, first), "k")
    after = model.index(0, first + 1)
    assert after.data() == "bỏ qua" and not after.flags() & Qt.ItemFlag.ItemIsEditable
    assert model.setData(model.index(0, model.vote_column()), "1") and cells(grid, 0)[-1] == "Sai 1 ô"
    assert model.setData(model.index(0, model.vote_column()), "3") and cells(grid, 0)[-1] == "Chờ nộp"
    grid.file_rows()
    settle(page)
    own = appraisals.view(session_of(page).screen, model.rows[0].waiting.public_id).own
    assert own is not None and own.vote is Vote.DECLINE
    shut(page)


def test_without_anything_to_mark_the_grid_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    page, grid = shown(qtbot, make_home(tmp_path, entries=0))
    assert grid.empty.isVisible()
    shut(page)


def test_what_the_grid_filed_stands_filed_beside_the_document(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path), VAN)
    assert page.marking.current is not None
    number = page.marking.current.number
    page.show_section(GRID)
    settle(page)
    page.grid.take_focus()
    type_cells("24,5", "25", "33", "1")
    page.grid.file_rows()
    settle(page)
    page.show_section(MARKING)
    assert page.marking.current is not None and page.marking.current.number == number
    assert page.marking.filed.isVisible() and not page.marking.sheet.isVisible()
    shut(page)


def test_a_draft_goes_from_the_grid_to_the_sheet_and_back_without_waiting(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path), VAN)
    page.show_section(GRID)
    settle(page)
    page.grid.take_focus()
    type_cells("24,5", "25")
    page.show_section(MARKING)
    rows = page.marking.sheet.form.rows
    assert [rows[code].words() for code in ("novelty", "applicability")] == ["24,5", "25"]
    vtype(focused(), "1")  # what stood there is chosen: it is typed over
    vtype(focused(), "9")
    page.show_section(GRID)
    settle(page)
    typed = rows["novelty"].words()
    assert typed != "24,5" and cells(page.grid, 0)[:2] == [typed, "25"]
    page.grid.take_focus()
    page.grid.table.setCurrentIndex(page.grid.model.index(0, 3))
    type_cells("33")
    page.show_section(MARKING)
    assert [one.words() for one in rows.values()] == [typed, "25", "33"], "nothing typed in either is lost"
    shut(page)


def test_the_sheet_is_left_alone_where_nothing_was_changed_in_the_grid(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path), VAN)
    page.marking.file()
    said = page.marking.sheet.form.vote.problem()
    assert said
    page.show_section(GRID)
    settle(page)
    page.show_section(MARKING)
    assert page.marking.sheet.form.vote.problem() == said, "what is missing is still said"
    shut(page)


def test_why_a_cell_is_wrong_stands_below_without_a_mouse(qtbot: QtBot, tmp_path: Path) -> None:
    page, grid = shown(qtbot, make_home(tmp_path, entries=2))
    legend = grid.told.text()
    type_cells("31")
    assert "từ 0 đến 30" in grid.told.text() and grid.told.property("look") == "error" and grid.warning.isVisible()
    grid.table.setCurrentIndex(grid.model.index(1, 1))
    assert grid.told.text() == legend and not grid.warning.isVisible(), "another row has nothing wrong"
    shut(page)


def test_a_vote_that_is_none_is_not_lost_without_a_word(qtbot: QtBot, tmp_path: Path) -> None:
    page, grid = shown(qtbot, make_home(tmp_path, entries=2))
    grid.table.setCurrentIndex(grid.model.index(0, grid.model.vote_column()))
    vtype(focused(), "9")
    editor = focused()
    press(editor, ENTER)
    assert focused() is editor and editor is not grid.table, "the cell waits for a vote"
    assert "«9»" in grid.told.text() and "1, 2, 3" in grid.told.text()
    vtype(editor, "1")
    press(editor, ENTER)
    assert cells(grid, 0)[3] == "Đồng ý" and "«9»" not in grid.told.text()
    assert grid.table.currentIndex().row() == 1
    settle(page)
    shut(page)
