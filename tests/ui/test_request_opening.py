"""A request to mark opened with a double click: no register, one passphrase, the appraiser's page, and sent back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import __main__ as front_door
from desktop import desk
from desktop.operations import sheet_intake
from desktop.settings import Settings
from tests.typing_vi import press, vtype
from tests.ui.appraisals import far
from tests.ui.appraisals.seated import GOOD, LAM, VAN, make_home
from ui.appraisals.page import AppraisalsPage
from ui.appraisals.sending_back import SendingBack
from ui.flow import Flow
from ui.main_window import MainWindow
from ui.registers.first_run import FirstRun
from ui.registers.request_page import RequestPage


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


@pytest.fixture
def flow(qtbot: QtBot, themed_app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flow]:
    """Of somebody who has never had a register."""
    monkeypatch.setenv("SANGKIEN_HOME", str(tmp_path / "his pc" / "register"))
    made = Flow(tmp_path / "his pc" / "register", Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(made.gate)
    yield made
    made.close()


def page(qtbot: QtBot, flow: Flow, kind: type[QWidget]) -> QWidget:
    qtbot.waitUntil(lambda: isinstance(flow.gate.page(), kind))
    found = flow.gate.page()
    assert found is not None
    return found


def asked(qtbot: QtBot, flow: Flow, file: Path) -> RequestPage:
    flow.start(file)
    found = page(qtbot, flow, RequestPage)
    assert isinstance(found, RequestPage)
    return found


def entered(qtbot: QtBot, flow: Flow) -> MainWindow:
    qtbot.waitUntil(lambda: flow.window is not None)
    assert flow.window is not None
    return flow.window


def idle(window: MainWindow) -> None:
    for _ in range(3):
        assert window.session.lanes.wait_idle()
        QApplication.processEvents()


def opened(qtbot: QtBot, flow: Flow, file: Path) -> MainWindow:
    """The request open, through its passphrase."""
    gate = asked(qtbot, flow, file)
    vtype(gate.first.line, far.SECRET)
    if gate.new:
        vtype(gate.again.line, far.SECRET)
    gate.go.click()
    return entered(qtbot, flow)


def test_a_double_click_leads_to_the_appraisers_page_and_nothing_else(
    qtbot: QtBot, flow: Flow, tmp_path: Path, usb: Path
) -> None:
    home = make_home(tmp_path)
    file = far.ask(home, usb)
    gate = asked(qtbot, flow, file)
    assert "Trần Đại Lâm" in gate.facts.text() and "4 sáng kiến" in gate.facts.text()
    assert gate.code.code() == gate.offer.signer_code
    vtype(gate.first.line, far.SECRET)
    vtype(gate.again.line, "câu khác hẳn")
    press(gate.again.line, Qt.Key.Key_Return)
    assert "chưa giống nhau" in gate.again.problem()
    vtype(gate.again.line, far.SECRET)
    gate.go.click()
    window = entered(qtbot, flow)
    assert window.current_page() == "appraisals"
    assert [entry.key for entry in window.navigation.entries] == ["appraisals", "sending_back", "settings", "help"]
    found = window.show_page("appraisals")
    assert isinstance(found, AppraisalsPage)
    assert found.section() == "marking" and found.marking.current is not None
    rows = found.marking.sheet.form.rows
    for code, points in GOOD.items():
        vtype(rows[code].edit, f"{points:g}".replace(".", ","))
        press(rows[code].edit, Qt.Key.Key_Return)
    found.marking.sheet.form.vote.set_value("approve")
    found.marking.file()
    idle(window)
    back = window.show_page("sending_back")
    assert isinstance(back, SendingBack)
    assert "1 phiếu chưa gửi" in back.standing.text()
    back.send(usb)
    idle(window)
    assert "1 phiếu" in back.banner.text()
    (sent,) = usb.glob("*-phieu-*.asice")
    taken = far.within(home, lambda register: sheet_intake.take_in(register, sent)[0])
    assert (taken.taken, taken.appraiser, taken.signer_code) == (True, LAM, back.code.code())
    assert taken.counts["new"] == 1


def test_the_same_file_again_asks_for_the_passphrase_chosen_before(
    qtbot: QtBot, flow: Flow, tmp_path: Path, usb: Path
) -> None:
    file = far.ask(make_home(tmp_path), usb)
    opened(qtbot, flow, file).close()
    again = Flow(flow.home, flow.settings)
    qtbot.addWidget(again.gate)
    gate = asked(qtbot, again, file)
    assert not gate.new and gate.again.isHidden()
    vtype(gate.first.line, "không phải câu ấy")
    gate.go.click()
    qtbot.waitUntil(lambda: "không đúng" in gate.first.problem())
    assert again.window is None
    vtype(gate.first.line, far.SECRET)
    gate.go.click()
    entered(qtbot, again)
    again.close()


def test_a_newer_request_comes_into_the_same_place_and_one_for_another_is_refused(
    qtbot: QtBot, flow: Flow, tmp_path: Path, usb: Path
) -> None:
    home = make_home(tmp_path)
    window = opened(qtbot, flow, far.ask(home, usb))
    back = window.show_page("sending_back")
    assert isinstance(back, SendingBack)
    back.take(far.ask(home, usb, VAN))
    idle(window)
    assert f"nơi chấm của {VAN}" in back.banner.text()
    back.take(far.ask(home, usb))
    idle(window)
    assert "yêu cầu mới" in back.banner.text()
    assert "số 3" in back.facts.text()


def test_a_file_that_was_changed_is_said_at_the_gate(qtbot: QtBot, flow: Flow, tmp_path: Path, usb: Path) -> None:
    file = far.ask(make_home(tmp_path), usb)
    raw = bytearray(file.read_bytes())
    raw[-200] ^= 1
    file.write_bytes(raw)
    flow.start(file)
    found = page(qtbot, flow, FirstRun)
    assert isinstance(found, FirstRun)
    qtbot.waitUntil(lambda: found.banner.text() != "")
    assert not list((tmp_path / "his pc").glob("appraisals/*")), "nothing was made of it"


def test_the_first_page_leads_to_a_request_too_and_back(qtbot: QtBot, flow: Flow, tmp_path: Path, usb: Path) -> None:
    file = far.ask(make_home(tmp_path), usb)
    flow.start()
    first = page(qtbot, flow, FirstRun)
    assert isinstance(first, FirstRun)
    first.request.emit(file)
    gate = page(qtbot, flow, RequestPage)
    assert isinstance(gate, RequestPage)
    gate.back.click()
    page(qtbot, flow, FirstRun)


def test_ones_own_register_is_still_the_one_that_opens_next_time(
    qtbot: QtBot, flow: Flow, tmp_path: Path, usb: Path
) -> None:
    home = make_home(tmp_path)
    flow.settings.last_home = home
    opened(qtbot, flow, far.ask(home, usb))
    assert flow.settings.last_home == home


@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        ([], None),
        (["a/b.asice"], "a/b.asice"),
        (["--home", "x", "B.ASICE"], "B.ASICE"),
        (["--home", "x.asice"], None),
    ],
)
def test_what_opens_the_window(arguments: list[str], file: str | None) -> None:
    assert front_door._asks_for_a_window(arguments)
    assert front_door._package(arguments) == (Path(file) if file else None)


@pytest.mark.parametrize("arguments", [["verify", "a.asice"], ["list"], ["appraisal", "open", "a.asice"]])
def test_commands_about_packages_stay_commands(arguments: list[str]) -> None:
    assert not front_door._asks_for_a_window(arguments)


def test_the_store_of_a_request_is_not_readable_beside_the_program(
    qtbot: QtBot, flow: Flow, tmp_path: Path, usb: Path
) -> None:
    window = opened(qtbot, flow, far.ask(make_home(tmp_path), usb))
    home = window.session.screen.home
    assert home.parent == tmp_path / "his pc" / "appraisals"
    assert (home / "register.db").read_bytes()[:6] != b"SQLite"
    with qtbot.waitSignal(window.closed):
        window.close()
    again = desk.open_desk(home, far.SECRET)
    assert again.user.name == LAM
    again.close()
