"""The old list: last year's workbook in .VnTime, with all that such lists have, comes in and is taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt
from pytestqt.qtbot import QtBot

from desktop.operations import import_waiting, initiatives
from desktop.operations.initiatives import Filter
from tests.domain.old_fonts import typed_tcvn3
from tests.ui.initiatives.conftest import empty as empty
from ui.initiatives.import_past import PastPanel
from ui.initiatives.import_waiting import WaitingPanel
from ui.initiatives.import_wizard import ImportWizard
from ui.session import Session

HEAD = ["TT", "Họ và tên", "Năm sinh", "Đơn vị", "Điện thoại", "Tên sáng kiến", "Thời gian áp dụng",
        "Tóm tắt nội dung", "Hiệu quả", "Giá trị làm lợi (triệu đồng)"]  # fmt: skip
ROWS, TWICE = 220, 100
NAMELESS = (17, 51, 90, 133, 164, 202)


def _row(n: int) -> list[object]:
    """Phones have lost their zero, some days are text, one cell holds two authors, one row stands there twice."""
    n = TWICE if n == TWICE + 1 else n
    names = "Nguyễn Văn Hùng, Lê Thị Hà" if n == 40 else f"Trần Đức Ánh {n}"
    title = None if n in NAMELESS else f"Cải tiến đồ gá số {n} ở chuyền may"
    day = "31/11/2021" if n == 60 else "Từ tháng 10/2021 đến nay" if n % 2 else "05-10-2021"
    return [n, names, 1970 + n % 30, "Xưởng may 1", 912000000 + n, title, day, "Trước làm tay, nay có gá.", "Nhanh hơn",
            "khoảng 20 triệu" if n == 70 else 12.5]  # fmt: skip


@pytest.fixture
def old_list(tmp_path: Path) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("DS")
    font = xlwt.easyxf("font: name .VnTime")
    sheet.write(0, 0, typed_tcvn3("Danh sách sáng kiến năm 2021"), font)
    for number, row in enumerate([HEAD, *map(_row, range(1, ROWS + 1))], start=2):
        for column, cell in enumerate(row):
            if cell is not None:
                sheet.write(number, column, typed_tcvn3(cell) if isinstance(cell, str) else cell, font)
    book.save(str(tmp_path / "sáng kiến 2021.xls"))
    return tmp_path / "sáng kiến 2021.xls"


@pytest.fixture
def opened(qtbot: QtBot, empty: Session) -> Callable[[], ImportWizard]:
    def open_wizard() -> ImportWizard:
        wizard = ImportWizard(empty)
        qtbot.addWidget(wizard)
        wizard.show()
        return wizard

    return open_wizard


def test_two_hundred_and_fourteen_come_in_six_wait_and_one_undo_takes_all_back(
    qtbot: QtBot, empty: Session, opened: Callable[[], ImportWizard], old_list: Path
) -> None:
    wizard = opened()
    wizard.file.choose(old_list)
    wizard.frame.next_button.click()
    qtbot.waitUntil(lambda: wizard.frame.current() == "check")
    plan = wizard.preview.plan()
    assert plan is not None
    assert plan.cleaned["phone_zero"] == ROWS
    doubtful = {problem.code for problem in plan.problems}
    assert {"row_repeated", "date_unreadable", "benefit_unreadable"} <= doubtful
    suggested = {}
    for place, row in enumerate(plan.rows):
        if row.number - 3 in (60, 70):
            wizard.preview.table.select_row(place)
            (cell,) = [each for each in wizard.preview.row.cells.shown() if each.suggested]
            suggested[cell.words] = cell.suggested
            wizard.preview.row.cells.suggestion(cell.row, cell.column).click()
    assert suggested == {"31/11/2021": "30/11/2021", "khoảng 20 triệu": "20 triệu"}
    assert wizard.frame.next_button.text() == "Ghi 214 dòng vào sổ"
    wizard.frame.next_button.click()
    qtbot.waitUntil(lambda: wizard.frame.current() == "done")
    assert [figure.text() for figure in wizard.ending.figures.values()] == ["214", "0", "0", "6"]
    assert import_waiting.count(empty.screen) == len(NAMELESS)
    (found,) = initiatives.everything(empty.screen, Filter(query="nguyễn văn hùng"))
    assert [author.full_name for author in found.initiative.authors] == ["Nguyễn Văn Hùng", "Lê Thị Hà"]
    assert found.initiative.benefit_vnd == 12_500_000
    wizard.close()

    later = opened()
    later.show_part("waiting")
    waiting = later.start.parts["waiting"]
    assert isinstance(waiting, WaitingPanel)
    title = next(cell for cell in waiting.cells.shown() if cell.field == "title")
    waiting.cells.edited.emit(title.row, title.column, "Kệ để khuôn")
    qtbot.waitUntil(waiting.take.isEnabled)
    waiting.take.click()
    qtbot.waitUntil(lambda: waiting.model.rowCount() == len(NAMELESS) - 1)
    assert initiatives.total(empty.screen, Filter()) == 215
    later.show_part("past")
    past = later.start.parts["past"]
    assert isinstance(past, PastPanel)
    past.table.select_row(0)
    past.undo.click()
    qtbot.waitUntil(lambda: initiatives.total(empty.screen, Filter()) == 0)
    assert import_waiting.count(empty.screen) == 0
