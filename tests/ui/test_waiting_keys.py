"""Keys pressed while a page or its first record is on its way, over the list, and Ctrl+N from anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import desk
from desktop.desk import APPRAISER, CHAIR, CLERK, UserRole
from desktop.jobs import Lanes
from desktop.operations import initiatives, registers, users
from desktop.operations.initiatives import Filter
from desktop.settings import Settings
from tests.typing_vi import vtype
from tests.ui.registers import UNIT, USER, make_session
from ui.common.progress import ProgressPanel
from ui.initiatives.page import InitiativesPage
from ui.main_window import MainWindow, build
from ui.people.book_section import BookSection
from ui.people.page import BOOK, PeoplePage
from ui.session import Session

CTRL = Qt.KeyboardModifier.ControlModifier
SENTENCE = (Qt.Key.Key_M, Qt.Key.Key_A, Qt.Key.Key_Y)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def window(qtbot: QtBot, themed_app: QApplication, tmp_path: Path, settings: Settings) -> Iterator[MainWindow]:
    yield from _shown(qtbot, make_session(tmp_path, filled=True), settings)


def _shown(qtbot: QtBot, session: Session, settings: Settings) -> Iterator[MainWindow]:
    made = build(session, settings)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    yield made
    made.close()


def keys(window: MainWindow, *pressed: Qt.Key, ctrl: bool = False) -> None:
    """As the system hands them in: to the window, which finds out whose shortcut it is and what has the keyboard."""
    for key in pressed:
        QTest.keyClick(window.windowHandle(), key, CTRL if ctrl else Qt.KeyboardModifier.NoModifier)


def page(window: MainWindow) -> InitiativesPage:
    made = window.made("initiatives")
    assert isinstance(made, InitiativesPage)
    return made


def settled(qtbot: QtBot, window: MainWindow) -> InitiativesPage:
    """The page of initiatives with its list and its first record."""
    keys(window, Qt.Key.Key_2, ctrl=True)
    qtbot.waitUntil(lambda: window.current_page() == "initiatives")
    shown = page(window)
    qtbot.waitUntil(lambda: shown.form.is_open() and not shown.finder.waiting())
    return shown


def title(window: MainWindow) -> str:
    return str(page(window).form.fields.editors["title"].value())


@pytest.mark.parametrize("begun", [0, 1, 5, 40, 80])
def test_what_is_typed_while_the_page_is_being_made_stands_in_the_new_record(begun: int, window: MainWindow) -> None:
    keys(window, Qt.Key.Key_2, ctrl=True)
    for _ in range(begun):
        window.make_another()
    assert window.current_page() == ""
    keys(window, Qt.Key.Key_N, ctrl=True)
    keys(window, *SENTENCE)
    assert title(window) == "may"
    assert page(window).form.flush()
    held = initiatives.everything(window.session.screen, Filter())
    assert [one.initiative.title for one in held].count("may") == 1


def test_impatient_keys_press_nothing_in_a_page_nobody_sees_yet(qtbot: QtBot, window: MainWindow) -> None:
    keys(window, Qt.Key.Key_2, ctrl=True)
    keys(window, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Shift)
    assert window.current_page() == ""
    qtbot.waitUntil(lambda: window.current_page() == "initiatives")
    assert page(window).list.table.hasFocus()


def test_another_page_asked_for_meanwhile_comes_instead(qtbot: QtBot, window: MainWindow) -> None:
    keys(window, Qt.Key.Key_2, ctrl=True)
    keys(window, Qt.Key.Key_4, ctrl=True)
    qtbot.waitUntil(lambda: window.current_page() == "papers")
    assert window.made("initiatives") is None


def test_a_key_of_the_page_is_heard_by_it(window: MainWindow) -> None:
    keys(window, Qt.Key.Key_2, ctrl=True)
    keys(window, Qt.Key.Key_F, ctrl=True)
    assert page(window).finder.search.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2])
def test_the_first_record_is_there_for_who_asks_for_it_before_it_has_come(
    key: Qt.Key, qtbot: QtBot, window: MainWindow
) -> None:
    shown = window.show_page("initiatives")
    assert isinstance(shown, InitiativesPage)
    before: list[bool] = []

    def found() -> None:
        """The list is there; its first record comes in the turns after this one."""
        if not before:
            before.append(shown.form.is_open())
            keys(window, key)

    shown.finder.found.connect(found)
    qtbot.waitUntil(lambda: before != [])
    assert before == [False]
    assert shown.form.is_open()
    assert shown.form.row_id == 12
    here = QApplication.focusWidget()
    assert here is not None and shown.form.isAncestorOf(here)
    qtbot.waitUntil(lambda: not shown.finder.waiting() and not window.session.lanes.busy())
    assert QApplication.focusWidget() is here, "what comes late does not take the keyboard away"


def test_letters_over_the_list_are_looked_for(qtbot: QtBot, window: MainWindow) -> None:
    shown = settled(qtbot, window)
    shown.finder.search.set_value("chuyện cũ")
    shown.list.table.setFocus()
    keys(window, Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
    assert shown.list.table.hasFocus()
    keys(window, *SENTENCE)
    assert shown.finder.search.hasFocus()
    assert shown.finder.search.value() == "may"
    assert shown.form.row_id == 12
    assert shown.finder.filter().query == "may"


def test_a_new_initiative_from_every_page(qtbot: QtBot, window: MainWindow) -> None:
    for entry in window.navigation.entries:
        window.show_page(entry.key)
        keys(window, Qt.Key.Key_N, ctrl=True)
        qtbot.waitUntil(lambda: window.current_page() == "initiatives")
        assert page(window).form.row_id is None, entry.key
        keys(window, *SENTENCE)
        assert title(window) == "may", entry.key
        qtbot.waitUntil(lambda: page(window).form.row_id is not None)
        assert page(window).form.flush()
    assert len(initiatives.everything(window.session.screen, Filter())) == 12 + len(window.navigation.entries)


def test_in_the_book_of_people_it_is_a_person_and_elsewhere_on_that_page_an_initiative(
    qtbot: QtBot, window: MainWindow
) -> None:
    people = window.show_page("people")
    assert isinstance(people, PeoplePage)
    vtype(people.people.users.name, "Trần Văn")
    people.open(BOOK)
    book = people.section(BOOK)
    assert isinstance(book, BookSection)
    assert window.session.lanes.wait_idle()
    book.setFocus()
    keys(window, Qt.Key.Key_N, ctrl=True)
    assert window.current_page() == "people"
    assert book.form.editor("full_name").hasFocus()
    people.chips.setFocus()
    people.open("people")
    people.people.users.name.setFocus()
    keys(window, Qt.Key.Key_N, ctrl=True)
    qtbot.waitUntil(lambda: window.current_page() == "initiatives")
    assert people.people.users.name.value() == "Trần Văn", "nothing typed elsewhere is lost"


def test_not_while_a_panel_holds_the_window(window: MainWindow) -> None:
    panel = ProgressPanel("Đang sao lưu…")
    window.hold(panel)
    keys(window, Qt.Key.Key_N, ctrl=True)
    assert window.current_page() == "overview"
    window.hold(None)


@pytest.mark.parametrize("roles", [[APPRAISER], [CLERK], [CHAIR, CLERK]])
def test_who_may_not_is_told_who_may(
    roles: list[UserRole], qtbot: QtBot, themed_app: QApplication, tmp_path: Path, settings: Settings
) -> None:
    registers.create(tmp_path / "sổ", UNIT, USER, "bốn con trâu đen")
    opened = desk.open_desk(tmp_path / "sổ", "bốn con trâu đen")
    users.add(opened, "Lê Văn Bình", roles, "ba cây tre xanh")
    opened.close()
    session = Session(desk.open_desk(tmp_path / "sổ", "ba cây tre xanh"), Lanes())
    for window in _shown(qtbot, session, settings):
        before = window.current_page()
        keys(window, Qt.Key.Key_N, ctrl=True)
        assert window.current_page() == before
        assert window.notice.text() == ("Việc này do cán bộ công đoàn làm; Lê Văn Bình không có vai trò đó. Hãy mở sổ "
                                        "bằng mật khẩu của cán bộ công đoàn.")  # fmt: skip


def test_a_list_of_thousands_is_not_read_through_for_a_letter(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt looks through all rows for one that begins so; of a list that is searched otherwise nobody asks it."""
    shown = settled(qtbot, window)
    asked: list[int] = []
    look: Callable[[object, object], None] = lambda *_words: asked.append(1)  # noqa: E731
    monkeypatch.setattr(shown.list.model, "match", look)
    shown.list.table.setFocus()
    keys(window, *SENTENCE)
    assert asked == []
