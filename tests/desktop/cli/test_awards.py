"""award and nomination from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop import desk
from desktop.operations import initiatives
from tests.desktop.cli.commands import Shell
from tests.desktop.operations import unions


def test_an_award_is_given_listed_and_withdrawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell = Shell(tmp_path / "register", capsys).new("27001", "CĐCS May Hoa Sim")
    opened = desk.open_desk(shell.home, None)
    number = initiatives.get(opened, unions.recognised(opened)[0]).initiative.number
    opened.close()
    given = ("award", "give", number, "--level", "province", "--form", "Bằng khen", "--decision-no", "5/QĐ")
    code, answer = shell.call(*given)
    assert (code, [one["code"] for one in answer["problems"]]) == (
        1,
        ["decision_on_missing", "decision_signer_missing"],
    )
    award = shell.ok(*given, "--decision-on", "1-8-2023", "--signer", "Ông Y")["award"]
    (row,) = shell.ok("award", "list", number)["awards"]
    assert (row["award"], row["level"], row["form"], row["decision_on"]) == (
        award,
        "province",
        "Bằng khen",
        "2023-08-01",
    )
    assert shell.ok("award", "withdraw", award, "--reason", "ghi nhầm")["award"] == award
    assert shell.ok("award", "list")["awards"] == []
    assert shell.ok("nomination") == {"programme": "1m-2022", "limits": []}
