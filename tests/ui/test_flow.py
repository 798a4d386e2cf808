"""The first morning: a register is made, its code put away, and it opens again with either secret."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import ui.flow
from desktop import attempts, clock, desk
from desktop.operations import programmes, registers, users
from desktop.settings import Settings
from domain.unit import Block, Level
from tests.typing_vi import press, vtype
from tests.ui.registers import UNIT, make_session
from ui.flow import Flow, Gate, home_to_open
from ui.main_window import MainWindow, build
from ui.people.page import PeoplePage
from ui.programmes.draft_form import DraftForm
from ui.programmes.rules import RulesSection
from ui.registers.centred import Centred
from ui.registers.first_run import FirstRun
from ui.registers.forgotten import Forgotten
from ui.registers.locked import Locked
from ui.registers.programme_page import ProgrammePage
from ui.registers.recovery import Recovery
from ui.registers.unlock import Unlock

PASSPHRASE, OTHER = "bốn con trâu đen", "ba cây tre xanh"
WAIT_MS = 15_000


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def flow(qtbot: QtBot, themed_app: QApplication, tmp_path: Path, settings: Settings) -> Iterator[Flow]:
    made = Flow(tmp_path / "sổ", settings)
    qtbot.addWidget(made.gate)
    yield made
    stuck = made.gate.page()
    if isinstance(stuck, Recovery):
        stuck.kept.setEnabled(True)  # or closing would ask
    made.close()


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


def test_a_register_that_is_there_asks_for_its_passphrase(qtbot: QtBot, flow: Flow, tmp_path: Path) -> None:
    _registered(tmp_path / "sổ")
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
    code = _registered(tmp_path / "sổ")
    flow.start()
    unlock = page(qtbot, flow, Unlock)
    assert isinstance(unlock, Unlock)
    vtype(unlock.line, code)
    unlock.go.click()
    assert window(qtbot, flow).session.screen.user.name == "Hân"


def test_a_plain_register_opens_at_once(qtbot: QtBot, flow: Flow, tmp_path: Path) -> None:
    _registered(tmp_path / "sổ", None)
    flow.start()
    assert window(qtbot, flow).session.screen.plain
    assert flow.gate.isHidden()


def test_locking_asks_for_the_passphrase_again(qtbot: QtBot, flow: Flow, tmp_path: Path) -> None:
    ended: list[bool] = []
    flow.ended.connect(lambda: ended.append(True))
    _registered(tmp_path / "sổ")
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
    _registered(tmp_path / "sổ", None)
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
    _registered(tmp_path / "khác")
    first.chosen.emit(tmp_path / "khác")
    assert isinstance(page(qtbot, flow, Unlock), Unlock)
    assert flow.home == tmp_path / "khác"


def test_closing_the_gate_leaves_the_program(qtbot: QtBot, flow: Flow) -> None:
    flow.start()
    with qtbot.waitSignal(flow.ended):
        flow.gate.close()


def test_the_folder_named_wins_then_that_of_last_time(tmp_path: Path, settings: Settings) -> None:
    _registered(tmp_path / "cũ", None)
    settings.last_home = tmp_path / "cũ"
    assert home_to_open(tmp_path / "khác", settings) == tmp_path / "khác"
    assert home_to_open(None, settings) == tmp_path / "cũ"


def test_the_gate_is_no_smaller_than_the_window(themed_app: QApplication, qtbot: QtBot) -> None:
    gate = Gate()
    qtbot.addWidget(gate)
    assert gate.minimumWidth() == 1024


def _registered(home: Path, passphrase: str | None = PASSPHRASE) -> str:
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
    _registered(tmp_path / "sổ", None)
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
