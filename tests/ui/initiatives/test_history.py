"""The history of a field in the form, and bringing back what stood there before."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.operations import initiatives
from domain.initiative import State
from tests.typing_vi import press
from tests.ui.initiatives import test_form
from ui.initiatives.history_panel import HistoryPanel
from ui.initiatives.page import InitiativesPage


def panel(page: InitiativesPage) -> HistoryPanel:
    return page.form.frame.history


def words(page: InitiativesPage) -> list[str]:
    rows = panel(page).rows
    return [part.text() for row in rows for part in ([row] if isinstance(row, QLabel) else row.findChildren(QLabel))]


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
    [back] = panel(page).findChildren(QPushButton)
    back.click()
    page.flush()
    assert page.form.fields.editors["reach"].value() == before.reach
    assert initiatives.get(page._session.screen, row_id).initiative.reach == before.reach
    page.form.undo()
    assert page.form.fields.editors["reach"].value() == "Xưởng khác"
    buttons["benefit_vnd"].click()
    panel(page).findChildren(QPushButton)[-1].click()
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
    assert panel(page).findChildren(QPushButton) == []  # while it is marked nothing goes back


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
