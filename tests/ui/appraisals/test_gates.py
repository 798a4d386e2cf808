"""Sheets drawn from packs with gates, and from packs that only count who agrees."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop import desk
from desktop.operations import appraisals, initiatives
from domain.appraisal import ScoreSheet, Vote
from tests.domain.pack.packs import approvals_alone, gated
from tests.typing_vi import press, vtype
from tests.ui.appraisals.seated import (
    CTRL,
    GOOD,
    LAM,
    OFFICER,
    VAN,
    make_home,
    open_page,
    session_of,
    settle,
    shut,
    under_focus,
)
from tests.ui.appraisals.test_results import cells, words
from ui.appraisals.page import AppraisalsPage

pytestmark = pytest.mark.usefixtures("themed_app")
ENTER = Qt.Key.Key_Return
YES = {"new": True, "lawful": True}


def own(page: AppraisalsPage) -> ScoreSheet:
    assert page.marking.current is not None
    found = appraisals.view(session_of(page).screen, page.marking.current.public_id).own
    assert found is not None
    return found


def file(home: Path, name: str, gates: dict[str, bool], vote: str = "approve") -> None:
    opened = desk.open_desk(home, None)
    points = GOOD if all(gates.values()) else {}
    given = {"initiative": "SK-2022-0001", "appraiser": name, "points": points, "gates": gates, "vote": vote}
    assert appraisals.file_sheets(opened, [given]).refused == ()
    opened.close()


def test_gates_are_answered_and_points_given_without_a_mouse(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path, entries=1, pack=gated()), VAN)
    form = page.marking.sheet.form
    assert list(form.lines) == ["new", "lawful", "novelty", "applicability", "effect"]
    assert [row.value() for row in form.gates.values()] == [None, None]
    assert under_focus(page) is form.gates["new"].radios[True]
    for _ in form.gates:
        press(under_focus(page), ENTER)
    for points in ("25", "26,5", "33"):
        vtype(under_focus(page), points)
        press(under_focus(page), ENTER)
    press(under_focus(page), ENTER)
    press(form.note, ENTER, CTRL)
    settle(page)
    assert (own(page).gates, own(page).vote, own(page).points["novelty"]) == (YES, Vote.APPROVE, 25.0)
    shut(page)


def test_a_failed_gate_folds_away_the_rest_says_why_and_a_yes_brings_it_back(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path, entries=1, pack=gated()), VAN)
    sheet, form = page.marking.sheet, page.marking.sheet.form
    form.gates["new"].radios[True].click()
    vtype(form.rows["novelty"].edit, "25")
    assert sheet.total.isVisible()
    form.gates["new"].radios[False].click()
    assert [code for code, row in form.lines.items() if row.isVisible()] == ["new"]
    assert form.why_skipped.text() == ("«Mới trong đơn vị» không đạt: bỏ qua phần sau, sáng kiến không được công nhận.")
    assert not sheet.total.isVisible()
    assert (form.given(), form.answers()) == ({}, {"new": False})
    form.gates["new"].radios[True].click()
    assert form.given() == {"novelty": 25.0}
    assert not form.why_skipped.isVisible()
    shut(page)


def test_with_a_failed_gate_nobody_can_agree(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path, entries=1, pack=gated()), VAN)
    form = page.marking.sheet.form
    form.gates["new"].radios[False].click()
    form.vote.radios[Vote.APPROVE].click()
    page.marking.file()
    assert form.vote.problem().startswith("Có điều kiện không đạt thì không thể đồng ý.")
    form.vote.radios[Vote.DECLINE].click()
    page.marking.file()
    settle(page)
    assert (own(page).gates, own(page).points, own(page).vote) == ({"new": False}, {}, Vote.DECLINE)
    shown = [part.text() for part in page.marking.filed.findChildren(QLabel)]
    assert "bỏ qua" in shown and "Không" in shown
    shut(page)


def test_an_empty_sheet_says_beside_each_gate_what_it_lacks(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path, entries=1, pack=gated()), VAN)
    form = page.marking.sheet.form
    page.marking.file()
    assert form.gates["new"].problem() == "Chưa trả lời «Mới trong đơn vị». Hãy chọn Có hoặc Không."
    assert form.gates["lawful"].problem()
    form.gates["lawful"].radios[True].click()
    assert (form.gates["lawful"].problem(), bool(form.gates["new"].problem())) == ("", True)
    shut(page)


def test_answers_are_saved_while_the_sheet_is_written_and_survive_reopening(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=1, pack=gated())
    page = open_page(qtbot, home, VAN)
    page.marking.sheet.form.gates["new"].radios[True].click()
    page.marking.sheet.form.gates["lawful"].radios[False].click()
    shut(page)
    page = open_page(qtbot, home, VAN)
    form = page.marking.sheet.form
    assert [row.value() for row in form.gates.values()] == [True, False]
    assert not form.rows["novelty"].isVisible()
    shut(page)


def test_a_click_on_the_words_of_an_answer_chooses_it(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path, entries=1, pack=gated()), VAN)
    row = page.marking.sheet.form.gates["new"]
    meaning = next(part for part in row.findChildren(QLabel) if part.text().startswith("Đơn vị đã làm"))
    qtbot.mouseClick(meaning, Qt.MouseButton.LeftButton)
    assert row.value() is False
    shut(page)


def test_the_results_name_the_gate_that_failed(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=1, pack=gated())
    file(home, VAN, YES)
    file(home, LAM, {"new": False}, "decline")
    page = open_page(qtbot, home, OFFICER)
    shown = [words(cell) for cell in cells(page, "SK-2022-0001")]
    assert shown[3:5] == ["1 Không", "1 Có"]
    assert shown[-1] == "Không công nhận"
    assert page.results.reasons.text().startswith("«Mới trong đơn vị» không đạt.")
    shut(page)


def test_without_criteria_the_sheet_asks_for_the_vote_alone(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=1, pack=approvals_alone())
    page = open_page(qtbot, home, VAN)
    sheet = page.marking.sheet
    assert (sheet.form.lines, sheet.total.isVisible()) == ({}, False)
    assert under_focus(page) is sheet.form.vote.radios[Vote.APPROVE]
    press(under_focus(page), ENTER)
    page.marking.file()
    settle(page)
    assert (own(page).points, own(page).gates, own(page).vote) == ({}, {}, Vote.APPROVE)
    shut(page)
    page = open_page(qtbot, home, OFFICER)
    assert [words(cell) for cell in cells(page, "SK-2022-0001")[1:]] == ["1/3", "1/3, cần 2", "Chưa đủ phiếu"]
    assert initiatives.find(session_of(page).screen, "SK-2022-0001").initiative.programme == "own-2022"
    shut(page)
