"""A package by e-mail: drafted, said to be sent, taken in from the saved mails, and its receipt back."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from desktop.desk import JOINED, Desk, open_desk
from desktop.operations import (
    emailing,
    keys,
    packages,
    programme_files,
    programmes,
    receiving,
    refusals,
    sending,
    trust,
)
from domain.errors import RuleError
from exports.transports import email_draft
from tests.desktop.operations import unions


def _quiet(_done: int, _total: int) -> None:
    pass


def _sealed(unit: Desk) -> str:
    return packages.pack(unit, packages.plan(unit), None, step=_quiet).manifest_sha256


def _state(unit: Desk) -> str:
    return str(sending.rows(unit)[0]["state"])


def test_a_dossier_goes_by_post_and_by_mail_at_once_and_the_receipt_closes_it(
    vouched_pair: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit, upper = vouched_pair
    monkeypatch.setattr(email_draft, "PART_BYTES", 4_000)
    package = _sealed(unit)
    made = emailing.draft(unit, package, " tonghop@binhtan.vn ", step=_quiet)
    assert len(made.paths) > 1
    assert "đường bưu điện" in made.letter.text
    assert package in made.letter.text
    assert (_state(unit), emailing.address(unit)) == ("queued", "tonghop@binhtan.vn")
    emailing.sent(unit, package)
    assert _state(unit) == "delivered"
    receipts = tmp_path / "receipts"
    receipts.mkdir()
    (taken,), _changes = receiving.receive(upper, made.paths[::-1], receipts_to=receipts, step=_quiet)
    assert (taken.verdict, taken.counts["new"]) == ("valid", 3)
    receiving.receive(unit, [receipts], step=_quiet)
    assert _state(unit) == "acknowledged"


def test_what_mails_carried_is_gone_when_the_register_is_opened_again(
    vouched_pair: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit, upper = vouched_pair
    monkeypatch.setattr(email_draft, "PART_BYTES", 4_000)
    receiving.receive(upper, emailing.draft(unit, _sealed(unit), "", step=_quiet).paths, step=_quiet)
    assert list((upper.home / JOINED).iterdir())
    upper.close()
    again = open_desk(tmp_path / "upper", None)
    assert not (again.home / JOINED).exists()
    again.close()


def test_a_folder_of_saved_mails_is_taken_in(
    vouched_pair: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit, upper = vouched_pair
    monkeypatch.setattr(email_draft, "PART_BYTES", 4_000)
    saved = tmp_path / "thư"
    emailing.draft(unit, _sealed(unit), "", saved, step=_quiet)
    (taken,), _changes = receiving.receive(upper, [saved], step=_quiet)
    assert taken.taken


@pytest.mark.parametrize("address", ["binhtan.vn", "a@b", "a@b.vn, c@d.vn", "hai ba@b.vn"])
def test_what_is_no_address_is_refused_and_nothing_is_drafted(vouched_pair: tuple[Desk, Desk], address: str) -> None:
    unit, _upper = vouched_pair
    package = _sealed(unit)
    with pytest.raises(RuleError, match="email_address_wrong"):
        emailing.draft(unit, package, address, step=_quiet)
    assert _state(unit) == "sealed"


def test_what_was_not_drafted_was_not_sent(vouched_pair: tuple[Desk, Desk]) -> None:
    unit, _upper = vouched_pair
    with pytest.raises(RuleError, match="email_not_drafted"):
        emailing.sent(unit, _sealed(unit))


def test_a_register_with_a_passphrase_holds_no_drafts_that_anybody_could_read(tmp_path: Path) -> None:
    unit = unions.new(tmp_path / "unit", passphrase="bốn con trâu đen")
    unions.recognised(unit)
    keys.new(unit)
    sealed = unions.send(unit, None)
    package = sealed.manifest_sha256
    assert emailing.folder_needed(unit, sealed.kept)
    for inside in (None, unit.home / "packages" / "drafts", unit.home):
        with pytest.raises(RuleError, match="email_folder_needed"):
            emailing.draft(unit, package, "", inside, step=_quiet)
    assert list(unit.home.rglob("*.eml")) == []
    [draft] = emailing.draft(unit, package, "", tmp_path / "outside", step=_quiet).paths
    assert draft.is_file()
    unit.close()


def test_what_mails_bring_into_a_register_with_a_passphrase_is_read_as_ever(tmp_path: Path) -> None:
    unit = unions.new(tmp_path / "unit", passphrase="bốn con trâu đen")
    upper = unions.new(tmp_path / "upper", unions.UPPER)
    unions.vouch(unit, upper, tmp_path)
    trust.issue(upper, keys.request(unit, tmp_path / "again.asice"), keys.state(unit).code)
    given = [trust.export(upper, tmp_path)[0], programme_files.seal(upper, programmes.current(upper).id, tmp_path)[0]]
    damaged = tmp_path / "hỏng.asice"
    damaged.write_bytes(given[0].read_bytes()[:-30])
    letter = email_draft.Letter("", "gói", "kèm thư này")
    mails = []
    for number, file in enumerate((*given, damaged)):
        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
        mails += email_draft.write(file, tmp_path / str(number), file.name, sha256, letter, step=_quiet)
    done = receiving.receive(unit, mails, step=_quiet)[0]
    assert [(one.kind, one.taken) for one in done] == [("trust", True), ("programme", True), ("", False)]
    assert [one.code for one in refusals.everything(unit)] == [done[2].code]
    assert not [file for file in (unit.home / JOINED).iterdir() if file.suffix != ".hidden"]
    upper.close()
    unit.close()
