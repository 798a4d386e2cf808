"""Results: what the sheets amount to, hidden from a member who has not marked, and closing the session."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.operations import appraisals, initiatives
from domain.initiative import State
from tests.domain.pack.packs import text
from tests.ui.appraisals.seated import (
    GOOD,
    HUYEN,
    LAM,
    OFFICER,
    POOR,
    VAN,
    make_home,
    mark,
    open_page,
    session_of,
    settle,
    shut,
)
from ui.appraisals.page import AppraisalsPage
from ui.common.confirm import Confirm
from ui.common.page_model import Cell

pytestmark = pytest.mark.usefixtures("themed_app")


def cells(page: AppraisalsPage, number: str) -> list[Cell]:
    model = page.results.model
    rows = {model.cell(row, 0).second.partition(" · ")[0]: row for row in range(model.rowCount())}
    return [model.cell(rows[number], column) for column in range(model.columnCount())]


def words(cell: Cell) -> str:
    return cell.mark.word if cell.mark else cell.text


def in_state(page: AppraisalsPage, state: State) -> int:
    return initiatives.total(session_of(page).screen, initiatives.Filter(states=(state,)))


def test_the_table_says_what_the_sheets_amount_to(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path)
    for name in (VAN, LAM):
        mark(home, name, "SK-2022-0001", GOOD)
        mark(home, name, "SK-2022-0002", POOR, "decline")
    mark(home, VAN, "SK-2022-0003", GOOD)
    page = open_page(qtbot, home, OFFICER)
    assert page.section() == "results"
    assert [words(cell) for cell in cells(page, "SK-2022-0001")[1:]] == [
        "2/3", "82,5", "24,5", "25", "33", "2/3, cần 2", "Công nhận"]  # fmt: skip
    assert [words(cell) for cell in cells(page, "SK-2022-0002")[1:]] == [
        "2/3", "57 < 70", "12 < 15", "20", "25", "0/3, cần 2", "Không công nhận"]  # fmt: skip
    assert words(cells(page, "SK-2022-0003")[-1]) == "Chưa đủ phiếu"
    assert words(cells(page, "SK-2022-0004")[2]) == "–"
    page.results.show_row(2)
    assert page.results.reasons.text().split(". ") == [
        "Điểm trung bình chưa đạt mức công nhận",
        "«Tính mới trong đơn vị» dưới mức tối thiểu",
        "Chưa đủ số thành viên đồng ý.",
    ]
    shut(page)


def test_a_member_who_has_not_marked_sees_no_points_of_others(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=2, seats=(OFFICER, VAN, HUYEN))
    for number in ("SK-2022-0001", "SK-2022-0002"):
        mark(home, VAN, number, GOOD)
    mark(home, OFFICER, "SK-2022-0001", GOOD)
    page = open_page(qtbot, home, OFFICER)
    assert page.section() == "marking"
    page.open("results")
    settle(page)
    assert words(cells(page, "SK-2022-0001")[2]) == "82,5"
    assert {words(cell) for cell in cells(page, "SK-2022-0002")[2:-1]} == {"ẩn"}
    assert cells(page, "SK-2022-0002")[0].second == "SK-2022-0002"
    page.results.show_row(2)
    assert not page.results.comparison.isVisible()
    page.results.show_row(1)
    assert page.results.comparison.isVisible()
    shut(page)


def test_conflicting_sheets_are_told_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=1)
    mark(home, VAN, "SK-2022-0001", GOOD)
    # A second sheet from elsewhere that knew nothing of the first.
    from desktop import desk

    opened = desk.open_desk(home, None)
    public_id = initiatives.find(opened, "SK-2022-0001").initiative.id
    with opened.store.atomic():
        opened.store.execute(
            "INSERT INTO score_event (id, initiative_id, round_no, appraiser, parents, points, vote, note, filed_at,"
            " gates)"
            " SELECT 'other', initiative_id, round_no, appraiser, '[]', points, 'decline', '',"
            " filed_at, gates FROM score_event WHERE initiative_id = ?", [public_id])  # fmt: skip
    opened.close()
    page = open_page(qtbot, home, OFFICER)
    assert words(cells(page, "SK-2022-0001")[-1]) == "Phiếu mâu thuẫn"
    assert f"{VAN} có hai phiếu khác nhau" in page.results.reasons.text()
    shut(page)


def test_closing_asks_first_and_then_waits_for_the_decision(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=2)
    for name in (VAN, LAM):
        mark(home, name, "SK-2022-0001", GOOD)
    page = open_page(qtbot, home, OFFICER)
    asked: list[str] = []

    def answer(verb: bool) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Confirm)
        asked.append(dialog.windowTitle())
        qtbot.mouseClick(dialog.verb if verb else dialog.keep, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, lambda: answer(False))
    page.results.close_button.click()
    settle(page)
    assert in_state(page, State.IN_COUNCIL) == 0
    QTimer.singleShot(0, lambda: answer(True))
    page.results.close_button.click()
    settle(page)
    assert asked == ["Chốt phiên họp cho 1 sáng kiến?"] * 2
    assert in_state(page, State.IN_COUNCIL) == 1
    assert page.section() == "decisions"
    assert len(appraisals.results(session_of(page).screen)) == 1
    shut(page)


def test_nothing_can_be_closed_before_enough_sheets(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=1)
    mark(home, VAN, "SK-2022-0001", GOOD)
    page = open_page(qtbot, home, OFFICER)
    assert not page.results.close_button.isEnabled()
    shut(page)


def test_without_a_council_the_next_step_is_to_seat_one(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path, seats=()), OFFICER)
    assert page.section() == "council"
    page.open("results")
    settle(page)
    assert page.results.empty.isVisible()
    page.results.empty.clicked.emit()
    assert page.section() == "council"
    shut(page)


def test_places_with_ties_the_line_of_the_limit_and_what_to_read_again(qtbot: QtBot, tmp_path: Path) -> None:
    limit = """
[[nomination_limits]]
level = "grassroots"
most = 1
source = "Kế hoạch số 5"

[rubric]"""
    home = make_home(tmp_path, entries=3, pack=text().replace("\n[rubric]", limit, 1))
    for number in ("SK-2022-0001", "SK-2022-0002"):
        for name in (VAN, LAM):
            mark(home, name, number, GOOD)
    mark(home, VAN, "SK-2022-0003", {"novelty": 16.0, "applicability": 25.0, "effect": 33.0})
    mark(home, LAM, "SK-2022-0003", {"novelty": 30.0, "applicability": 30.0, "effect": 40.0}, "decline")
    page = open_page(qtbot, home, OFFICER)
    assert [cells(page, f"SK-2022-000{n}")[0].second for n in (1, 2, 3)] == [
        "SK-2022-0001 · đồng hạng 1", "SK-2022-0002 · đồng hạng 1", "SK-2022-0003 · chênh 26, nên đọc lại"]  # fmt: skip
    assert page.results.limit.text() == (
        "Được giới thiệu nhiều nhất 1: 0 sáng kiến chắc chắn; 2 sáng kiến đồng hạng cho 1 chỗ còn lại, "
        "hội đồng phải chọn."
    )
    page.results.show_row(3)
    assert "Các phiếu chênh nhau 26 điểm" in page.results.reasons.text()
    shut(page)


def test_a_long_title_ends_in_dots_before_the_link_beside_it(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=1)
    mark(home, VAN, "SK-2022-0001", GOOD)
    page = open_page(qtbot, home, OFFICER)
    page.show_section("results")
    settle(page)
    title = page.results._pane.title
    whole = title.text()
    assert whole.endswith("kaki")
    page.resize(460, 600)
    qtbot.waitUntil(lambda: title.text().endswith("…"))
    assert title.toolTip() == whole
    page.resize(1160, 690)
    qtbot.waitUntil(lambda: title.text() == whole)
    shut(page)
