"""The limits of evidence from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.cli.commands import Shell, write
from tests.desktop.test_pictures import noisy


def test_limits_are_shown_and_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell = Shell(tmp_path / "register", capsys).new("27001", "CĐCS May Hoa Sim")
    usual = {"file_mb": 100, "record_mb": 300, "kept_days": 90}
    assert usual.items() <= shell.ok("evidence", "limits").items()
    assert shell.ok("evidence", "limits", "--kept-days", "90")["kept_days"] == 90
    assert (usual | {"kept_days": 90}).items() <= shell.ok("evidence", "limits").items()
    code, answer = shell.call("evidence", "limits", "--file-mb", "400")
    assert (code, answer["error"]) == (1, "evidence_limits_wrong")


def test_a_large_picture_is_made_smaller_on_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell = Shell(tmp_path / "register", capsys).new("27001", "CĐCS May Hoa Sim")
    number = shell.ok("enter", write(tmp_path / "r.json", {"title": "Kệ"}))["number"]
    large, small = tmp_path / "lớn.png", tmp_path / "nhỏ.png"
    large.write_bytes(noisy(1600, 1200, "PNG"))
    small.write_bytes(noisy(80, 60, "PNG"))
    added = shell.ok("evidence", "add", number, large, small)["added"]
    first, second = (one["id"] for one in added)
    made = shell.ok("evidence", "shrink", number, first)["evidence"]
    assert made["size_bytes"] < made["original_bytes"] == large.stat().st_size
    assert [one["id"] for one in shell.ok("evidence", "list", number)["evidence"]] == [made["id"], second]
    assert [one["id"] for one in shell.ok("evidence", "list", number, "--removed")["evidence"]] == [first]
    code, answer = shell.call("evidence", "shrink", number, second)
    assert (code, answer["error"]) == (1, "evidence_not_smaller")
