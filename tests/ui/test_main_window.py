"""The window around the pages: who sees what, going from page to page, errors, and closing without losing a word."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import desk
from desktop.desk import APPRAISER, Desk
from desktop.jobs import Job, Lanes
from desktop.operations import registers, reports, unit_events, units, users
from desktop.settings import Settings
from domain.errors import TroubleError
from tests.typing_vi import vtype
from tests.ui.registers import UNIT, USER, make_session
from ui import theme
from ui.common.sections import SectionsPage
from ui.initiatives.import_wizard import ImportWizard
from ui.initiatives.page import InitiativesPage
from ui.main_window import MainWindow, build
from ui.papers.page import PapersPage
from ui.people.page import PeoplePage
from ui.session import Session

OFFICER_PAGES = ["overview", "initiatives", "appraisals", "papers", "packages", "programmes", "people",
                 "statistics", "trash", "journal", "backups", "settings", "help"]  # fmt: skip


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def window(qtbot: QtBot, themed_app: QApplication, tmp_path: Path, settings: Settings) -> Iterator[MainWindow]:
    made = build(make_session(tmp_path, filled=True), settings)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def keys(window: MainWindow) -> list[str]:
    return [entry.key for entry in window.navigation.entries]


def test_an_officer_sees_every_page_and_begins_with_the_overview(window: MainWindow) -> None:
    assert keys(window) == OFFICER_PAGES
    assert window.current_page() == "overview"
    assert [entry.keys for entry in window.navigation.entries][:8] == [f"Ctrl+{n}" for n in range(1, 9)]


def test_the_foot_tells_how_many_the_list_in_front_shows(qtbot: QtBot, window: MainWindow) -> None:
    page = window.show_page("initiatives")
    assert isinstance(page, InitiativesPage)
    foot = window.bar._count
    qtbot.waitUntil(lambda: not page.finder.waiting() and not window.session.lanes.busy())
    assert foot.text().startswith("12 sáng kiến")
    vtype(page.finder.search, "máy")
    qtbot.waitUntil(lambda: not page.finder.waiting() and not window.session.lanes.busy())
    found = page.list.rows.total()
    assert 1 < found < 12
    assert foot.text().startswith(f"{found} sáng kiến")
    page.list.table.selectAll()
    assert f"đang chọn {found}" in foot.text()
    window.show_page("overview")
    assert foot.text().startswith("12 sáng kiến")
    page.finder.clear()
    window.show_page("initiatives")
    qtbot.waitUntil(lambda: foot.text().startswith("12 sáng kiến"))


class Flashes(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def test_no_part_of_a_page_flashes_as_a_window_of_its_own(window: MainWindow, themed_app: QApplication) -> None:
    flashes = Flashes()
    themed_app.installEventFilter(flashes)
    for key in keys(window):
        window.show_page(key)
    for page in ("programmes", "people"):
        made = window.show_page(page)
        assert isinstance(made, SectionsPage)
        for section in made._sections:
            made.show_section(section)
    themed_app.removeEventFilter(flashes)
    assert flashes.seen == []


def test_what_the_tree_renamed_is_not_named_back_by_the_card(
    window: MainWindow, qtbot: QtBot, themed_app: QApplication
) -> None:
    session = window.session
    people = window.show_page("people")
    assert isinstance(people, PeoplePage)
    own = units.own_id(session.screen)
    paper = unit_events.Paper(date(2026, 11, 1), "QĐ 12", "Đổi tên")
    session.do(lambda desk, _job: unit_events.rename(desk, own, "CĐCS May Mới", "", paper))
    qtbot.waitUntil(lambda: session.screen.unit.name == "CĐCS May Mới")
    assert not people.people.unit.changed()
    people.flush()
    qtbot.waitUntil(lambda: not session.lanes.busy())
    assert session.screen.unit.name == "CĐCS May Mới"
    assert people.people.unit.name.value() == "CĐCS May Mới"


def test_an_appraiser_sees_only_what_is_his(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path, settings: Settings
) -> None:
    session = make_session(tmp_path)
    session.close()
    opened = desk.open_desk(tmp_path / "register", None)
    users.add(opened, "Trần Văn Khoẻ", [APPRAISER], "")
    opened.close()
    window = build(Session(desk.open_desk(tmp_path / "register", None, "Trần Văn Khoẻ"), Lanes()), settings)
    qtbot.addWidget(window)
    assert keys(window) == ["appraisals", "settings", "help"]
    assert window.current_page() == "appraisals"
    window.session.asked.emit("packages", None)
    assert window.current_page() == "appraisals"
    window.close()


def test_the_foot_tells_how_many_whose_and_who(window: MainWindow) -> None:
    foot = window.bar.findChildren(QWidget)
    said = " ".join(str(part.property("text") or "") for part in foot)
    assert "12 sáng kiến" in said
    assert UNIT.name in said
    assert USER in said
    assert "Làm việc ngoại tuyến" in said
    assert "Cỡ chữ 100%" in said


def test_a_page_asks_for_another_one(qtbot: QtBot, window: MainWindow) -> None:
    window.session.asked.emit("papers", "submission_letter")
    qtbot.waitUntil(lambda: window.current_page() == "papers")
    page = window.made("papers")
    assert isinstance(page, PapersPage)
    assert page.list.current() == "submission_letter"


def test_what_failed_stands_over_the_page_until_it_is_put_away(window: MainWindow, qtbot: QtBot) -> None:
    def fails(_desk: Desk, _job: Job) -> None:
        raise TroubleError("disk_full", again=True)

    with qtbot.waitSignal(window.session.failed):
        window.session.do(fails)
    assert "Ổ đĩa đã đầy" in window.notice.text()
    assert window.notice.isVisible()
    window.notice.clicked.emit()
    assert not window.notice.isVisible()


def test_closing_saves_what_is_typed_on_every_page(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    people, papers = window.show_page("people"), window.show_page("papers")
    assert isinstance(people, PeoplePage)
    assert isinstance(papers, PapersPage)
    people.people.unit.name.clear()
    vtype(people.people.unit.name, "CĐCS May Hoa Sim mới")
    vtype(papers.letter.number, "58")
    with qtbot.waitSignal(window.closed) as closed:
        window.close()
    assert closed.args == [False]
    opened = desk.open_desk(tmp_path / "register", None)
    assert opened.unit.name == "CĐCS May Hoa Sim mới"
    assert reports.draft(opened).number == "58"
    opened.close()


def test_closing_waits_for_a_long_write(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    enough = threading.Event()
    window.session.do(lambda _desk, _job: enough.wait(30))
    window.close()
    assert window.isVisible()
    assert "Đang ghi nốt" in window.notice.text()
    with qtbot.waitSignal(window.closed):
        enough.set()
    desk.open_desk(tmp_path / "register", None).close()


def test_words_that_cannot_be_saved_keep_the_window_open(window: MainWindow) -> None:
    people = window.show_page("people")
    assert isinstance(people, PeoplePage)
    people.people.unit.name.clear()
    window.show_page("help")
    window.close()
    assert window.isVisible()
    assert window.current_page() == "people"
    assert "tên đơn vị" in people.people.unit.fields["unit_name"].problem()
    people.people.unit.show_unit()


def test_a_changed_unit_is_shown_and_used_everywhere(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    wanted = dataclasses.replace(UNIT, name="CĐCS May Sông Tiền")
    with qtbot.waitSignal(session.changed):
        session.do(lambda held, _job: registers.change_unit(held, wanted))
    assert session.screen.unit.name == "CĐCS May Sông Tiền"
    with qtbot.waitSignal(session.told):
        session.do(lambda held, _job: held.unit.name, session.told.emit)
    assert any("CĐCS May Sông Tiền" in str(part.property("text")) for part in window.navigation.findChildren(QWidget))


def test_the_size_of_the_text_is_kept(window: MainWindow, settings: Settings) -> None:
    window.scale_asked.emit(130)
    assert settings.scale_pct == 130
    assert theme.look().points == 13.0


def test_the_place_of_the_window_is_kept(window: MainWindow, settings: Settings) -> None:
    assert settings.layout("window").isEmpty()
    left_at = window.saveGeometry()
    window.close()
    assert settings.layout("window") == left_at


def test_an_empty_list_has_the_keyboard_whenever_the_answer_comes(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path, settings: Settings
) -> None:
    made = build(make_session(tmp_path, filled=False), settings)
    qtbot.addWidget(made)
    page = made.show_page("initiatives")  # behind another page of the window, as on the first morning
    assert isinstance(page, InitiativesPage)
    qtbot.waitUntil(lambda: not page.finder.waiting() and page.list.stack.currentWidget() is page.list.empty)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    held = QApplication.focusWidget()
    assert held is not None and page.isAncestorOf(held)
    page.bring_in()  # and so it is when somebody has looked at the import and gone away again
    wizard = page.findChild(ImportWizard)
    assert wizard is not None
    made.navigation.findChildren(QAbstractButton)[0].setFocus()
    wizard.reject()
    qtbot.waitUntil(lambda: page.isAncestorOf(QApplication.focusWidget() or made))
    held = QApplication.focusWidget()
    assert held is not None
    qtbot.keyClick(held, Qt.Key.Key_Return)
    assert page.form.isVisible() and page.isAncestorOf(QApplication.focusWidget() or made)
    assert page.form.isAncestorOf(QApplication.focusWidget() or made)
    made.close()
