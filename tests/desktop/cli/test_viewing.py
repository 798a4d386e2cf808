"""Looking into a package from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.cli.commands import Shell
from tests.desktop.operations import unions


def test_show_save_and_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unit, upper = unions.new(tmp_path / "unit"), unions.new(tmp_path / "upper", unions.UPPER)
    unions.vouch(unit, upper, tmp_path)
    unions.recognised(unit, 2)
    sent = unions.send(unit, tmp_path).path
    unit.close()
    upper.close()
    shell = Shell(upper.home, capsys)
    told = shell.ok("package", "show", sent)
    assert (told["verdict"], told["before"], told["kept"], len(told["shown"])) == ("valid", "first", False, 2)
    assert told["header"]["unit_code"] == "27001"
    (summary,) = told["files"]
    assert summary["name"] == "Bảng tổng hợp sáng kiến.xlsx"
    saved = shell.ok("package", "save", sent, "--entry", summary["entry"], "--to", tmp_path / "t.xlsx")
    assert Path(saved["path"]).read_bytes().startswith(b"PK")
    shell.ok("package", "sheet", sent, "--to", tmp_path / "s.pdf")
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF")
    code, answer = shell.call("package", "save", sent, "--entry", "data/x", "--to", tmp_path / "x")
    assert (code, answer["error"]) == (1, "package_file_unknown")
