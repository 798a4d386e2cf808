"""Away from the window and back: locking, the curtain, another user, a forgotten passphrase."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import ui.flow
from desktop import attempts, desk
from desktop.operations import registers
from tests.typing_vi import press, vtype
from tests.ui.flows import OTHER, PASSPHRASE, first_morning, opened, page, registered, window
from tests.ui.registers import UNIT
from ui.flow import Flow
from ui.main_window import MainWindow, build
from ui.people.page import PeoplePage
from ui.registers.centred import Centred
from ui.registers.forgotten import Forgotten
from ui.registers.locked import Locked
from ui.registers.unlock import Unlock


def test_behind_the_curtain_what_was_typed_waits_for_who_typed_it(qtbot: QtBot, flow: Flow, tmp_path: Path) -> None:
    front = opened(qtbot, flow, tmp_path)
    people = front.show_page("people")
    assert isinstance(people, PeoplePage)
    vtype(people.people.users.name, "Trần Văn")
    flow.curtain()
    flow.curtain()  # a second time changes nothing
    locked = page(qtbot, flow, Locked)
    assert isinstance(locked, Locked)
    assert not front.isVisible() and flow.gate.isVisible()
    vtype(locked.line, "không phải đâu")
    press(locked.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: locked.field.problem() != "")
    vtype(locked.line, PASSPHRASE)
    press(locked.line, Qt.Key.Key_Return)
    qtbot.waitUntil(front.isVisible)
    assert flow.window is front and not flow.gate.isVisible()
    assert people.people.users.name.value() == "Trần Văn"


@pytest.mark.parametrize("way", ["Ctrl+L", "the button beside the name"])
def test_whoever_gets_up_locks_it_at_once_and_what_was_typed_waits(
    way: str, qtbot: QtBot, flow: Flow, tmp_path: Path
) -> None:
    front = opened(qtbot, flow, tmp_path)
    people = front.show_page("people")
    assert isinstance(people, PeoplePage)
    vtype(people.people.users.name, "Trần Văn")
    assert front.bar.lock.isVisible() and front.bar.lock.text() == "Khóa lại"
    if way == "Ctrl+L":
        front.activateWindow()
        QTest.keyClick(front, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    else:
        front.bar.lock.click()
    locked = page(qtbot, flow, Locked)
    assert isinstance(locked, Locked) and not front.isVisible()
    vtype(locked.line, PASSPHRASE)
    press(locked.line, Qt.Key.Key_Return)
    qtbot.waitUntil(front.isVisible)
    assert people.people.users.name.value() == "Trần Văn"


def test_without_a_passphrase_there_is_nothing_to_lock_with_and_what_to_do_is_said(
    qtbot: QtBot, flow: Flow, tmp_path: Path
) -> None:
    registered(tmp_path / "sổ", None)
    flow.start()
    front = window(qtbot, flow)
    assert not front.bar.lock.isVisible()
    front.activateWindow()
    QTest.keyClick(front, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert front.isVisible() and "Windows+L" in front.notice.text()


def test_before_the_window_is_made_the_page_says_so(
    qtbot: QtBot, flow: Flow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Making it keeps the screen's thread: a button that merely turns grey looks like a program that hangs."""
    seen = list[str]()

    def looked(*given: object) -> MainWindow:
        front = flow.gate.page()
        assert isinstance(front, Centred)
        seen.append(front.banner.text() if front.banner.isVisible() else "")
        return build(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(ui.flow, "build", looked)
    first_morning(qtbot, flow)
    window(qtbot, flow)
    assert seen == ["Đang mở sổ…"]


def test_waiting_at_the_curtain_the_button_keeps_its_word(qtbot: QtBot, flow: Flow, tmp_path: Path) -> None:
    opened(qtbot, flow, tmp_path)
    flow.curtain()
    locked = page(qtbot, flow, Locked)
    assert isinstance(locked, Locked)
    tries = tmp_path / "sổ" / attempts.FILE
    tries.write_text('{"wrong": 9, "at": "2999-01-01T00:00:00Z"}', "utf-8")
    vtype(locked.line, PASSPHRASE)
    press(locked.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "480" in locked.go.text())
    tries.unlink()
    qtbot.waitUntil(locked.go.isEnabled)
    assert locked.go.text() == "Mở khóa"


def test_at_the_curtain_another_passphrase_changes_the_user(qtbot: QtBot, flow: Flow, tmp_path: Path) -> None:
    front = opened(qtbot, flow, tmp_path)
    flow.curtain()
    locked = page(qtbot, flow, Locked)
    assert isinstance(locked, Locked)
    vtype(locked.line, OTHER)
    press(locked.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: flow.window is not None and flow.window is not front)
    assert flow.session is not None
    assert flow.session.screen.user.name == "Lê Văn Bình"


def test_the_program_can_be_left_from_behind_the_curtain(qtbot: QtBot, flow: Flow, tmp_path: Path) -> None:
    opened(qtbot, flow, tmp_path)
    flow.curtain()
    with qtbot.waitSignal(flow.ended):
        flow.gate.close()
    assert flow.window is None
    desk.open_desk(tmp_path / "sổ", PASSPHRASE).close()


def test_who_forgot_his_passphrase_gets_another_with_the_code_from_the_cupboard(
    qtbot: QtBot, flow: Flow, tmp_path: Path
) -> None:
    made = registers.create(tmp_path / "sổ", UNIT, "Nguyễn Thị Ngọc Hân", PASSPHRASE)
    flow.start()
    unlock = page(qtbot, flow, Unlock)
    assert isinstance(unlock, Unlock)
    unlock.forgotten.click()
    lost = page(qtbot, flow, Forgotten)
    assert isinstance(lost, Forgotten)
    vtype(lost.code, "ABCD")
    lost.go.click()
    qtbot.waitUntil(lambda: lost.code_field.problem() != "")
    lost.code.set_value(made.recovery_code)
    lost.go.click()
    qtbot.waitUntil(lambda: lost.who.value() == "Nguyễn Thị Ngọc Hân")
    assert not any(way.isVisible() for way in lost.ways)
    vtype(lost.first.line, OTHER)
    press(lost.first.line, Qt.Key.Key_Return)
    assert lost.again.line.hasFocus()
    vtype(lost.again.line, OTHER)
    press(lost.again.line, Qt.Key.Key_Return)
    assert window(qtbot, flow).session.screen.user.name == "Nguyễn Thị Ngọc Hân"


def test_after_too_many_wrong_passphrases_the_button_counts_the_seconds(
    qtbot: QtBot, flow: Flow, tmp_path: Path
) -> None:
    registers.create(tmp_path / "sổ", UNIT, "Hân", PASSPHRASE)
    tries = tmp_path / "sổ" / attempts.FILE
    tries.write_text('{"wrong": 9, "at": "2999-01-01T00:00:00Z"}', "utf-8")
    flow.start()
    unlock = page(qtbot, flow, Unlock)
    assert isinstance(unlock, Unlock)
    vtype(unlock.line, PASSPHRASE)
    press(unlock.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not unlock.go.isEnabled() and "480" in unlock.go.text())
    tries.unlink()
    qtbot.waitUntil(unlock.go.isEnabled)
    assert unlock.field.problem() == ""
