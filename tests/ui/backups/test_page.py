"""The page of backups: one made, tried, remembered in a second place, and on the way to be restored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.changes import of
from desktop.operations import backup_places, backups, initiatives
from tests.ui.registers import make_session
from ui.backups.page import BackupsPage
from ui.session import Session


@pytest.fixture
def session(themed_app: QApplication, tmp_path: Path) -> Iterator[Session]:
    made = make_session(tmp_path)
    initiatives.new(made._desk, {"title": "Kệ để khuôn"})
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> BackupsPage:
    made = BackupsPage(session)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    quiet(session)
    return made


def quiet(session: Session) -> None:
    for _ in range(3):
        assert session.lanes.wait_idle()
        QApplication.processEvents()


def test_without_one_nothing_can_be_tried_or_restored(page: BackupsPage) -> None:
    assert page.model.rowCount() == 0
    assert not page.drill.go.isEnabled() and not page.restore.go.isEnabled()


def test_one_made_now_is_listed_tried_and_told_in_the_journal(page: BackupsPage, session: Session) -> None:
    page.now.click()
    assert not page.now.isEnabled()
    quiet(session)
    assert "đủ 1 sáng kiến" in page.banner.text()
    [made] = backups.listed(session.screen.home)
    assert page.model.rowCount() == 1 and made.reason == "asked"
    page.drill.go.click()
    quiet(session)
    assert "khôi phục được" in page.banner.text()
    assert "Lần thử gần nhất" in page.drill.last.text()
    assert session.screen.store.column("SELECT subject FROM journal WHERE operation = 'backup_drilled'") == [made.name]
    assert not (backups.folder(session.screen.home) / "drill.part").exists()


def test_that_there_is_none_is_told_until_one_is_made_by_itself(page: BackupsPage, session: Session) -> None:
    assert "Chưa có bản sao lưu nào" in page.late.text()
    backups.make(session.screen, "working", step=lambda *_told: None)
    session.changed.emit(of("backups"))
    quiet(session)
    assert page.late.text() == "" and page.model.rowCount() == 1


def test_a_damaged_backup_is_told_by_the_drill(page: BackupsPage, session: Session) -> None:
    page.now.click()
    quiet(session)
    [made] = backups.listed(session.screen.home)
    content = bytearray((made.folder / "register.db").read_bytes())
    content[9000] ^= 1
    (made.folder / "register.db").write_bytes(content)
    page.drill.go.click()
    quiet(session)
    assert "đã hỏng hoặc bị sửa" in page.banner.text()
    assert page.now.isEnabled()


def test_stopping_leaves_no_backup(page: BackupsPage, session: Session) -> None:
    page.now.click()
    page.progress.cancel()
    quiet(session)
    assert backups.listed(session.screen.home) == []
    assert page.now.isEnabled() and not page.progress.isVisible()


def test_the_second_place_is_shown_filled_and_forgotten(page: BackupsPage, session: Session, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    page.place.put(usb)
    quiet(session)
    assert page.place.where.text() == str(usb)
    page.now.click()
    quiet(session)
    assert "Bản mới nhất ở đó" in page.place.banner.text()
    assert len(backup_places.found_in(usb)) == 1
    page.place.put(session.screen.home)
    quiet(session)
    assert "ngay trong sổ" in page.banner.text()
    page.place.forget.click()
    quiet(session)
    assert page.place.where.text() == "Chưa chọn."


def test_restoring_is_asked_and_goes_to_the_gate(
    page: BackupsPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, object]] = []
    session.asked.connect(lambda key, what: asked.append((key, what)))
    page.now.click()
    quiet(session)
    monkeypatch.setattr("ui.backups.page.confirm", lambda *_words: False)
    page.restore.go.click()
    assert asked == []
    monkeypatch.setattr("ui.backups.page.confirm", lambda *_words: True)
    page.restore.go.click()
    assert asked == [("restore", backups.listed(session.screen.home)[0].folder)]
