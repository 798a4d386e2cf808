"""Decisions: recognised by a paper, to be completed, declined with a reason, or back to be marked again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop import desk
from desktop.operations import appraisals, councils, initiatives
from domain.initiative import Initiative, State
from tests.typing_vi import press, vtype
from tests.ui.appraisals.seated import (
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
)
from ui.appraisals.page import AppraisalsPage

pytestmark = pytest.mark.usefixtures("themed_app")

RECOGNISED, COMPLETE, DECLINED = "SK-2022-0001", "SK-2022-0002", "SK-2022-0003"


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A register whose session has closed with one initiative of each outcome and a second recognised one."""
    home = make_home(tmp_path)
    for name in (VAN, LAM):
        mark(home, name, RECOGNISED, GOOD)
        mark(home, name, COMPLETE, GOOD, "after_completion")
        mark(home, name, DECLINED, POOR, "decline")
        mark(home, name, "SK-2022-0004", GOOD)
    opened = desk.open_desk(home, None)
    appraisals.close(opened)
    opened.close()
    return home


def waiting(qtbot: QtBot, home: Path) -> AppraisalsPage:
    page = open_page(qtbot, home, OFFICER)
    page.open("decisions")
    settle(page)
    return page


def choose(page: AppraisalsPage, group: State) -> None:
    page.decisions.list.chips.choose(str(group))
    page.decisions.list.show_group()


def type_paper(page: AppraisalsPage) -> None:
    paper = page.decisions.pane.paper
    vtype(paper.no, "27/QĐ-HĐSK")
    vtype(paper.on, "21-7-2023")
    press(paper.on, Qt.Key.Key_Return)
    vtype(paper.signer, "Nguyễn Văn Khởi, Phó Giám đốc")


def record(page: AppraisalsPage, number: str) -> Initiative:
    return initiatives.find(session_of(page).screen, number).initiative


def test_all_of_a_group_are_recognised_by_one_paper(qtbot: QtBot, closed: Path) -> None:
    page = waiting(qtbot, closed)
    assert page.decisions.pane.button.text() == "Công nhận 2 sáng kiến"
    assert page.decisions.pane.whom.text() == "Quyết định này ghi cho cả 2 sáng kiến trong nhóm."
    assert page.decisions.pane.whom.isVisible()
    assert not page.decisions.pane.early.isVisible()
    vtype(page.decisions.pane.paper.on, "21-7-2021")
    assert "ở trước ngày tiếp nhận của 2 sáng kiến" in page.decisions.pane.early.text()
    page.decisions.pane.paper.on.set_value("")
    type_paper(page)
    page.decisions.pane.button.click()
    settle(page)
    done = record(page, RECOGNISED)
    assert done.state is State.RECOGNISED
    assert (done.decision_no, str(done.decision_on), done.decision_signer) == (
        "27/QĐ-HĐSK", "2023-07-21", "Nguyễn Văn Khởi, Phó Giám đốc")  # fmt: skip
    assert record(page, COMPLETE).state is State.IN_COUNCIL
    assert page.decisions.list.group() is State.RECOGNISED_AFTER_COMPLETION
    assert not page.decisions.pane.whom.isVisible()
    shut(page)


def test_without_number_day_and_signer_nothing_is_recognised(qtbot: QtBot, closed: Path) -> None:
    page = waiting(qtbot, closed)
    page.decisions.pane.button.click()
    settle(page)
    assert record(page, RECOGNISED).state is State.IN_COUNCIL
    paper = page.decisions.pane.paper
    assert [bool(paper._fields[name].problem()) for name in paper._fields] == [True, True, True]
    assert paper.no.hasFocus()
    shut(page)


def test_what_must_be_completed_is_written_for_each(qtbot: QtBot, closed: Path) -> None:
    page = waiting(qtbot, closed)
    choose(page, State.RECOGNISED_AFTER_COMPLETION)
    type_paper(page)
    page.decisions.pane.button.click()
    settle(page)
    assert record(page, COMPLETE).state is State.IN_COUNCIL
    assert "hoàn thiện" in page.decisions.pane._reason_field.problem()
    vtype(page.decisions.pane.reason, "Đo nồng độ bụi trước ngày 31/8/2023.")
    page.decisions.pane.button.click()
    settle(page)
    done = record(page, COMPLETE)
    assert (done.state, done.completion_note) == (
        State.RECOGNISED_AFTER_COMPLETION, "Đo nồng độ bụi trước ngày 31/8/2023.")  # fmt: skip
    shut(page)


def test_declining_needs_a_written_reason(qtbot: QtBot, closed: Path) -> None:
    page = waiting(qtbot, closed)
    choose(page, State.DECLINED)
    page.decisions.pane.button.click()
    settle(page)
    assert record(page, DECLINED).state is State.IN_COUNCIL
    assert page.decisions.pane._reason_field.problem()
    vtype(page.decisions.pane.reason, "Chưa mới đối với đơn vị.")
    page.decisions.pane.button.click()
    settle(page)
    done = record(page, DECLINED)
    assert (done.state, done.declined_reason) == (State.DECLINED, "Chưa mới đối với đơn vị.")
    shut(page)


def test_words_being_written_survive_reopening(qtbot: QtBot, closed: Path) -> None:
    page = waiting(qtbot, closed)
    vtype(page.decisions.pane.paper.no, "27/QĐ")
    choose(page, State.DECLINED)
    vtype(page.decisions.pane.reason, "Chưa mới")
    shut(page)
    again = waiting(qtbot, closed)
    assert again.decisions.pane.paper.no.value() == "27/QĐ"
    choose(again, State.DECLINED)
    assert again.decisions.pane.reason.value() == "Chưa mới"
    shut(again)


def test_back_to_marking_needs_a_reason_and_begins_anew(qtbot: QtBot, closed: Path) -> None:
    page = waiting(qtbot, closed)
    page.decisions.show_row(initiatives.find(session_of(page).screen, DECLINED).row_id)
    page.decisions.pane.open_again()
    page.decisions.pane.again_go.click()
    settle(page)
    assert record(page, DECLINED).state is State.IN_COUNCIL
    vtype(page.decisions.pane.again_reason, "Bổ sung số liệu")
    shut(page)
    page = waiting(qtbot, closed)
    page.decisions.show_row(initiatives.find(session_of(page).screen, DECLINED).row_id)
    assert page.decisions.pane.again_reason.value() == "Bổ sung số liệu", "what was typed is kept"
    page.decisions.pane.again_go.click()
    settle(page)
    screen = session_of(page).screen
    assert record(page, DECLINED).state is State.UNDER_APPRAISAL
    assert [(line.number, line.filed) for line in appraisals.waiting(screen)] == [(DECLINED, 0)]
    told = [line["detail"] for line in initiatives.history(screen, record(page, DECLINED).id)]
    assert sum("Bổ sung số liệu" in detail for detail in told) == 1
    shut(page)


def test_an_initiative_is_opened_where_it_stands(qtbot: QtBot, closed: Path) -> None:
    page = open_page(qtbot, closed, OFFICER)
    page.open(DECLINED)
    settle(page)
    assert page.section() == "decisions"
    line = page.decisions.list.current()
    assert line is not None
    assert line.stored.initiative.number == DECLINED
    shut(page)


def test_the_words_go_when_the_decision_is_made(qtbot: QtBot, closed: Path) -> None:
    page = waiting(qtbot, closed)
    choose(page, State.DECLINED)
    vtype(page.decisions.pane.reason, "Chưa mới.")
    page.decisions.pane.button.click()
    settle(page)
    assert councils.kept_reasons(session_of(page).screen, [record(page, DECLINED).id]) == {}
    shut(page)


def test_when_all_is_decided_the_page_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=2)
    for name in (VAN, LAM):
        for number in (RECOGNISED, COMPLETE):
            mark(home, name, number, GOOD)
    opened = desk.open_desk(home, None)
    appraisals.close(opened)
    opened.close()
    page = waiting(qtbot, home)
    type_paper(page)
    page.decisions.pane.button.click()
    settle(page)
    assert page.decisions.empty.isVisible()
    assert page.decisions.empty._text.text() == "Đã ghi quyết định cho 2 sáng kiến"
    shut(page)
