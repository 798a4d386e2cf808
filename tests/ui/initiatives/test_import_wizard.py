"""An old list goes in through the wizard, once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.operations import initiatives
from desktop.operations.initiatives import Filter
from ui.initiatives.import_preview import column_words
from ui.initiatives.import_wizard import ImportWizard
from ui.initiatives.page import InitiativesPage
from ui.session import Session

Show = Callable[[Session], InitiativesPage]
HEAD = ["STT", "Họ và tên", "Năm sinh", "Đơn vị", "Tên sáng kiến", "Thời gian áp dụng", "Tóm tắt nội dung", "Hiệu quả"]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Six rows: one without a title, one with a day nobody can read; and a second sheet that is no list."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Danh sách"
    sheet.append(HEAD)
    for n in range(6):
        title = "" if n == 2 else f"Cải tiến đồ gá số {n} cho chuyền may"
        day = "hôm nọ" if n == 3 else "Từ 01/10/2021 đến 31/12/2021"
        sheet.append([n + 1, f"Nguyễn Văn An {n}", 1980 + n, "Xưởng may 1", title, day, "Làm tay.", "Nhanh hơn 20%."])
    book.create_sheet("Ghi chú").append(["một", "hai"])
    file = tmp_path / "danh sách cũ.xlsx"
    book.save(file)
    return file


@pytest.fixture
def wizard(qtbot: QtBot, empty: Session) -> ImportWizard:
    made = ImportWizard(empty)
    qtbot.addWidget(made)
    made.show()
    return made


def read(qtbot: QtBot, wizard: ImportWizard, file: Path) -> None:
    wizard.file.choose(file)
    wizard.frame.next_button.click()
    assert wizard.frame.current() == "read"
    qtbot.waitUntil(lambda: wizard.frame.current() != "read")


def test_what_a_row_lacks_is_named_in_few_words(qtbot: QtBot, wizard: ImportWizard, tmp_path: Path) -> None:
    """A sentence for each has no room in the row: it was cut in the middle. It stands under the mouse."""
    file = tmp_path / "danh sách.csv"
    head = "STT,Tên sáng kiến,Họ tên tác giả,Năm sinh,Đơn vị,Tóm tắt nội dung sáng kiến,Hiệu quả,Thời gian áp dụng"
    lines = (head, "1,Đồ gá may túi,Nguyễn Thị Lan,1985,Xưởng 1,,,12/10/2022")
    file.write_text("\n".join(lines), "utf-8")
    read(qtbot, wizard, file)
    cell = wizard.preview.model.cell(0, 1)
    assert cell.second == "Còn thiếu: Tóm tắt nội dung sáng kiến, Hiệu quả sáng kiến"
    assert "Chưa có hiệu quả. Hãy ghi ít nhất một câu về kết quả áp dụng." in cell.tip


def test_a_list_is_read_looked_at_and_taken_in_once(
    qtbot: QtBot, wizard: ImportWizard, empty: Session, workbook: Path, qtmodeltester: ModelTester
) -> None:
    assert not wizard.frame.next_button.isEnabled()
    read(qtbot, wizard, workbook)
    assert wizard.frame.current() == "check"
    qtmodeltester.check(wizard.preview.model)
    assert wizard.preview.model.rowCount() == 6
    assert wizard.preview.model.index(2, 2).data() == "Không nhận"
    assert "hôm nọ" in wizard.preview.model.cell(3, 1).second
    assert wizard.preview.model.index(0, 2).data() == "Mới"
    assert wizard.preview.model.index(3, 2).data() == "Mới, thiếu 1 mục"
    assert wizard.preview.banner.text() == (
        "1 dòng nhập được, còn thiếu thông tin. 1 dòng không nhận: mở mục «Không nhận» để sửa hoặc để lại."
    )
    assert "«Đơn vị» → Đơn vị công tác" in wizard.preview.details.text()
    assert wizard.frame.next_button.hasFocus()
    wizard.preview.chips.choose("doubtful")
    wizard.preview.chips.chosen.emit("doubtful")
    assert wizard.preview.model.rowCount() == 2
    assert "«Tên sáng kiến» → Tên sáng kiến" in wizard.preview.details.text()
    assert initiatives.total(empty.screen, Filter()) == 0
    assert wizard.frame.next_button.text() == "Ghi 5 dòng vào sổ"
    wizard.frame.next_button.click()
    qtbot.waitUntil(lambda: wizard.frame.current() == "done")
    assert [figure.text() for figure in wizard.ending.figures.values()] == ["5", "0", "0", "1"]
    assert initiatives.total(empty.screen, Filter()) == 5
    again = ImportWizard(empty)
    qtbot.addWidget(again)
    read(qtbot, again, workbook)
    assert not again.frame.next_button.isEnabled()
    assert again._plan is not None
    assert again._plan.counts["identical"] == 5


def test_a_dropped_file_is_chosen(wizard: ImportWizard, workbook: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(workbook))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    wizard.file.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, left, none))
    assert wizard.file.chosen() == workbook
    assert wizard.frame.next_button.isEnabled()


def test_a_file_that_is_no_list_says_so_and_stays_at_the_first_step(
    qtbot: QtBot, wizard: ImportWizard, tmp_path: Path
) -> None:
    broken = tmp_path / "hỏng.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    read(qtbot, wizard, broken)
    assert wizard.frame.current() == "file"
    assert "hỏng.xlsx" in wizard.file.banner.text()


def test_stopping_writes_nothing(qtbot: QtBot, wizard: ImportWizard, empty: Session, workbook: Path) -> None:
    read(qtbot, wizard, workbook)
    wizard.frame.next_button.click()
    wizard.frame.cancel_button.click()
    qtbot.waitUntil(lambda: wizard.frame.current() != "take")
    if wizard.frame.current() == "check":  # it may have been done before the button was heard
        assert initiatives.total(empty.screen, Filter()) == 0
        assert wizard.preview.banner.text() == "Đã dừng. Chưa ghi dòng nào vào sổ."


def test_after_the_import_the_page_shows_what_is_missing(
    qtbot: QtBot, empty: Session, show: Show, workbook: Path
) -> None:
    page = show(empty)
    page.open("import")
    wizard = next(child for child in page.children() if isinstance(child, ImportWizard))
    read(qtbot, wizard, workbook)
    wizard.frame.next_button.click()
    qtbot.waitUntil(lambda: wizard.frame.current() == "done")
    wizard.ending.missing.click()
    assert wizard.isHidden()
    qtbot.waitUntil(lambda: not empty.lanes.busy() and not page.finder.waiting())
    assert page.finder.chips.current() == "missing"
    assert len(page.list.rows.known) == 1


def test_a_mixed_column_says_all_it_is_taken_apart_into() -> None:
    assert column_words("people") == "Họ và tên, Năm sinh, Chức vụ, Đơn vị công tác, Điện thoại liên hệ"
    assert column_words("position") == "Chức vụ"


def test_a_list_that_was_read_is_not_closed_by_one_key(qtbot: QtBot, wizard: ImportWizard, workbook: Path) -> None:
    read(qtbot, wizard, workbook)
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert wizard.isVisible()
    assert "lần nữa" in wizard.preview.banner.text()
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert wizard.isHidden()


def test_what_stands_below_the_rows_is_whole_while_something_is_asked(
    qtbot: QtBot, wizard: ImportWizard, workbook: Path
) -> None:
    book = openpyxl.load_workbook(workbook)
    book.worksheets[0].row_dimensions[3].hidden = True
    for row, words in ((1, "Màu áo"), (2, "xanh")):
        book.worksheets[0].cell(row, 9, words)
    book.worksheets[1].sheet_state = "hidden"
    book.save(workbook)
    read(qtbot, wizard, workbook)
    preview = wizard.preview
    assert preview.more.text() == "Đã dọn gì, nhận cột nào? (1 cột không dùng, 1 trang tính bị ẩn)"
    assert preview.questions.isVisible()
    assert preview.banner.isVisible()
    for button in (preview.more, preview.mapping_button):
        qtbot.waitUntil(lambda button=button: button.height() >= button.sizeHint().height())


def test_over_a_large_window_there_is_room_for_many_rows(qtbot: QtBot, empty: Session, show: Show) -> None:
    page = show(empty)
    page.open("import")
    wizard = next(child for child in page.children() if isinstance(child, ImportWizard))
    assert wizard.height() >= page.height() * 0.85
