from __future__ import annotations

from pathlib import Path

from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.operations import initiatives, journal
from desktop.operations.journal import Search
from ui.journal.page import JournalPage
from ui.session import Session


def shown(qtbot: QtBot, session: Session) -> JournalPage:
    page = JournalPage(session)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    return page


def test_the_newest_line_stands_first_and_is_told_whole(
    qtbot: QtBot, session: Session, qtmodeltester: ModelTester
) -> None:
    page = shown(qtbot, session)
    qtmodeltester.check(page.model)
    before = page.model.rowCount()
    with qtbot.waitSignal(session.changed):
        session.do(lambda desk, _job: initiatives.type_in(desk, 3, {"title": "Gá hàn hai đầu"}, settled=True))
    qtbot.waitUntil(lambda: page.model.rowCount() == before + 1)
    page.table.select_row(0)
    assert "Gá hàn hai đầu" in page.told.text()


def test_the_list_is_narrowed_by_words_people_and_work(qtbot: QtBot, session: Session) -> None:
    page = shown(qtbot, session)
    page.search.set_value("không có chữ này đâu")
    page.search.edited.emit(page.search.value())
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)
    page.search.set_value("")
    page.operation.set_value("entered")
    page.refresh()
    wanted = journal.total(session.screen, Search(operation="entered"))
    qtbot.waitUntil(lambda: page.model.rowCount() == wanted > 0)


def test_a_whole_journal_and_one_that_was_meddled_with_are_said(qtbot: QtBot, session: Session) -> None:
    page = shown(qtbot, session)
    page.check.click()
    qtbot.waitUntil(lambda: "còn nguyên" in page.banner.text())

    def meddle(desk: object, _job: object) -> None:
        store = session.screen.store if desk is None else desk.store  # type: ignore[attr-defined]  # the writing desk
        with store.atomic():
            store.execute("DROP TRIGGER journal_kept")
            store.execute("UPDATE journal SET user_name = 'Ai đó' WHERE id = 2")

    session.do(meddle)
    assert session.lanes.wait_idle()
    page.check.click()
    qtbot.waitUntil(lambda: "Dòng 2" in page.banner.text())


def test_the_journal_is_exported_from_the_page(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    page = shown(qtbot, session)
    page.export_to(tmp_path / "n.jsonl")
    qtbot.waitUntil(lambda: "Đã xuất" in page.banner.text())
    assert journal.verify_file(tmp_path / "n.jsonl").broken == ()
