"""The chair sees how far sheets lie apart, asks for a second reading, and the members are told in their queue."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.operations import second_readings, typed_words
from tests.typing_vi import vtype
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
from ui.appraisals.page import COUNCIL, RESULTS
from ui.appraisals.queue import state_of
from ui.appraisals.results import Results

pytestmark = pytest.mark.usefixtures("themed_app")


def test_the_chair_asks_and_the_members_read_again(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=1)
    for name, points in ((VAN, GOOD), (LAM, POOR), (HUYEN, GOOD)):
        mark(home, name, "SK-2022-0001", points)
    page = open_page(qtbot, home, VAN)
    page.show_section(RESULTS)
    settle(page)
    results = page.results
    assert not results.close_button.isVisible() and "Nên đọc lại" in results.reasons.text()
    results.second.open_button.click()
    results.second.go.click()
    settle(page)
    assert "lý do" in results.second._field.problem()
    results.second.reason.set_value("hai phiếu chênh 25 điểm")
    results.second.go.click()
    settle(page)
    told = results.second.told.text()
    assert "hai phiếu chênh 25 điểm" in told and LAM in told and not results.second.open_button.isVisible()
    public_id = results.lines[0].stored.initiative.id
    assert second_readings.asked(session_of(page).screen)[public_id].open_for == {VAN, LAM, HUYEN}
    shut(page)
    page = open_page(qtbot, home, LAM)
    (line,) = page.marking.queue.lines()
    assert page.chips._chips["marking"].text().endswith("1"), "it is to be marked again"
    assert state_of(line).word == "Đọc lại" and "hai phiếu chênh 25 điểm" in page.marking.filed.again.text()
    page.marking.filed.edit.click()
    page.marking.file()
    settle(page)
    (line,) = page.marking.queue.lines()
    assert state_of(line).word == "Đã nộp"
    shut(page)


def test_a_reason_being_typed_is_kept_until_it_is_said_or_given_up(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=2)
    for name, points in ((VAN, GOOD), (LAM, POOR)):
        for number in ("SK-2022-0001", "SK-2022-0002"):
            mark(home, name, number, points)

    def at_results() -> Results:
        page.show_section(RESULTS)
        settle(page)
        return page.results

    page = open_page(qtbot, home, VAN)
    results = at_results()
    results.second.open_button.click()
    vtype(results.second.reason, "chênh ở hiệu quả")
    results.refresh()  # as when something else has changed
    settle(page)
    assert results.second.reason.isVisible() and results.second.reason.value() == "chênh ở hiệu quả"
    results.table.select_row(1)
    assert not results.second.reason.isVisible(), "it is of the other one"
    shut(page)
    page = open_page(qtbot, home, LAM)
    assert not at_results().second.reason.isVisible(), "nobody else reads what is only being typed"
    shut(page)
    page = open_page(qtbot, home, VAN)
    results = at_results()
    assert results.second.reason.isVisible() and results.second.reason.value() == "chênh ở hiệu quả"
    results.second.go.click()
    settle(page)
    public_id = results.lines[0].stored.initiative.id
    assert typed_words.kept(session_of(page).screen, public_id, typed_words.SECOND_READING) == {}
    results.table.select_row(1)
    results.second.open_button.click()
    vtype(results.second.reason, "nhầm")
    results.second.keep.click()
    shut(page)
    page = open_page(qtbot, home, VAN)
    results = at_results()
    results.table.select_row(1)
    assert not results.second.reason.isVisible() and results.second.open_button.isVisible()
    shut(page)


def test_a_mere_member_has_no_results_and_the_chair_no_council_form(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=1, seats=(LAM, OFFICER, VAN))
    page = open_page(qtbot, home, VAN)
    assert RESULTS not in page.chips._chips
    shut(page)
    page = open_page(qtbot, home, LAM)
    assert RESULTS in page.chips._chips and COUNCIL not in page.chips._chips
    shut(page)
