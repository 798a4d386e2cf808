"""The commands of returns, the board, carriers, conflicts, quality and samples, as a program calls them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from desktop import desk
from desktop.cli.run import main
from desktop.operations import initiatives
from desktop.operations.initiatives import Filter
from tests.desktop.operations import unions
from tests.desktop.operations.test_carriers import homes as homes
from tests.desktop.operations.test_settlements import clash


def run(capsys: pytest.CaptureFixture[str], home: Path, *words: str, code: int = 0) -> dict[str, Any]:
    assert main(["--home", str(home), "--json", *words]) == code
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def test_a_return_down_its_answer_up_and_what_the_union_sees(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unit, upper = unions.new(tmp_path / "unit"), unions.new(tmp_path / "upper", unions.UPPER)
    unions.vouch(unit, upper, tmp_path)
    unions.recognised(unit, 2)
    usb = tmp_path / "usb"
    usb.mkdir()
    unions.send(unit, usb)
    number = initiatives.get(unit, initiatives.page(unit, Filter(), "number")[0]).initiative.number
    for opened in (unit, upper):
        opened.close()
    low, high = tmp_path / "unit", tmp_path / "upper"

    assert run(capsys, high, "receive", str(usb), "--watch", "--rounds", "1")["packages"][0]["new"] == 2
    assert run(capsys, high, "return", "mark", number, "effect", code=1)["error"] == "return_incomplete"
    made = run(capsys, high, "return", "mark", number, "effect", "--reason", "Nêu rõ số liệu")
    assert made["unit_code"] == "27001"
    down = run(capsys, high, "return", "pack", "--unit", "27001", "--to", str(usb))
    assert down["marks"] == 1
    assert run(capsys, low, "receive", down["path"])["packages"][0]["new"] == 1
    (mark,) = run(capsys, low, "return", "list")["marks"]
    assert (mark["state"], mark["field"], mark["direction"]) == ("open", "effect", "in")
    assert run(capsys, low, "list", "--to-mend")["total"] == 1
    run(capsys, low, "return", "answer", str(mark["no"]), "--text", "Giữ nguyên")
    up = run(capsys, low, "pack", "--to", str(usb))
    run(capsys, high, "receive", up["path"])
    (closed,) = run(capsys, high, "return", "list", "--all")["marks"]
    assert (closed["state"], closed["answer"]) == ("closed", "Giữ nguyên")

    board = run(capsys, high, "board", "--to", str(tmp_path / "board.xlsx"))
    assert board["rows"][0]["initiatives"] == 2 and Path(board["path"]).is_file()
    assert "CĐCS May Hoa Sim" in run(capsys, high, "board", "--remind", "27001")["text"]
    every = run(capsys, high, "board", "--remind-all")
    assert every["unit_codes"] == ["27001"] and run(capsys, high, "board", "--remind", "27001")["text"] in every["text"]
    (line,) = run(capsys, high, "board")["rows"]
    assert run(capsys, high, "board", "--list", "27001")["total"] == line["initiatives"] > 0
    assert run(capsys, high, "refused")["refused"] == run(capsys, high, "clash", "list")["clashes"] == []
    assert run(capsys, high, "quality")["rows"][0]["total"] == 2
    assert run(capsys, high, "quality", "--list", "recognised")["total"] == 2
    drawn = [run(capsys, high, "sample", "1", "--seed", "7")["rows"] for _ in range(2)]
    assert drawn[0] == drawn[1] and len(drawn[0]) == 1
    assert run(capsys, high, "carrier", "pack", "--dry-run", code=1)["error"] == "recipient_missing"
    assert run(capsys, high, "results", "list")["units"] == []


def test_decisions_from_below_are_listed_and_taken_over(
    tmp_path: Path, homes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("unit", "district", "province"):
        shutil.copytree(homes / name, tmp_path / name)
    unit, district = (desk.open_desk(tmp_path / name, None) for name in ("unit", "district"))
    clash(unit, district, tmp_path, "Bản hai")
    clash(unit, district, tmp_path, "Kệ khác", place=1)
    for opened in (unit, district):
        opened.close()
    low, high = tmp_path / "district", tmp_path / "province"
    for one in run(capsys, low, "clash", "list")["clashes"]:
        assert one["below"] is None
        assert run(capsys, low, "clash", "settle", str(one["no"]), "told")["kept"] == "told"
    assert run(capsys, low, "carrier", "pack", "--dry-run")["settled"] == 2
    up = run(capsys, low, "carrier", "pack", "--to", str(tmp_path))
    run(capsys, high, "receive", up["path"])
    first, second = run(capsys, high, "clash", "list")["clashes"]
    assert (first["below"]["keep"], first["below"]["unit_code"]) == ("told", "27000")
    assert run(capsys, high, "clash", "settle", "all", "told", code=1)["error"] == "clash_all_below"
    assert run(capsys, high, "clash", "settle", str(second["no"]), "below")["kept"] == "told"
    assert run(capsys, high, "clash", "settle", "all", "below") == {"settled": 1, "left": 0}
    assert run(capsys, high, "clash", "settle", "x", "held", code=1)["error"] == "clash_unknown"


def test_marks_of_a_unit_that_has_gone_into_another_are_listed_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unit, upper = unions.new(tmp_path / "unit"), unions.new(tmp_path / "upper", unions.UPPER)
    unions.vouch(unit, upper, tmp_path)
    unions.recognised(unit)
    unions.take(upper, unions.send(unit, None).kept)
    number = initiatives.get(unit, initiatives.page(unit, Filter())[0]).initiative.number
    for opened in (unit, upper):
        opened.close()
    high = tmp_path / "upper"
    run(capsys, high, "unit", "add", "27001", "CĐCS May Hoa Sim", "--under", "27000")
    run(capsys, high, "unit", "split", "27001", "--into", "27011=CĐCS Một", "--into", "27012=CĐCS Hai", "--on",
        "2024-01-01", "--document", "QĐ 9")  # fmt: skip
    run(capsys, high, "return", "mark", number, "effect", "--reason", "Nêu rõ số liệu")
    told = {code: [one["unit_code"] for one in run(capsys, high, "return", "list", "--unit", code)["marks"]]
            for code in ("27001", "27011", "27012")}  # fmt: skip
    assert told == {"27001": ["27001"], "27011": ["27001"], "27012": []}
    refused = run(capsys, high, "return", "pack", "--unit", "27011", "--to", str(tmp_path), code=1)
    assert refused["error"] == "returns_of_gone" and "27001" in refused["message"]
