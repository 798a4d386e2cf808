"""The history of a record as its journal tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop import desk
from desktop.desk import Desk
from desktop.operations import history, initiatives
from domain.initiative import State
from domain.moves import Decision
from tests.desktop.cli.commands import Shell


def test_who_changed_what_from_what_to_what_and_why(unit: Desk) -> None:
    row_id = initiatives.new(unit, {"title": "Kệ"}).stored.row_id
    initiatives.type_in(unit, row_id, {"title": "Kệ để khuôn", "reach": "Xưởng 1"})
    initiatives.type_in(unit, row_id, {"benefit_vnd": "nhiều"}, settled=False)
    initiatives.type_in(unit, row_id, {"benefit_vnd": "48,5 triệu"})
    initiatives.move(unit, [row_id], State.WITHDRAWN, Decision(reason="Tác giả xin rút"))
    told = [(one.field, one.before, one.after, one.reason) for one in history.of_record(unit, row_id)]
    assert ("title", "Kệ", "Kệ để khuôn", "") in told
    assert ("benefit_vnd", None, 48_500_000, "") in told
    assert [one[0] for one in told if one[0] == "benefit_vnd"] == ["benefit_vnd"]
    assert told[0] == ("state", "draft", "withdrawn", "Tác giả xin rút")
    assert [one.field for one in history.of_record(unit, row_id, "reach")] == ["reach"]
    assert {one.who for one in history.of_record(unit, row_id)} == {unit.user.name}
    at, who = history.entered(unit, row_id)
    assert (bool(at), who) == (True, unit.user.name)


def test_every_line_is_read_however_many_there_are(unit: Desk) -> None:
    row_id = initiatives.new(unit, {"title": "Kệ"}).stored.row_id
    for number in range(210):
        initiatives.type_in(unit, row_id, {"reach": f"Xưởng {number}"})
    assert len(history.of_record(unit, row_id, "reach")) == 210


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell = Shell(tmp_path / "home", capsys).new("1A", "Đơn vị")
    opened = desk.open_desk(shell.home, None)
    made = initiatives.new(opened, {"title": "Kệ"}).stored
    initiatives.type_in(opened, made.row_id, {"title": "Giá", "reach": "Xưởng 1"})
    opened.close()
    found = shell.ok("history", made.initiative.number, "--field", "title")["changes"]
    assert [(one["before"], one["after"], one["operation"]) for one in found] == [("Kệ", "Giá", "typed")]
    assert len(shell.ok("history", made.initiative.number)["changes"]) == 2
    assert shell.call("history", made.initiative.number, "--field", "tên")[1]["error"] == "history_field_unknown"
