"""The store is put in order while nobody types, and never once the register is being closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.operations import initiatives
from tests.ui.registers import make_session
from ui import tidying
from ui.tidying import Tidying

PIECES = "SELECT count(DISTINCT segid) FROM initiative_head_idx"


def test_pieces_of_the_index_become_fewer_while_nobody_types(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "REST_S", 0.0)
    session, ground = make_session(tmp_path), QObject()
    for number in range(20):
        initiatives.new(session._desk, {"title": f"Máy số {number}"})
    before = session.screen.store.value(PIECES)
    assert before >= 10
    quiet = Tidying(session, ground)
    quiet.step()
    qtbot.waitUntil(lambda: not session.lanes.busy() and session.screen.store.value(PIECES) < before)
    quiet.stop()
    quiet._again(True)
    assert not quiet._timer.isActive()
    qtbot.waitUntil(lambda: not session.lanes.busy())
    session.close()


def test_hands_that_never_rest_do_not_put_it_off_for_ever(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "REST_S", 3600.0)
    monkeypatch.setattr(tidying, "UNRESTED_MOST", 15)
    session, ground = make_session(tmp_path), QObject()
    quiet = Tidying(session, ground)
    for number in range(14):
        session.do(lambda desk, _job, number=number: initiatives.new(desk, {"title": f"Máy {number}"}).changes)
    assert session.lanes.wait_idle()
    before = session.screen.store.value(PIECES)
    quiet.step()
    assert not session.lanes.busy()
    session.do(lambda desk, _job: initiatives.new(desk, {"title": "Máy cuối"}).changes)
    assert session.lanes.wait_idle()
    quiet.step()
    qtbot.waitUntil(lambda: not session.lanes.busy() and session.screen.store.value(PIECES) < before)
    quiet.stop()
    session.close()
