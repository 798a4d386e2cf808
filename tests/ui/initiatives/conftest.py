"""The page over a real register, shown in a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.registers import make_session
from ui.initiatives.page import InitiativesPage
from ui.session import Session


@pytest.fixture
def empty(tmp_path: Path, themed_app: QApplication) -> Iterator[Session]:
    """A register without initiatives."""
    made = make_session(tmp_path)
    yield made
    made.close()


@pytest.fixture
def session(tmp_path: Path, themed_app: QApplication) -> Iterator[Session]:
    """A register with twelve initiatives, all complete drafts."""
    made = make_session(tmp_path, filled=True)
    yield made
    made.close()


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[Session], InitiativesPage]:
    def shown(session: Session) -> InitiativesPage:
        page = InitiativesPage(session)
        qtbot.addWidget(page)
        page.resize(1160, 720)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(lambda: not page.finder.waiting() and not session.lanes.busy())
        qtbot.waitUntil(lambda: page.list.first() is None or page.form.is_open())
        return page

    return shown


@pytest.fixture
def page(session: Session, show: Callable[[Session], InitiativesPage]) -> InitiativesPage:
    return show(session)
