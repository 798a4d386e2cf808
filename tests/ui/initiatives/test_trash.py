"""The bin shows deleted drafts and gives them back, and it lists the changes of many, each with its way back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.operations import bulk, initiatives, programmes
from desktop.operations.initiatives import Filter
from domain.initiative import State
from domain.moves import Decision
from ui.initiatives.bulk_past import BulkPastSection
from ui.initiatives.trash import TrashSection
from ui.initiatives.trash_page import make
from ui.session import Session


def test_drafts_come_back_from_the_bin(qtbot: QtBot, session: Session, qtmodeltester: ModelTester) -> None:
    whole = make(session)
    qtbot.addWidget(whole)
    whole.show()
    page = whole.section("removed")
    assert isinstance(page, TrashSection)
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


def test_a_change_of_many_is_found_later_and_taken_back(
    qtbot: QtBot, session: Session, qtmodeltester: ModelTester
) -> None:
    kinds = programmes.current(session.screen).kinds
    before = {one.row_id: one.initiative.kind for one in initiatives.everything(session.screen, Filter())}
    rows = [row_id for row_id, kind in before.items() if kind != kinds[-1].code][:3]
    whole = make(session)
    qtbot.addWidget(whole)
    whole.show()
    whole.open("bulk")
    section = whole.section("bulk")
    assert isinstance(section, BulkPastSection)
    qtbot.waitUntil(lambda: section.stack.currentIndex() == 1)
    session.do(lambda desk, job: bulk.change(desk, rows, "kind", kinds[-1].code, step=job.step))
    qtbot.waitUntil(lambda: section.undo.text() == "Hoàn tác 3 sáng kiến" and section.undo.isEnabled())
    qtmodeltester.check(section.model)
    what = section.model.cell(0, 0)
    assert (what.text, what.second) == (f"Loại giải pháp → {kinds[-1].title}", "3 sáng kiến")
    assert section.model.cell(0, 1).second == session.screen.user.name
    whole.show_section("removed")
    with qtbot.waitSignal(session.changed):
        session.do(lambda desk, _job: initiatives.move(desk, rows[:1], State.WITHDRAWN, Decision(reason="Rút")))
    whole.show_section("bulk")
    qtbot.waitUntil(lambda: section.undo.text() == "Hoàn tác 2 sáng kiến" and section.undo.isEnabled())
    assert "1: Sáng kiến đang ở trạng thái không sửa được." in section.told.text()
    with qtbot.waitSignal(session.changed):
        qtbot.mouseClick(section.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: section.told.text().startswith("Đã hoàn tác lúc"))
    assert not section.undo.isEnabled()
    assert section.banner.text().startswith("Đã hoàn tác 2 sáng kiến.")
    after = {one.row_id: one.initiative.kind for one in initiatives.everything(session.screen, Filter())}
    assert after == before | {rows[0]: kinds[-1].code}
