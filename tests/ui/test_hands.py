"""Whoever types, clicks or turns the wheel is noticed, whatever way the system hands it in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.typing_vi import compose, vtype
from ui.hands import hands

WAYS: dict[str, Callable[[QWidget, QLineEdit], None]] = {
    "a letter": lambda _window, line: vtype(line, "đ"),
    "a word of an input method": lambda _window, line: compose(line, ["d", "đ"], "đ"),
    "a key as the system sends it": lambda window, _line: QTest.keyClick(window.windowHandle(), Qt.Key.Key_A),
    "a click as the system sends it": lambda window, _line: QTest.mouseClick(
        window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(3, 3)
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_touching_is_noticed(qtbot: QtBot, way: str) -> None:
    window, line = QWidget(), QLineEdit()
    QVBoxLayout(window).addWidget(line)
    qtbot.addWidget(window)
    watching = hands()  # before the window is there, as in the program
    window.show()
    window.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    with qtbot.waitSignal(watching.touched):
        WAYS[way](window, line)
    assert watching.rested_s() < 60


def test_what_only_happens_on_the_screen_is_no_touch(qtbot: QtBot) -> None:
    window = QLineEdit()
    qtbot.addWidget(window)
    watching = hands()
    with qtbot.assertNotEmitted(watching.touched):
        window.show()
        qtbot.waitExposed(window)
        window.setText("không ai gõ")
        window.resize(300, 40)
        qtbot.waitUntil(lambda: window.width() == 300)
