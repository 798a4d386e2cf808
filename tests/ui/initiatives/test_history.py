"""The history of a field in the form, and bringing back what stood there before."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.operations import history, initiatives, typed_words
from domain.initiative import State
from domain.role import UserRole
from tests.typing_vi import press, vtype
from tests.ui.initiatives import test_form
from ui.initiatives.history_panel import HistoryPanel
from ui.initiatives.page import InitiativesPage
from ui.initiatives.reason_line import ReasonLine
from ui.session import Session


def panel(page: InitiativesPage) -> HistoryPanel:
    return page.form.frame.history


def words(page: InitiativesPage) -> list[str]:
    rows = panel(page).rows
    return [part.text() for row in rows for part in ([row] if isinstance(row, QLabel) else row.findChildren(QLabel))]


def backs(page: InitiativesPage) -> list[QPushButton]:
    found = panel(page).findChildren(QPushButton)
    return [button for button in found if button.text() == "Lấy lại giá trị trước" and not button.isHidden()]


def why_line(page: InitiativesPage, field: str) -> ReasonLine:
    """Below the newest change of a field."""
    return next(line for (_no, name), line in panel(page).reasons.items() if name == field)


def given(page: InitiativesPage, field: str) -> str:
    return history.of_record(page._session.screen, page.form.row_id or 0, field)[0].reason


def retype(page: InitiativesPage, name: str, typed: str) -> None:
    test_form.retype(page, name, typed)
    page.flush()


def test_a_field_that_said_something_else_tells_what_and_brings_it_back(qtbot: QtBot, page: InitiativesPage) -> None:
    row_id = page.form.row_id or 0
    before = initiatives.get(page._session.screen, row_id).initiative
    assert page.form.beside.remembering.buttons == {}
    retype(page, "reach", "Xưởng khác")
    retype(page, "benefit_vnd", "12 triệu")
    buttons = page.form.beside.remembering.buttons
    assert {"reach", "benefit_vnd"} <= set(buttons)
    assert "title" not in buttons
    buttons["reach"].click()
    assert panel(page).isVisible()
    assert f"Trước: {before.reach}" in words(page)
    assert "Sau: Xưởng khác" in words(page)
    [back] = backs(page)
    back.click()
    page.flush()
    assert page.form.fields.editors["reach"].value() == before.reach
    assert initiatives.get(page._session.screen, row_id).initiative.reach == before.reach
    page.form.undo()
    assert page.form.fields.editors["reach"].value() == "Xưởng khác"
    buttons["benefit_vnd"].click()
    backs(page)[-1].click()
    page.flush()
    assert initiatives.get(page._session.screen, row_id).initiative.benefit_vnd == before.benefit_vnd
    press(panel(page), Qt.Key.Key_Escape)
    assert panel(page).isHidden()


def test_the_whole_record_tells_its_moves_and_who_entered_it(qtbot: QtBot, page: InitiativesPage) -> None:
    session, row_id = page._session, page.form.row_id or 0
    retype(page, "reach", "Xưởng khác")
    with qtbot.waitSignal(session.changed):
        session.do(lambda desk, _job: initiatives.move(desk, [row_id], State.UNDER_APPRAISAL))
    qtbot.waitUntil(lambda: page.form.fields.editors["title"].isReadOnly())
    page.form.beside.remembering.open()
    told = words(page)
    assert "Trước: Nháp" in told
    assert "Sau: Đang chấm" in told
    assert told[-1].endswith(f"{session.screen.user.name} nhập sáng kiến.")
    assert backs(page) == []  # while it is marked nothing goes back


def test_ctrl_h_asks_for_the_field_with_the_keyboard(qtbot: QtBot, page: InitiativesPage) -> None:
    retype(page, "reach", "Xưởng khác")
    page.form.fields.editors["reach"].setFocus()
    qtbot.keyClick(page.form.fields.editors["reach"], Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert panel(page).field == "reach"
    assert panel(page).isVisible()


def test_signs_of_markup_in_what_was_typed_stay_signs(qtbot: QtBot, page: InitiativesPage) -> None:
    retype(page, "reach", "<b>Xưởng</b>")
    page.form.beside.remembering.open("reach")
    said = next(part for row in panel(page).rows for part in row.findChildren(QLabel) if "<b>" in part.text())
    assert said.textFormat() is Qt.TextFormat.PlainText


def test_a_copy_opens_as_a_new_draft(qtbot: QtBot, page: InitiativesPage) -> None:
    row_id, title = page.form.row_id, page.form.fields.editors["title"].value()
    page.form.copy_asked.emit()
    qtbot.waitUntil(lambda: page.form.row_id not in (None, row_id))
    assert page.form.fields.editors["title"].value() == f"{title} (bản sao)"
    assert page.form.fields.editors["title"].hasFocus()


def test_a_reason_is_written_below_its_change_with_the_keys_alone(qtbot: QtBot, page: InitiativesPage) -> None:
    retype(page, "reach", "Xưởng khác")
    page.form.beside.remembering.open("reach")
    line = why_line(page, "reach")
    assert (line.link.text(), line.told.isVisible(), line.line.isVisible()) == ("Ghi lý do", False, False)
    line.link.setFocus()
    press(line.link, Qt.Key.Key_Return)
    assert line.line.hasFocus()
    vtype(line.line, "Gõ nhầm xưởng")
    press(line.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line.told.isVisible())
    assert (given(page, "reach"), line.told.text()) == ("Gõ nhầm xưởng", "Lý do: Gõ nhầm xưởng")
    assert (line.link.text(), line.link.hasFocus(), line.line.isVisible()) == ("Sửa lý do", True, False)
    press(line.link, Qt.Key.Key_Space)
    assert line.line.value() == "Gõ nhầm xưởng"
    vtype(line.line, ", theo đơn")
    page.form.fields.editors["title"].setFocus()  # left: saved as well
    qtbot.waitUntil(lambda: line.told.isVisible())
    assert given(page, "reach") == "Gõ nhầm xưởng, theo đơn"
    assert page.form.fields.editors["title"].hasFocus()


def test_esc_goes_back_from_the_line_and_then_from_the_history(qtbot: QtBot, page: InitiativesPage) -> None:
    retype(page, "reach", "Xưởng khác")
    page.form.beside.remembering.open("reach")
    line = why_line(page, "reach")
    line.link.click()
    vtype(line.line, "Gõ nh")
    qtbot.keyClick(line.line, Qt.Key.Key_Escape)
    assert (line.line.isVisible(), line.link.hasFocus(), panel(page).isVisible()) == (False, True, True)
    qtbot.keyClick(line.link, Qt.Key.Key_Escape)
    assert panel(page).isHidden()
    qtbot.waitUntil(lambda: not page._session.lanes.busy())
    assert given(page, "reach") == ""
    page.form.beside.remembering.open("reach")
    assert not why_line(page, "reach").line.isVisible()


def test_a_reason_being_typed_is_kept_and_stands_there_again(
    qtbot: QtBot, page: InitiativesPage, session: Session, show: Callable[[Session], InitiativesPage]
) -> None:
    retype(page, "reach", "Xưởng khác")
    page.form.beside.remembering.open("reach")
    line, row_id = why_line(page, "reach"), page.form.row_id or 0
    line.link.click()
    vtype(line.line, "Gõ nhầm")
    page.form.beside.remembering.show_record(row_id, page.form.fields, locked=False)  # a save: nothing is built anew
    assert why_line(page, "reach") is line and line.line.hasFocus()
    public_id = initiatives.get(session.screen, row_id).initiative.id
    form = typed_words.why(line.change.line, "reach")
    qtbot.waitUntil(lambda: typed_words.kept_reason(session.screen, public_id, form) == "Gõ nhầm")
    again = show(session)  # nothing but the register knows of it
    again.form.show_record(row_id)
    again.form.beside.remembering.open("reach")
    line = why_line(again, "reach")
    assert (line.line.isVisible(), line.line.value()) == (True, "Gõ nhầm")
    line.line.setFocus()
    press(line.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line.told.isVisible())
    qtbot.waitUntil(lambda: not session.lanes.busy())
    assert (given(again, "reach"), typed_words.kept_reason(session.screen, public_id, form)) == ("Gõ nhầm", "")


def test_who_may_not_write_sees_no_link(qtbot: QtBot, page: InitiativesPage) -> None:
    retype(page, "reach", "Xưởng khác")
    screen = page._session.screen
    page._session.screen = dataclasses.replace(
        screen, user=dataclasses.replace(screen.user, roles=frozenset({UserRole.CLERK}))
    )
    page.form.beside.remembering.open("reach")
    assert panel(page).reasons == {}
