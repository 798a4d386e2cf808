"""Nothing typed is lost: what is in the fields is in the store within two seconds."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.operations import initiatives
from desktop.operations.initiatives import Filter
from domain.initiative import State
from domain.moves import Decision
from tests.typing_vi import compose, press, unikey, vtype
from ui.initiatives.autosave import LATEST_MS, QUIET_MS
from ui.initiatives.page import InitiativesPage
from ui.session import Session

Show = Callable[[Session], InitiativesPage]
TITLE = "Đồ gá may túi hộp của chị Ưởng"


def stored(session: Session, row_id: int | None) -> initiatives.Stored:
    """The record as a connection of its own sees it."""
    assert row_id is not None
    reader = session.screen.screen()
    try:
        return initiatives.get(reader, row_id)
    finally:
        reader.store.close()


def _has_the_keyboard(page: InitiativesPage) -> QWidget:
    here = page.window().focusWidget()
    assert here is not None
    return here


def test_a_new_record_stands_in_the_store_with_its_first_letter(qtbot: QtBot, empty: Session, show: Show) -> None:
    page = show(empty)
    page.new()
    title = page.form.fields.editors["title"]
    assert initiatives.total(empty.screen, Filter()) == 0
    vtype(title, "Đ")
    qtbot.waitUntil(lambda: page.form.row_id is not None)
    vtype(title, TITLE[1:])
    qtbot.waitUntil(lambda: stored(empty, page.form.row_id).initiative.title == TITLE)
    assert initiatives.total(empty.screen, Filter()) == 1
    qtbot.waitUntil(lambda: page.list.table.current_id() == page.form.row_id)


def test_the_list_that_comes_with_the_first_record_leaves_the_keyboard_where_it_is(
    qtbot: QtBot, empty: Session, show: Show
) -> None:
    """An empty register shows no list. What was asked to have the keyboard while it was hidden, as when the page comes
    back to the front, gets it from Qt once it is shown: after the first letter, so that only that one was kept."""
    page = show(empty)
    page.new()
    page.setFocus()
    page._to_form()
    vtype(_has_the_keyboard(page), "Đ")
    qtbot.waitUntil(lambda: page.list.table.isVisible())
    vtype(_has_the_keyboard(page), TITLE[1:])
    assert page.form.flush()
    assert stored(empty, page.form.row_id).initiative.title == TITLE


def test_letters_typed_while_the_record_is_made_are_kept(qtbot: QtBot, empty: Session, show: Show) -> None:
    page = show(empty)
    page.new()
    vtype(page.form.fields.editors["title"], TITLE)
    assert page.form.row_id is None
    assert page.flush() is None
    assert stored(empty, page.form.row_id).initiative.title == TITLE
    assert initiatives.total(empty.screen, Filter()) == 1


def test_composed_words_reach_the_store_while_the_field_is_still_open(qtbot: QtBot, page: InitiativesPage) -> None:
    effect = page.form.fields.editors["effect"]
    effect.setFocus()
    effect.set_value("")
    compose(effect, ["hiê", "hiệu"], "hiệu quả ")
    unikey(effect, "ro", "õ")
    session = page._session
    qtbot.waitUntil(lambda: stored(session, page.form.row_id).initiative.effect == "hiệu quả rõ")
    assert effect.value() == "hiệu quả rõ"
    qtbot.waitUntil(lambda: page.form.frame.saved.text().startswith("Đã lưu lúc "))


def test_hands_that_never_rest_are_saved_within_two_seconds(qtbot: QtBot, page: InitiativesPage) -> None:
    summary = page.form.fields.editors["summary"]
    session, row_id = page._session, page.form.row_id
    summary.setFocus()
    summary.set_value("")
    assert LATEST_MS < 2000
    typed = 0
    while not stored(session, row_id).initiative.summary.startswith("a"):
        vtype(summary, "a")
        typed += 1
        qtbot.wait(QUIET_MS // 8)  # never so long a rest that the quiet timer would save
    assert typed > 1


def test_a_saved_field_is_not_rewritten_under_the_hands(qtbot: QtBot, page: InitiativesPage) -> None:
    title = page.form.fields.editors["title"]
    title.setFocus()
    title.set_value("")
    vtype(title, "Khung treo ")
    with qtbot.waitSignal(page.form.autosave.saved):
        page.form.autosave.save(settled=False)
    assert title.value() == "Khung treo "
    vtype(title, "hai tầng")
    page.form.fields.editors["effect"].setFocus()
    qtbot.waitUntil(lambda: not page.form.autosave.writing())
    assert stored(page._session, page.form.row_id).initiative.title == "Khung treo hai tầng"


def test_a_field_gives_the_journal_one_line_however_long_it_was_typed(qtbot: QtBot, page: InitiativesPage) -> None:
    session, row_id = page._session, page.form.row_id
    public_id = stored(session, row_id).initiative.id
    before = len(initiatives.history(session.screen, public_id))
    reach = page.form.fields.editors["reach"]
    reach.setFocus()
    for word in ("Toàn ", "công ", "ty"):
        vtype(reach, word)
        with qtbot.waitSignal(page.form.autosave.saved):
            page.form.autosave.save(settled=False)
    assert len(initiatives.history(session.screen, public_id)) == before
    page.form.fields.editors["effect"].setFocus()
    qtbot.waitUntil(lambda: not page.form.autosave.writing())
    lines = initiatives.history(session.screen, public_id)
    assert len(lines) == before + 1


def test_what_cannot_be_saved_stays_and_is_tried_again(qtbot: QtBot, page: InitiativesPage, session: Session) -> None:
    row_id = page.form.row_id
    assert row_id is not None
    with qtbot.waitSignal(session.changed):
        # Somebody else locks it: this page is not told.
        page._session.changed.disconnect(page._changed)
        session.do(lambda desk, _job: initiatives.move(desk, [row_id], State.UNDER_APPRAISAL))
    effect = page.form.fields.editors["effect"]
    effect.setFocus()
    vtype(effect, "Ưu ")
    with qtbot.waitSignal(page.form.autosave.failed):
        page.form.autosave.save()
    assert "không sửa được" in page.form.frame.failure.text()
    assert page.form.frame.saved.text() == "Chưa lưu"
    typed = effect.value()
    assert "Ưu " in typed
    other = page.list.rows.known[3]
    page.form.show_record(other)
    page.form.show_record(row_id)
    assert page.form.fields.editors["effect"].value() == typed
    with qtbot.waitSignal(session.changed):
        session.do(lambda desk, _job: initiatives.move(desk, [row_id], State.ELIGIBLE, Decision(reason="sửa tiếp")))
    page.form.frame.failure.clicked.emit()
    qtbot.waitUntil(lambda: not page.form.autosave.failing() and not page.form.autosave.writing())
    assert stored(session, row_id).initiative.effect == typed.strip()
    assert page.form.frame.failure.isHidden()


def test_leaving_for_another_record_saves_first(qtbot: QtBot, page: InitiativesPage) -> None:
    first = page.form.row_id
    vtype(page.form.fields.editors["title"], "Mới: ")
    press(page.list.table, Qt.Key.Key_Down)
    assert page.form.row_id != first
    qtbot.waitUntil(lambda: not page.form.autosave.writing())
    assert "Mới: " in stored(page._session, first).initiative.title


def test_flush_and_closing_wait_for_the_last_letter(qtbot: QtBot, page: InitiativesPage) -> None:
    vtype(page.form.fields.editors["title"], "A")
    typed = page.form.fields.editors["title"].value()
    assert page.may_close()
    assert stored(page._session, page.form.row_id).initiative.title == typed


def test_who_goes_on_to_the_next_record_while_the_store_is_slow_types_into_that_one(
    qtbot: QtBot, page: InitiativesPage, session: Session
) -> None:
    """Ctrl+Enter waits for the store. What an input method brings meanwhile is not lost, nor does it stop the going on;
    keys wait until the next record is there (tests/journeys/test_real_keys.py)."""
    effect, before, go = page.form.fields.editors["effect"], page.form.row_id, threading.Event()
    effect.setFocus()
    compose(effect, [], "Đỡ ")
    session.do(lambda _desk, _job: go.wait(10))
    QTimer.singleShot(20, page, lambda: compose(effect, [], "mỏi "))
    QTimer.singleShot(60, page, go.set)
    page._next_new()
    assert page.form.row_id is None
    vtype(page.form.fields.editors["title"], TITLE)
    assert page.form.flush()
    assert stored(session, before).initiative.effect.startswith("Đỡ mỏi ")
    assert stored(session, page.form.row_id).initiative.title == TITLE


def test_a_new_record_that_is_not_in_the_list_yet_stays_in_the_form(page: InitiativesPage, session: Session) -> None:
    """Coming back to the page the keyboard is in the list, where no row is chosen: Qt would choose the first one."""
    page.new()
    vtype(page.form.fields.editors["title"], "Máy")
    page.list.read_again()
    page.list.table.setFocus()
    press(page.list.table, Qt.Key.Key_Escape)
    assert page.list.table.hasFocus()
    assert page.form.fields.editors["title"].value() == "Máy"
    page._to_form()
    vtype(page.form.fields.editors["title"], " cắt")
    assert page.form.flush()
    assert page.form.row_id not in (None, 12)
    assert initiatives.get(session.screen, 12).initiative.title != "Máy cắt"


def test_hidden_pages_save(qtbot: QtBot, page: InitiativesPage) -> None:
    vtype(page.form.fields.editors["title"], "B")
    typed = page.form.fields.editors["title"].value()
    page.hide()
    qtbot.waitUntil(lambda: stored(page._session, page.form.row_id).initiative.title == typed)
    QApplication.processEvents()


def test_on_a_full_disk_the_words_stay_and_are_saved_once_there_is_room(qtbot: QtBot, page: InitiativesPage) -> None:
    store = page._session._desk.store
    pages = store.value("PRAGMA page_count")
    store.value(f"PRAGMA max_page_count = {pages}")
    summary = page.form.fields.editors["summary"]
    summary.setFocus()
    compose(summary, [], "chữ dài " * 4000)
    with qtbot.waitSignal(page.form.autosave.failed):
        page.form.autosave.save()
    assert page.form.frame.failure.text().startswith("Ổ đĩa đã đầy")
    typed = summary.value()
    store.value("PRAGMA max_page_count = 1000000")
    page.form.frame.failure.clicked.emit()
    qtbot.waitUntil(lambda: not page.form.autosave.failing() and not page.form.autosave.writing())
    assert stored(page._session, page.form.row_id).initiative.summary == typed.strip()
    assert page.form.frame.failure.isHidden()


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody take away a file that is open")
def test_a_folder_that_is_gone_keeps_the_words_in_the_form(qtbot: QtBot, page: InitiativesPage) -> None:
    home = page._session.screen.home
    effect = page.form.fields.editors["effect"]
    effect.setFocus()
    vtype(effect, "Ưu ")
    away = home.rename(home.with_name("away"))
    with qtbot.waitSignal(page.form.autosave.failed):
        page.form.autosave.save()
    assert page.form.frame.failure.text().startswith("Không còn thấy sổ")
    assert page.form.frame.saved.text() == "Chưa lưu"
    typed = effect.value()
    away.rename(home)
    page.form.frame.failure.clicked.emit()
    qtbot.waitUntil(lambda: not page.form.autosave.failing() and not page.form.autosave.writing())
    assert stored(page._session, page.form.row_id).initiative.effect == typed.strip()
