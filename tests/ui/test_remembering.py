"""«Nhớ trên máy này» at the gate, behind the curtain and on the card of the passphrase, with keyrings of every mood."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import desk
from desktop.operations import registers, remembering, users
from desktop.settings import Settings
from tests.desktop import keyrings
from tests.desktop.keyrings import drawer as drawer
from tests.typing_vi import vtype
from tests.ui.registers import UNIT
from ui.flow import Flow
from ui.main_window import MainWindow
from ui.people.page import PeoplePage
from ui.people.passphrase_card import PassphraseCard
from ui.registers.locked import Locked
from ui.registers.unlock import Unlock

HAN, PASSPHRASE = "Nguyễn Thị Ngọc Hân", "bốn con trâu đen"
BINH, OTHER = "Lê Văn Bình", "ba cây tre xanh"
Held = dict[tuple[str, str], str]


@pytest.fixture
def home(tmp_path: Path, drawer: Held) -> Path:
    registers.create(tmp_path / "sổ", UNIT, HAN, PASSPHRASE)
    made = desk.open_desk(tmp_path / "sổ", PASSPHRASE)
    users.add(made, BINH, [desk.OFFICER], OTHER)
    made.close()
    return tmp_path / "sổ"


@pytest.fixture
def flow(qtbot: QtBot, themed_app: QApplication, home: Path, tmp_path: Path) -> Iterator[Flow]:
    made = Flow(home, Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(made.gate)
    yield made
    made.close()


def remembered(home: Path, passphrase: str = PASSPHRASE) -> None:
    opened = desk.open_desk(home, passphrase)
    remembering.remember(opened)
    opened.close()


def gate(qtbot: QtBot, flow: Flow, kind: type[QWidget] = Unlock) -> Unlock:
    """The page that asks for a passphrase, once the keyring has answered it."""
    qtbot.waitUntil(lambda: isinstance(flow.gate.page(), kind))
    page = flow.gate.page()
    assert isinstance(page, Unlock)
    assert flow._lanes.wait_idle()
    return page


def started(qtbot: QtBot, flow: Flow) -> Unlock:
    flow.start()
    return gate(qtbot, flow)


def window(qtbot: QtBot, flow: Flow) -> MainWindow:
    qtbot.waitUntil(lambda: flow.window is not None, timeout=15_000)
    assert flow.window is not None
    return flow.window


def entered(qtbot: QtBot, flow: Flow, passphrase: str = PASSPHRASE) -> MainWindow:
    page = started(qtbot, flow)
    vtype(page.line, passphrase)
    page.go.click()
    return window(qtbot, flow)


def card(front: MainWindow) -> PassphraseCard:
    people = front.show_page("people")
    assert isinstance(people, PeoplePage)
    return people.people.findChildren(PassphraseCard)[0]


def test_ticked_once_the_pc_opens_it_the_next_time_with_one_click(qtbot: QtBot, flow: Flow, drawer: Held) -> None:
    page = started(qtbot, flow)
    assert page.remember.box.isEnabled() and not page.remember.box.isChecked()
    assert not page.remember.open.isVisible()
    page.remember.box.click()
    vtype(page.line, PASSPHRASE)
    page.go.click()
    front = window(qtbot, flow)
    assert len(drawer) == 1 and front.notice.text() == ""
    front.lock()
    again = gate(qtbot, flow)
    assert again.remember.open.isVisible() and not again.remember.box.isVisible()
    again.remember.open.click()
    assert window(qtbot, flow).session.screen.user.name == HAN


def test_without_a_keyring_the_box_cannot_be_ticked_and_why_is_said(
    qtbot: QtBot, flow: Flow, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyrings.use(keyrings.Missing, monkeypatch)
    page = started(qtbot, flow)
    assert not page.remember.box.isEnabled()
    assert "không có kho mật khẩu" in page.remember.note.text()


@pytest.mark.parametrize("kind", [keyrings.Refusing, keyrings.Locked, keyrings.Foreign])
def test_what_could_not_be_remembered_is_said_in_the_window(
    kind: type[keyrings.Memory], qtbot: QtBot, flow: Flow, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyrings.use(kind, monkeypatch)
    page = started(qtbot, flow)
    page.remember.box.click()
    vtype(page.line, PASSPHRASE)
    page.go.click()
    front = window(qtbot, flow)
    assert "Kho mật khẩu của máy không trả lời" in front.notice.text()
    assert not remembering.is_on(front.session.screen)


def test_what_was_taken_back_meanwhile_asks_for_the_passphrase_at_the_field(
    qtbot: QtBot, flow: Flow, home: Path
) -> None:
    remembered(home)
    page = started(qtbot, flow)
    opened = desk.open_desk(home, PASSPHRASE)
    users.change_passphrase(opened, "năm con ngựa trắng")
    opened.close()
    page.remember.open.click()
    qtbot.waitUntil(lambda: "không còn nhớ" in page.field.problem())
    assert flow._lanes.wait_idle()
    assert not page.remember.open.isVisible() and page.remember.box.isVisible()
    vtype(page.line, "năm con ngựa trắng")
    page.go.click()
    window(qtbot, flow)


def test_a_keyring_that_locks_itself_meanwhile_is_told_over_the_page(
    qtbot: QtBot, flow: Flow, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remembered(home)
    page = started(qtbot, flow)
    keyrings.use(keyrings.Locked, monkeypatch)
    page.remember.open.click()
    qtbot.waitUntil(lambda: "mở khóa kho mật khẩu" in page.banner.text().lower())
    assert page.go.isEnabled() and page.line.isEnabled()


def test_behind_the_curtain_one_click_draws_it_back_for_who_is_remembered(qtbot: QtBot, flow: Flow, home: Path) -> None:
    remembered(home)
    front = entered(qtbot, flow)
    flow.curtain()
    locked = gate(qtbot, flow, Locked)
    assert locked.remember.open.isVisible()
    assert not (locked.remember.box.isVisible() or locked.remember.note.isVisible() or locked.restore.isVisible())
    locked.remember.open.click()
    qtbot.waitUntil(front.isVisible)
    assert flow.window is front


def test_behind_the_curtain_of_another_the_pc_opens_nothing(qtbot: QtBot, flow: Flow, home: Path) -> None:
    remembered(home)
    entered(qtbot, flow, OTHER)
    flow.curtain()
    locked = gate(qtbot, flow, Locked)
    assert not locked.remember.open.isVisible()
    locked.remember.open.click()  # as if it had been shown a moment ago
    qtbot.waitUntil(lambda: "không còn nhớ" in locked.field.problem())


def test_the_card_lets_the_pc_remember_and_takes_it_back(
    qtbot: QtBot, flow: Flow, drawer: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    front = entered(qtbot, flow)
    mine = card(front)
    assert "Ai vào được tài khoản máy tính này" in mine.remembered.text()
    keyrings.use(keyrings.Refusing, monkeypatch)
    mine.keep.click()
    assert front.session.lanes.wait_idle()
    assert "Kho mật khẩu của máy không trả lời" in mine.banner.text() and mine.keep.isEnabled()
    keyrings.use(keyrings.Memory, monkeypatch)
    mine.keep.click()
    assert front.session.lanes.wait_idle()
    assert len(drawer) == 1 and mine.forget.isVisible() and not mine.keep.isVisible()
    mine.forget.click()
    assert front.session.lanes.wait_idle()
    assert drawer == {} and mine.keep.isVisible() and not mine.forget.isVisible()
    assert "không tự mở sổ nữa" in mine.banner.text()


def test_a_new_passphrase_ends_it_and_the_card_says_so(qtbot: QtBot, flow: Flow, home: Path) -> None:
    remembered(home)
    front = entered(qtbot, flow)
    mine = card(front)
    for field, words in (
        (mine.current, PASSPHRASE),
        (mine.first, "năm con ngựa trắng"),
        (mine.again, "năm con ngựa trắng"),
    ):
        vtype(field.line, words)
    mine.change.click()
    assert front.session.lanes.wait_idle()
    assert mine.keep.isVisible() and not mine.forget.isVisible()
    assert not remembering.may_open(home)
