"""Programme packs through the commands, with the exit codes and fields the contract names."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from desktop.cli import run
from domain.pack.shape import PARTS
from tests.desktop.cli.commands import Shell, sample, write
from tests.desktop.cli.test_job import vouched
from tests.domain.pack.packs import data, edited, text


@pytest.fixture
def unit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "unit", capsys).new("27001", "CĐCS May Hoa Sim", "--upper-code", "27000")


@pytest.fixture
def upper(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "upper", capsys).new("27000", "LĐLĐ huyện", "--level", "upper")


def test_list_and_show_tell_every_version(unit: Shell) -> None:
    listed = unit.ok("programme", "list")["programmes"]
    assert [(one["id"], one["version"], one["used"]) for one in listed] == [
        ("1m-2022", "1.1", True),
        ("75k-2021", "1.1", False),
    ]
    assert {"version", "origin", "signed_by", "sha256", "in_force"} <= set(listed[0]["versions"][0])
    shown = unit.ok("programme", "show", "1m-2022", "--version", "1.1")
    assert (shown["id"], shown["phases"][0]["applied_from_on"]) == ("1m-2022", "2021-09-01")
    assert shown["installed"]["origin"] == "shipped"
    assert unit.call("programme", "show", "1m-2022", "--version", "9.9")[1]["error"] == "programme_version_unknown"


def test_check_names_lines_and_reasons_and_needs_no_register(unit: Shell, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text(text(), encoding="utf-8")
    assert unit.ok("programme", "check", good, home=False)["ok"]
    written, line = edited("applied_from_on = 2022-06-01", "applied_from_on = 2022-05-31")
    bad.write_text(written, encoding="utf-8")
    code, answer = unit.call("programme", "check", bad, home=False)
    assert (code, answer["error"], answer["ok"]) == (1, "pack_wrong", False)
    problem = answer["problems"][0]
    assert (problem["code"], problem["row"], problem["field"]) == (
        "pack_phases_overlap",
        line,
        "phases.1.applied_from_on",
    )
    assert run.main(["programme", "check", str(bad)]) == 1
    assert unit.call("programme", "install", bad, "--unsigned")[0] == 1


def test_an_unsigned_pack_needs_consent(unit: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pack.toml"
    file.write_text(text().replace('version = "1.1"', 'version = "1.5"'), encoding="utf-8")
    code, answer = unit.call("programme", "install", file)
    assert (code, answer["error"]) == (1, "pack_unsigned")
    done = unit.ok("programme", "install", file, "--unsigned")
    assert (done["version"], done["signed"], done["in_force"]) == ("1.5", False, True)
    assert run.main(["programme", "list", "--home", str(unit.home)]) == 0
    assert "1.5: chưa có chữ ký" in capsys.readouterr().out


def test_a_pack_travels_signed_from_the_upper_union(unit: Shell, upper: Shell, tmp_path: Path) -> None:
    vouched(unit, upper, tmp_path)
    revised = upper.ok("programme", "revise", "1m-2022", write(tmp_path / "parts.json", {"short_title": "1 triệu"}))
    assert revised["version"] == "1.1.1"
    path = Path(upper.ok("programme", "pack", "1m-2022", "--to", tmp_path)["path"])
    tampered = tmp_path / "tampered.asice"
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"data/programme/1m-2022.toml") + 60] ^= 1
    tampered.write_bytes(raw)
    code, answer = unit.call("programme", "install", tampered)
    assert (code, answer["verdict"]) == (4, "invalid")
    assert unit.ok("verify", path)["kind"] == "programme"
    done = unit.ok("programme", "install", path)
    assert (done["version"], done["signed"], done["signed_by"]) == ("1.1.1", True, "27000")
    assert unit.ok("receive", path)["packages"][0]["code"] == "package_already_received"


DOUBTFUL = ("(01/9/2021 – 31/5/2022)", "(01/9/2031 – 31/5/2032)")


def test_what_should_be_looked_at_again_is_a_warning(
    unit: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written, line = edited(DOUBTFUL[0], DOUBTFUL[1])
    file = tmp_path / "pack.toml"
    file.write_text(written.replace('version = "1.1"', 'version = "1.5"'), encoding="utf-8")
    for answer in (unit.ok("programme", "check", file, home=False),
                   unit.ok("programme", "install", file, "--unsigned")):  # fmt: skip
        (doubt,) = answer["problems"]
        assert (doubt["warning"], doubt["row"], doubt["field"]) == (True, line, "phases.0.title")
    assert run.main(["programme", "check", str(file)]) == 0
    assert f"dòng {line}: Tên giai đoạn" in capsys.readouterr().out
    good = tmp_path / "good.toml"
    good.write_text(text(), encoding="utf-8")
    assert unit.ok("programme", "check", good, home=False)["problems"] == []


def test_a_copy_takes_its_parts_along_and_is_warned_of_days_left_behind(unit: Shell, tmp_path: Path) -> None:
    phases = [
        {"id": "1", "title": "Đợt 1", "applied_from_on": "2027-01-01", "applied_to_on": "2027-06-30"},
        {"id": "2", "title": "Đợt 2 năm 2022", "applied_from_on": "2027-07-01", "applied_to_on": "2027-12-31"},
    ]
    parts = write(tmp_path / "parts.json", {"phases": phases, "number_forms": {"submission_letter": "{no}/TTr-MAY"}})
    names = ("--new-id", "may-2027", "--title", "Sáng kiến 2022–2023", "--short-title", "May", "--year", "2027")
    made = unit.ok("programme", "copy", "1m-2022", *names, "--parts", parts)
    assert made["version"] == "1.0"
    assert not [place for place in made["to_confirm"] if place.startswith("phases")]
    told = {problem["field"]: problem["code"] for problem in made["problems"]}
    assert told["phases.1.title"] == "pack_phase_title_other_days"
    assert told["title"] == "pack_title_other_years"
    assert "deadlines.3.on" in told  # 2028-09-01: moved by the years of the copy, long after the new phase
    assert all(problem["warning"] for problem in made["problems"])
    shown = unit.ok("programme", "show", "may-2027")
    assert shown["number_forms"] == {"submission_letter": "{no}/TTr-MAY"}
    wrong = write(tmp_path / "wrong.json", {"version": "2.0"})
    names = ("--new-id", "x-2027", "--title", "X", "--short-title", "X", "--year", "2027")
    assert unit.call("programme", "copy", "1m-2022", *names, "--parts", wrong)[1]["error"] == "pack_part_kept"


def changed(part: str) -> object:
    """The part as the shipped pack has it, with one thing in it different, as JSON says it."""
    value = json.loads(json.dumps(data().get(part, []), default=str))
    others: dict[str, object] = {
        "title": "Tên khác", "short_title": "Tên khác", "aliases": ["Tên khác"], "year": 2023,
        "guidance": ["KH 1"], "required": ["title"], "nomination_limits": [{"level": "grassroots", "most": 3,
        "source": "KH 1"}], "limits": {"title": 200}, "papers": {"submission_letter": "submission_letter"},
    }  # fmt: skip
    if part in others:
        return others[part]
    inner = value[0] if isinstance(value, list) else value
    name = next(name for name in ("source", "document", "title", "label", "submission_letter", "research", "public",
                                  "union_officer") if name in inner)  # fmt: skip
    inner[name] = "{no}/KH-1" if part == "number_forms" else "Chữ khác"
    return value


@pytest.mark.parametrize("part", [part for part in PARTS if part not in ("id", "version")])
def test_every_part_of_a_pack_can_be_replaced(unit: Shell, tmp_path: Path, part: str) -> None:
    wanted = changed(part)
    revised = unit.ok("programme", "revise", "1m-2022", write(tmp_path / "parts.json", {part: wanted}))
    assert revised["version"] == "1.1.1"
    file = Path(unit.ok("programme", "write", "1m-2022", "--to", tmp_path)["path"])
    made = tomllib.loads(file.read_text("utf-8"))
    assert json.loads(json.dumps(made[part], default=str)) == wanted
    assert {name for name in made if made[name] != data().get(name)} == {part, "version"}
    told = {rule["part"] for rule in unit.ok("programme", "diff", "1m-2022", "1.1", "1.1.1")["rules"]}
    assert told - {"version"} == {part}


def test_copy_revise_diff_and_adopt(unit: Shell, tmp_path: Path) -> None:
    number = unit.ok("enter", write(tmp_path / "one.json", sample()[0] | {"kind": ""}))["number"]
    names = ("--new-id", "may-2027", "--title", "Ngành may", "--short-title", "May", "--year", "2027")
    copied = unit.ok("programme", "copy", "1m-2022", *names)
    assert copied["version"] == "1.0" and "phases.0.applied_from_on" in copied["to_confirm"]
    parts = {"required": ["title", "authors", "kind"]}
    revised = unit.ok("programme", "revise", "1m-2022", write(tmp_path / "parts.json", parts))
    found = unit.ok("programme", "diff", "1m-2022", "1.1", revised["version"])
    assert {rule["part"] for rule in found["rules"]} == {"version", "required"}
    assert (found["asked"], [one["number"] for one in found["records"]]) == (1, [number])
    assert unit.ok("programme", "adopt", "1.1.1", number)["moved"] == [number]
    assert unit.ok("show", number)["pack_version"] == "1.1.1"
    assert unit.call("programme", "adopt", "7.7", number)[1]["error"] == "programme_version_unknown"
    unit.ok("programme", "use", "1m-2022", "--version", "1.1")
    assert unit.ok("programme", "list")["programmes"][0]["version"] == "1.1"
    written = unit.ok("programme", "write", "may-2027", "--to", tmp_path)["path"]
    assert unit.ok("programme", "check", written, home=False)["ok"]


def test_wrong_parts_are_named_and_nothing_is_written(unit: Shell, tmp_path: Path) -> None:
    code, answer = unit.call("programme", "revise", "1m-2022", write(tmp_path / "parts.json", {"year": 7}))
    assert (code, answer["error"], answer["problems"][0]["field"]) == (1, "pack_wrong", "year")
    assert (
        unit.call("programme", "revise", "1m-2022", write(tmp_path / "list.json", []))[1]["error"] == "json_malformed"
    )
    assert unit.call("programme", "revise", "1m-2022", tmp_path / "none.json")[0] == 3
