"""Evidence chosen to leave with a package, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.cli.commands import Shell, write


def test_a_file_is_sent_along_or_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell = Shell(tmp_path / "register", capsys).new("27001", "CĐCS May Hoa Sim")
    number = shell.ok("enter", write(tmp_path / "r.json", {"title": "Kệ"}))["number"]
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 x")
    (added,) = shell.ok("evidence", "add", number, str(tmp_path / "a.pdf"))["added"]
    assert not added["travels"]
    assert shell.ok("evidence", "send", number, str(added["id"]))["travels"]
    assert [one["travels"] for one in shell.ok("evidence", "list", number)["evidence"]] == [True]
    assert not shell.ok("evidence", "keep", number, str(added["id"]))["travels"]
    code, answer = shell.call("evidence", "send", number, "99")
    assert (code, answer["error"]) == (1, "evidence_unknown")
