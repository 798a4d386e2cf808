"""The limits of evidence from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.cli.commands import Shell


def test_limits_are_shown_and_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell = Shell(tmp_path / "register", capsys).new("27001", "CĐCS May Hoa Sim")
    usual = {"file_mb": 100, "record_mb": 300, "kept_days": 90}
    assert usual.items() <= shell.ok("evidence", "limits").items()
    assert shell.ok("evidence", "limits", "--kept-days", "90")["kept_days"] == 90
    assert (usual | {"kept_days": 90}).items() <= shell.ok("evidence", "limits").items()
    code, answer = shell.call("evidence", "limits", "--file-mb", "400")
    assert (code, answer["error"]) == (1, "evidence_limits_wrong")
