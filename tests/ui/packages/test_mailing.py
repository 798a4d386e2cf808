"""Sending by e-mail in the window: the address, the drafts, and saying that they went."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import desk
from desktop.jobs import Lanes
from desktop.operations import keys, packages, sending
from tests.desktop.operations import unions
from tests.typing_vi import vtype
from ui.packages import pickers
from ui.packages.mailing import MailDialog
from ui.session import Session


@pytest.fixture
def session(themed_app: QApplication, tmp_path: Path) -> Session:
    unit, upper = unions.new(tmp_path / "unit"), unions.new(tmp_path / "upper", unions.UPPER)
    unions.vouch(unit, upper, tmp_path)
    unions.recognised(unit, 2)
    packages.pack(unit, packages.plan(unit), None, step=lambda _done, _total: None)
    upper.close()
    unit.close()
    return Session(desk.open_desk(tmp_path / "unit", None), Lanes())


def test_a_package_is_drafted_opened_and_said_to_be_sent(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile())) or True)
    (row,) = sending.rows(session.screen)
    dialog = MailDialog(session, row, "LĐLĐ huyện Bình Tân")
    qtbot.addWidget(dialog)
    dialog.show()
    vtype(dialog.address, "sai địa chỉ")
    dialog.make.click()
    qtbot.waitUntil(lambda: "không phải một địa chỉ" in dialog.field.problem())
    dialog.address.set_value("")
    vtype(dialog.address, "tonghop@binhtan.vn")
    dialog.make.click()
    qtbot.waitUntil(dialog.open_button.isVisible)
    assert dialog.field.problem() == ""
    dialog.open_button.click()
    assert [Path(name).suffix for name in opened] == [".eml"]
    assert Path(opened[0]).is_file()
    dialog.copy_subject.click()
    assert QGuiApplication.clipboard().text().endswith(f"gói sáng kiến số {row['seq']}")
    dialog.sent.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert sending.rows(session.screen)[0]["state"] == "delivered"
    session.close()


def test_where_no_program_opens_drafts_the_other_way_is_said(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    (row,) = sending.rows(session.screen)
    dialog = MailDialog(session, row, "LĐLĐ huyện Bình Tân")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.make.click()
    qtbot.waitUntil(dialog.open_button.isVisible)
    dialog.open_button.click()
    assert "Mở thư mục" in dialog.banner.text()
    session.close()


def test_a_register_with_a_passphrase_asks_where_the_drafts_go(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = unions.new(tmp_path / "unit", passphrase="bốn con trâu đen")
    unions.recognised(unit)
    keys.new(unit)
    unions.send(unit, None)
    session = Session(unit, Lanes())
    dialog = MailDialog(session, sending.rows(session.screen)[0], "LĐLĐ huyện Bình Tân")
    qtbot.addWidget(dialog)
    dialog.show()
    answers = iter([None, tmp_path / "ngoài"])
    monkeypatch.setattr(pickers, "folder", lambda *_asked: next(answers))
    dialog.make.click()
    assert not dialog.progress.isVisible() and dialog.make.isVisible(), "who thinks better of it stays here"
    dialog.make.click()
    qtbot.waitUntil(dialog.open_button.isVisible)
    assert [file.suffix for file in (tmp_path / "ngoài").iterdir()] == [".eml"]
    session.close()
