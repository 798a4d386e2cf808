"""What the first page says about how the register was found."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import desk
from desktop.jobs import Lanes
from desktop.operations import initiatives
from tests.ui.registers import make_session
from ui.overview.page import OverviewPage
from ui.session import Session


@pytest.fixture
def before(tmp_path: Path, themed_app: QApplication) -> Iterator[Session]:
    made = make_session(tmp_path, filled=True)
    yield made
    made.close()


def found(qtbot: QtBot, home: Path) -> tuple[OverviewPage, Session]:
    session = Session(desk.open_desk(home, None), Lanes())
    page = OverviewPage(session)
    qtbot.addWidget(page)
    page.show()
    assert session.lanes.wait_idle()
    return page, session


def cut(session: Session, folder: Path) -> Path:
    shutil.copytree(session.screen.home, folder, ignore=shutil.ignore_patterns("lock"))
    return folder


def test_a_register_closed_in_order_needs_only_a_line(qtbot: QtBot, before: Session, tmp_path: Path) -> None:
    home = cut(before, tmp_path / "copy")
    desk.open_desk(home, None).close()
    page, session = found(qtbot, home)
    assert page.found.line.text().startswith("Lần trước đóng đúng cách, sổ đủ đến ")
    assert page.found.line.isVisible()
    assert not page.found.banner.isVisible()
    session.close()


def test_after_a_cut_the_record_that_was_typed_opens_with_one_click(
    qtbot: QtBot, before: Session, tmp_path: Path
) -> None:
    initiatives.type_in(before._desk, 3, {"title": "Chữ gõ dở"}, settled=False)
    number = initiatives.get(before.screen, 3).initiative.number
    page, session = found(qtbot, cut(before, tmp_path / "copy"))
    words = page.found.banner.text()
    assert words.startswith(f"Lần trước tắt đột ngột. Chữ đang gõ ở {number} còn đủ đến ")
    assert words.endswith("Sổ không hỏng.")
    with qtbot.waitSignal(session.asked) as asked:
        page.found.banner.button.click()
    assert asked.args == ["initiatives", 3]
    assert not page.found.banner.isVisible()
    session.close()


def test_a_damaged_register_is_named(qtbot: QtBot, before: Session, tmp_path: Path) -> None:
    home = cut(before, tmp_path / "copy")
    desk.open_desk(home, None).close()
    with (home / "register.db").open("r+b") as file:
        file.seek(-4096 * 6, 2)
        file.write(b"\xff" * 4096 * 3)
    cut_log = home / "register.db-wal"
    cut_log.write_bytes(b"cut off")
    page, session = found(qtbot, home)
    assert page.found.banner.text().startswith("Không đọc được sổ")
    with qtbot.waitSignal(session.asked) as asked:
        page.found.banner.button.click()
    assert asked.args == ["backups", None]
    assert page.found.banner.isVisibleTo(page)  # it stays until the register is another one
    session.close()
