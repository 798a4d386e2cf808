"""The bin shows deleted drafts and gives them back."""

from __future__ import annotations

from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.operations import initiatives
from desktop.operations.initiatives import Filter
from ui.initiatives.trash import TrashPage
from ui.session import Session


def test_drafts_come_back_from_the_bin(qtbot: QtBot, session: Session, qtmodeltester: ModelTester) -> None:
    page = TrashPage(session)
    qtbot.addWidget(page)
    page.show()
    assert page.stack.currentIndex() == 1
    assert not page.restore.isEnabled()
    with qtbot.waitSignal(session.changed):
        session.do(lambda desk, _job: initiatives.delete(desk, [3, 5, 7]))
    qtmodeltester.check(page.model)
    assert page.model.rowCount() == 3
    assert [row["id"] for row in initiatives.bin_rows(session.screen)] == [7, 5, 3]
    page.table.selectAll()
    assert page.restore.text() == "Khôi phục 3 bản nháp"
    page.table.select_row(1)
    with qtbot.waitSignal(session.told) as told:
        page.restore.click()
    assert told.args == ["Đã khôi phục 1 bản nháp"]
    assert page.model.rowCount() == 2
    assert initiatives.total(session.screen, Filter()) == 10
