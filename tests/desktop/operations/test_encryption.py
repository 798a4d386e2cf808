from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from db import encryption as stored
from desktop.desk import Desk
from desktop.operations import encryption, keys, packages, receiving, trust, verification
from domain.errors import RuleError
from tests.desktop.operations import unions
from tests.desktop.operations.unions import quiet, take
from tests.desktop.operations.vouched import upper as upper
from tests.desktop.operations.vouched import vouched as vouched


def names(planned: packages.Plan) -> list[str]:
    return [reader.unit_code for reader in planned.readers]


def refusal(refused: pytest.ExceptionInfo[RuleError]) -> str:
    return refused.value.code


def test_a_key_comes_with_the_signing_key_and_goes_round_with_request_and_trust_package(
    vouched: Desk, upper: Desk
) -> None:
    own, above = encryption.own(vouched), encryption.own(upper)
    assert own is not None and above is not None
    assert own.known_above and not own.kept
    assert encryption.addressees(vouched, "27000") == (encryption.Addressee("27000", "LĐLĐ huyện", (above.recipient,)),)
    assert [one.keys for one in encryption.known_units(upper)] == [(own.recipient,)]


def test_a_package_leaves_encrypted_and_is_taken_in_by_its_recipient_alone(
    vouched: Desk, upper: Desk, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    done = unions.send(vouched, stick)
    assert done.encrypted and done.path.name.endswith(".asice.age")
    seen = verification.check(done.path)
    assert (seen.verdict, seen.code) == ("unreadable", "package_encrypted")
    (tmp_path / "back").mkdir()
    (taken,) = take(upper, stick, receipts_to=tmp_path / "back")
    assert (taken.verdict, taken.code, taken.counts) == ("valid", "", {"new": 3})
    (kept,) = [Path(row["path"]) for row in packages.received(upper)]
    assert kept.name.endswith(".asice.age") and kept.read_bytes() == done.path.read_bytes()
    assert len(verification.look_inside(upper, kept).records) == 3
    (receipt,) = take(vouched, tmp_path / "back")
    assert receipt.taken and receipt.answers_seq == 1


def test_the_sender_reads_the_own_copy(vouched: Desk) -> None:
    done = unions.send(vouched, None)
    inside = verification.look_inside(vouched, done.kept)
    assert inside.seen.encrypted and len(inside.records) == 3
    assert not [file for file in vouched.home.rglob("*") if file.is_file() and file.read_bytes()[:2] == b"PK"]


def test_switched_off_or_without_a_key_it_leaves_open(vouched: Desk, upper: Desk, tmp_path: Path) -> None:
    planned = dataclasses.replace(packages.plan(vouched), readers=())
    done = packages.pack(vouched, planned, tmp_path, step=quiet)
    assert not done.encrypted and done.path.suffix == ".asice"
    assert take(upper, done.path)[0].counts == {"new": 3}
    assert names(packages.plan(vouched, recipient="31000", only="all")) == []


def test_a_sibling_can_read_what_is_also_for_it(vouched: Desk, upper: Desk, tmp_path: Path) -> None:
    sibling = unions.new(tmp_path / "sibling", unions.SIBLING)
    try:
        unions.vouch(sibling, upper, tmp_path)
        with pytest.raises(RuleError) as refused:
            packages.plan(vouched, also=["27002"])
        assert refusal(refused) == "also_without_key"
        given, _units, _changes = trust.export(upper, tmp_path)
        trust.refresh(vouched, given)
        planned = packages.plan(vouched, also=["27002"])
        assert names(planned) == ["27000", "27002"]
        done = packages.pack(vouched, planned, None, step=quiet)
        assert len(verification.look_inside(sibling, done.kept).records) == 3
        assert take(sibling, done.kept)[0].code != ""  # it is not the one the package is for
    finally:
        sibling.close()


def test_a_new_key_opens_what_was_sealed_for_the_one_before(vouched: Desk, upper: Desk, tmp_path: Path) -> None:
    before = unions.send(vouched, None).kept
    made, _changes = encryption.renew(upper)
    assert made.kept == 1 and trust.standing(upper).unsent
    assert take(upper, before)[0].counts == {"new": 3}
    given, _units, _changes = trust.export(upper, tmp_path)
    trust.refresh(vouched, given)
    assert encryption.addressees(vouched, "27000")[0].keys == (made.recipient,)
    assert take(upper, unions.send(vouched, tmp_path, "all").path)[0].counts == {"identical": 3}


def test_a_unit_tells_its_new_key_with_a_new_request(vouched: Desk, upper: Desk, tmp_path: Path) -> None:
    made, _changes = encryption.renew(vouched)
    assert not made.known_above
    request = keys.request(vouched, tmp_path / "again.asice")
    trust.issue(upper, request, keys.state(vouched).code)
    assert encryption.addressees(upper, "27001")[0].keys == (made.recipient,)
    trust.refresh(vouched, trust.export(upper, tmp_path)[0])
    own = encryption.own(vouched)
    assert own is not None and own.known_above


def test_nothing_is_encrypted_for_a_unit_whose_key_was_withdrawn(vouched: Desk, upper: Desk, tmp_path: Path) -> None:
    trust.revoke(upper, "27001")
    assert encryption.known_units(upper) == []
    given, _units, _changes = trust.export(upper, tmp_path)
    trust.refresh(vouched, given)
    own = encryption.own(vouched)
    assert own is not None and not own.known_above


def test_a_plan_for_a_key_that_is_no_longer_the_one_is_planned_anew(vouched: Desk, upper: Desk, tmp_path: Path) -> None:
    planned = packages.plan(vouched)
    encryption.renew(upper)
    trust.refresh(vouched, trust.export(upper, tmp_path)[0])
    with pytest.raises(RuleError) as refused:
        packages.pack(vouched, planned, None, step=quiet)
    assert refusal(refused) == "package_plan_old"


def test_secrets_stand_in_the_store_sealed_only(vouched: Desk) -> None:
    (secret,) = encryption.identities(vouched)
    (row,) = stored.own_keys(vouched.store)
    assert secret.startswith("AGE-SECRET-KEY-1") and secret.encode() not in row["protected"]


def test_a_trust_package_of_an_older_program_tells_no_keys(vouched: Desk, upper: Desk, tmp_path: Path) -> None:
    with upper.store.atomic():
        upper.store.execute("DELETE FROM encryption_recipient")
    request = keys.request(vouched, tmp_path / "r.asice")
    assert trust.read_request(request).encryption
    with vouched.store.atomic():
        stored.forget(vouched.store, encryption.ABOVE)
    assert packages.plan(vouched).readers == ()
    with pytest.raises(RuleError) as refused:
        packages.plan(vouched, also=["27002"])
    assert refusal(refused) == "also_without_key"


def test_an_altered_encrypted_package_changes_nothing(vouched: Desk, upper: Desk, tmp_path: Path) -> None:
    sent = unions.send(vouched, tmp_path).path
    bad = tmp_path / "bad.asice.age"
    shutil.copy(sent, bad)
    whole = bad.read_bytes()
    bad.write_bytes(whole[:-40] + bytes([whole[-40] ^ 1]) + whole[-39:])
    before = unions.everything_written(upper)
    found, _changes = receiving.receive(upper, [bad], step=quiet)
    assert (found[0].verdict, found[0].code) == ("invalid", "encryption_altered")
    assert unions.everything_written(upper) == before
