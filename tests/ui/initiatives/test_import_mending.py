"""Mending a list in its preview, mapping strange headings, pasting, and what earlier imports left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlwt
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.operations import import_mappings, import_waiting, initiatives
from desktop.operations.initiatives import Filter
from tests.domain.old_fonts import typed_tcvn3
from tests.typing_vi import vtype
from tests.ui.initiatives.test_import_wizard import HEAD, read
from ui.initiatives.import_known import KnownPanel
from ui.initiatives.import_past import PastPanel
from ui.initiatives.import_waiting import WaitingPanel
from ui.initiatives.import_wizard import ImportWizard
from ui.initiatives.page import InitiativesPage
from ui.session import Session

Show = Callable[[Session], InitiativesPage]
AN = [1, "Nguyễn Văn An", 1980, "Xưởng may 1", "Đồ gá may túi", "01/10/2021", "Làm tay.", "Nhanh hơn 20%."]
BINH = [2, "Lê Thị Bình", 1985, "Xưởng may 2", None, "31/11/2021", "Để đất.", "Gọn."]


def book(folder: Path, *rows: list[object], hidden: int = 0) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (HEAD, *rows):
        sheet.append(row)
    if hidden:
        sheet.row_dimensions[hidden].hidden = True
    made.save(folder / "cũ.xlsx")
    return folder / "cũ.xlsx"


@pytest.fixture
def wizard(qtbot: QtBot, empty: Session) -> ImportWizard:
    made = ImportWizard(empty)
    qtbot.addWidget(made)
    made.show()
    return made


def take(qtbot: QtBot, wizard: ImportWizard) -> None:
    wizard.frame.next_button.click()
    qtbot.waitUntil(lambda: wizard.frame.current() == "done")


def test_a_cell_is_mended_and_a_suggestion_taken(
    qtbot: QtBot, wizard: ImportWizard, empty: Session, tmp_path: Path
) -> None:
    read(qtbot, wizard, book(tmp_path, AN, BINH))
    preview = wizard.preview
    assert wizard.frame.next_button.text() == "Ghi 1 dòng vào sổ"
    preview.table.select_row(1)
    line = preview.row.cells.line(3, 4)
    line.setFocus()
    vtype(line, "Kệ để khuôn")
    line.editingFinished.emit()
    assert preview.model.index(1, 2).data() == "Mới, thiếu 1 mục"
    assert wizard.frame.next_button.text() == "Ghi 2 dòng vào sổ"
    suggestion = preview.row.cells.suggestion(3, 5)
    assert suggestion.text() == "Dùng «30/11/2021»"
    suggestion.click()
    assert preview.row.cells.line(3, 5).value() == "30/11/2021"
    assert preview.model.index(1, 2).data() == "Mới"
    take(qtbot, wizard)
    assert initiatives.total(empty.screen, Filter(query="kệ để khuôn")) == 1


def test_rows_are_left_out_or_set_aside(qtbot: QtBot, wizard: ImportWizard, empty: Session, tmp_path: Path) -> None:
    read(qtbot, wizard, book(tmp_path, AN, [*BINH[:4], "Kệ để khuôn", *BINH[5:]], BINH))
    preview = wizard.preview
    preview.table.select_row(0)
    preview.row.choice.chosen.emit("leave")
    preview.table.select_row(1)
    preview.row.choice.chosen.emit("wait")
    assert [preview.model.index(row, 2).data() for row in range(3)] == ["Bỏ ra", "Để sửa sau", "Không nhận"]
    take(qtbot, wizard)
    assert initiatives.total(empty.screen, Filter()) == 0
    assert "2 dòng chờ sửa" in wizard.ending.banner.text()
    again = ImportWizard(empty)
    qtbot.addWidget(again)
    again.show()
    again.show_part("waiting")
    panel = again.start.parts["waiting"]
    assert isinstance(panel, WaitingPanel)
    assert panel.model.rowCount() == 2
    panel.table.select_row(1)
    assert not panel.take.isEnabled()
    panel.cells.edited.emit(4, 4, "Giá treo")
    qtbot.waitUntil(panel.take.isEnabled)
    panel.take.click()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    panel.leave.click()
    qtbot.waitUntil(lambda: import_waiting.count(empty.screen) == 0)
    assert initiatives.total(empty.screen, Filter(query="giá treo")) == 1


def test_a_whole_import_is_taken_back_from_the_list(
    qtbot: QtBot, wizard: ImportWizard, empty: Session, tmp_path: Path
) -> None:
    read(qtbot, wizard, book(tmp_path, AN))
    take(qtbot, wizard)
    again = ImportWizard(empty)
    qtbot.addWidget(again)
    again.show_part("past")
    panel = again.start.parts["past"]
    assert isinstance(panel, PastPanel)
    panel.table.select_row(0)
    panel.undo.click()
    qtbot.waitUntil(lambda: panel.model.index(0, 2).data() == "Đã hoàn tác")
    assert "1 sáng kiến vào thùng rác" in panel.banner.text()
    assert not panel.undo.isEnabled()
    assert initiatives.total(empty.screen, Filter()) == 0


def test_only_the_chosen_rows_come_in(qtbot: QtBot, wizard: ImportWizard, tmp_path: Path) -> None:
    titles = [[n, "Nguyễn Văn An", 1980, "Xưởng", f"Đồ gá {n}", "01/10/2021", "Tay.", "Nhanh."] for n in range(1, 5)]
    read(qtbot, wizard, book(tmp_path, *titles))
    preview = wizard.preview
    preview.table.select_row(0)
    assert preview.row.only.isHidden()
    preview.table.selectAll()
    model, selection = preview.table.model(), preview.table.selectionModel()
    selection.select(model.index(3, 0), selection.SelectionFlag.Deselect | selection.SelectionFlag.Rows)
    preview.row.only.click()
    assert wizard.frame.next_button.text() == "Ghi 3 dòng vào sổ"
    assert preview.model.index(3, 2).data() == "Bỏ ra"


def test_a_whole_import_is_taken_back_where_it_ended(
    qtbot: QtBot, wizard: ImportWizard, empty: Session, tmp_path: Path
) -> None:
    read(qtbot, wizard, book(tmp_path, AN))
    take(qtbot, wizard)
    wizard.ending.undo.click()
    assert not wizard.ending.undo.isEnabled()
    qtbot.waitUntil(lambda: "Đã hoàn tác" in wizard.ending.banner.text())
    assert initiatives.total(empty.screen, Filter()) == 0


def test_hidden_rows_are_asked_about_first(qtbot: QtBot, wizard: ImportWizard, empty: Session, tmp_path: Path) -> None:
    read(qtbot, wizard, book(tmp_path, AN, [*BINH[:4], "Kệ", *BINH[5:]], hidden=3))
    assert not wizard.frame.next_button.isEnabled()
    wizard.preview.questions.buttons["skip"].click()
    qtbot.waitUntil(lambda: wizard.frame.current() == "check")
    assert wizard.preview.questions.isHidden()
    assert wizard.frame.next_button.text() == "Ghi 1 dòng vào sổ"


def test_a_hidden_list_beside_the_visible_one_is_asked_about(
    qtbot: QtBot, wizard: ImportWizard, empty: Session, tmp_path: Path
) -> None:
    path = book(tmp_path, AN)
    made = openpyxl.load_workbook(path)
    made.worksheets[0].title = "Năm nay"
    hidden = made.copy_worksheet(made.worksheets[0])
    hidden.title, hidden.sheet_state = "Năm ngoái", "hidden"
    hidden.append([*BINH[:4], "Kệ", *BINH[5:]])
    made.save(path)
    read(qtbot, wizard, path)
    assert not wizard.frame.next_button.isEnabled()
    assert "«Năm ngoái»" in wizard.preview.questions.text.text()
    assert set(wizard.preview.questions.buttons) == {"Năm nay", "Năm ngoái"}
    wizard.preview.questions.buttons["Năm ngoái"].click()
    qtbot.waitUntil(lambda: wizard.frame.next_button.text() == "Ghi 2 dòng vào sổ")
    assert wizard.preview.questions.isHidden()
    assert wizard.frame.next_button.isEnabled()


def test_strange_headings_are_mapped_and_remembered(
    qtbot: QtBot, wizard: ImportWizard, empty: Session, tmp_path: Path
) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (["Danh sách phòng"], ["Ai", "Cái gì"], ["Lê Thị Bình", "Kệ để khuôn"]):
        sheet.append(row)
    made.save(tmp_path / "lạ.xlsx")
    read(qtbot, wizard, tmp_path / "lạ.xlsx")
    assert wizard.check.currentWidget() is wizard.mapping
    assert "Họ và tên" in wizard.mapping.banner.text()
    assert wizard.mapping.header.value() == "2"
    assert not wizard.frame.next_button.isEnabled()
    for column, field in enumerate(("full_name", "title")):
        wizard.mapping.choices[column].set_value(field)
    wizard.mapping.use.click()
    qtbot.waitUntil(lambda: wizard.frame.current() == "check")
    assert wizard.check.currentWidget() is wizard.preview
    take(qtbot, wizard)
    (known,) = import_mappings.known(empty.screen)
    assert known.columns == {0: "full_name", 1: "title"}
    again = ImportWizard(empty)
    qtbot.addWidget(again)
    again.show_part("known")
    panel = again.start.parts["known"]
    assert isinstance(panel, KnownPanel)
    panel.name.committed.emit("Phòng kỹ thuật")
    qtbot.waitUntil(lambda: import_mappings.known(empty.screen)[0].name == "Phòng kỹ thuật")
    panel.forget.click()
    qtbot.waitUntil(lambda: not import_mappings.known(empty.screen))


def test_columns_can_be_mapped_otherwise_from_the_preview(qtbot: QtBot, wizard: ImportWizard, tmp_path: Path) -> None:
    read(qtbot, wizard, book(tmp_path, AN))
    wizard.preview.mapping_button.click()
    assert wizard.mapping.columns()[4] == "title"
    wizard.mapping.back.click()
    assert wizard.check.currentWidget() is wizard.preview
    assert wizard.frame.next_button.isEnabled()


def test_old_fonts_are_shown_before_and_after_and_a_person_says_no(
    qtbot: QtBot, wizard: ImportWizard, tmp_path: Path
) -> None:
    made = xlwt.Workbook()
    sheet = made.add_sheet("DS")
    font = xlwt.easyxf("font: name .VnTime")
    for number, row in enumerate([HEAD, AN]):
        for column, cell in enumerate(row):
            old = typed_tcvn3(cell) if isinstance(cell, str) and number else cell
            sheet.write(number, column, old, font)
    made.save(str(tmp_path / "cũ.xls"))
    read(qtbot, wizard, tmp_path / "cũ.xls")
    preview = wizard.preview
    assert preview.model.cell(0, 1).text == "Đồ gá may túi"
    preview.encoding_button.click()
    assert preview.stack.currentWidget() is preview.encoding
    preview.encoding.choices[4].committed.emit("unicode")
    qtbot.waitUntil(lambda: wizard.frame.current() == "check")
    assert preview.model.cell(0, 1).text == typed_tcvn3("Đồ gá may túi")


def test_a_table_is_pasted_over_the_list(qtbot: QtBot, empty: Session, show: Show) -> None:
    page = show(empty)
    mime = QMimeData()
    mime.setText("Họ và tên\tTên sáng kiến\nLê Thị Bình\tKệ để khuôn\n")
    QApplication.clipboard().setMimeData(mime)
    page.list.setFocus()
    page.paste()
    wizard = next(child for child in page.children() if isinstance(child, ImportWizard))
    qtbot.waitUntil(lambda: wizard.frame.current() == "check")
    take(qtbot, wizard)
    assert initiatives.total(empty.screen, Filter(query="kệ để khuôn")) == 1


def test_pasting_without_a_table_says_so(qtbot: QtBot, empty: Session, show: Show) -> None:
    page = show(empty)
    QApplication.clipboard().setText("một câu")
    qtbot.keyClick(page.list.stack.currentWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    page.paste()
    assert "bộ nhớ tạm" in page.banner.text()
    assert not any(isinstance(child, ImportWizard) and child.isVisible() for child in page.children())
