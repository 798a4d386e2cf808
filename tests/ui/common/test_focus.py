"""The keyboard stays in the page when what had it is turned off or hidden."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs import Lanes
from tests import sample_register
from tests.typing_vi import press
from ui.common.buttons import Button
from ui.papers.page import PapersPage
from ui.session import Session
from ui.shell import Page, Shell


class Work(QWidget):
    """A page with a box of its own in which a button starts something."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.box = QLineEdit(), QWidget()
        self.start, self.stop = Button("Bắt đầu"), Button("Dừng")
        inner, outer = QVBoxLayout(self.box), QVBoxLayout(self)
        inner.addWidget(self.start)
        inner.addWidget(self.stop)
        outer.addWidget(self.first)
        outer.addWidget(self.box)
        self.setFocusProxy(self.first)


def shown(qtbot: QtBot, page: QWidget) -> Shell:
    window = Shell([Page("home", "home", "Tổng quan", QLineEdit), Page("work", "box", "Gói", lambda: page)], "Sổ", "CĐ")
    qtbot.addWidget(window)
    window.show_page("work")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


@pytest.fixture
def work(themed_app: QApplication) -> Work:
    return Work()


def test_a_button_turned_off_leaves_the_keyboard_beside_it_and_gets_it_back(qtbot: QtBot, work: Work) -> None:
    window = shown(qtbot, work)
    work.start.setFocus()
    work.start.setEnabled(False)
    assert window.focusWidget() is work.box
    press(work.box, Qt.Key.Key_Return)
    press(work.box, Qt.Key.Key_Space)
    assert window.current_page() == "work"
    work.start.setEnabled(True)
    assert work.start.hasFocus()


def test_who_has_gone_on_is_left_alone(qtbot: QtBot, work: Work) -> None:
    shown(qtbot, work)
    work.start.setFocus()
    work.start.setEnabled(False)
    work.first.setFocus()
    work.start.setEnabled(True)
    assert work.first.hasFocus()


@pytest.mark.parametrize("whole", [True, False])
def test_what_is_hidden_or_turned_off_around_it_is_no_way_out(qtbot: QtBot, work: Work, whole: bool) -> None:
    window = shown(qtbot, work)
    work.stop.setFocus()
    if whole:
        work.box.hide()
    else:
        work.box.setEnabled(False)
    assert window.focusWidget() is not None and not window.navigation.isAncestorOf(window.focusWidget())
    work.box.show()
    work.box.setEnabled(True)
    assert work.stop.hasFocus()


def test_another_page_takes_the_keyboard(qtbot: QtBot, work: Work) -> None:
    window = shown(qtbot, work)
    work.stop.setFocus()
    front = window.show_page("home")
    assert front.hasFocus()


def test_a_page_that_is_not_in_front_never_keeps_the_keyboard(qtbot: QtBot, work: Work) -> None:
    """A window may remember one there, and hands it the keyboard when a list that dropped down closes."""
    window = shown(qtbot, work)
    hidden = window.show_page("home")
    window.show_page("work")
    work.start.setFocus()
    work.first.setFocus()
    work.first.clearFocus()
    QApplication.instance().focusChanged.emit(None, hidden)  # type: ignore[union-attr]
    assert work.first.hasFocus()


def test_in_a_dialog_no_other_button_gets_it(qtbot: QtBot, work: Work) -> None:
    window = shown(qtbot, work)
    dialog = QDialog(window)
    inside = Work()
    QVBoxLayout(dialog).addWidget(inside)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    inside.start.setFocus()
    inside.start.setEnabled(False)
    assert dialog.focusWidget() is inside.box
    dialog.close()


@pytest.fixture
def session(tmp_path: Path, themed_app: QApplication) -> Iterator[Session]:
    made = Session(sample_register.fill(tmp_path / "register"), Lanes())
    yield made
    made.close()


def test_while_a_paper_is_written_the_page_keeps_the_keyboard(qtbot: QtBot, session: Session) -> None:
    page = PapersPage(session)
    window = shown(qtbot, page)
    page.make.setFocus()
    press(page.make, Qt.Key.Key_Return)
    assert not window.navigation.isAncestorOf(window.focusWidget())
    assert session.lanes.wait_idle()
    assert page.made is not None and page.isAncestorOf(window.focusWidget())
    window.hide()
