"""Typing Vietnamese into every editor, in every way keyboards do it."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from domain.errors import RuleError
from tests.typing_vi import compose, press, unikey, vtype
from ui.common.choices import Choice, SearchChoice
from ui.common.editors import DateEdit, LineEdit, MoneyEdit, SearchEdit, TextEdit, counter_look

NAME = "Nguyễn Thị Ưởng"
DEED = "Vận động 45 đoàn viên ủng hộ quỹ “Mái ấm công đoàn”"
PEOPLE = [("p1", "Nguyễn Thị Ưởng"), ("p2", "Trần Văn Khoẻ"), ("p3", "Đặng Thuỳ Trâm Anh")]


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def leave(widget: LineEdit | TextEdit) -> None:
    QApplication.sendEvent(widget, QFocusEvent(QEvent.Type.FocusOut))


@pytest.fixture(params=[LineEdit, TextEdit])
def editor(request: pytest.FixtureRequest, qtbot: QtBot, themed_app: QApplication) -> LineEdit | TextEdit:
    made = request.param()
    qtbot.addWidget(made)
    made.heard = []
    made.kept = []
    made.edited.connect(made.heard.append)
    made.committed.connect(made.kept.append)
    return made


@pytest.mark.parametrize("form", [str, nfd], ids=["composed", "in pieces"])
def test_typed_text_is_told_composed(editor: LineEdit, form: type[str]) -> None:
    vtype(editor, form(NAME))
    assert editor.value() == NAME
    assert editor.heard[-1] == NAME


def test_unikey_takes_letters_back(editor: LineEdit) -> None:
    unikey(editor, "Nguye", "ễn")
    assert editor.value() == "Nguyễn"


def test_an_input_method_is_heard_when_the_word_is_done(editor: LineEdit) -> None:
    QApplication.sendEvent(editor, QInputMethodEvent("Nguyê", []))
    assert editor.value() == ""
    assert editor.heard == []
    compose(editor, ["Nguyê", "Nguyễ"], nfd("Nguyễn"))
    assert editor.value() == "Nguyễn"
    assert editor.heard == ["Nguyễn"]


def test_pasted_text_is_composed(editor: LineEdit) -> None:
    QGuiApplication.clipboard().setText(nfd(DEED))
    editor.paste()
    assert editor.value() == DEED
    assert editor.heard == [DEED]


def test_setting_says_nothing_and_leaving_only_says_changes(editor: LineEdit) -> None:
    editor.set_value(nfd(NAME))
    leave(editor)
    assert editor.value() == NAME
    assert editor.heard == editor.kept == []
    vtype(editor, "!")
    leave(editor)
    leave(editor)
    assert editor.kept == [editor.value()]


def test_setting_what_is_there_leaves_the_cursor(editor: LineEdit) -> None:
    vtype(editor, NAME)
    vtype(editor, "x")
    editor.set_value(NAME + "x")
    vtype(editor, "y")
    assert editor.value() == NAME + "xy"


@given(st.text(alphabet="aăâeêioôơuưyđ ngth\u0300\u0301\u0303\u0309\u0323", max_size=40))
def test_whatever_is_typed_is_what_is_kept(text: str) -> None:
    for made in (LineEdit(), TextEdit()):
        vtype(made, text)
        assert made.value() == unicodedata.normalize("NFC", text)


def test_enter_commits_a_line(qtbot: QtBot, themed_app: QApplication) -> None:
    made = LineEdit()
    kept: list[str] = []
    made.committed.connect(kept.append)
    vtype(made, NAME)
    press(made, Qt.Key.Key_Return)
    assert kept == [NAME]


COUNTS = {0: "counter", 900: "counter", 901: "counter-warn", 1000: "counter-warn", 1001: "counter-over"}


@pytest.mark.parametrize(("length", "look"), COUNTS.items())
def test_the_counter_turns_orange_over_900_and_red_over_1000(length: int, look: str) -> None:
    assert counter_look(length, 1000) == look


@pytest.mark.parametrize("kind", [LineEdit, TextEdit])
def test_letters_are_counted_composed_and_never_cut_off(themed_app: QApplication, kind: type[LineEdit]) -> None:
    made = kind(limit=10)
    counts: list[tuple[int, int]] = []
    made.counted.connect(lambda length, limit: counts.append((length, limit)))
    vtype(made, nfd("ưởng"))
    assert counts[-1] == (4, 10)
    vtype(made, "ả" * 20)
    assert counts[-1] == (24, 10)
    assert made.value() == "ưởng" + "ả" * 20


def test_money_shows_dots_and_words_once_left(themed_app: QApplication) -> None:
    made = MoneyEdit(say=lambda amount: f"<{amount}>")
    notes: list[str] = []
    made.explained.connect(notes.append)
    vtype(made, "48500000")
    assert made.text() == "48500000"
    assert made.amount() == 48_500_000
    assert notes[-1] == "<48500000>"
    leave(made)
    assert made.text() == "48.500.000"
    assert made.alignment() & Qt.AlignmentFlag.AlignRight


@pytest.mark.parametrize("typed", ["chừng 5 triệu", "-3", "48,5"])
def test_money_that_cannot_be_read_stays_as_typed(themed_app: QApplication, typed: str) -> None:
    made = MoneyEdit()
    vtype(made, typed)
    leave(made)
    assert made.value() == typed
    assert made.amount() is None


def test_a_reader_that_refuses_by_error_refuses_quietly(themed_app: QApplication) -> None:
    def refuse(text: str) -> date:
        raise RuleError("date_unreadable")

    made = DateEdit(refuse)
    vtype(made, "hôm qua")
    leave(made)
    assert made.value() == "hôm qua"
    assert made.day() is None


def read_day(text: str) -> date | None:
    day, _, month = text.partition("/")
    return date(2026, int(month), int(day))


def test_a_day_is_written_out_once_left(themed_app: QApplication) -> None:
    made = DateEdit(read_day)
    notes: list[str] = []
    kept: list[str] = []
    made.explained.connect(notes.append)
    made.committed.connect(kept.append)
    vtype(made, "12/8")
    assert made.text() == "12/8"
    assert notes[-1] == "12/08/2026"
    leave(made)
    assert made.text() == "12/08/2026"
    assert kept == ["12/08/2026"]
    made.set_day(date(985, 1, 2))
    assert made.text() == "02/01/0985"


def test_emptying_the_search_is_told(qtbot: QtBot, themed_app: QApplication) -> None:
    made = SearchEdit("Tìm tên")
    qtbot.addWidget(made)
    heard: list[str] = []
    made.edited.connect(heard.append)
    vtype(made, "ương")
    press(made, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(made, Qt.Key.Key_Delete)
    assert heard[-2:] == ["ương", ""]


def wheel(widget: Choice | SearchChoice) -> QWheelEvent:
    centre = QPointF(5, 5)
    turn = QWheelEvent(
        centre, centre, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, turn)
    return turn


@pytest.mark.parametrize("kind", [Choice, SearchChoice])
def test_a_passing_wheel_changes_nothing(themed_app: QApplication, kind: type[Choice]) -> None:
    made = kind(PEOPLE)
    made.set_value("p1")
    turn = wheel(made)
    assert made.value() == "p1"
    assert not turn.isAccepted()


def test_a_choice_gives_codes_and_keeps_one_it_does_not_know(qtbot: QtBot, themed_app: QApplication) -> None:
    made = Choice(PEOPLE)
    qtbot.addWidget(made)
    heard: list[str] = []
    made.edited.connect(heard.append)
    assert made.value() == ""
    made.set_value("p2")
    made.set_items(PEOPLE[::-1])
    assert made.value() == "p2"
    made.set_value("old")
    assert made.value() == made.currentText() == "old"
    assert heard == []
    made.set_value("p3")
    press(made, Qt.Key.Key_Down)
    assert heard == ["p2"]


@pytest.fixture
def people(qtbot: QtBot, themed_app: QApplication) -> SearchChoice:
    made = SearchChoice(PEOPLE)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.lineEdit().setFocus()
    return made


def test_typing_in_a_search_choice_is_never_completed_inline(people: SearchChoice) -> None:
    people.set_items([("a", "thiện nguyện"), ("b", "thí điểm")])
    unikey(people.lineEdit(), "thi", "í")
    assert people.text() == "thí"
    assert not people.known()
    assert people.value() == "thí"


@pytest.mark.parametrize("typed", ["uong", "Ưởng", nfd("ưởng"), "THI U"])
def test_any_part_finds_with_or_without_accents(people: SearchChoice, typed: str) -> None:
    vtype(people.lineEdit(), typed)
    finder = people.completer()
    assert finder.completionCount() == 1
    assert finder.popup().isVisible()
    kept: list[str] = []
    people.committed.connect(kept.append)
    press(finder.popup(), Qt.Key.Key_Down)
    press(finder.popup(), Qt.Key.Key_Return)
    assert people.text() == NAME
    assert people.value() == "p1"
    assert kept == ["p1"]


def test_words_of_an_entry_typed_out_are_that_entry(people: SearchChoice) -> None:
    vtype(people.lineEdit(), nfd("trần văn khoẻ"))
    assert people.known()
    assert people.value() == "p2"


def test_one_click_closes_the_list_and_goes_where_it_was_aimed(qtbot: QtBot, themed_app: QApplication) -> None:
    ground, first, second = QWidget(), SearchChoice(PEOPLE), SearchChoice(PEOPLE)
    column = QVBoxLayout(ground)
    column.addWidget(first)
    column.addSpacing(200)  # what is offered lies over what stands right below
    column.addWidget(second)
    qtbot.addWidget(ground)
    ground.show()
    ground.activateWindow()
    qtbot.waitUntil(ground.isActiveWindow)
    first.setFocus()

    def click(target: QWidget) -> None:
        at = target.mapTo(ground, QPoint(20, target.height() // 2))
        QTest.mouseClick(ground.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    vtype(first.lineEdit(), "uo")
    assert first.completer().popup().isVisible()
    click(second)
    assert not first.completer().popup().isVisible()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is second)
    vtype(QApplication.focusWidget(), "Trần")
    assert (first.text(), second.text()) == ("uo", "Trần")
    assert second.completer().popup().isVisible()


@pytest.mark.parametrize("typed", ["12-8-2026", "120826", "12.8.26"])
def test_the_reader_of_dates_is_the_usual_one(themed_app: QApplication, typed: str) -> None:
    made = DateEdit()
    vtype(made, typed)
    leave(made)
    assert made.value() == "12/08/2026"
    assert made.day() == date(2026, 8, 12)
