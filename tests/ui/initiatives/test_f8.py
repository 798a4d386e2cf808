"""F8, and F8 again: whatever was typed before, between and afterwards stands in its field, letter by letter."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.operations import initiatives
from tests.typing_vi import compose, press, unikey, vtype
from ui.initiatives.page import InitiativesPage


@pytest.fixture
def page(page: InitiativesPage, qtbot: QtBot) -> InitiativesPage:
    """Three fields that stay problems whatever is typed into them: F8 goes round between them."""
    for name, words in (("applied_from_on", "3x"), ("benefit_vnd", "x")):
        editor = page.form.fields.editors[name]
        editor.setFocus()
        editor.selectAll()
        vtype(editor, words)
    year = page.form.fields.authors.cards[0].editor("birth_year")
    year.setFocus()
    year.selectAll()
    vtype(year, "y")
    press(year, Qt.Key.Key_End)
    page.flush()
    return page


def here() -> QLineEdit:
    widget = QApplication.focusWidget()
    assert isinstance(widget, QLineEdit)
    return widget


def f8(page: InitiativesPage, qtbot: QtBot) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)


@pytest.mark.parametrize("seed", range(6))
def test_letters_typed_between_two_f8_are_all_there(qtbot: QtBot, page: InitiativesPage, seed: int) -> None:
    chance = random.Random(seed)
    expected: dict[QWidget, str] = {}
    for _ in range(24):
        f8(page, qtbot)
        field = here()
        expected.setdefault(field, field.value())
        for _ in range(chance.randint(0, 2)):
            letter = chance.choice("xyzđ")
            chance.choice([vtype, lambda at, words: compose(at, [words], words)])(field, letter)
            expected[field] += letter
        how = chance.randint(0, 3)
        if how == 1:
            page.form.autosave.save(settled=False)
        elif how == 2:
            qtbot.waitUntil(lambda: not page.form.autosave.writing())
        elif how == 3:
            QApplication.processEvents()
    assert len(expected) == 3
    page.flush()
    assert {field.objectName(): field.value() for field in expected} == {
        field.objectName(): words for field, words in expected.items()
    }
    assert page.form.row_id is not None
    held = initiatives.get(page._session.screen, page.form.row_id).initiative.unread
    assert sorted(held.values()) == sorted(expected.values())


def test_where_a_field_has_no_room_its_problem_is_told_over_the_form(qtbot: QtBot, page: InitiativesPage) -> None:
    summary, frame = page.form.fields.field_at("summary"), page.form.frame
    assert summary is not None
    summary.editor.setFocus()
    summary.editor.selectAll()
    press(summary.editor, Qt.Key.Key_Backspace)
    page.flush()
    page.resize(page.minimumSizeHint().width(), 360)
    for _ in range(8):  # round all that is wrong
        f8(page, qtbot)
        if QApplication.focusWidget() is summary.editor:
            break
    qtbot.waitUntil(lambda: frame.problem_here.text() == summary.problem() != "")
    assert (frame.problem_here.isVisible(), frame.notice.isVisible()) == (True, False)
    page.resize(1160, 1400)
    f8(page, qtbot)
    qtbot.waitUntil(lambda: not frame.problem_here.isVisible())
    assert frame.notice.isVisible()


def test_a_blank_after_a_word_is_a_letter_too(qtbot: QtBot, page: InitiativesPage) -> None:
    effect = page.form.fields.editors["effect"]
    effect.setFocus()
    effect.selectAll()
    unikey(effect, "Nha", "à")
    vtype(effect, " ")
    f8(page, qtbot)
    qtbot.waitUntil(lambda: not page.form.autosave.writing())
    effect.setFocus()
    vtype(effect, "xưởng")
    page.flush()
    assert effect.value() == "Nhà xưởng"


def test_a_field_that_is_put_into_its_usual_form_keeps_the_place_of_the_cursor(
    qtbot: QtBot, page: InitiativesPage
) -> None:
    phone = page.form.fields.authors.cards[0].editor("phone")
    phone.setFocus()
    phone.selectAll()
    vtype(phone, "0912.820.510")
    press(phone, Qt.Key.Key_Backspace)
    effect = page.form.fields.editors["effect"]
    effect.setFocus()
    page.flush()
    phone.setFocus()
    vtype(phone, "1")
    effect.setFocus()
    page.flush()
    assert phone.value() == "0912 820 511"
    phone.setFocus()
    press(phone, Qt.Key.Key_Backspace)
    vtype(phone, "2")
    assert phone.value() == "0912 820 512"


def test_a_window_left_for_another_program_changes_no_field_that_is_being_typed_in(
    qtbot: QtBot, page: InitiativesPage
) -> None:
    effect = page.form.fields.editors["effect"]
    effect.setFocus()
    effect.selectAll()
    vtype(effect, "Nhà  xưởng")
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is other)
    page.flush()
    assert effect.value() == "Nhà  xưởng"
