"""Marking: by the keyboard alone, others hidden until the own sheet is filed, nothing typed lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.operations import appraisals, initiatives, users
from domain.appraisal import Vote
from tests.typing_vi import press, vtype
from tests.ui.appraisals.seated import (
    ALT,
    CTRL,
    GOOD,
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
    under_focus,
)
from ui.appraisals.page import AppraisalsPage

ENTER = Qt.Key.Key_Return

pytestmark = pytest.mark.usefixtures("themed_app")


def type_sheet(page: AppraisalsPage, *points: str, vote_steps: int = 0) -> None:
    """Points with Enter after each, then the vote so many arrows down from the first, with Enter."""
    for words in points:
        vtype(under_focus(page), words)
        press(under_focus(page), ENTER)
    for _ in range(vote_steps):
        press(under_focus(page), Qt.Key.Key_Down)
    press(under_focus(page), ENTER)


def number(page: AppraisalsPage) -> str:
    assert page.marking.current is not None
    return page.marking.current.number


def own_sheets(page: AppraisalsPage, name: str) -> list[dict[str, float]]:
    screen = session_of(page).screen
    public_id = initiatives.find(screen, name).initiative.id
    own = appraisals.view(screen, public_id).own
    return [dict(own.points)] if own else []


def test_a_sheet_is_marked_and_filed_without_a_mouse(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path), VAN)
    first = number(page)
    type_sheet(page, "24,5", "25", "33.0")
    assert under_focus(page) is page.marking.sheet.form.note
    vtype(under_focus(page), "Đo lại trước khi nhân rộng.")
    assert page.marking.sheet.total.text() == "82,5"
    qtbot.keyClick(under_focus(page), ENTER, CTRL)
    settle(page)
    assert own_sheets(page, first) == [GOOD]
    assert number(page) != first
    assert page.marking.queue.progress.text() == "1 / 4"
    assert under_focus(page) is page.marking.sheet.form.rows["novelty"].edit
    shut(page)


def test_the_next_is_the_one_with_the_fewest_sheets_and_nothing_is_filled_in(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path)
    for entry in ("SK-2022-0001", "SK-2022-0002", "SK-2022-0003"):
        mark(home, LAM, entry, GOOD)
    page = open_page(qtbot, home, VAN)
    assert number(page) == "SK-2022-0004"
    type_sheet(page, "20", "20", "30")
    qtbot.keyClick(under_focus(page), ENTER, CTRL)
    settle(page)
    assert number(page) == "SK-2022-0001"
    assert page.marking.sheet.form.body_words() == {}
    assert page.marking.sheet.total.text() == "–"
    shut(page)


def test_others_are_hidden_until_the_own_sheet_is_filed(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=1)
    mark(home, LAM, "SK-2022-0001", POOR, "decline", "Chưa mới ở đơn vị.")
    page = open_page(qtbot, home, VAN)
    assert page.marking.sheet.isVisible()
    assert not page.marking.filed.isVisible()
    type_sheet(page, "24,5", "25", "33")
    qtbot.keyClick(under_focus(page), ENTER, CTRL)
    settle(page)
    assert page.marking.filed.isVisible()
    assert [(sheet.appraiser, sheet.vote) for sheet in page.marking.filed.others] == [(LAM, Vote.DECLINE)]
    shut(page)


def test_a_draft_is_saved_while_it_is_typed_and_survives_reopening(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path)
    page = open_page(qtbot, home, VAN)
    with qtbot.waitSignal(page.marking.drafts.saved):
        vtype(under_focus(page), "21,5")
        press(under_focus(page), ENTER)
        vtype(under_focus(page), "không rõ")
    session_of(page).close()  # without saving: as if the power had failed
    again = open_page(qtbot, home, VAN)
    assert again.marking.sheet.form.body_words()["points"] == {"novelty": "21,5", "applicability": "không rõ"}
    shut(again)


def test_going_on_and_coming_back_keeps_what_was_typed(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path)
    page = open_page(qtbot, home, VAN)
    first = number(page)
    vtype(under_focus(page), "19")
    qtbot.keyClick(page, Qt.Key.Key_Down, ALT)
    assert number(page) != first
    assert page.marking.sheet.form.body_words() == {}
    qtbot.keyClick(page, Qt.Key.Key_Up, ALT)
    assert number(page) == first
    assert page.marking.sheet.form.rows["novelty"].words() == "19"
    shut(page)
    again = open_page(qtbot, home, VAN)
    assert again.marking.sheet.form.rows["novelty"].words() == "19"
    shut(again)


@pytest.mark.parametrize("words", ["31", "24,3", "30,5", "-1", "abc", "2 5"])
def test_points_that_cannot_be_right_are_named_at_once_and_not_filed(qtbot: QtBot, tmp_path: Path, words: str) -> None:
    page = open_page(qtbot, make_home(tmp_path, entries=1), VAN)
    row = page.marking.sheet.form.rows["novelty"]
    type_sheet(page, words, "25", "33")
    assert "từ 0 đến 30" in row.problem()
    qtbot.keyClick(under_focus(page), ENTER, CTRL)
    settle(page)
    assert own_sheets(page, "SK-2022-0001") == []
    assert under_focus(page) is row.edit
    shut(page)


@pytest.mark.parametrize("words", ["0", "30", "24,5", "24.5", "7,", " 8 "])
def test_halves_from_nought_to_the_maximum_are_right(qtbot: QtBot, tmp_path: Path, words: str) -> None:
    page = open_page(qtbot, make_home(tmp_path, entries=1), VAN)
    vtype(under_focus(page), words)
    assert page.marking.sheet.form.rows["novelty"].problem() == ""
    shut(page)


def test_an_empty_sheet_says_beside_each_criterion_what_it_lacks(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path, entries=1), VAN)
    qtbot.keyClick(under_focus(page), ENTER, CTRL)
    form = page.marking.sheet.form
    assert all(row.problem() for row in form.rows.values())
    assert form.vote.problem()
    assert form.rows["novelty"].edit.hasFocus()
    shut(page)


def test_the_words_of_the_band_are_marked_as_points_are_typed(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path, entries=1), VAN)
    row = page.marking.sheet.form.rows["novelty"]
    assert all(band.isVisible() and not band.is_on() for band in row.anchors.bands)
    vtype(row.edit, "2")
    assert [band.is_on() for band in row.anchors.bands] == [False, False, False, False, True]
    vtype(row.edit, "6")
    assert [band.is_on() for band in row.anchors.bands] == [True, False, False, False, False]
    assert "Mới hoàn toàn" in row.edit.accessibleDescription()
    press(row.edit, ENTER)
    assert [band.isVisible() for band in row.anchors.bands] == [True, False, False, False, False]
    shut(page)


def test_who_abstains_needs_no_points(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path, entries=1), VAN)
    page.marking.sheet.form.vote.radios[Vote.ABSTAIN].click()
    qtbot.keyClick(under_focus(page), ENTER, CTRL)
    settle(page)
    assert own_sheets(page, "SK-2022-0001") == [{}]
    shut(page)


def test_a_filed_sheet_is_replaced_by_a_new_one(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=1)
    mark(home, VAN, "SK-2022-0001", GOOD)
    page = open_page(qtbot, home, VAN)
    page.marking.filed.edit.click()
    row = page.marking.sheet.form.rows["novelty"]
    assert row.words() == "24,5"
    row.edit.selectAll()
    vtype(row.edit, "18")
    qtbot.keyClick(row.edit, ENTER, CTRL)
    settle(page)
    assert own_sheets(page, "SK-2022-0001") == [GOOD | {"novelty": 18.0}]
    assert page.marking.queue.progress.text() == "1 / 1"
    shut(page)


def test_changing_a_filed_sheet_can_be_given_up(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=1)
    mark(home, VAN, "SK-2022-0001", GOOD)
    page = open_page(qtbot, home, VAN)
    page.marking.filed.edit.click()
    vtype(under_focus(page), "1")
    page.marking.sheet.give_up.click()
    settle(page)
    assert page.marking.filed.isVisible()
    shut(page)
    again = open_page(qtbot, home, VAN)
    assert again.marking.filed.isVisible()
    assert own_sheets(again, "SK-2022-0001") == [GOOD]
    shut(again)


def test_an_author_does_not_mark_his_own(qtbot: QtBot, tmp_path: Path) -> None:
    author = "Nguyễn Thị Hạt"  # of the first entry of the sample
    home = make_home(tmp_path, seats=(author, VAN, LAM))
    page = open_page(qtbot, home, OFFICER)
    registered = session_of(page)
    shut(page)
    assert registered.screen.user.name == OFFICER
    from desktop import desk

    opened = desk.open_desk(home, None)
    users.add(opened, author, ["appraiser"], "")
    opened.close()
    hers = open_page(qtbot, home, author)
    assert hers.marking.queue.progress.text() == "0 / 3"
    assert [line.number for line in hers.marking.queue.lines() if line.recused] == ["SK-2022-0001"]
    hers.open("SK-2022-0001")
    assert hers.marking.recused.isVisible()
    assert not hers.marking.sheet.isVisible()
    shut(hers)


def test_an_appraiser_sees_only_the_marking_and_what_it_waits_for(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path, seats=()), VAN)
    assert not page.chips.isVisible()
    assert page.marking.empty.isVisible()
    shut(page)


def test_the_document_says_what_was_entered(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path), VAN)
    told = page.marking.document.toPlainText()
    for words in ("Đồ gá may túi mổ hai viền", "Nguyễn Thị Hạt", "66.600.000 đ", "đã xác minh",
                  "Sáu mươi sáu triệu sáu trăm nghìn đồng", "13/09/2021"):  # fmt: skip
        assert words in told
    QApplication.processEvents()
    shut(page)


def test_when_all_is_marked_an_appraiser_is_done_and_the_officer_sees_the_results(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=2, seats=(VAN, LAM, OFFICER))
    for name in (VAN, OFFICER):
        mark(home, name, "SK-2022-0001", GOOD)
    page = open_page(qtbot, home, VAN)
    filed = page.marking.filed
    assert page.marking.show_row(page.marking.queue.lines()[-1].row_id)
    assert [part.isVisible() for part in (filed.next, filed.results, filed.finished)] == [True, False, False]
    shut(page)
    for name in (VAN, OFFICER):
        mark(home, name, "SK-2022-0002", GOOD)
    page = open_page(qtbot, home, VAN)
    filed = page.marking.filed
    assert [part.isVisible() for part in (filed.next, filed.results, filed.finished)] == [False, False, True]
    shut(page)
    page = open_page(qtbot, home, OFFICER)
    filed = page.marking.filed
    assert [part.isVisible() for part in (filed.next, filed.results, filed.finished)] == [False, True, False]
    filed.results.click()
    assert page.section() == "results"
    shut(page)


def test_a_blind_council_sees_no_author_and_its_secretary_can_choose_it(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path), LAM)
    marking, read = page.marking, page.marking.document.toPlainText
    assert marking.current is not None
    authors = initiatives.get(session_of(page).screen, marking.current.row_id).initiative.authors
    assert authors[0].full_name in read()
    assert marking.blind.isVisible() and not marking.blind.box.isChecked()
    marking.blind.box.click()
    settle(page)
    assert marking.blind.box.isChecked() and "Chấm ẩn tên" in read()
    assert not [author for author in authors if author.full_name in read()]
    type_sheet(page, "24,5", "25", "33")
    qtbot.keyClick(under_focus(page), ENTER, CTRL)
    settle(page)
    marking.blind.box.click()
    settle(page)
    assert marking.blind.box.isChecked() and "1 phiếu" in marking.blind.banner.text()
    shut(page)


def test_where_the_list_is_folded_away_the_blind_switch_stands_below_the_text(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path), LAM)
    marking = page.marking
    for width, list_shown in ((1160, True), (700, False), (1160, True)):
        page.resize(width, 600)
        qtbot.waitUntil(lambda shown=list_shown: marking.queue.isVisible() is shown)  # type: ignore[misc]
        holder = marking.queue if list_shown else marking.reading
        assert marking.blind.isVisible() and holder.isAncestorOf(marking.blind)
        assert marking.reading.foot_bar().isVisible() is not list_shown
    shut(page)


def test_a_member_who_keeps_no_book_has_no_switch_for_it(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path, seats=(OFFICER, LAM, VAN)), VAN)
    assert not page.marking.blind.isVisible()
    shut(page)
