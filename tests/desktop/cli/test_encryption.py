"""Encryption, timestamps, numbers and keys through the commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.cli.commands import Shell
from tests.desktop.cli.test_job import recognised, unit, upper, vouched
from tests.exports.package import time_authority as authorities

__all__ = ["unit", "upper"]  # the fixtures


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def test_a_package_for_the_recipient_alone(unit: Shell, upper: Shell, usb: Path, tmp_path: Path) -> None:
    recognised(unit, tmp_path)
    assert unit.ok("key", "encryption")["recipient"] is None
    assert unit.call("pack", "--to", usb, "--encrypt")[1]["error"] == "recipient_without_key"
    root = vouched(unit, upper, tmp_path)
    planned = unit.ok("pack", "--to", usb, "--dry-run")
    assert (planned["encrypted"], planned["encrypted_for"]) == (True, ["27000"])
    assert unit.call("pack", "--to", usb, "--also", "27005")[1]["error"] == "also_without_key"
    packed = unit.ok("pack", "--to", usb, "--encrypt")
    assert packed["encrypted"] and packed["path"].endswith(".asice.age")
    code, seen = unit.call("verify", packed["path"], "--root", root, home=False)
    assert (code, seen["verdict"], seen["code"]) == (4, "unreadable", "package_encrypted")
    for register in (unit, upper):
        seen = register.ok("verify", packed["path"])
        assert (seen["verdict"], seen["encrypted"], seen["records"]) == ("valid", True, 2)
    assert upper.ok("receive", usb)["packages"][0]["new"] == 2


def test_keys_are_changed_and_told(unit: Shell, upper: Shell, tmp_path: Path) -> None:
    vouched(unit, upper, tmp_path)
    first = unit.ok("key", "encryption")
    assert first["known_above"] and [one["unit_code"] for one in first["known_units"]] == ["27000"]
    second = unit.ok("key", "encryption", "--new")
    assert (second["kept"], second["known_above"]) == (1, False) and second["recipient"] != first["recipient"]
    before = unit.ok("key", "show")
    assert unit.ok("key", "new", "--replace")["code"] != before["code"]
    assert not unit.ok("key", "show")["issued"]
    told = upper.ok("trust", "show")
    assert [one["unit_code"] for one in told["units"]] == ["27001"] and told["not_enrolled"] == []
    assert upper.ok("trust", "renew")["ends_on"] == upper.ok("trust", "show")["office_ends_on"]
    assert unit.ok("trust", "show")["upper_name"] == "LĐLĐ huyện"


def test_both_sides_tell_the_numbers(unit: Shell, upper: Shell, usb: Path, tmp_path: Path) -> None:
    recognised(unit, tmp_path)
    vouched(unit, upper, tmp_path)
    assert unit.ok("chain") == {"sent": [], "received": []}
    taken = []
    for number in range(3):
        packed = unit.ok("pack", "--to", usb, "--only", "all")["path"]
        if number != 1:
            taken.append(upper.ok("receive", packed, "--receipts-to", tmp_path)["packages"][0])
    assert (upper.ok("chain")["received"][0]["received"], upper.ok("chain")["received"][0]["missing"]) == ([1, 3], [2])
    unit.ok("receive", taken[-1]["receipt"])
    (told,) = unit.ok("chain")["sent"]
    assert (told["sent"], told["come"], told["lost"], told["waiting"]) == ([1, 2, 3], [1, 3], [2], [])


def test_a_timestamp_by_command(unit: Shell, upper: Shell, usb: Path, tmp_path: Path) -> None:
    recognised(unit, tmp_path)
    vouched(unit, upper, tmp_path)
    packed = unit.ok("pack", "--to", usb)["path"]
    assert unit.call("timestamp", packed, "--tsa", "http://127.0.0.1:9/")[0] == 3
    (tmp_path / "tsa").mkdir()
    with authorities.running(tmp_path / "tsa") as authority:
        root = authority.folder / "root.pem"
        done = unit.ok("timestamp", packed, "--tsa", authority.url, "--tsa-root", root)
        assert done["timestamp"]["trusted"] and Path(done["path"]).is_file()
        assert unit.ok("timestamp", packed)["already"]
    assert unit.ok("verify", packed)["timestamp"]["authority"] == "Nơi cấp dấu thử"
