"""The section over a real register, shown in a window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.operations import initiatives
from tests.ui.programmes.opened import Went
from tests.ui.registers import make_session
from ui.programmes.rules import RulesSection
from ui.session import Session


@pytest.fixture
def went() -> Went | None:
    """How far the initiatives have gone; a module with another answer has a fixture of its own."""
    return None


@pytest.fixture
def session(tmp_path: Path, themed_app: QApplication, went: Went | None) -> Iterator[Session]:
    made = make_session(tmp_path, filled=True)
    if went is not None:
        rows = initiatives.page(made.screen, initiatives.Filter())[: went.most]
        made.do(lambda desk, _job: initiatives.move(desk, rows, went.state, went.decision))
        assert made.lanes.wait_idle()
    yield made
    made.close()


@pytest.fixture
def section(qtbot: QtBot, session: Session) -> Iterator[RulesSection]:
    made = RulesSection(session)
    session.changed.connect(lambda changes: made.refresh() if changes.topics & {"settings", "programmes"} else None)
    made.refresh()
    made.resize(1130, 660)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.reader.complete)
    yield made
    made.flush()  # as the window does before it closes
    assert session.lanes.wait_idle()
    made.close()
    made.deleteLater()  # at once: dressing the application again would dress some thousand widgets nobody needs
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
