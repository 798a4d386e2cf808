"""The person book from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.cli.commands import Shell, write

AN = {"full_name": "Nguyễn Văn An", "birth_year": 1985, "workplace": "Xưởng 1"}


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "register", capsys).new("27001", "CĐCS May Hoa Sim")


def test_people_are_entered_found_merged_and_told_apart_again(shell: Shell, tmp_path: Path) -> None:
    first = shell.ok("person", "enter", write(tmp_path / "a.json", AN))
    again = shell.ok("person", "enter", write(tmp_path / "b.json", AN | {"phone": "0912.820.510"}))
    assert (first["new"], again["new"], again["id"], again["phone"]) == (True, False, first["id"], "0912820510")
    other = shell.ok("person", "enter", write(tmp_path / "c.json", AN | {"workplace": "Xưởng 2"}))
    assert [row["id"] for row in shell.ok("person", "list", "--query", "van an")["rows"]] == [first["id"], other["id"]]
    assert len(shell.ok("person", "twins")["twins"]) == 1
    assert shell.ok("person", "merge", first["id"], other["id"])["id"] == first["id"]
    assert shell.ok("person", "show", first["id"])["merged"] == [other["id"]]
    assert shell.ok("person", "list")["total"] == 1
    shell.ok("person", "undo-merge", first["id"])
    assert shell.ok("person", "list")["total"] == 2
    shell.ok("person", "apart", first["id"], other["id"])
    assert shell.ok("person", "twins")["twins"] == []


def test_a_persons_initiatives_are_shown(shell: Shell, tmp_path: Path) -> None:
    number = shell.ok("enter", write(tmp_path / "r.json", {"title": "Kệ để khuôn", "authors": [AN]}))["number"]
    (row,) = shell.ok("person", "list")["rows"]
    shown = shell.ok("person", "show", row["id"])
    assert [one["number"] for one in shown["initiatives"]] == [number]
    assert shell.ok("person", "gather")["linked"] == 0


def test_what_is_wrong_is_refused_by_its_field(shell: Shell, tmp_path: Path) -> None:
    for values, code in (
        (AN | {"position": "CCCD 001085012345"}, "identity_number"),
        (AN | {"cccd": "001085012345"}, "person_malformed"),
        (AN | {"full_name": ""}, "person_name_missing"),
        (AN | {"id": "nobody"}, "person_unknown"),
        ([AN], "json_malformed"),
    ):
        exit_code, answer = shell.call("person", "enter", write(tmp_path / "x.json", values))
        assert (exit_code, answer["error"]) == (1, code)
        assert "001085012345" not in str(answer)
    exit_code, answer = shell.call("enter", write(tmp_path / "r.json", {"title": "Kệ", "summary": "CMND 123456789"}))
    assert (exit_code, answer["problems"][0]["field"]) == (1, "summary")
    assert shell.ok("person", "list")["total"] == 0
