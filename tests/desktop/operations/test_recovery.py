"""What the program says it found at the start."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from desktop import desk
from desktop.desk import Desk
from desktop.operations import initiatives, recovery
from domain.errors import TroubleError
from tests.desktop.cli.commands import Shell


def pulled_plug(unit: Desk, folder: Path) -> Path:
    """The register as the power cut leaves it on the disk."""
    shutil.copytree(unit.home, folder, ignore=shutil.ignore_patterns("lock"))
    return folder


def test_a_register_that_was_closed_was_closed_in_order(unit: Desk, tmp_path: Path) -> None:
    initiatives.new(unit, {"title": "Kệ"})
    again = desk.open_desk(pulled_plug(unit, tmp_path / "copy"), None)
    again.close()
    again = desk.open_desk(again.home, None)
    found = recovery.settle(again)
    assert (again.cut_off, found.orderly, found.typed) == (False, True, ())
    assert found.last_at == initiatives.history(again, initiatives.get(again, 1).initiative.id)[0]["at"]
    again.close()


def test_a_power_cut_between_two_fields_lost_nothing(unit: Desk, tmp_path: Path) -> None:
    row_id = initiatives.new(unit, {"title": "Kệ"}).stored.row_id
    initiatives.type_in(unit, row_id, {"title": "Kệ để khuôn"})
    again = desk.open_desk(pulled_plug(unit, tmp_path / "copy"), None)
    found = recovery.settle(again)
    assert (found.orderly, found.typed) == (False, ())
    assert initiatives.get(again, row_id).initiative.title == "Kệ để khuôn"
    recovery.demand_sound(again)
    again.close()


def test_a_power_cut_within_a_field_names_the_record_and_tells_the_journal_once(unit: Desk, tmp_path: Path) -> None:
    row_id = initiatives.new(unit, {"title": "Kệ"}).stored.row_id
    stored = initiatives.type_in(unit, row_id, {"title": "Kệ để"}, settled=False).stored
    initiatives.type_in(unit, row_id, {"title": "Kệ để khuôn"}, settled=False)
    again = desk.open_desk(pulled_plug(unit, tmp_path / "copy"), None)
    found = recovery.settle(again)
    [typed] = found.typed
    assert (found.orderly, typed.row_id, typed.number, typed.title) == (False, row_id, stored.initiative.number,
                                                                      "Kệ để khuôn")  # fmt: skip
    assert found.last_at == typed.until_at == initiatives.get(again, row_id).updated_at
    lines = initiatives.history(again, stored.initiative.id)
    assert [line["operation"] for line in lines] == ["recovered", "entered"]
    assert json.loads(lines[0]["detail"])["fields"] == {"title": ["Kệ", "Kệ để khuôn"]}
    assert recovery.settle(again).typed == ()
    assert len(initiatives.history(again, stored.initiative.id)) == 2
    again.close()


def test_a_damaged_page_is_found(unit: Desk) -> None:
    for number in range(40):
        initiatives.new(unit, {"title": f"Kệ {number}", "summary": "chữ " * 900})
    home = unit.home
    unit.close()
    file = home / "register.db"
    content = bytearray(file.read_bytes())
    content[-4096 * 20 : -4096 * 19] = b"\xff" * 4096
    file.write_bytes(content)
    again = desk.open_desk(home, None)
    with pytest.raises(TroubleError, match="register_damaged"):
        recovery.demand_sound(again)
    again.close()


def test_the_command_says_it_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell = Shell(tmp_path / "home", capsys).new("1A", "Đơn vị")
    opened = desk.open_desk(shell.home, None)
    made = initiatives.new(opened, {"title": "Kệ"}).stored
    initiatives.type_in(opened, made.row_id, {"title": "Kệ để khuôn"}, settled=False)
    shell.home = pulled_plug(opened, tmp_path / "copy")
    opened.close()
    told = shell.ok("recovered")
    assert not told["orderly"]
    assert [one["number"] for one in told["typed"]] == [made.initiative.number]
    assert shell.ok("recovered")["orderly"]
