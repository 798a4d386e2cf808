"""Backups that nobody asks for: when they are made, what the window says, and what closing waits for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import clock
from desktop.jobs import Job
from desktop.operations import backups, initiatives
from desktop.settings import Settings
from domain.errors import TroubleError
from tests.ui.registers import make_session
from ui.backups import automatic
from ui.backups.automatic import BackingUp
from ui.main_window import MainWindow, build

HALF = timedelta(minutes=30)


@pytest.fixture
def window(qtbot: QtBot, themed_app: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    made = build(make_session(tmp_path), Settings(tmp_path / "settings.ini"), "help")
    qtbot.addWidget(made)
    made.show()
    yield made
    made.last_thing = lambda: True
    made.close()


@pytest.fixture
def backing_up(window: MainWindow) -> BackingUp:
    made = BackingUp(window.session, window)
    window.closed.connect(made.stop)
    assert window.session.lanes.wait_idle()
    return made


def enter(window: MainWindow, title: str = "Kệ") -> None:
    window.session.do(lambda desk, _job: initiatives.new(desk, {"title": title}).changes)
    assert window.session.lanes.wait_idle()


def reasons(window: MainWindow) -> list[str]:
    return [one.reason for one in backups.listed(window.session.screen.home)]


def pass_time(monkeypatch: pytest.MonkeyPatch, span: timedelta) -> None:
    later = clock.now() + span
    monkeypatch.setattr(clock, "now", lambda: later)


def foot(window: MainWindow) -> str:
    return window.bar._backup.text()


def test_half_an_hour_of_work_and_no_minute_earlier(
    window: MainWindow, backing_up: BackingUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    backing_up.look()
    assert not window.session.lanes.busy()  # nothing was done
    enter(window)
    pass_time(monkeypatch, timedelta(minutes=1))
    backing_up.look()
    assert window.session.lanes.wait_idle()
    assert reasons(window) == ["work"]  # the first one does not wait for long
    assert foot(window).startswith("Sao lưu gần nhất: hôm ")
    backing_up.look()
    enter(window)
    pass_time(monkeypatch, HALF - timedelta(minutes=1))
    backing_up.look()
    assert reasons(window) == ["work"]
    pass_time(monkeypatch, timedelta(minutes=2))
    backing_up.look()
    assert window.session.lanes.wait_idle()
    assert reasons(window) == ["work", "work"]


def test_an_old_one_is_told_in_red(window: MainWindow, backing_up: BackingUp, monkeypatch: pytest.MonkeyPatch) -> None:
    enter(window)
    backups.make(window.session.screen, "asked", step=lambda _done, _total: None)
    window.session.changed.emit(backups_changed())
    assert window.session.lanes.wait_idle()
    enter(window)
    pass_time(monkeypatch, timedelta(days=2))
    monkeypatch.setattr(backups, "make", full_disk)
    backing_up.look()
    assert foot(window).endswith("đã cũ")
    assert window.bar._backup.property("look") == "error"
    assert window.session.lanes.wait_idle()
    assert "Ổ đĩa đã đầy" in window.notice.text()


def backups_changed() -> object:
    from desktop.changes import of

    return of("backups")


def full_disk(*_anything: object, **_more: object) -> None:
    raise TroubleError("disk_full", again=True, path="")


def test_closing_leaves_a_backup_of_the_last_word(window: MainWindow, backing_up: BackingUp) -> None:
    enter(window, "Chữ cuối cùng")
    assert window.close()
    [made] = backups.listed(window.session.screen.home)
    assert (made.reason, made.counts["initiative"]) == ("close", 1)


def test_closing_without_a_change_makes_none(window: MainWindow, backing_up: BackingUp) -> None:
    assert window.close()
    assert reasons(window) == []


def test_closing_waits_for_a_long_one_with_progress(
    qtbot: QtBot, window: MainWindow, backing_up: BackingUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(automatic, "QUIETLY_MS", 0)
    enter(window)
    with qtbot.waitSignal(window.closed):
        assert not window.close()
        assert backing_up.panel.isVisible() and not window.navigation.isEnabled()
    assert reasons(window) == ["close"]


def test_stopping_it_closes_at_once(
    qtbot: QtBot, window: MainWindow, backing_up: BackingUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(automatic, "QUIETLY_MS", 0)
    begun: list[Job] = []
    enter(window)
    with qtbot.waitSignal(window.closed):
        assert not window.close()
        begun.append(backing_up._job)  # type: ignore[arg-type]
        backing_up.panel.cancel()
    assert begun[0].cancelled
    assert not list(backups.folder(window.session.screen.home).glob("*.part"))


def test_a_backup_that_fails_is_said_and_the_next_try_closes(
    window: MainWindow, backing_up: BackingUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(window)
    monkeypatch.setattr(backups, "make", full_disk)
    assert not window.close()
    assert "Đóng lần nữa" in window.notice.text()
    assert window.navigation.isEnabled()
    assert window.close()
    assert reasons(window) == []


def test_the_next_user_does_not_wait_for_one_of_a_short_while_ago(window: MainWindow, backing_up: BackingUp) -> None:
    enter(window)
    backups.make(window.session.screen, "work", step=lambda _done, _total: None)
    window.session.changed.emit(backups_changed())
    assert window.session.lanes.wait_idle()
    enter(window)
    window.lock()
    assert reasons(window) == ["work"]
