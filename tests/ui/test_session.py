"""Questions that have been overtaken are given up; the last one is answered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from tests.ui.registers import make_session

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_a_question_that_was_overtaken_is_broken_off(qtbot: QtBot, themed_app: QApplication, tmp_path: Path) -> None:
    session = make_session(tmp_path)
    begun: list[str] = []
    answered: list[object] = []
    failed: list[Exception] = []

    def endless(desk: Desk) -> object:
        begun.append("endless")
        return desk.store.value(ENDLESS)

    overtaken = session.look(endless, answered.append, failed.append)
    qtbot.waitUntil(lambda: begun == ["endless"])
    with qtbot.waitSignal(overtaken.ended) as how:
        session.look(lambda desk: desk.store.value("SELECT 7"), answered.append, failed.append)
    assert how.args == ["stopped"]
    qtbot.waitUntil(lambda: not session.lanes.busy())
    assert (answered, failed) == ([7], [])
    session.close()


def test_a_question_is_broken_off_when_the_register_is_closed(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path
) -> None:
    session = make_session(tmp_path)
    begun: list[str] = []
    session.look(lambda desk: begun.append("x") or desk.store.value(ENDLESS), begun.append)  # type: ignore[func-returns-value]
    qtbot.waitUntil(lambda: begun == ["x"])
    session.close()
    assert begun == ["x"]


class Screen(QObject):
    """Keeps what it hears."""

    def __init__(self, heard: list[object]) -> None:
        super().__init__()
        self.heard = heard

    def hear(self, told: object) -> None:
        self.heard.append(told)


@pytest.mark.parametrize("how", ["do", "ask", "look"])
def test_an_answer_for_a_screen_that_was_ended_is_let_go(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path, how: str
) -> None:
    session = make_session(tmp_path)
    put: Callable[..., object] = getattr(session, how)
    heard: list[object] = []
    ended, staying = Screen(heard), Screen(heard)
    shiboken6.delete(ended)
    for screen, told in ((ended, 7), (staying, 8)):
        for work in (lambda *_given, told=told: told, lambda *_given: 1 // 0):
            put(work, screen.hear, screen.hear)
            qtbot.waitUntil(lambda: not session.lanes.busy())
    assert heard[0] == 8
    assert [type(one) for one in heard] == [int, ZeroDivisionError]
    session.close()
