"""Paper sheets in the window: typed one after the other by the keyboard, named as such, kept while they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.operations import appraisals, paper_sheets
from domain.appraisal import ScoreSheet
from tests.typing_vi import press, vtype
from tests.ui.appraisals import far
from tests.ui.appraisals.seated import (
    CTRL,
    GOOD,
    HUYEN,
    LAM,
    OFFICER,
    VAN,
    make_home,
    mark,
    open_page,
    session_of,
    settle,
    shut,
    under_focus,
)
from ui.appraisals.page import PAPER, RESULTS, AppraisalsPage
from ui.appraisals.paper_list import state_of

ENTER = Qt.Key.Key_Return

pytestmark = pytest.mark.usefixtures("themed_app")


def at_paper(qtbot: QtBot, home: Path, name: str = OFFICER) -> AppraisalsPage:
    page = open_page(qtbot, home, name)
    page.show_section(PAPER)
    settle(page)
    page.paper.take_focus()
    return page


def type_sheet(page: AppraisalsPage, *points: str) -> None:
    for words in points:
        vtype(under_focus(page), words)
        press(under_focus(page), ENTER)
    press(under_focus(page), ENTER)  # the first vote


def sheets_of(page: AppraisalsPage, name: str) -> list[ScoreSheet]:
    return [sheet for line in appraisals.results(session_of(page).screen) for sheet in line.result.sheets
            if sheet.appraiser == name]  # fmt: skip


def test_a_pile_is_typed_in_by_the_keyboard_alone(qtbot: QtBot, tmp_path: Path) -> None:
    page = at_paper(qtbot, make_home(tmp_path, entries=2))
    paper = page.paper
    assert (paper.member, paper.list.who.count()) == (HUYEN, 1), "those who mark here are not offered"
    assert paper.sheet.title.text() == f"SK-2022-0001 · {HUYEN}"
    press(under_focus(page), ENTER, CTRL)
    assert paper.sheet.form.rows["novelty"].problem(), "nothing is entered half"
    type_sheet(page, "24,5", "25", "33")
    press(under_focus(page), ENTER, CTRL)
    settle(page)
    assert paper.sheet.title.text() == f"SK-2022-0002 · {HUYEN}", "on to the next by itself"
    type_sheet(page, "20", "20", "20,5")
    press(under_focus(page), ENTER, CTRL)
    settle(page)
    assert [state_of(line).word for line in paper.list.provider.all] == ["Đã có", "Đã có"]
    assert [(one.entered_by, one.points["novelty"]) for one in sheets_of(page, HUYEN)] == [
        (OFFICER, 24.5),
        (OFFICER, 20),
    ]
    page.show_section(RESULTS)
    settle(page)
    told = [one.text() for one in page.results.comparison.findChildren(QLabel)]
    assert f"{HUYEN}\nphiếu giấy" in told
    shut(page)


def test_a_sheet_half_typed_is_there_again_and_one_that_is_in_can_be_corrected(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=1)
    page = at_paper(qtbot, home)
    vtype(under_focus(page), "2")
    shut(page)
    page = at_paper(qtbot, home)
    assert state_of(page.paper.list.provider.all[0]).word == "Nháp"
    assert page.paper.sheet.form.rows["novelty"].words() == "2"
    vtype(under_focus(page), "4")
    press(under_focus(page), ENTER)
    type_sheet(page, "25", "33")
    press(under_focus(page), ENTER, CTRL)
    settle(page)
    block = page.paper.reading._block
    assert block is not None and OFFICER in " ".join(one.text() for one in block.findChildren(QLabel))
    page.paper.reading.edit.click()
    assert page.paper.sheet.form.rows["effect"].words() == "33"
    page.paper.sheet.form.rows["effect"].edit.selectAll()
    vtype(page.paper.sheet.form.rows["effect"].edit, "30")
    press(under_focus(page), ENTER, CTRL)
    settle(page)
    assert [one.points["effect"] for one in sheets_of(page, HUYEN)] == [30]
    shut(page)


def test_the_keyboard_is_in_the_sheet_as_soon_as_the_section_opens(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=1, seats=(OFFICER, HUYEN, VAN))
    page = open_page(qtbot, home, OFFICER)
    page.show_section(PAPER)
    settle(page)
    paper = page.paper
    assert under_focus(page) is paper.reading.first and paper.reading.first.isVisible()
    press(under_focus(page), Qt.Key.Key_Space)
    assert page.section() == "marking", "where the own sheet comes first, one press leads there"
    type_sheet(page, "24,5", "25", "33")
    press(under_focus(page), ENTER, CTRL)
    settle(page)
    page.show_section(PAPER)
    settle(page)
    assert under_focus(page) is paper.sheet.form.rows["novelty"].edit
    shut(page)


def test_after_one_pile_comes_the_next_and_who_was_asked_elsewhere_comes_last(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=1, seats=("Trần Xa", "Lê Gần", "Y Blim"))
    far.ask(home, tmp_path, "Trần Xa")
    page = at_paper(qtbot, home)
    paper = page.paper
    for name, after in (("Lê Gần", "Y Blim"), ("Y Blim", "Trần Xa"), ("Trần Xa", "")):
        assert paper.member == name and paper.elsewhere.isVisible() is (name == "Trần Xa")
        type_sheet(page, "24,5", "25", "33")
        press(under_focus(page), ENTER, CTRL)
        settle(page)
        assert paper.reading.next.text() == (f"Sang phiếu của {after}" if after else "")
        assert paper.reading.next.isVisible() is bool(after)
        if after:
            press(under_focus(page), Qt.Key.Key_Space)
            settle(page)
    shut(page)


def test_the_secretary_types_only_after_his_own_sheet(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=1)
    mark(home, HUYEN, "SK-2022-0001", GOOD)
    page = at_paper(qtbot, home, LAM)
    reading = page.paper.reading
    assert reading.isVisible() and "phiếu của mình" in reading.why.text() and not reading.edit.isVisible()
    assert reading._block is None, "and reads nothing of it before"
    shut(page)
    mark(home, LAM, "SK-2022-0001", GOOD)
    page = at_paper(qtbot, home, LAM)
    assert page.paper.reading.edit.isVisible() and page.paper.reading.why.text() == ""
    shut(page)


def test_there_is_no_pile_where_everybody_marks_here(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path, entries=1, seats=(VAN, LAM, OFFICER)), OFFICER)
    assert PAPER not in page.chips._chips and paper_sheets.names(session_of(page).screen) == ()
    shut(page)
