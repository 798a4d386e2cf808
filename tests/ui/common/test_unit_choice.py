"""Choosing a unit by a few letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from domain.text import fold
from tests.typing_vi import press, vtype
from ui.common.unit_choice import OFFERED, UnitChoice

NAMES = {"a": "LĐLĐ tỉnh Hà Giang (HG)", "b": "LĐLĐ tỉnh Hà Nam (HN)", "c": "CĐCS Tôm (T)"}


def find(query: str) -> Sequence[tuple[str, str]]:
    return [(code, words) for code, words in NAMES.items() if fold(query) in fold(words)]


@pytest.fixture
def choice(qtbot: QtBot, themed_app: QApplication) -> Iterator[UnitChoice]:
    ground = QWidget()
    qtbot.addWidget(ground)
    made = UnitChoice(find, NAMES.__getitem__, parent=ground)
    ground.resize(400, 60)
    made.resize(300, 30)
    ground.show()
    ground.activateWindow()
    made.setFocus()
    yield made
    ground.close()


def test_letters_without_accents_drop_down_what_they_find(choice: UnitChoice, qtbot: QtBot) -> None:
    vtype(choice, "ha ")
    qtbot.waitUntil(lambda: choice.offered() == ["a", "b"])
    assert (choice.value(), choice.text()) == ("", "ha ")


def test_one_of_the_list_is_chosen_by_the_keyboard(choice: UnitChoice, qtbot: QtBot) -> None:
    vtype(choice, "ha")
    qtbot.waitUntil(lambda: choice.offered() == ["a", "b"])
    popup = choice._finder.popup()
    assert popup is not None
    with qtbot.waitSignal(choice.committed) as said:
        press(popup, Qt.Key.Key_Down)
        press(popup, Qt.Key.Key_Down)
        press(popup, Qt.Key.Key_Return)
    assert said.args == ["b"]
    assert (choice.value(), choice.text()) == ("b", NAMES["b"])


def test_letters_that_mean_one_unit_choose_it_when_the_field_is_left(choice: UnitChoice) -> None:
    vtype(choice, "tom")
    press(choice, Qt.Key.Key_Return)
    assert (choice.value(), choice.text()) == ("c", NAMES["c"])


def test_letters_that_mean_none_or_several_stay_as_typed(choice: UnitChoice) -> None:
    for words in ("ha", "không có"):
        choice.clear()
        vtype(choice, words)
        press(choice, Qt.Key.Key_Return)
        assert (choice.value(), choice.text()) == ("", words)


def test_a_value_is_shown_in_words_and_typing_over_it_forgets_it(choice: UnitChoice) -> None:
    choice.set_value("a")
    assert (choice.value(), choice.text()) == ("a", NAMES["a"])
    choice.end(False)
    vtype(choice, "x")
    assert choice.value() == ""
    choice.set_value("")
    assert choice.text() == ""


def test_of_very_many_only_the_first_are_offered(qtbot: QtBot, themed_app: QApplication) -> None:
    many = UnitChoice(lambda _query: [(str(n), f"Đơn vị {n}") for n in range(20_000)], str)
    qtbot.addWidget(many)
    many.offer()
    assert len(many.offered()) == OFFERED
