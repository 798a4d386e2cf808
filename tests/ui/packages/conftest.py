"""Two registers for every test of the page of packages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.jobs import Lanes
from tests.ui.packages.pair import Pair, make_pair, settle
from ui.packages.page import PackagesPage
from ui.session import Session

Opener = Callable[[Session], PackagesPage]
Sessions = Callable[[Desk], Session]


@pytest.fixture
def pair(tmp_path: Path, themed_app: QApplication) -> Iterator[Pair]:
    made = make_pair(tmp_path)
    yield made
    made.close()


@pytest.fixture
def open_page(qtbot: QtBot, pair: Pair) -> Iterator[Opener]:
    """Opens the page over a session, shown; hidden again before the registers close."""
    pages: list[PackagesPage] = []

    def opened(session: Session) -> PackagesPage:
        page = PackagesPage(session)
        page.resize(1150, 720)
        qtbot.addWidget(page)
        page.show()
        pages.append(page)
        settle(session)  # what it reads beside the screen has come
        return page

    yield opened
    for page in pages:
        page.hide()
    settle(pair.unit, pair.upper)


@pytest.fixture
def sessions(themed_app: QApplication) -> Iterator[Sessions]:
    """Sessions over registers that are open already, for whoever has asked for these first; waits for what they do."""
    made: list[Session] = []

    def over(register: Desk) -> Session:
        made.append(Session(register, Lanes()))
        return made[-1]

    yield over
    settle(*made)
    for session in made:
        session.lanes.close()
