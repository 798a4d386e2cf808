"""Taking in what strangers send: one file that brings its reader down stops none of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.desk import Desk
from desktop.operations import refusals, servers, stamped, trust_files
from desktop.operations.servers import ReceivingServer
from desktop.operations.watched_folders import WatchedFolder
from domain.errors import RuleError, TroubleError
from exports.package import gate
from exports.transports import email_draft, parts
from tests.desktop.operations import unions
from tests.desktop.operations.unions import take
from tests.desktop.operations.vouched import upper as upper
from tests.desktop.operations.vouched import vouched as vouched
from tests.exports.package import strange_worker as strange


def test_in_a_batch_just_that_file_is_refused_and_remembered(
    vouched: Desk, upper: Desk, usb: Path, brittle_gate: None
) -> None:
    name = unions.send(vouched, usb).path.name
    for number, mark in enumerate((strange.DIE, strange.CALL)):
        (usb / f"{number}-bad.asice").write_bytes(mark + b" and is no package")
    watched = WatchedFolder(usb)
    assert len(watched.unseen(upper)) == 3
    done = {row.path.name: row for row in take(upper, usb)}
    good = done.pop(name)
    assert (good.verdict, good.code, good.counts) == ("valid", "", {"new": 3})
    assert {(name, row.verdict, row.code) for name, row in done.items()} == {
        ("0-bad.asice", "unreadable", "package_crashed"),
        ("1-bad.asice", "unreadable", "package_crashed"),
    }
    assert all(f"«{name}»" in row.message for name, row in done.items())
    assert {one.code for one in refusals.everything(upper)} == {"package_crashed"}
    assert watched.unseen(upper) == []


def test_a_mail_that_brings_its_reader_down_is_refused_by_name(
    vouched: Desk, upper: Desk, usb: Path, brittle_gate: None
) -> None:
    name = unions.send(vouched, usb).path.name
    (usb / "a-mail.eml").write_bytes(strange.DIE + b" in a mail")
    done = {row.path.name: row for row in take(upper, usb)}
    assert done["a-mail.eml"].code == "package_crashed"
    assert done[name].counts == {"new": 3}


def test_a_mail_of_a_thousand_boxes_in_boxes_carries_nothing(upper: Desk, usb: Path) -> None:
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number) for number in range(1000)
    )
    (usb / "deep.eml").write_bytes(deep)
    (row,) = take(upper, usb)
    assert (row.verdict, row.code) == ("unreadable", "not_a_package")


def test_a_part_whose_head_has_no_bottom_is_no_part(tmp_path: Path) -> None:
    part = tmp_path / "deep.part"
    part.write_bytes(parts.MARK + b"[" * 4000 + b"\n")
    assert parts.head_of(part) is None
    assert email_draft.gathered([part], tmp_path / "joined") == [part]


def test_certificates_pass_before_they_are_looked_at(tmp_path: Path, brittle_gate: None) -> None:
    file = tmp_path / "root.pem"
    file.write_bytes(strange.DIE + b" in a certificate")
    for reading in (stamped.read_roots, lambda path: trust_files.check(path, root=path)):
        with pytest.raises(RuleError) as caught:
            reading(file)
        assert caught.value.code == "package_crashed"
    with pytest.raises(RuleError) as caught:
        servers.checked(ReceivingServer("Sở", "tus", "https://nhan.vn", ca_pem=file.read_text()))
    assert caught.value.code == "package_crashed"
    with pytest.raises(TroubleError) as missing:
        stamped.read_roots(tmp_path / "none.pem")
    assert missing.value.code == "usage_file_unreadable"


def test_a_stamp_passes_before_it_is_looked_at(brittle_gate: None) -> None:
    from exports.package import timestamps

    with pytest.raises(RuleError) as caught:
        timestamps.judge(strange.DIE + b" in an answer", b"signature", name="stamp.tsr")
    assert (caught.value.code, caught.value.facts["name"]) == ("package_crashed", "stamp.tsr")
    gate.end()
