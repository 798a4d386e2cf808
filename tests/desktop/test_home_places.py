"""Where a register may lie, asked of this PC and refused by the operations."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop import desk, home_places
from desktop.operations import backups, registers, restoring
from domain import home_place
from domain.errors import RuleError
from domain.home_place import Judgement
from tests.desktop.operations import unions
from tests.desktop.operations.unions import quiet


def test_a_folder_of_this_disk_will_do_even_before_it_is_there(tmp_path: Path) -> None:
    assert home_places.judge(tmp_path / "not" / "yet").kind == home_place.FINE
    assert not home_places.can_be_pulled(tmp_path)


@pytest.mark.parametrize("name", ["OneDrive - Công ty", "Google Drive", "Dropbox", "Zalo Received Files"])
def test_nothing_is_made_or_restored_in_a_folder_that_is_copied_to_the_network(tmp_path: Path, name: str) -> None:
    home = tmp_path / name / "sổ"
    with pytest.raises(RuleError) as refused:
        registers.create(home, unions.UNIT, unions.OFFICER, None)
    assert (refused.value.code, refused.value.field) == ("home_in_cloud", "home")
    assert not (tmp_path / name).exists()
    opened = unions.new(tmp_path / "sổ")
    made = backups.make(opened, backups.ASKED, step=quiet).backup
    opened.close()
    with pytest.raises(RuleError, match="home_in_cloud"):
        restoring.restore(home, made, None, step=quiet)
    assert not (tmp_path / name).exists()


def test_a_register_moved_into_such_a_folder_does_not_open_there_and_opens_once_it_is_out(tmp_path: Path) -> None:
    unions.new(tmp_path / "sổ").close()
    (tmp_path / "Dropbox").mkdir()
    shutil.move(tmp_path / "sổ", tmp_path / "Dropbox" / "sổ")
    before = {file.name: file.read_bytes() for file in (tmp_path / "Dropbox" / "sổ").iterdir()}
    with pytest.raises(RuleError, match="home_in_cloud"):
        desk.open_desk(tmp_path / "Dropbox" / "sổ", None)
    assert {file.name: file.read_bytes() for file in (tmp_path / "Dropbox" / "sổ").iterdir()} == before
    shutil.move(tmp_path / "Dropbox" / "sổ", tmp_path / "sổ")
    desk.open_desk(tmp_path / "sổ", None).close()


def test_a_renamed_folder_is_told_by_its_marker_a_link_by_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "May" / "trong").mkdir(parents=True)
    (tmp_path / "May" / ".dropbox.cache").mkdir()
    assert home_places.judge(tmp_path / "May" / "trong").name == "Dropbox"
    (tmp_path / "lối").symlink_to(tmp_path / "May" / "trong")
    assert home_places.judge(tmp_path / "lối").name == "Dropbox"


def test_the_folder_that_onedrive_names_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDrive", str(tmp_path / "Tài liệu chung"))
    assert home_places.judge(tmp_path / "Tài liệu chung" / "sổ").name == "OneDrive"


def test_a_share_is_refused_and_a_stick_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home_places, "judge", lambda _home: Judgement(home_place.NETWORK))
    with pytest.raises(RuleError, match="home_on_network"):
        registers.create(tmp_path / "sổ", unions.UNIT, unions.OFFICER, None)
    monkeypatch.setattr(home_places, "judge", lambda _home: Judgement(home_place.REMOVABLE))
    unions.new(tmp_path / "sổ").close()
    assert home_places.can_be_pulled(tmp_path / "sổ")
