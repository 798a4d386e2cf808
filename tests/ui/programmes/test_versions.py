"""A newer version: what it changes, whom it judges differently, and moving records to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import resources
from desktop.operations import initiatives, programme_files, programmes
from desktop.operations.initiatives import Filter
from tests.typing_vi import press
from ui.programmes.rules import RulesSection
from ui.programmes.versions import VersionsView
from ui.session import Session


@pytest.fixture
def view(section: RulesSection, session: Session, tmp_path: Path) -> VersionsView:
    """A newer version beside the one in force, whose summaries may be shorter only."""
    text = resources.path("programmes/1m-2022.toml").read_text("utf-8")
    held = next(line for line in text.splitlines() if line.startswith("version = "))
    limit = next(line for line in text.splitlines() if line.startswith("summary = 1000"))
    text = text.replace(held, 'version = "9.0"').replace(limit, "summary = 60")
    file = tmp_path / "mới.toml"
    file.write_text(text, "utf-8")
    session.do(lambda desk, _job: programme_files.install(desk, file, unsigned=True))
    assert session.lanes.wait_idle()
    section.refresh()
    section.versions.click()
    assert isinstance(section.task, VersionsView)
    return section.task


def own(session: Session) -> dict[int, str]:
    stored = initiatives.everything(session.screen, Filter())
    return {one.row_id: one.initiative.pack_version for one in stored}


def test_looking_at_a_version_changes_nothing(view: VersionsView, session: Session) -> None:
    before = own(session)
    view.compare_button.click()
    assert session.lanes.wait_idle()
    assert view.comparison is not None
    assert (view.comparison.new, len(view.comparison.records) > 0) == ("9.0", True)
    assert "xét khác đi" in view.banner.text()
    assert any("60" in rule.parts[2].text for card in view.changes.cards for rule in card.chapter.rules)
    assert own(session) == before


def test_only_the_chosen_records_move(view: VersionsView, session: Session) -> None:
    view.compare()
    assert session.lanes.wait_idle()
    assert view.comparison is not None
    count = len(view.comparison.records)
    view.records.clearSelection()
    assert not view.adopt.isEnabled()
    view.records.select_row(0)
    (chosen,) = view.records.chosen()
    view.adopt.click()
    assert session.lanes.wait_idle()
    assert [row for row, version in own(session).items() if version == "9.0"] == [chosen]
    assert "Đã chuyển 1 sáng kiến" in view.banner.text()
    assert view.records.model().rowCount() == count - 1


def test_all_move_at_once(view: VersionsView, session: Session) -> None:
    view.compare()
    assert session.lanes.wait_idle()
    assert view.comparison is not None
    wanted = {one.row_id for one in view.comparison.records}
    view.all.click()
    view.adopt.click()
    assert session.lanes.wait_idle()
    assert {row for row, version in own(session).items() if version == "9.0"} == wanted
    assert not view.adopt.isEnabled()


def test_a_comparison_is_stopped(view: VersionsView, session: Session, qtbot: QtBot) -> None:
    view.compare()
    view.panel.cancel()
    assert session.lanes.wait_idle()
    qtbot.waitUntil(lambda: view.panel.isHidden())
    assert view.compare_button.isEnabled()


def test_an_older_version_is_taken_into_use_again(view: VersionsView, session: Session) -> None:
    press(view.table, Qt.Key.Key_Down)
    assert view.use.isVisible()
    view.use.click()
    assert session.lanes.wait_idle()
    assert not programmes.versions(session.screen, "1m-2022")[0].in_force
    assert view.use.isHidden()


def test_a_newer_version_beside_the_one_in_force_is_told(view: VersionsView, section: RulesSection,
                                                        session: Session) -> None:  # fmt: skip
    old = programmes.versions(session.screen, "1m-2022")[1].version
    session.do(lambda desk, _job: programmes.use(desk, "1m-2022", old))
    assert session.lanes.wait_idle()
    view.head.back.click()
    assert "9.0" in section.newer.text()
    assert old in section.newer.text()
    section.newer.clicked.emit()
    assert isinstance(section.task, VersionsView)


def test_one_version_has_nothing_to_be_compared_with(section: RulesSection, session: Session) -> None:
    section.list.choose("75k-2021")
    section.versions.click()
    assert isinstance(section.task, VersionsView)
    assert not section.task.compare_button.isEnabled()
    assert "chưa có gì để so" in section.task.banner.text()
