"""Programme packs through the commands, with the exit codes and fields the contract names."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.cli import run
from tests.desktop.cli.commands import Shell, sample, write
from tests.desktop.cli.test_job import vouched
from tests.domain.pack.packs import edited, text


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
