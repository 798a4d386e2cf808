"""Targets handed down from one register to another by commands alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.cli.commands import Shell

SET = ("target", "set", "--unit", "27001", "--unit-name", "CĐCS May Hoa Sim", "--phase", "1", "--document", "KH 12")


def test_targets_go_down_by_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unit = Shell(tmp_path / "unit", capsys).new("27001", "CĐCS May Hoa Sim", "--upper-code", "27000")
    upper = Shell(tmp_path / "upper", capsys).new("27000", "CĐ các KCN", "--level", "upper")
    upper.ok(*SET, "--initiatives", "20")
    assert unit.call("target", "pack", "--to", tmp_path)[1]["error"] == "targets_seal_needs_upper"
    trusted(unit, upper, tmp_path)
    packed = upper.ok("target", "pack", "--to", tmp_path, "--unit", "27001")
    assert (packed["seq"], packed["targets"], packed["recipient"]) == (1, 1, "27001")
    assert unit.ok("verify", packed["path"])["kind"] == "targets"
    (tried,) = unit.ok("receive", packed["path"], "--dry-run")["packages"]
    assert (tried["kind"], tried["new"]) == ("targets", 1)
    assert not [row for row in unit.ok("target", "list")["rows"] if row["id"]]
    unit.ok("receive", packed["path"])
    (row,) = [row for row in unit.ok("target", "list")["rows"] if row["id"]]
    assert (row["initiatives"], row["issuer_code"], row["issuer_name"]) == (20, "27000", "CĐ các KCN")
    for what, n in row["counts"].items():
        assert unit.ok("target", "rows", "--unit", "27001", "--phase", "1", "--what", what)["total"] == n
    assert unit.call("target", "remove", row["id"])[1]["error"] == "target_from_above"
    code, answer = upper.call("target", "pack", "--to", tmp_path, "--unit", "27009")
    assert (code, answer["error"]) == (1, "targets_none")


def test_a_rolled_back_package_is_exit_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unit = Shell(tmp_path / "unit", capsys).new("27001", "CĐCS May Hoa Sim", "--upper-code", "27000")
    upper = Shell(tmp_path / "upper", capsys).new("27000", "CĐ các KCN", "--level", "upper")
    trusted(unit, upper, tmp_path)
    packed = []
    for n in ("20", "25"):
        upper.ok(*SET, "--initiatives", n)
        packed.append(upper.ok("target", "pack", "--to", tmp_path)["path"])
    unit.ok("receive", packed[1])
    code, answer = unit.call("receive", packed[0])
    assert (code, answer["packages"][0]["code"]) == (1, "targets_rolled_back")


def trusted(unit: Shell, upper: Shell, folder: Path) -> None:
    root = upper.ok("trust", "init")["root_code"]
    code = unit.ok("key", "new")["code"]
    request = folder / "request.asice"
    unit.ok("key", "request", "--to", request)
    upper.ok("trust", "issue", request, "--code", code)
    given = folder / "trust.asice"
    upper.ok("trust", "export", "--to", given)
    unit.ok("trust", "install", given, "--code", root)
