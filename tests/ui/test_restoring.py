"""From a damaged register, or an open one, to a restored one, in the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import desk, home_places
from desktop.jobs import Lanes
from desktop.operations import backups, initiatives, registers
from desktop.settings import Settings
from domain.home_place import REMOVABLE, Judgement
from tests.ui.registers import UNIT, USER
from ui.flow import Flow
from ui.registers.first_run import FirstRun
from ui.registers.restore_page import RestorePage
from ui.registers.unlock import Unlock


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A register with one initiative in a backup, and another since."""
    registers.create(tmp_path / "sổ", UNIT, USER, None)
    opened = desk.open_desk(tmp_path / "sổ", None)
    initiatives.new(opened, {"title": "Trước"})
    backups.make(opened, "asked", step=lambda _done, _total: None)
    initiatives.new(opened, {"title": "Sau"})
    opened.close()
    return opened.home


@pytest.fixture
def flow(qtbot: QtBot, themed_app: QApplication, tmp_path: Path, home: Path) -> Iterator[Flow]:
    made = Flow(home, Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(made.gate)
    yield made
    made.close()


def at_the_gate(qtbot: QtBot, flow: Flow) -> RestorePage:
    qtbot.waitUntil(lambda: isinstance(flow.gate.page(), RestorePage))
    page = flow.gate.page()
    assert isinstance(page, RestorePage)
    qtbot.waitUntil(lambda: page.go.isEnabled() or bool(page.banner.text()))
    return page


def titles(flow: Flow) -> list[str]:
    assert flow.session is not None
    return [held.initiative.title for held in initiatives.everything(flow.session.screen, initiatives.Filter())]


def test_from_the_open_window_and_back_again(qtbot: QtBot, flow: Flow, home: Path) -> None:
    flow.start()
    qtbot.waitUntil(lambda: flow.window is not None)
    assert flow.window is not None and flow.session is not None
    assert sorted(titles(flow)) == ["Sau", "Trước"]
    flow.session.asked.emit("restore", backups.newest(home).folder)  # type: ignore[union-attr]
    page = at_the_gate(qtbot, flow)
    assert not page.field.isVisibleTo(page)  # there is no passphrase to ask for
    page.restore()
    qtbot.waitUntil(lambda: flow.window is not None)
    assert titles(flow) == ["Trước"]
    kept = [one for one in backups.listed(home) if one.reason == "replaced"]
    assert len(kept) == 1
    flow.session.asked.emit("restore", kept[0].folder)
    page = at_the_gate(qtbot, flow)
    page.restore()
    qtbot.waitUntil(lambda: flow.window is not None)
    assert sorted(titles(flow)) == ["Sau", "Trước"]


def test_a_register_that_no_longer_opens_finds_its_backups(qtbot: QtBot, flow: Flow, home: Path) -> None:
    (home / "register.db").write_bytes(b"\xff" * 8192)
    flow.start()
    qtbot.waitUntil(lambda: isinstance(flow.gate.page(), Unlock) and bool(flow.gate.page().banner.text()))  # type: ignore[union-attr]
    page = flow.gate.page()
    assert isinstance(page, Unlock)
    page.restore.click()
    found = at_the_gate(qtbot, flow)
    found.restore()
    qtbot.waitUntil(lambda: flow.window is not None)
    assert titles(flow) == ["Trước"]


def test_going_back_leaves_everything_as_it_is(qtbot: QtBot, flow: Flow, home: Path) -> None:
    before = {file.name: file.read_bytes() for file in home.iterdir() if file.is_file()}
    flow.restore()
    page = at_the_gate(qtbot, flow)
    assert {file.name: file.read_bytes() for file in home.iterdir() if file.is_file()} == before
    page.back.click()
    qtbot.waitUntil(lambda: flow.window is not None)
    assert sorted(titles(flow)) == ["Sau", "Trước"]


def test_a_folder_that_is_no_place_for_a_register_is_told_before_anything_is_typed(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lanes = Lanes()
    page = FirstRun(tmp_path / "sổ", lanes)
    qtbot.addWidget(page)
    assert lanes.wait_idle() and page.banner.text() == ""
    page.set_home(tmp_path / "Dropbox" / "sổ")
    assert lanes.wait_idle() and "Dropbox tự chép lên mạng" in page.banner.text()
    monkeypatch.setattr(home_places, "judge", lambda _home: Judgement(REMOVABLE))
    page.set_home(tmp_path / "usb" / "sổ")
    assert lanes.wait_idle() and "ổ rút ra được" in page.banner.text()
    lanes.close()
