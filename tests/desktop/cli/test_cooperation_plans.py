"""The command cooperation-plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.desktop.cli.commands import Shell


def test_enter_list_remove_restore(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell = Shell(tmp_path / "home", capsys).new("27001", "CĐCS May")
    file = tmp_path / "plan.json"
    file.write_text(json.dumps({"no": "12/KHPH", "signed_on": "12/3/2022", "initiatives": 500}), "utf-8")
    made = shell.ok("cooperation-plan", "enter", file)
    assert [problem["code"] for problem in made["problems"]] == ["plan_employer_missing"]
    file.write_text(json.dumps({"id": made["id"], "employer": "Công ty May"}), "utf-8")
    assert shell.ok("cooperation-plan", "enter", file)["problems"] == []
    (plan,) = shell.ok("cooperation-plan", "list")["plans"]
    assert (plan["signed_on"], plan["employer"], plan["initiatives"]) == ("2022-03-12", "Công ty May", 500)
    shell.ok("cooperation-plan", "remove", made["id"])
    assert shell.ok("cooperation-plan", "list")["plans"] == []
    shell.ok("cooperation-plan", "restore", made["id"])
    assert shell.ok("cooperation-plan", "list")["plans"] == [plan]


def test_bad_files_and_unknown_plans_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell = Shell(tmp_path / "home", capsys).new("27001", "CĐCS May")
    file = tmp_path / "plan.json"
    file.write_text("[1]", "utf-8")
    assert shell.call("cooperation-plan", "enter", file)[0] == 1
    assert shell.call("cooperation-plan", "remove", 9)[1]["error"] == "plan_unknown"
