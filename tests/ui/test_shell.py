"""The frame of the window: navigation, lazy pages, status bar, closing, and room for everything."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.shell import MINIMUM, Page, Shell

TITLES = ["Tổng quan", "Sáng kiến", "Người & đơn vị", "Thẩm định", "Hồ sơ & văn bản", "Gói", "Thống kê"]


class Made:
    """Pages that note when they are made."""

    def __init__(self) -> None:
        self.keys: list[str] = []

    def page(self, key: str) -> Callable[[], QWidget]:
        def make() -> QWidget:
            self.keys.append(key)
            page, line = QWidget(), QLineEdit()
            QVBoxLayout(page).addWidget(line)
            page.setFocusProxy(line)
            return page

        return make


@pytest.fixture
def made() -> Made:
    return Made()


@pytest.fixture
def shell(qtbot: QtBot, themed_app: QApplication, made: Made) -> Shell:
    pages = [Page(f"p{number}", "home", title, made.page(f"p{number}")) for number, title in enumerate(TITLES, 1)]
    pages += [
        Page("bin", "delete", "Thùng rác", made.page("bin"), low=True),
        Page("settings", "settings", "Cài đặt", made.page("settings"), low=True),
        Page("help", "question_circle", "Trợ giúp (F1)", made.page("help"), low=True, keys="F1"),
    ]
    window = Shell(pages, "Sổ Sáng Kiến", "CĐCS Công ty TNHH May Mẫu")
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_a_page_is_made_when_first_opened(qtbot: QtBot, shell: Shell, made: Made) -> None:
    assert made.keys == []
    assert shell.current_page() == ""
    with qtbot.waitSignal(shell.page_shown) as shown:
        first = shell.show_page("p2")
    assert shown.args == ["p2"]
    shell.show_page("p1")
    assert shell.show_page("p2") is first
    assert made.keys == ["p2", "p1"]
    assert shell.made("p2") is first
    assert shell.made("help") is None
    assert shell.navigation.button("p2").isChecked()
    with pytest.raises(KeyError):
        shell.show_page("none")


def test_pages_open_by_mouse_and_by_keyboard(qtbot: QtBot, shell: Shell) -> None:
    qtbot.mouseClick(shell.navigation.button("p3"), Qt.MouseButton.LeftButton)
    assert shell.current_page() == "p3"
    qtbot.keyClick(shell, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert shell.current_page() == "p5"
    qtbot.keyClick(shell, Qt.Key.Key_F1)
    assert shell.current_page() == "help"


def test_the_page_takes_the_keyboard(shell: Shell) -> None:
    page = shell.show_page("p2")
    assert page.focusProxy().hasFocus()


def test_only_pages_given_have_an_entry(qtbot: QtBot, themed_app: QApplication, made: Made) -> None:
    window = Shell([Page("one", "home", "Tổng quan", made.page("one"))], "Sổ Sáng Kiến", "CĐCS Mẫu")
    qtbot.addWidget(window)
    assert [entry.key for entry in window.navigation.entries] == ["one"]


def test_a_badge_is_shown_heard_and_taken_away(shell: Shell) -> None:
    entry = shell.navigation.button("p6")
    (badge,) = entry.findChildren(QLabel)
    for count, text in ((3, "3"), (100, "99+")):
        shell.set_badge("p6", count)
        assert badge.isVisible()
        assert badge.text() == text
        assert entry.accessibleDescription() == f"{count} việc đang chờ"
    shell.set_badge("p6", 0)
    assert not badge.isVisible()


def test_the_status_bar_changes_only_what_is_given(shell: Shell) -> None:
    def texts() -> list[str]:
        return [part.text() for part in shell.bar.findChildren(QLabel) if part.isVisible() and part.text()]

    assert texts() == []
    shell.set_foot(count="18 sáng kiến", backup="Sao lưu gần nhất: 08:00", network="Làm việc ngoại tuyến")
    shell.set_foot(network="")
    assert texts() == ["18 sáng kiến", "Sao lưu gần nhất: 08:00"]


def test_text_is_made_larger_by_keys_within_limits(qtbot: QtBot, shell: Shell) -> None:
    asked: list[int] = []
    shell.scale_asked.connect(asked.append)
    control = Qt.KeyboardModifier.ControlModifier
    for pct in (100, 140):
        shell.set_foot(scale_pct=pct)
        for key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0):
            qtbot.keyClick(shell, key, control)
    assert asked == [110, 90, 100, 140, 130, 100]


def test_closing_can_be_refused(shell: Shell) -> None:
    shell.ask_before_closing(lambda: False)
    assert not shell.close()
    shell.ask_before_closing(lambda: True)
    assert shell.close()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("scale_pct", theme.SCALES)
def test_everything_fits_the_smallest_window(
    qtbot: QtBot, themed_app: QApplication, shell: Shell, scale_pct: int, dark: bool
) -> None:
    theme.apply(themed_app, dark=dark, scale_pct=scale_pct)
    shell.set_badge("p5", 100)
    shell.set_foot(count="170.324 sáng kiến  ·  đang chọn 1.000", network="Làm việc ngoại tuyến", scale_pct=scale_pct,
                   backup="Sao lưu gần nhất: 24/11/2026 08:00, đã cũ", backup_late=True)  # fmt: skip
    shell.show_page("p1")
    shell.resize(*MINIMUM)
    QApplication.processEvents()
    assert (shell.width(), shell.height()) == MINIMUM
    clipped = [
        part.text()
        for part in shell.findChildren(QWidget)
        if isinstance(part, QAbstractButton | QLabel) and part.isVisible() and part.text()
        and not (isinstance(part, QLabel) and part.wordWrap())
        and (part.width() < part.sizeHint().width() or part.height() < part.sizeHint().height())
    ]  # fmt: skip
    assert clipped == []
    entries = [shell.navigation.button(entry.key).geometry() for entry in shell.navigation.entries]
    assert all(above.bottom() < below.top() for above, below in itertools.pairwise(entries))
    assert entries[-1].bottom() < shell.navigation.height()


def test_everything_that_is_pressed_has_a_name(shell: Shell) -> None:
    shell.show_page("p1")
    for part in shell.findChildren(QAbstractButton):
        if part.isVisible() and not isinstance(part.parent(), QLineEdit):
            assert QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name).strip()


def test_pages_are_made_one_by_one_without_being_shown(qtbot: QtBot, themed_app: QApplication) -> None:
    made: list[str] = []

    def factory(key: str) -> Callable[[], QWidget]:
        return lambda: (made.append(key), QWidget())[1]

    shell = Shell([Page(key, "home", key, factory(key)) for key in "abc"], "Sổ", "Đơn vị")
    qtbot.addWidget(shell)
    shell.show_page("b")
    assert [shell.make_another() for _ in range(3)] == [True, True, False]
    assert made == ["b", "a", "c"]
    assert shell.current_page() == "b"


def in_pieces(made: Made, pieces: int) -> Callable[[], Iterator[QWidget | None]]:
    def slowly() -> Iterator[QWidget | None]:
        yield None
        page = made.page("slow")()
        for piece in range(pieces):
            made.keys.append(f"slow {piece}")
            yield page

    return slowly


@pytest.fixture
def with_slow(qtbot: QtBot, themed_app: QApplication, made: Made) -> Shell:
    pages = [
        Page("quick", "home", "Nhanh", made.page("quick")),
        Page("slow", "lightbulb", "Chậm", QWidget, slowly=in_pieces(made, 3)),
    ]
    shell = Shell(pages, "Sổ", "Đơn vị")
    qtbot.addWidget(shell)
    shell.show_page("quick")
    return shell


def test_a_page_made_in_pieces_comes_when_it_is_there_and_the_window_answers_meanwhile(
    qtbot: QtBot, with_slow: Shell, made: Made
) -> None:
    opened: list[QWidget] = []
    beats: list[int] = []
    beat = QTimer(with_slow, interval=0)
    beat.timeout.connect(lambda: beats.append(len(made.keys)))
    beat.start()
    with_slow.open_page("slow", opened.append)
    assert made.keys == ["quick"]
    assert with_slow.current_page() == ""
    assert with_slow.navigation.button("slow").isChecked()
    qtbot.waitUntil(lambda: with_slow.current_page() == "slow")
    assert made.keys == ["quick", "slow", "slow 0", "slow 1", "slow 2"]
    assert opened == [with_slow.made("slow")]
    assert len(set(beats)) > 2  # the window was not held up until the last piece
    with_slow.open_page("quick", opened.append)
    assert opened[-1] is with_slow.made("quick")


def test_who_goes_elsewhere_meanwhile_is_left_there(with_slow: Shell) -> None:
    opened: list[QWidget] = []
    with_slow.open_page("slow", opened.append)
    with_slow.make_another()
    with_slow.show_page("quick")
    while with_slow.make_another():
        QApplication.processEvents()
    assert with_slow.current_page() == "quick"
    assert with_slow.made("slow") is not None
    assert opened == []


def test_a_page_half_made_is_finished_when_it_has_to_be_there(with_slow: Shell, made: Made) -> None:
    with_slow.make_another()
    with_slow.make_another()
    assert with_slow.made("slow") is None
    assert with_slow.in_pieces()
    assert with_slow.show_page("slow") is with_slow.made("slow")
    assert made.keys == ["quick", "slow", "slow 0", "slow 1", "slow 2"]
    assert not with_slow.in_pieces()


def test_a_page_that_fails_half_made_is_begun_anew(qtbot: QtBot, themed_app: QApplication) -> None:
    tries: list[QWidget] = []

    def slowly() -> Iterator[QWidget | None]:
        tries.append(QWidget())
        yield tries[-1]
        if len(tries) == 1:
            raise OSError

    shell = Shell([Page("slow", "lightbulb", "Chậm", QWidget, slowly=slowly)], "Sổ", "Đơn vị")
    qtbot.addWidget(shell)
    with pytest.raises(OSError):
        shell.show_page("slow")
    assert shell.made("slow") is None
    assert shell.show_page("slow") is tries[1]
