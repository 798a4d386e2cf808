"""What has to be completed: recognised by a paper of its own, or marked again with every earlier sheet kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop import desk
from desktop.operations import appraisals, councils, initiatives, rounds
from domain.initiative import State
from domain.moves import Decision
from tests.typing_vi import vtype
from tests.ui.appraisals.seated import GOOD, LAM, OFFICER, VAN, make_home, mark, open_page, session_of, settle, shut
from ui.appraisals.page import AppraisalsPage

pytestmark = pytest.mark.usefixtures("themed_app")
NUMBER = "SK-2022-0001"


@pytest.fixture
def waiting(tmp_path: Path) -> Path:
    """A register with one initiative recognised once its table of figures is complete."""
    home = make_home(tmp_path, entries=1)
    for name in (VAN, LAM):
        mark(home, name, NUMBER, GOOD, "after_completion")
    opened = desk.open_desk(home, None)
    appraisals.close(opened)
    row = initiatives.find(opened, NUMBER).row_id
    signed = Decision("27/QĐ", initiatives.find(opened, NUMBER).initiative.applied_to_on, "Bà X")
    done = councils.decide(opened, State.RECOGNISED_AFTER_COMPLETION, signed, {row: "bổ sung bảng số liệu"})
    assert done.refused == {}
    opened.close()
    return home


def at_completions(qtbot: QtBot, home: Path) -> AppraisalsPage:
    page = open_page(qtbot, home, OFFICER)
    page.open("completions")
    settle(page)
    return page


def state_of(page: AppraisalsPage) -> State:
    return initiatives.find(session_of(page).screen, NUMBER).initiative.state


def test_the_list_says_what_has_to_be_completed_and_what_the_round_was(qtbot: QtBot, waiting: Path) -> None:
    page = at_completions(qtbot, waiting)
    assert page.completions.note.text() == "bổ sung bảng số liệu"
    assert page.completions.history.text() == "Vòng 1: Phải hoàn thiện, 2 phiếu, trung bình 82,5."
    assert page.section() == "completions"
    shut(page)


def test_what_is_completed_is_recognised_by_a_paper_of_its_own(qtbot: QtBot, waiting: Path) -> None:
    page = at_completions(qtbot, waiting)
    form = page.completions
    form.done.click()
    settle(page)
    assert state_of(page) is State.RECOGNISED_AFTER_COMPLETION
    vtype(form.paper.no, "31/QĐ")
    vtype(form.paper.on, "20/7/2023")
    vtype(form.paper.signer, "Bà X")
    form.done.click()
    settle(page)
    found = initiatives.find(session_of(page).screen, NUMBER).initiative
    assert (found.state, found.decision_no) == (State.RECOGNISED, "31/QĐ")
    assert page.section() != "completions"
    shut(page)


def test_marking_again_needs_a_reason_and_keeps_every_sheet(qtbot: QtBot, waiting: Path) -> None:
    page = at_completions(qtbot, waiting)
    form = page.completions
    form.again.click()
    settle(page)
    assert state_of(page) is State.RECOGNISED_AFTER_COMPLETION
    vtype(form.reason, "đã bổ sung bảng số liệu")
    form.again.click()
    settle(page)
    assert state_of(page) is State.UNDER_APPRAISAL
    screen = session_of(page).screen
    public_id = initiatives.find(screen, NUMBER).initiative.id
    (kept,) = rounds.closed(screen, public_id)
    assert {sheet.appraiser for sheet in kept.sheets} == {VAN, LAM}
    assert appraisals.view(screen, public_id).filed == 0
    shut(page)


def test_what_is_typed_is_kept(qtbot: QtBot, waiting: Path) -> None:
    page = at_completions(qtbot, waiting)
    vtype(page.completions.reason, "đã bổ sung")
    vtype(page.completions.paper.no, "31")
    shut(page)
    page = at_completions(qtbot, waiting)
    assert (page.completions.reason.value(), page.completions.paper.no.value()) == ("đã bổ sung", "31")
    shut(page)
