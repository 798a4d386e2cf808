"""Letting go of a stick: a real mounted image, where the system lets anybody mount one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop import drives, ejecting
from domain.errors import TroubleError
from tests.exports.transports.sticks import Stick, inserted
from tests.ui.registers import make_session
from ui.common.banner import Banner
from ui.packages.stick_button import StickButton


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Stick]:
    with inserted("ext2", tmp_path) as made:
        yield made


@pytest.fixture
def pullable(monkeypatch: pytest.MonkeyPatch) -> None:
    """An image is no drive of its own for the system; that it can be pulled is told here."""
    monkeypatch.setattr(drives, "is_removable", lambda _volume: True)


def test_a_folder_of_this_pc_is_on_no_stick(tmp_path: Path) -> None:
    assert not ejecting.can_eject(tmp_path)


def test_a_stick_that_is_let_go_of_is_not_there_any_more(stick: Stick, pullable: None) -> None:
    (stick.at / "27001_0001.asice").write_bytes(b"whole")
    assert ejecting.can_eject(stick.at / "27001_0001.asice")
    ejecting.eject(stick.at / "27001_0001.asice")
    assert not stick.at.is_mount()
    assert list(stick.at.iterdir()) == []


def test_one_that_is_still_in_use_stays_and_says_so(stick: Stick, pullable: None) -> None:
    with (stick.at / "open").open("wb"):
        with pytest.raises(TroubleError) as held:
            ejecting.eject(stick.at)
        assert (held.value.code, held.value.again, stick.at.is_mount()) == ("drive_in_use", True, True)
    ejecting.eject(stick.at)


def test_the_button_is_offered_says_why_not_and_then_that_it_can_be_pulled(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path, stick: Stick, pullable: None
) -> None:
    session = make_session(tmp_path)
    page, banner = QWidget(), Banner()
    button = StickButton(session, banner)
    column = QVBoxLayout(page)
    column.addWidget(banner)
    column.addWidget(button)
    qtbot.addWidget(page)
    page.show()
    assert not button.isVisible()
    button.show_for(stick.at)
    qtbot.waitUntil(button.isVisible)
    with (stick.at / "open").open("wb"):
        button.click()
        qtbot.waitUntil(lambda: "Còn chương trình đang dùng" in banner.text())
    button.click()
    qtbot.waitUntil(lambda: banner.text() == "Đã ngắt USB. Rút ra được rồi.")
    assert not button.isVisible()
    assert not stick.at.is_mount()
    button.show_for(tmp_path / "elsewhere")
    qtbot.waitUntil(lambda: not session.lanes.busy())
    session.close()


@pytest.mark.parametrize(("pullable_drive", "said"), [
    (True, "Đã ghi. Có thể rút USB."), (False, "Đã ghi. Đây không phải USB: báo nơi nhận tới thư mục này lấy tệp."),
])  # fmt: skip
def test_only_a_stick_is_said_to_be_pulled_out(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pullable_drive: bool,
    said: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(drives, "is_removable", lambda _volume: pullable_drive)
    session, banner = make_session(tmp_path), Banner()
    button = StickButton(session, banner)
    for part in (banner, button):
        qtbot.addWidget(part)
    banner.say("ok", "Đã ghi.", "Mở thư mục")
    button.show_for(tmp_path)
    qtbot.waitUntil(lambda: not session.lanes.busy() and banner.text() != "Đã ghi.")
    assert banner.text() == said
    assert banner.button.text() == "Mở thư mục"
    session.close()
