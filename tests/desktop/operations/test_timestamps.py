from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desktop import clock
from desktop.desk import Desk
from desktop.operations import packages, timestamps, verification
from domain.errors import RuleError, TroubleError
from tests.desktop.operations import unions
from tests.desktop.operations.vouched import upper as upper
from tests.desktop.operations.vouched import vouched as vouched
from tests.exports.package import time_authority as authorities
from tests.exports.package.time_authority import Authority


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with authorities.running(tmp_path_factory.mktemp("tsa")) as running:
        yield running


@pytest.fixture
def sent(vouched: Desk) -> Path:
    return unions.send(vouched, None).kept


def test_a_stamp_is_kept_beside_the_receipt_and_told_with_the_verdict(
    vouched: Desk, sent: Path, authority: Authority
) -> None:
    done = timestamps.ask(vouched, sent, authority.url)
    assert done.path.parent == vouched.home / "packages" / "receipts" and not done.already
    seen = verification.viewed(vouched, sent)
    assert seen.verdict == "valid" and seen.stamp is not None and not seen.stamp.trusted
    timestamps.trust_root(vouched, authority.folder / "root.pem")
    seen = verification.viewed(vouched, sent)
    assert seen.stamp is not None and seen.stamp.trusted and seen.stamp.authority == "Nơi cấp dấu thử"
    assert timestamps.address() == authority.url


def test_asked_again_the_first_stamp_stays(vouched: Desk, sent: Path, authority: Authority) -> None:
    first = timestamps.ask(vouched, sent, authority.url).path.read_bytes()
    again = timestamps.ask(vouched, sent, authority.url)
    assert again.already and again.path.read_bytes() == first


def test_without_a_network_nothing_is_written_and_it_can_be_tried_again(vouched: Desk, sent: Path) -> None:
    before = unions.everything_written(vouched)
    with pytest.raises(TroubleError) as trouble:
        timestamps.ask(vouched, sent, "http://127.0.0.1:9/")
    assert trouble.value.again
    with pytest.raises(RuleError):
        timestamps.ask(vouched, sent, "")
    assert unions.everything_written(vouched) == before


def test_an_answer_about_another_package_is_not_kept(vouched: Desk, sent: Path, authority: Authority) -> None:
    other = timestamps.prepare(vouched, unions.send(vouched, None, "all").kept)
    before = unions.everything_written(vouched)
    with pytest.raises(RuleError) as refused:
        timestamps.keep(vouched, timestamps.prepare(vouched, sent), timestamps.fetch(other, authority.url))
    assert refused.value.code == "timestamp_other"
    assert unions.everything_written(vouched) == before


def test_a_file_of_nobody_here_gets_its_stamp_beside_it(
    vouched: Desk, upper: Desk, sent: Path, authority: Authority, tmp_path: Path
) -> None:
    carried = tmp_path / "p.asice.age"
    carried.write_bytes(sent.read_bytes())
    done = timestamps.ask(upper, carried, authority.url)
    assert done.path == tmp_path / "p.asice.age.tsr"
    seen = verification.viewed(upper, carried)
    assert seen.stamp is not None and seen.verdict == "valid"


def test_outside_a_register_the_stamp_is_looked_for_beside_the_file(
    vouched: Desk, authority: Authority, tmp_path: Path
) -> None:
    plain = dataclasses.replace(packages.plan(vouched), readers=())
    done = packages.pack(vouched, plain, None, step=unions.quiet)
    stamp = timestamps.ask(vouched, done.kept, authority.url)
    carried = tmp_path / "p.asice"
    carried.write_bytes(done.kept.read_bytes())
    assert verification.check(carried).stamp is None
    (tmp_path / "p.asice.tsr").write_bytes(stamp.path.read_bytes())
    seen = verification.check(carried, tsa_root=authority.folder / "root.pem")
    assert seen.stamp is not None and seen.stamp.trusted
    (tmp_path / "p.asice.tsr").write_bytes(stamp.path.read_bytes()[:-1])
    assert verification.check(carried).warnings == ("timestamp_void",)


def test_a_package_of_an_ended_certificate_stands_as_it_did_when_it_was_stamped(
    vouched: Desk, upper: Desk, sent: Path, authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried = tmp_path / "p.asice.age"
    carried.write_bytes(sent.read_bytes())
    timestamps.ask(upper, carried, authority.url)
    later = clock.now() + timedelta(days=4 * 365)
    monkeypatch.setattr(clock, "now", lambda: later)
    seen = verification.viewed(upper, carried)
    assert (seen.verdict, seen.code) == ("invalid", "certificate_expired")
    timestamps.trust_root(upper, authority.folder / "root.pem")
    seen = verification.viewed(upper, carried)
    assert (seen.verdict, seen.warnings) == ("valid", ("timestamp_holds",))


def test_a_clock_that_differs_from_the_authoritys_is_told(
    vouched: Desk, sent: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = timestamps.prepare(vouched, sent)
    answer = timestamps.fetch(asked, authority.url)
    wrong = clock.now() - timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: wrong)
    assert timestamps.keep(vouched, asked, answer).warnings == ("clock_differs",)
    assert verification.viewed(vouched, sent).stamp is not None


def test_what_is_no_certificate_is_not_trusted(vouched: Desk, tmp_path: Path) -> None:
    bad = tmp_path / "root.pem"
    for content in (b"", b"hello", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"):
        bad.write_bytes(content)
        with pytest.raises(RuleError):
            timestamps.trust_root(vouched, bad)
    assert timestamps.roots(vouched) == b""
