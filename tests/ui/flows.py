"""What tests do on the way from the start of the program to its window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop import desk
from desktop.operations import registers, users
from tests.typing_vi import press, vtype
from tests.ui.registers import UNIT
from ui.flow import Flow
from ui.main_window import MainWindow
from ui.registers.first_run import FirstRun
from ui.registers.programme_page import ProgrammePage
from ui.registers.recovery import Recovery
from ui.registers.unlock import Unlock

PASSPHRASE, OTHER = "bốn con trâu đen", "ba cây tre xanh"
WAIT_MS = 15_000


def page(qtbot: QtBot, flow: Flow, kind: type[QWidget]) -> QWidget:
    """The page at the gate once it is of that kind."""
    qtbot.waitUntil(lambda: isinstance(flow.gate.page(), kind), timeout=WAIT_MS)
    found = flow.gate.page()
    assert found is not None
    return found


def window(qtbot: QtBot, flow: Flow) -> MainWindow:
    qtbot.waitUntil(lambda: flow.window is not None, timeout=WAIT_MS)
    assert flow.window is not None
    return flow.window


def answer(first: FirstRun) -> None:
    typed = {
        first.answers.unit_code: "27001",
        first.answers.unit_name: "CĐCS Công ty TNHH May Hoa Sim",
        first.answers.upper_code: "27000",
        first.answers.upper_name: "LĐLĐ huyện Bình Tân",
        first.answers.user: "Nguyễn Thị Ngọc Hân",
        first.answers.place: "Bình Tân",
        first.answers.first.line: PASSPHRASE,
        first.answers.again.line: PASSPHRASE,
    }
    for line, text in typed.items():
        vtype(line, text)


def first_morning(qtbot: QtBot, flow: Flow, *, copies: bool = False) -> str:
    """Goes through all pages of the first run; returns the recovery code. `copies`: to a programme of one's own."""
    flow.start()
    first = page(qtbot, flow, FirstRun)
    assert isinstance(first, FirstRun)
    answer(first)
    press(first.answers.again.line, Qt.Key.Key_Return)
    recovery = page(qtbot, flow, Recovery)
    assert isinstance(recovery, Recovery)
    assert not recovery.forward.isEnabled()
    assert not recovery.kept.isEnabled()
    recovery.copy.click()
    code = QGuiApplication.clipboard().text()
    recovery.kept.click()
    recovery.forward.click()
    choice = page(qtbot, flow, ProgrammePage)
    assert isinstance(choice, ProgrammePage)
    choice.cards.card("75k-2021").radio.click()
    (choice.copy if copies else choice.forward).click()
    return code


def registered(home: Path, passphrase: str | None = PASSPHRASE) -> str:
    from domain.unit import Unit

    return registers.create(home, Unit("27001", "CĐCS May"), "Hân", passphrase).recovery_code


def opened(qtbot: QtBot, flow: Flow, tmp_path: Path) -> MainWindow:
    """The window over a register with two users, as the first of them."""
    registers.create(tmp_path / "sổ", UNIT, "Nguyễn Thị Ngọc Hân", PASSPHRASE)
    made = desk.open_desk(tmp_path / "sổ", PASSPHRASE)
    users.add(made, "Lê Văn Bình", [desk.OFFICER], OTHER)
    made.close()
    flow.start()
    unlock = page(qtbot, flow, Unlock)
    assert isinstance(unlock, Unlock)
    vtype(unlock.line, PASSPHRASE)
    press(unlock.line, Qt.Key.Key_Return)
    return window(qtbot, flow)
