"""Keys pressed while the register opens: they press nothing, and take nothing away from the window that comes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs import Lanes
from tests.typing_vi import press, vtype
from tests.ui.flows import PASSPHRASE, answer, page, registered, window
from tests.ui.registers import make_session
from ui import deaf
from ui.common.buttons import Button
from ui.flow import Flow
from ui.gate import Gate
from ui.initiatives.page import InitiativesPage
from ui.registers.centred import Centred
from ui.registers.first_run import FirstRun
from ui.registers.forgotten import Forgotten
from ui.registers.programme_page import ProgrammePage
from ui.registers.restore_page import RestorePage
from ui.registers.unlock import Unlock

IMPATIENT = (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Backtab)


def pressed(where: QWidget, *keys: Qt.Key) -> None:
    """As the system hands them in: to the window, which finds out what has the keyboard."""
    handle = where.windowHandle()
    for key in keys:
        QTest.keyClick(handle, key)


def reached(ground: QWidget) -> list[QWidget]:
    """What Tab reaches in it now."""
    return [one for one in ground.findChildren(QWidget)
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and one.isEnabled()]  # fmt: skip


@pytest.mark.parametrize("kind", [Unlock, FirstRun, Forgotten, RestorePage])
def test_a_page_at_work_can_only_be_stopped(
    kind: type[Unlock | FirstRun | Forgotten | RestorePage], qtbot: QtBot, themed_app: QApplication, tmp_path: Path
) -> None:
    registered(tmp_path / "sổ")
    lanes = Lanes()
    shown = kind(tmp_path / "sổ", lanes)
    qtbot.addWidget(shown)
    shown.show()
    lanes.wait_idle()
    before = reached(shown)
    shown._busy(True)
    assert before != []
    assert [one for one in reached(shown) if one is not shown.progress.stop] == []
    shown._busy(False)
    assert reached(shown) == before
    lanes.close()


def test_a_programme_is_chosen_once(qtbot: QtBot, themed_app: QApplication, tmp_path: Path) -> None:
    session = make_session(tmp_path)
    shown = ProgrammePage(session)
    qtbot.addWidget(shown)
    shown.show()
    with qtbot.waitSignal(shown.done):
        shown.forward.click()
        assert reached(shown) == []
    session.close()


def test_a_gate_that_is_hidden_or_opening_hears_no_key(qtbot: QtBot, themed_app: QApplication) -> None:
    gate, pressings = Gate(), list[str]()
    qtbot.addWidget(gate)
    leaf, knob = Centred("Mở sổ"), Button("Quên mật khẩu…")
    knob.clicked.connect(lambda: pressings.append("pressed"))
    leaf.body.addWidget(knob)
    gate.put(leaf)
    gate.show()
    knob.setFocus()
    pressed(gate, Qt.Key.Key_Return)
    assert pressings == ["pressed"]
    gate.say_opening()
    pressed(gate, Qt.Key.Key_Return, Qt.Key.Key_Space)
    QTest.mouseClick(gate.windowHandle(), Qt.MouseButton.LeftButton, pos=knob.mapTo(gate, knob.rect().center()))
    assert pressings == ["pressed"]
    gate.not_opened()
    pressed(gate, Qt.Key.Key_Return)
    assert pressings == ["pressed"] * 2
    gate.hide()
    pressed(gate, Qt.Key.Key_Return, Qt.Key.Key_Space)
    assert pressings == ["pressed"] * 2


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_who_cannot_wait_for_the_register_writes_in_the_form(
    passphrase: str | None, qtbot: QtBot, flow: Flow, tmp_path: Path
) -> None:
    registered(tmp_path / "sổ", passphrase)
    flow.start()
    if passphrase:
        unlock = page(qtbot, flow, Unlock)
        assert isinstance(unlock, Unlock)
        vtype(unlock.line, passphrase)
        press(unlock.line, Qt.Key.Key_Return)
    # In the same turn in which the window comes the system hands in what was pressed while it was being made.
    flow.entered.connect(lambda _window: pressed(flow.gate, *IMPATIENT))
    while flow.window is None:
        pressed(flow.gate, *IMPATIENT)
        QApplication.processEvents()
    front = window(qtbot, flow)
    assert flow.gate.isHidden()
    assert flow.gate.page() is None
    assert front.current_page() == "overview"
    front.activateWindow()
    pressed(front, *IMPATIENT)
    initiatives = front.show_page("initiatives")
    assert isinstance(initiatives, InitiativesPage)
    initiatives.new()
    vtype(front.windowHandle().focusObject(), "Máy cắt vải")
    assert initiatives.form.flush()
    assert initiatives.form.fields.editors["title"].value() == "Máy cắt vải"


def test_who_cannot_wait_for_a_new_register_is_not_asked_for_a_folder(
    qtbot: QtBot, flow: Flow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[str]()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda _page, title, _folder: asked.append(title) or "")
    flow.start()
    first = page(qtbot, flow, FirstRun)
    assert isinstance(first, FirstRun)
    answer(first)
    press(first.answers.again.line, Qt.Key.Key_Return)
    pressed(flow.gate, *IMPATIENT)
    assert asked == []


def test_a_window_just_shown_is_not_pressed_by_keys_from_before(qtbot: QtBot, themed_app: QApplication) -> None:
    window, pressings = QWidget(), list[str]()
    qtbot.addWidget(window)
    knob = Button("Xóa nháp", parent=window)
    knob.clicked.connect(lambda: pressings.append("pressed"))
    QShortcut("Ctrl+N", window).activated.connect(lambda: pressings.append("new"))
    window.show()
    window.activateWindow()
    knob.setFocus()
    deaf.at_first(window)
    pressed(window, Qt.Key.Key_Return, Qt.Key.Key_Space)
    assert pressings == []
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert pressings == ["new"]
    qtbot.waitUntil(lambda: window.findChildren(deaf.Deaf) == [])
    pressed(window, Qt.Key.Key_Return)
    assert pressings == ["new", "pressed"]
