"""The portal section as an officer uses it with a network for once: by the keyboard alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.operations import initiatives, portal
from domain.initiative import State
from domain.portal import PortalState
from tests.typing_vi import press, vtype
from tests.ui.programmes.opened import Went, settled
from tests.ui.registers import make_session
from ui.programmes.portal import PortalSection
from ui.session import Session


@pytest.fixture
def went() -> Went:
    return Went(State.ACCEPTED, most=4)


@pytest.fixture
def section(qtbot: QtBot, session: Session) -> PortalSection:
    made = settled(qtbot, session, PortalSection(session))
    made.activateWindow()
    made.setFocus()
    return made


def idle(session: Session) -> None:
    assert session.lanes.wait_idle()


def test_enter_copies_and_goes_to_the_next_box(section: PortalSection, qtbot: QtBot) -> None:
    rows = [row for row in section.boxes.rows if row.copy.isEnabled()]
    rows[0].copy.setFocus()
    for at, row in enumerate(rows):
        qtbot.waitUntil(lambda row=row: row.copy.hasFocus())
        press(row.copy, Qt.Key.Key_Return)
        assert QApplication.clipboard().text() == row.box.text
        assert row.done()
        assert [one.done() for one in rows] == [True] * (at + 1) + [False] * (len(rows) - at - 1)
    qtbot.waitUntil(section.marks.number.hasFocus)


def test_ctrl_enter_marks_and_goes_to_the_next_initiative(
    section: PortalSection, session: Session, qtbot: QtBot
) -> None:
    first, second = portal.ids(session.screen)[:2]
    assert section.table.current_id() == first
    vtype(section.marks.number, "TLD-15")
    press(section.marks.number, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle(session)
    held = initiatives.get(session.screen, first).initiative
    assert (held.portal_no, portal.counts(session.screen)[PortalState.WAITING]) == ("TLD-15", 1)
    assert section.table.current_id() == second
    assert section.marks.number.value() == ""
    qtbot.waitUntil(lambda: bool(section.boxes.rows) and section.boxes.rows[0].copy.hasFocus())


def test_three_chips_count_and_the_rest_of_the_way_is_marked(section: PortalSection, session: Session) -> None:
    row = portal.ids(session.screen)[0]
    session.do(lambda desk, _job: portal.mark_entered(desk, row, date(2022, 2, 1)))
    idle(session)
    section.open("waiting")
    assert section.table.current_id() == row
    assert section.marks.approved.isVisible() and not section.marks.entered.isVisible()
    vtype(section.marks.day, "9/2/2022")
    section.marks.approved.click()
    idle(session)
    assert initiatives.get(session.screen, row).initiative.portal_approved_on == date(2022, 2, 9)
    section.open("approved")
    section.marks.back.click()
    idle(session)
    assert portal.counts(session.screen)[PortalState.WAITING] == 1


def test_what_is_refused_stands_under_its_field_and_what_was_typed_stays(
    section: PortalSection, session: Session
) -> None:
    row = portal.ids(session.screen)[0]
    session.do(lambda desk, _job: portal.mark_entered(desk, row, date(2022, 2, 1)))
    idle(session)
    section.open("waiting")
    for words in ("31/2/2022", "1/1/2022"):
        section.marks.day.set_value("")
        vtype(section.marks.day, words)
        section.marks.approved.click()
        idle(session)
        assert section.marks.fields["portal_on"].problem()
        assert initiatives.get(session.screen, row).initiative.portal_approved_on is None


def test_words_typed_for_one_record_wait_while_another_is_looked_at(section: PortalSection) -> None:
    vtype(section.marks.number, "TLD-15")
    section.table.step(1)
    assert section.marks.number.value() == ""
    section.table.step(-1)
    assert section.marks.number.value() == "TLD-15"


def test_a_pasted_list_is_shown_before_it_is_applied(section: PortalSection, session: Session) -> None:
    row = portal.ids(session.screen)[0]
    session.do(lambda desk, _job: portal.mark_entered(desk, row, date(2022, 2, 1), "TLD-15"))
    idle(session)
    section.by_list.click()
    section.bulk.pasted.set_value("TLD-15\nKhông có tên này")
    section.bulk.look.click()
    idle(session)
    assert [line.outcome for line in section.bulk.lines] == ["ready", "unknown"]
    assert portal.counts(session.screen)[PortalState.WAITING] == 1
    section.bulk.apply.click()
    idle(session)
    assert portal.counts(session.screen)[PortalState.APPROVED] == 1
    assert section.bulk.pasted.value() == "Không có tên này"


def test_a_cut_text_says_how_much_fell_away(section: PortalSection, session: Session) -> None:
    row = portal.ids(session.screen)[0]
    session.do(lambda desk, _job: initiatives.type_in(desk, row, {"summary": "Giữ mép túi, bỏ một lần ủi. " * 60}))
    idle(session)
    box = section.boxes.rows[-1].box
    assert box.cut > 0 and box.length <= box.limit == 1000


def test_an_empty_list_says_what_to_do(qtbot: QtBot, tmp_path: Path, themed_app: QApplication) -> None:
    session = make_session(tmp_path)
    made = PortalSection(session)
    qtbot.addWidget(made)
    made.refresh()
    assert made.stack.currentWidget() is made.empty
    session.close()
