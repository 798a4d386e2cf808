"""Steps are taken back in the record where they were made, which comes back in front."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.operations import initiatives
from domain.initiative import State
from tests.typing_vi import press, vtype
from tests.ui.initiatives.test_form import retype
from ui.initiatives.page import InitiativesPage
from ui.session import Session

TO = State.UNDER_APPRAISAL
Show = Callable[[Session], InitiativesPage]


def held(page: InitiativesPage, row_id: int) -> str:
    page.flush()
    return initiatives.get(page._session.screen, row_id).initiative.reach


def typed_then(
    qtbot: QtBot, page: InitiativesPage, row_id: int, words: str, front: int, work: Callable[[Desk], object]
) -> None:
    """Something is typed into a record, another comes in front, and then `work` is done."""
    page.open(row_id)
    retype(page, "reach", words)
    page.open(front)
    page.flush()
    with qtbot.waitSignal(page._session.changed):
        page._session.do(lambda desk, _job: work(desk))


def test_undo_goes_back_to_the_record_where_it_happened_and_says_so(qtbot: QtBot, page: InitiativesPage) -> None:
    first, second = page.list.rows.known[:2]
    before = {row_id: held(page, row_id) for row_id in (first, second)}
    page.open(first)
    retype(page, "reach", "Xưởng khác")
    page.open(second)
    retype(page, "reach", "Kho khác")
    page.form.undo()
    assert page.form.row_id == second
    assert held(page, second) == before[second]
    with qtbot.waitSignal(page._session.told) as told:
        page.form.undo()
    number = initiatives.get(page._session.screen, first).initiative.number
    assert told.args == [f"Quay lại {number}: đã hoàn tác ô «Phạm vi ứng dụng»."]
    assert page.form.row_id == page.list.table.current_id() == first
    assert held(page, first) == before[first]
    assert not page.form.frame.undo.isEnabled()
    page.form.redo()
    page.form.redo()
    assert page.form.row_id == second
    assert (held(page, first), held(page, second)) == ("Xưởng khác", "Kho khác")


def test_what_was_typed_into_a_new_record_is_taken_back_after_the_next_one(
    qtbot: QtBot, empty: Session, show: Show
) -> None:
    page = show(empty)
    page.new()
    vtype(page.form.fields.editors["title"], "Kệ để khuôn")
    page.form.fields.editors["reach"].setFocus()
    vtype(page.form.fields.editors["reach"], "Xưởng 1")
    page._next_new()
    assert page.form.row_id is None
    page.form.undo()
    row_id = page.form.row_id
    assert row_id is not None
    assert held(page, row_id) == ""
    page.form.undo()
    page.flush()
    assert initiatives.get(empty.screen, row_id).initiative.title == ""


def test_a_record_that_is_locked_or_thrown_away_is_not_changed(qtbot: QtBot, page: InitiativesPage) -> None:
    session = page._session
    first, second = page.list.rows.known[:2]
    typed_then(qtbot, page, first, "Xưởng khác", second, lambda desk: initiatives.move(desk, [first], TO))
    with qtbot.waitSignal(session.told) as told:
        page.form.undo()
    assert told.args[0].startswith("Đang chấm nên không sửa được.")
    assert held(page, first) == "Xưởng khác"
    typed_then(qtbot, page, second, "Kho khác", first, lambda desk: initiatives.delete(desk, [second]))
    with qtbot.waitSignal(session.told) as told:
        page.form.undo()
    assert "Thùng rác" in told.args[0]
    assert page.form.row_id == first


def test_what_was_typed_before_records_moved_on_is_asked_about_first(qtbot: QtBot, page: InitiativesPage) -> None:
    session = page._session
    first, second, third = page.list.rows.known[:3]
    before = held(page, first)
    typed_then(qtbot, page, first, "Xưởng khác", third, lambda desk: initiatives.move(desk, [second], TO))
    with qtbot.waitSignal(session.told) as told:
        page.form.undo()
    assert "bấm Ctrl+Z lần nữa" in told.args[0]
    assert page.form.row_id == first
    assert held(page, first) == "Xưởng khác"
    page.form.undo()
    assert held(page, first) == before


def test_enter_goes_down_the_paper_and_the_next_sheet_keeps_what_the_pile_shares(
    qtbot: QtBot, page: InitiativesPage, session: Session
) -> None:
    page.open(page.list.rows.known[0])
    retype(page, "area", "công đoạn may")
    fields = page.form.fields
    date, until = fields.editors["applied_from_on"], fields.editors["applied_to_on"]
    date.setFocus()
    press(date, Qt.Key.Key_Return)
    assert until.hasFocus()
    press(until, Qt.Key.Key_Enter)
    assert fields.editors["trial"].hasFocus()
    press(fields.editors["trial"], Qt.Key.Key_Return)
    assert fields.editors["summary"].hasFocus()
    page.flush()
    before = initiatives.get(session.screen, page.form.row_id or 0).initiative
    page._next_new()
    assert page.form.row_id is None
    assert page.form.fields.editors["area"].value() == "công đoạn may"
    vtype(page.form.fields.editors["title"], "Kệ")
    page.flush()
    made = initiatives.get(session.screen, page.form.row_id or 0).initiative
    assert (made.area, made.group, made.block, made.title) == (before.area, before.group, before.block, "Kệ")
    assert made.summary == ""


def test_enter_goes_through_the_paper_form_and_presses_no_button(page: InitiativesPage) -> None:
    """Out of an empty text of several lines too; one with words gets a new line. Adding an author is for Tab."""
    page.new()
    fields = page.form.fields
    card = fields.authors.cards[0]
    awards, began = card.editor("awards"), fields.editors["applied_from_on"]
    card.editor("phone").setFocus()
    press(card.editor("phone"), Qt.Key.Key_Return)
    assert awards.hasFocus()
    press(awards, Qt.Key.Key_Return)
    assert began.hasFocus()
    assert awards.value() == ""
    assert len(fields.authors.cards) == 1
    awards.setFocus()
    vtype(awards, "Chiến sĩ thi đua")
    press(awards, Qt.Key.Key_Return)
    vtype(awards, "Bằng khen")
    assert awards.hasFocus()
    assert awards.value() == "Chiến sĩ thi đua\nBằng khen"
    press(awards, Qt.Key.Key_Tab)
    assert not began.hasFocus()
