"""Marking on another PC by commands alone: asked, opened, marked, sent back, taken in, settled."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.cli.commands import Shell, sample, write

COUNCIL = {
    "name": "Hội đồng sáng kiến",
    "members": [
        {"name": "Hân", "role": "chairman"},
        {"name": "Bình", "role": "secretary"},
        {"name": "Chi", "role": "union_representative"},
    ],
}
POINTS = {"novelty": 25.0, "applicability": 26.5, "effect": 33.0}


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    made = Shell(tmp_path / "register", capsys).new("27001", "CĐCS May", "--user", "Hân")
    for number, values in enumerate(sample()[:2]):
        made.ok("enter", write(tmp_path / f"{number}.json", values))
    made.ok("council", write(tmp_path / "council.json", COUNCIL))
    for row in made.ok("list")["rows"]:
        made.ok("move", row["id"], "under_appraisal")
    return made


def test_the_whole_way_by_commands(
    shell: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    tried = shell.ok("appraisal", "request", "Bình", "--to", usb, "--dry-run")
    assert (len(tried["initiatives"]), tried["path"], list(usb.iterdir())) == (2, None, [])
    made = shell.ok("appraisal", "request", "Bình", "--to", usb)
    assert (made["seq"], made["appraiser"], made["encrypted"], len(made["signer_code"])) == (1, "Bình", False, 35)
    pc = Shell(tmp_path / "pc", capsys)
    code, refused = pc.call("appraisal", "open", made["path"])
    assert (code, refused["error"]) == (1, "passphrase_needed")
    monkeypatch.setenv("SANGKIEN_PASSPHRASE", "bảy con cò trắng")
    opened = pc.ok("appraisal", "open", made["path"])
    assert (opened["new"], opened["initiatives"], opened["signer_code"]) == (True, 2, made["signer_code"])
    first = shell.ok("list")["rows"][0]["id"]
    sheets = [{"initiative": first, "points": POINTS, "vote": "approve"}]
    assert pc.ok("appraise", write(tmp_path / "sheets.json", sheets))["filed"] == 1
    sent = pc.ok("appraisal", "result", "--to", usb)
    assert (sent["sheets"], sent["initiatives"], sent["key_code"]) == (1, 1, opened["key_code"])
    (seen,) = shell.ok("appraisal", "take-in", usb, "--dry-run")["packages"]
    assert (seen["new"], seen["first"], seen["signer_code"]) == (1, True, sent["key_code"])
    shell.ok("appraise", write(tmp_path / "paper.json", [
        {"initiative": first, "appraiser": "Bình", "points": POINTS, "vote": "decline"},
        {"initiative": first, "appraiser": "Hân", "points": POINTS, "vote": "approve"},
    ]))  # fmt: skip
    (taken,) = shell.ok("appraisal", "take-in", sent["path"], "--code", sent["key_code"])["packages"]
    assert (taken["new"], taken["conflicts"], taken["code"]) == (1, 1, "")
    (conflict,) = shell.ok("appraisal", "conflicts")["conflicts"]
    assert (conflict["appraiser"], len(conflict["sheets"]), conflict["hidden"]) == ("Bình", 2, False)
    chosen = next(sheet for sheet in conflict["sheets"] if sheet["vote"] == "approve")
    assert shell.ok("appraisal", "settle", first, "Bình", chosen["key"])["left"] == 0
    (row,) = shell.ok("appraisal", "requests")["requests"]
    assert (row["filed"], row["initiatives"], row["superseded"], row["changed"]) == (1, 2, False, {})
    (again,) = shell.ok("receive", sent["path"])["packages"]
    assert again["code"] == "package_already_received"


def test_what_is_refused_exits_with_four(
    shell: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANGKIEN_PASSPHRASE", "bảy con cò trắng")
    made = shell.ok("appraisal", "request", "Bình", "--to", tmp_path, "--blind")
    pc = Shell(tmp_path / "pc", capsys)
    pc.ok("appraisal", "open", made["path"])
    first = shell.ok("list")["rows"][0]["id"]
    pc.ok("appraise", write(tmp_path / "sheets.json", [{"initiative": first, "vote": "abstain"}]))
    sent = pc.ok("appraisal", "result", "--to", tmp_path)
    shell.ok("appraisal", "request", "Bình", "--to", tmp_path)
    code, refused = shell.call("appraisal", "take-in", sent["path"])
    (row,) = refused["packages"]
    assert (code, row["code"], row["verdict"]) == (4, "result_superseded", "untrusted")
    assert "mở yêu cầu mới" in row["message"]
    raw = bytearray(Path(made["path"]).read_bytes())
    raw[len(raw) // 2] ^= 1
    broken = tmp_path / "broken.asice"
    broken.write_bytes(raw)
    code, refused = pc.call("appraisal", "open", broken)
    assert (code, refused["verdict"]) == (4, "invalid")
    code, refused = pc.call("appraisal", "open", sent["path"])
    assert (code, refused["code"], refused["verdict"]) == (4, "not_a_request", "untrusted")
    monkeypatch.setenv("SANGKIEN_PASSPHRASE", "không phải câu ấy")
    code, refused = pc.call("appraisal", "open", made["path"])
    assert (code, refused["error"]) == (1, "passphrase_wrong")
