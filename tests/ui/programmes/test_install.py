"""Packs that come by USB, and packs that are handed down, in the window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import resources
from desktop import desk
from desktop.desk import Desk
from desktop.jobs import Lanes
from desktop.operations import programmes
from tests.desktop.operations import unions
from ui.programmes.install import InstallView
from ui.programmes.rules import RulesSection
from ui.programmes.seal import SealView
from ui.session import Session


def shipped(name: str = "1m-2022") -> str:
    return resources.path(f"programmes/{name}.toml").read_text("utf-8")


def newer(text: str) -> str:
    held = next(line for line in text.splitlines() if line.startswith("version = "))
    return text.replace(held, 'version = "9.0"').replace("pass_mean = 70 ", "pass_mean = 75 ")


@pytest.fixture
def view(section: RulesSection) -> InstallView:
    section.receive.click()
    assert isinstance(section.task, InstallView)
    return section.task


def check(view: InstallView, session: Session, file: Path) -> None:
    view.check(file)
    assert session.lanes.wait_idle()


def test_an_unsigned_newer_file_needs_a_tick_and_stays_marked(
    view: InstallView, section: RulesSection, session: Session, tmp_path: Path
) -> None:
    file = tmp_path / "quy-dinh.toml"
    file.write_text(newer(shipped()), "utf-8")
    check(view, session, file)
    assert "Chưa có chữ ký" in view.signature.text()
    assert "Mới hơn" in view.banner.text()
    assert any("75" in rule.parts[2].text for card in view.changes.cards for rule in card.chapter.rules)
    assert not view.install.isEnabled()
    view.unsigned.click()
    assert view.install.isEnabled()
    assert len(programmes.versions(session.screen, "1m-2022")) == 1  # looking wrote nothing
    view.install.click()
    assert session.lanes.wait_idle()
    held = programmes.versions(session.screen, "1m-2022")
    assert (held[0].version, held[0].origin) == ("9.0", "file")
    assert section.task is None
    section.refresh()
    assert section.list.current() == "1m-2022"
    table = section.list.table.model()
    assert table.index(0, 1).data() == "Chưa có chữ ký"


def test_faults_are_shown_with_their_lines(view: InstallView, session: Session, tmp_path: Path) -> None:
    text = shipped().replace('severity = "block"', 'severity = "ban"', 1)
    line = next(at for at, words in enumerate(text.splitlines(), 1) if "ban" in words and "severity" in words)
    file = tmp_path / "sai.toml"
    file.write_text(text, "utf-8")
    check(view, session, file)
    assert [card.title for card in view.problems] == [f"Dòng {line}"]
    assert not view.install.isEnabled()
    assert view.unsigned.isHidden()
    assert "chưa ghi vào sổ được" in view.banner.text()


def test_what_should_be_looked_at_again_is_told_and_hinders_nothing(
    view: InstallView, session: Session, tmp_path: Path
) -> None:
    text = newer(shipped()).replace("(01/9/2021 – 31/5/2022)", "(01/9/2031 – 31/5/2032)")
    file = tmp_path / "chép.toml"
    file.write_text(text, "utf-8")
    check(view, session, file)
    line = next(at for at, words in enumerate(text.splitlines(), 1) if "2031" in words)
    assert [card.title for card in view.problems] == [f"Dòng {line}"]
    view.unsigned.click()
    assert view.install.isEnabled()


def test_the_same_version_is_not_taken_in_again(view: InstallView, session: Session, tmp_path: Path) -> None:
    file = tmp_path / "cũ.toml"
    file.write_text(shipped(), "utf-8")
    check(view, session, file)
    assert "đã có đúng bản này" in view.banner.text()
    view.unsigned.click()
    assert not view.install.isEnabled()


def test_a_file_that_is_no_pack_is_refused_in_words(view: InstallView, session: Session, tmp_path: Path) -> None:
    file = tmp_path / "anh.asice"
    file.write_bytes(b"khong phai goi")
    check(view, session, file)
    assert view.banner.text()
    assert not view.install.isEnabled()
    check(view, session, tmp_path / "không có.toml")
    assert "USB" in view.banner.text()


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vouched")
    unit, upper = unions.new(folder / "unit"), unions.new(folder / "upper", unions.UPPER)
    unions.vouch(unit, upper, folder)
    unit.close()
    upper.close()
    return folder


@pytest.fixture
def pair(tmp_path: Path, homes: Path, themed_app: QApplication) -> Iterator[tuple[Session, Session]]:
    shutil.copytree(homes, tmp_path, dirs_exist_ok=True)
    opened: list[Desk] = [desk.open_desk(tmp_path / name, None) for name in ("unit", "upper")]
    unit, upper = (Session(one, Lanes()) for one in opened)
    yield unit, upper
    unit.close()
    upper.close()


def test_the_upper_union_hands_its_rules_down_signed(
    pair: tuple[Session, Session], tmp_path: Path, qtbot: QtBot
) -> None:
    unit, upper = pair
    stick = tmp_path / "usb"
    stick.mkdir()
    above, below = RulesSection(upper), RulesSection(unit)
    for section in (above, below):
        qtbot.addWidget(section)
        section.refresh()
        section.show()
    assert above.seal.isVisible()
    assert below.seal.isHidden()  # whoever has nobody below has nobody to send to
    bare = tmp_path / "mới.toml"
    bare.write_text(newer(shipped()), "utf-8")
    above.receive.click()
    assert isinstance(above.task, InstallView)
    check(above.task, upper, bare)
    above.task.unsigned.click()
    above.task.install.click()
    assert upper.lanes.wait_idle()
    above.refresh()
    above.seal.click()
    assert isinstance(above.task, SealView)
    above.task.write_to(stick)
    assert upper.lanes.wait_idle()
    assert "Đã ký" in above.task.banner.text()
    (package,) = stick.glob("*.asice")
    below.receive.click()
    view = below.task
    assert isinstance(view, InstallView)
    view.check(package)
    assert unit.lanes.wait_idle()
    assert unions.UPPER.name in view.signature.text()
    assert view.unsigned.isHidden()
    assert view.install.isEnabled()
    view.install.click()
    assert unit.lanes.wait_idle()
    held = programmes.versions(unit.screen, "1m-2022")[0]
    assert (held.version, held.origin, held.signed_by) == ("9.0", "package", unions.UPPER.code)
    below.refresh()
    assert below.list.table.model().index(0, 1).data() == "Cấp trên ký"


def test_without_a_root_key_the_seal_says_what_to_do(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    view = SealView(session, programmes.versions(session.screen)[0])
    qtbot.addWidget(view)
    view.write_to(tmp_path)
    assert session.lanes.wait_idle()
    assert "khóa gốc" in view.banner.text()
    assert view.go.isEnabled()
