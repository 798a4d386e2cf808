"""The first morning: a register is made, its code put away, and it opens again with either secret."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import clock, desk
from desktop.operations import programmes
from desktop.settings import Settings
from domain.unit import Block, Level
from tests.typing_vi import press, vtype
from tests.ui.flows import PASSPHRASE, WAIT_MS, answer, first_morning, page, registered, window
from tests.ui.registers import make_session
from ui.flow import Flow, home_to_open
from ui.gate import Gate
from ui.programmes.draft_form import DraftForm
from ui.programmes.rules import RulesSection
from ui.registers.first_run import FirstRun
from ui.registers.programme_page import ProgrammePage
from ui.registers.recovery import Recovery
from ui.registers.unlock import Unlock


def test_after_the_end_of_every_programme_a_new_register_goes_on_to_a_copy(
    qtbot: QtBot, flow: Flow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 28))
    first_morning(qtbot, flow, copies=True)
    shown = window(qtbot, flow)
    qtbot.waitUntil(lambda: shown.current_page() == "programmes")
    rules = next(one for one in shown.findChildren(RulesSection))
    assert isinstance(rules.task, DraftForm)
    assert (rules.task.kept.source, rules.task.kept.year) == ("75k-2021", 2027)  # near the end of the year
    with qtbot.waitSignal(flow.ended):
        shown.close()


def test_the_end_of_every_programme_is_told_where_one_is_chosen(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = make_session(tmp_path)
    told = {}
    for day in (date(2023, 1, 1), date(2026, 11, 28)):
        monkeypatch.setattr(clock, "today", lambda day=day: day)
        choice = ProgrammePage(session)
        qtbot.addWidget(choice)
        told[day.year] = choice.over.text()
    session.close()
    assert told[2023] == ""
    assert told[2026].startswith("Các chương trình này đã hết ngày 01/09/2023.")


def test_first_run_makes_an_encrypted_register_that_opens_with_either_secret(
    qtbot: QtBot, flow: Flow, tmp_path: Path, settings: Settings
) -> None:
    code = first_morning(qtbot, flow)
    shown = window(qtbot, flow)
    assert shown.current_page() == "initiatives"
    unit = shown.session.screen.unit
    assert (unit.code, unit.upper_code, unit.place) == ("27001", "27000", "Bình Tân")
    assert (unit.level, unit.block) == (Level.GRASSROOTS, Block.ENTERPRISE)
    assert programmes.current(shown.session.screen).id == "75k-2021"
    assert settings.last_home == tmp_path / "sổ"
    with qtbot.waitSignal(flow.ended):
        shown.close()
    assert (tmp_path / "sổ" / "register.db").read_bytes()[:6] != b"SQLite"
    for secret in (PASSPHRASE, code, code.lower().replace("-", " ")):
        opened = desk.open_desk(tmp_path / "sổ", secret)
        assert opened.user.name == "Nguyễn Thị Ngọc Hân"
        opened.close()


def test_the_first_morning_needs_no_mouse(qtbot: QtBot, flow: Flow) -> None:
    """Every key goes to whatever has the keyboard."""
    flow.start()
    first = page(qtbot, flow, FirstRun)
    assert isinstance(first, FirstRun)
    answer(first)
    tab_to(qtbot, first.answers.again.line)
    key(qtbot, first.answers.again.line, Qt.Key.Key_Return)
    recovery = page(qtbot, flow, Recovery)
    assert isinstance(recovery, Recovery)
    tab_to(qtbot, recovery.by_hand)
    key(qtbot, recovery.by_hand, Qt.Key.Key_Return)
    key(qtbot, recovery.kept, Qt.Key.Key_Return)
    assert recovery.kept.isChecked()
    key(qtbot, recovery.forward, Qt.Key.Key_Backtab)
    key(qtbot, recovery.kept, Qt.Key.Key_Enter)
    assert not recovery.kept.isChecked() and not recovery.forward.isEnabled()
    key(qtbot, recovery.kept, Qt.Key.Key_Space)
    key(qtbot, recovery.kept, Qt.Key.Key_Tab)
    key(qtbot, recovery.forward, Qt.Key.Key_Return)
    choice = page(qtbot, flow, ProgrammePage)
    assert isinstance(choice, ProgrammePage)
    key(qtbot, choice.forward, Qt.Key.Key_Return)
    shown = window(qtbot, flow)
    with qtbot.waitSignal(flow.ended):
        shown.close()


def tab_to(qtbot: QtBot, wanted: QWidget) -> None:
    """As somebody goes who has no mouse."""
    in_front(qtbot, wanted)
    for _ in range(40):
        at = QApplication.focusWidget()
        if at is None or at is wanted:
            break
        qtbot.keyClick(at, Qt.Key.Key_Tab)
    assert wanted.hasFocus()


def key(qtbot: QtBot, at: QWidget, pressed: Qt.Key) -> None:
    """One press of a key, where the keyboard is."""
    in_front(qtbot, at)
    assert at.hasFocus()
    qtbot.keyClick(at, pressed)


def in_front(qtbot: QtBot, at: QWidget) -> None:
    """Where no window manager is, a window comes to the front only when it is told to."""
    at.window().activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


def test_a_register_that_is_there_asks_for_its_passphrase(qtbot: QtBot, flow: Flow, tmp_path: Path) -> None:
    registered(tmp_path / "sổ")
    flow.start()
    unlock = page(qtbot, flow, Unlock)
    assert isinstance(unlock, Unlock)
    vtype(unlock.line, "bốn con trâu trắng")
    press(unlock.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "không đúng" in unlock.field.problem(), timeout=WAIT_MS)
    assert flow.window is None
    assert unlock.line.selectedText() != ""
    vtype(unlock.line, PASSPHRASE)
    unlock.go.click()
    assert window(qtbot, flow).current_page() == "overview"


def test_the_recovery_code_opens_at_the_same_field(qtbot: QtBot, flow: Flow, tmp_path: Path) -> None:
    code = registered(tmp_path / "sổ")
    flow.start()
    unlock = page(qtbot, flow, Unlock)
    assert isinstance(unlock, Unlock)
    vtype(unlock.line, code)
    unlock.go.click()
    assert window(qtbot, flow).session.screen.user.name == "Hân"


def test_a_plain_register_opens_at_once(qtbot: QtBot, flow: Flow, tmp_path: Path) -> None:
    registered(tmp_path / "sổ", None)
    flow.start()
    assert window(qtbot, flow).session.screen.plain
    assert flow.gate.isHidden()


def test_locking_asks_for_the_passphrase_again(qtbot: QtBot, flow: Flow, tmp_path: Path) -> None:
    ended: list[bool] = []
    flow.ended.connect(lambda: ended.append(True))
    registered(tmp_path / "sổ")
    flow.start()
    unlock = page(qtbot, flow, Unlock)
    assert isinstance(unlock, Unlock)
    vtype(unlock.line, PASSPHRASE)
    unlock.go.click()
    shown = window(qtbot, flow)
    shown.session.asked.emit("lock", None)
    assert flow.window is None
    assert ended == []
    again = page(qtbot, flow, Unlock)
    assert flow.gate.isVisible()
    assert isinstance(again, Unlock)
    vtype(again.line, PASSPHRASE)
    again.go.click()
    window(qtbot, flow)


def test_a_register_in_use_elsewhere_is_said_and_can_be_tried_again(qtbot: QtBot, flow: Flow, tmp_path: Path) -> None:
    registered(tmp_path / "sổ", None)
    elsewhere = desk.open_desk(tmp_path / "sổ", None)
    flow.start()
    unlock = page(qtbot, flow, Unlock)
    assert isinstance(unlock, Unlock)
    qtbot.waitUntil(lambda: "cửa sổ khác" in unlock.banner.text(), timeout=WAIT_MS)
    elsewhere.close()
    unlock.go.click()
    window(qtbot, flow)


def test_another_folder_without_a_register_is_said(qtbot: QtBot, flow: Flow, tmp_path: Path) -> None:
    flow.start()
    first = page(qtbot, flow, FirstRun)
    assert isinstance(first, FirstRun)
    first.chosen.emit(tmp_path)
    assert str(tmp_path) in first.banner.text()
    registered(tmp_path / "khác")
    first.chosen.emit(tmp_path / "khác")
    assert isinstance(page(qtbot, flow, Unlock), Unlock)
    assert flow.home == tmp_path / "khác"


def test_closing_the_gate_leaves_the_program(qtbot: QtBot, flow: Flow) -> None:
    flow.start()
    with qtbot.waitSignal(flow.ended):
        flow.gate.close()


def test_the_folder_named_wins_then_that_of_last_time(tmp_path: Path, settings: Settings) -> None:
    registered(tmp_path / "cũ", None)
    settings.last_home = tmp_path / "cũ"
    assert home_to_open(tmp_path / "khác", settings) == tmp_path / "khác"
    assert home_to_open(None, settings) == tmp_path / "cũ"


def test_the_gate_is_no_smaller_than_the_window(themed_app: QApplication, qtbot: QtBot) -> None:
    gate = Gate()
    qtbot.addWidget(gate)
    assert gate.minimumWidth() == 1024
