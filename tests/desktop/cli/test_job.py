"""The whole job through the commands, with the exit codes and fields the contract names."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.desktop.cli.commands import Shell, sample, write


@pytest.fixture
def unit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "unit", capsys).new("27001", "CĐCS May Hoa Sim", "--upper-code", "27000")


@pytest.fixture
def upper(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "upper", capsys).new("27000", "LĐLĐ huyện", "--level", "upper")


def recognised(unit: Shell, folder: Path, how_many: int = 2) -> list[str]:
    numbers = []
    for values in sample()[:how_many]:
        number = unit.ok("enter", write(folder / "one.json", values))["number"]
        decision = ("--decision-no", "15/QĐ", "--decision-on", "2023-06-01", "--signer", "Bà X")
        unit.ok("move", number, "recognised", *decision)
        numbers.append(number)
    return numbers


def vouched(unit: Shell, upper: Shell, folder: Path) -> Path:
    """Key, request, certificate, trust package; returns the root certificate."""
    root_code = upper.ok("trust", "init")["root_code"]
    code = unit.ok("key", "new")["code"]
    request = unit.ok("key", "request", "--to", folder / "request.asice")["path"]
    upper.ok("trust", "issue", request, "--code", code)
    upper.ok("trust", "export", "--to", folder / "trust.asice", "--root-to", folder / "root.pem")
    assert unit.ok("trust", "install", folder / "trust.asice", "--code", root_code)["certified"]
    return folder / "root.pem"


def test_from_entry_to_receipt(unit: Shell, upper: Shell, tmp_path: Path) -> None:
    numbers = recognised(unit, tmp_path)
    root = vouched(unit, upper, tmp_path)
    usb = tmp_path / "usb"
    usb.mkdir()
    packed = unit.ok("pack", "--to", usb, "--plain")
    assert (packed["seq"], packed["records"], packed["encrypted"]) == (1, 2, False)
    seen = unit.ok("verify", packed["path"], "--root", root, home=False)
    assert (seen["verdict"], seen["unit_code"], seen["records"]) == ("valid", "27001", 2)
    assert unit.ok("verify", packed["path"], "--trust", tmp_path / "trust.asice", home=False)["verdict"] == "valid"
    tried = upper.ok("receive", usb, "--dry-run")["packages"][0]
    assert (tried["new"], upper.ok("list")["total"]) == (2, 0)
    taken = upper.ok("receive", usb, "--receipts-to", usb)["packages"][0]
    assert (taken["new"], taken["code"], upper.ok("list")["total"]) == (2, "", 2)
    assert unit.ok("outbox")["rows"][0]["state"] == "delivered"
    assert unit.ok("receive", taken["receipt"])["packages"][0]["kind"] == "receipt"
    assert unit.ok("outbox")["rows"][0]["state"] == "acknowledged"
    assert unit.ok("show", numbers[0])["state"] == "received_above"


def test_a_change_travels_alone_and_nothing_else_does(unit: Shell, upper: Shell, tmp_path: Path) -> None:
    numbers = recognised(unit, tmp_path)
    vouched(unit, upper, tmp_path)
    first, second = tmp_path / "usb1", tmp_path / "usb2"
    first.mkdir(), second.mkdir()
    unit.ok("pack", "--to", first)
    assert unit.call("pack", "--to", second)[1]["error"] == "package_empty"
    unit.ok("enter", write(tmp_path / "c.json", {"number": numbers[1], "effect": "Giảm nửa thời gian, đã đo lại."}))
    packed = unit.ok("pack", "--to", second)
    assert (packed["seq"], packed["records"]) == (2, 1)
    upper.ok("receive", first)
    updated = upper.ok("receive", second)["packages"][0]
    assert (updated["updated"], updated["new"]) == (1, 0)
    assert upper.ok("show", numbers[1])["effect"] == "Giảm nửa thời gian, đã đo lại."


def test_the_same_package_again_is_harmless_and_answers_again(unit: Shell, upper: Shell, tmp_path: Path) -> None:
    recognised(unit, tmp_path)
    vouched(unit, upper, tmp_path)
    usb = tmp_path / "usb"
    usb.mkdir()
    unit.ok("pack", "--to", usb)
    upper.ok("receive", usb)
    again = upper.ok("receive", usb, "--receipts-to", usb)["packages"][0]
    assert (again["code"], again["identical"], again["new"]) == ("package_already_received", 2, 0)
    assert Path(again["receipt"]).parent == usb
    assert upper.ok("list")["total"] == 2


def test_gaps_are_shown_and_filled_by_what_comes_late(unit: Shell, upper: Shell, tmp_path: Path) -> None:
    numbers = recognised(unit, tmp_path, 3)
    vouched(unit, upper, tmp_path)
    folders = [tmp_path / name for name in ("a", "b")]
    for folder, number in zip(folders, numbers, strict=False):
        folder.mkdir()
        unit.ok("pack", "--only", number, "--to", folder)
    later = upper.ok("receive", folders[1])["packages"][0]
    assert later["warnings"] == ["package_gap"]
    filled = upper.ok("receive", folders[0])["packages"][0]
    assert (filled["new"], filled["warnings"]) == (1, [])
    assert upper.ok("list")["total"] == 2


def test_a_package_for_somebody_else_is_not_taken(unit: Shell, upper: Shell, tmp_path: Path) -> None:
    recognised(unit, tmp_path)
    vouched(unit, upper, tmp_path)
    usb = tmp_path / "usb"
    usb.mkdir()
    unit.ok("pack", "--recipient", "99000", "--to", usb)
    code, answer = upper.call("receive", usb)
    assert (code, answer["packages"][0]["code"]) == (1, "package_other_recipient")
    assert upper.ok("list")["total"] == 0


def test_an_unknown_unit_is_untrusted_and_a_changed_byte_invalid(unit: Shell, upper: Shell, tmp_path: Path) -> None:
    recognised(unit, tmp_path)
    upper.ok("trust", "init")
    unit.ok("key", "new")
    usb = tmp_path / "usb"
    usb.mkdir()
    package = Path(unit.ok("pack", "--to", usb)["path"])
    code, answer = upper.call("receive", usb)
    assert (code, answer["packages"][0]["verdict"]) == (4, "untrusted")
    raw = bytearray(package.read_bytes())
    raw[raw.index(b"data/records/00001.jsonl") + 60] ^= 1
    package.write_bytes(raw)
    code, answer = upper.call("receive", usb)
    assert (code, answer["packages"][0]["verdict"]) == (4, "invalid")
    assert (upper.ok("list")["total"], list((upper.home / "packages").rglob("*.asice"))) == (0, [])


def test_technology_secrets_never_leave(unit: Shell, upper: Shell, tmp_path: Path) -> None:
    secret = next(values for values in sample() if values["technology_secret"])
    number = unit.ok("enter", write(tmp_path / "s.json", secret))["number"]
    paper = ("--decision-no", "1", "--decision-on", "2023-06-01", "--signer", "Bà X")
    (told,) = unit.ok("move", number, "recognised", *paper)["problems"]
    assert (told["code"], told["warning"]) == ("decision_on_before_accepted", True)
    vouched(unit, upper, tmp_path)
    usb = tmp_path / "usb"
    usb.mkdir()
    packed = unit.ok("pack", "--to", usb)
    assert packed["redacted"] == 1
    upper.ok("receive", usb)
    there, here = upper.ok("show", number), unit.ok("show", number)
    assert (there["summary"], there["reach"], there["benefit_note"]) == ("", "", "")
    assert (there["title"], there["effect"]) == (secret["title"], secret["effect"])
    assert here["summary"] == secret["summary"]


def test_appraisal_by_files(unit: Shell, tmp_path: Path) -> None:
    number = unit.ok("enter", write(tmp_path / "one.json", sample()[0]))["number"]
    members = [("A B", "chairman"), ("C D", "secretary"), ("E G", "union_representative")]
    council = {"name": "HĐ", "members": [{"name": name, "role": role} for name, role in members]}
    unit.ok("council", write(tmp_path / "council.json", council))
    unit.ok("move", number, "under_appraisal")
    points = {"novelty": 25, "applicability": 26.5, "effect": 33}
    sheets = [{"initiative": number, "appraiser": name, "points": points, "vote": "approve"} for name, _ in members]
    sheets[2] = sheets[2] | {"points": {"novelty": 31}}
    code, answer = unit.call("appraise", write(tmp_path / "sheets.json", sheets))
    assert (code, answer["filed"], answer["refused"]) == (1, 2, 1)
    assert {problem["row"] for problem in answer["problems"]} == {3}
    result = unit.ok("verdicts")["results"][0]
    assert (result["mean"], result["approvals"], result["members"], result["outcome"]) == (84.5, 2, 3, "recognised")
    assert unit.ok("verdicts", "--close")["results"][0]["outcome"] == "recognised"
    assert unit.call("move", number, "declined", "--reason", "x")[0] == 1
    unit.ok("move", number, "recognised", "--decision-no", "1", "--decision-on", "2023-06-01", "--signer", "A B")
    assert unit.ok("show", number)["decision_no"] == "1"


def test_the_store_on_disk_is_unreadable_without_its_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANGKIEN_PASSPHRASE", "mật khẩu thử 1")
    shell = Shell(tmp_path / "locked", capsys)
    made = shell.ok("new", "--unit-code", "1A", "--unit-name", "Đơn vị", "--recovery-to", tmp_path / "code.txt")
    assert made["encrypted"]
    shell.ok("enter", write(tmp_path / "one.json", sample()[0]))
    for file in shell.home.rglob("*"):
        if file.is_file():
            assert "túi mổ".encode() not in file.read_bytes()
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(shell.home / "register.db").execute("SELECT * FROM initiative")
    monkeypatch.setenv("SANGKIEN_PASSPHRASE", "mật khẩu sai 1")
    assert (shell.call("list")[0], shell.call("list")[1]["error"]) == (1, "passphrase_wrong")
    recovery = next(line for line in (tmp_path / "code.txt").read_text().splitlines() if "Mã khôi phục:" in line)
    monkeypatch.setenv("SANGKIEN_PASSPHRASE", recovery.partition(": ")[2].lower().replace("-", " "))
    assert shell.ok("list")["total"] == 1


def test_a_recovery_code_is_never_made_in_silence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANGKIEN_PASSPHRASE", "mật khẩu thử 1")
    shell = Shell(tmp_path / "locked", capsys)
    made = shell.ok("new", "--unit-code", "1A", "--unit-name", "Đơn vị")
    monkeypatch.setenv("SANGKIEN_PASSPHRASE", made["recovery_code"])
    assert (made["recovery_file"], shell.ok("list")["total"]) == (None, 0)


def test_demo_leaves_everything_behind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell = Shell(tmp_path, capsys)
    answer = shell.ok("demo", "--to", tmp_path / "demo", home=False)
    assert (answer["verdict"], answer["initiatives"], answer["problems"]) == ("valid", 40, 0)
    assert answer["outcomes"] == {"recognised": 33, "recognised_after_completion": 3, "declined": 4}
    assert (answer["records"], answer["upper_total"], answer["outbox"]) == (33, 33, "acknowledged")
    assert (tmp_path / "demo" / "root.pem").read_text().startswith("-----BEGIN CERTIFICATE-----")
    assert all(Path(file).stat().st_size > 5000 for file in answer["papers"])
    assert shell.call("demo", "--to", tmp_path / "demo", home=False)[1]["error"] == "demo_folder_not_empty"


def test_without_json_it_speaks_vietnamese(unit: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    from desktop.cli import run

    assert run.main(["list", "--home", str(unit.home)]) == 0
    assert capsys.readouterr().out == "0 sáng kiến.\n"
    assert run.main(["show", "SK-1", "--home", str(unit.home)]) == 1
    assert "Không có sáng kiến «SK-1»" in capsys.readouterr().err
    assert json.dumps(unit.ok("programme", "list"))
