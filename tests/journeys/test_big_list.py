"""Somebody works in the list of a big register: the screen's own reader is only ever asked for what is seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchmarks import big_register
from db.store import Store
from desktop.operations import initiatives
from desktop.operations.initiative_list import Filter
from tests.typing_vi import vtype
from tests.ui.registers import make_session
from ui.common.page_model import PAGE
from ui.initiatives.page import InitiativesPage
from ui.session import Session

SIZE = 3_000


class Watched:
    """How many rows each question of one store has brought."""

    def __init__(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        self.most = 0
        for name in ("rows", "column"):
            monkeypatch.setattr(store, name, self._counting(getattr(store, name)))

    def _counting(self, ask: Any) -> Any:
        def asked(*arguments: Any) -> Any:
            found = ask(*arguments)
            self.most = max(self.most, len(found))
            return found

        return asked


@pytest.fixture
def page(qtbot: QtBot, themed_app: QApplication, tmp_path: Path) -> InitiativesPage:
    session = make_session(tmp_path)
    big_register.insert(session._desk, big_register.records(SIZE), SIZE)
    made = InitiativesPage(session)
    qtbot.addWidget(made, before_close_func=lambda _page: session.close())
    made.resize(1200, 700)
    made.show()
    wait(qtbot, made)
    return made


def wait(qtbot: QtBot, page: InitiativesPage) -> None:
    qtbot.waitUntil(lambda: not page.finder.waiting() and not page._session.lanes.busy())


def truth(session: Session, chosen: Filter, sort: str) -> list[int]:
    return initiatives.page(session.screen, chosen, sort)


def test_sorting_jumping_finding_and_choosing_read_a_page_at_a_time(
    qtbot: QtBot, page: InitiativesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, table, every = page._session, page.list.table, Filter(programme="1m-2022")
    by_title, by_author = truth(session, every, "title"), truth(session, every, "-author")
    word = str(page.list.model.index(0, 0).data()).split()[0]
    watched = Watched(session.screen.store, monkeypatch)
    for section, descending, wanted in ((0, False, by_title), (1, True, by_author)):
        table.horizontalHeader().sectionClicked.emit(section)
        wait(qtbot, page)
        if descending:
            table.horizontalHeader().sectionClicked.emit(section)
            wait(qtbot, page)
        assert page.list.rows.total() == SIZE
        bar = table.verticalScrollBar()
        for row in (0, SIZE // 2, SIZE - 1):
            bar.setValue(bar.maximum() * row // SIZE)
            table.grab()
            assert page.list.model.id_at(row) == wanted[row]
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert table.selected_count() == SIZE
    assert page.list._count.text() == "Đã chọn 3.000:"
    table.grab()
    vtype(page.finder.search, word)
    wait(qtbot, page)
    assert 0 < page.list.rows.total() < SIZE
    assert watched.most <= PAGE


def test_all_that_are_chosen_are_meant_not_only_those_seen(qtbot: QtBot, page: InitiativesPage) -> None:
    session = page._session
    page.list.table.selectAll()
    assert page.list.chosen().ids(session._desk) == truth(session, Filter(programme="1m-2022"), "-entered")
