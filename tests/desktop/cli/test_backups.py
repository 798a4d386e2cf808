"""The commands of backups: what they answer, and how they end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.cli.commands import Shell, sample, write


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    made = Shell(tmp_path / "home", capsys).new("27001", "CĐCS May Hoa Sim")
    made.ok("enter", write(tmp_path / "one.json", sample()[0]))
    return made


def test_made_listed_tried_and_restored(shell: Shell, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    assert shell.ok("backup", "place")["place"] is None
    assert shell.ok("backup", "place", usb)["place"]["folder"] == str(usb)
    made = shell.ok("backup", "now")
    assert made["verified"] and made["initiatives"] == 1 and made["reason"] == "asked"
    assert made["place"]["copied_at"] == made["at"]
    shell.ok("enter", write(tmp_path / "two.json", sample()[1]))
    assert shell.ok("backup", "drill")["ok"]
    listed = shell.ok("backup", "list")
    assert [one["name"] for one in listed["backups"]] == [made["name"]]
    [copy] = shell.ok("backup", "list", "--in", usb)["backups"]
    restored = shell.ok("backup", "restore", copy["path"])
    assert (restored["restored"], restored["initiatives"], restored["unknown_packages"]) == (made["name"], 1, [])
    assert shell.ok("list")["total"] == 1
    shell.ok("backup", "restore", restored["kept"])
    assert shell.ok("list")["total"] == 2
    assert shell.ok("backup", "place", "--forget")["place"] is None


def test_restored_where_there_was_none(shell: Shell, tmp_path: Path) -> None:
    made = shell.ok("backup", "now")
    shell.home = tmp_path / "other"
    assert shell.ok("backup", "restore", made["path"])["kept"] is None
    assert shell.ok("list")["total"] == 1


def test_what_is_left_of_a_register_becomes_a_backup(shell: Shell) -> None:
    saved = shell.ok("backup", "salvage")
    assert (saved["reason"], saved["missing"], saved["initiatives"]) == ("salvaged", [], 1)


def test_what_cannot_be_done_says_why(shell: Shell, tmp_path: Path) -> None:
    assert shell.call("backup", "drill")[1]["error"] == "backup_unknown"
    assert shell.call("backup", "restore", tmp_path)[1]["error"] == "backup_unknown"
    assert shell.call("backup", "place", shell.home)[0] == 1
    (tmp_path / "file").touch()
    code, answer = shell.call("backup", "place", tmp_path / "file")
    assert (code, answer["error"]) == (3, "backup_place_gone")


def test_a_register_in_a_cloud_folder_is_refused_with_the_way_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = Shell(tmp_path / "OneDrive" / "home", capsys)
    code, answer = shell.call("new", "--unit-code", "27001", "--unit-name", "CĐCS", "--plain")
    assert (code, answer["error"]) == (1, "home_in_cloud")
    assert "OneDrive" in answer["message"] and "nơi sao lưu thứ hai" in answer["message"]
