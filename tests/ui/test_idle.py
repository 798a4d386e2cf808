from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.typing_vi import compose
from ui.idle import Idle


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def window(qtbot: QtBot, themed_app: QApplication) -> Iterator[QWidget]:
    made = QLineEdit()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made


def test_it_is_told_after_the_minutes_that_are_allowed_and_a_touch_begins_them_anew(window: QWidget) -> None:
    clock, told, allowed = Clock(), list[float](), [10]
    idle = Idle(window, lambda: allowed[0], clock)
    idle.due.connect(lambda: told.append(clock.now))
    for now, touched in ((1599.0, True), (2198.0, False), (2199.0, False)):
        clock.now = now
        idle.look()
        if touched:
            compose(window, ["đ"], "đã")
    assert told == [2199.0]
    allowed[0] = 0
    clock.now = 99_999.0
    idle.look()
    assert told == [2199.0]
    idle.stop()


def test_a_clock_that_was_put_back_begins_the_minutes_anew(window: QWidget) -> None:
    clock, told = Clock(), list[float]()
    idle = Idle(window, lambda: 10, clock)
    idle.due.connect(lambda: told.append(clock.now))
    for now in (10.0, 609.0, 610.0):
        clock.now = now
        idle.look()
    assert told == [610.0]
    idle.stop()
