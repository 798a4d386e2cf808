"""Questions that have been overtaken are given up; the last one is answered."""

from __future__ import annotations

from pathlib import Path

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
