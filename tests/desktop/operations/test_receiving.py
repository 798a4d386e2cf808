from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from db import initiatives as stored_initiatives
from db import packages as stored_packages
from desktop import clock, messages
from desktop.desk import Desk
from desktop.operations import initiatives, keys, packages, receipts, receiving, sending, trust
from desktop.operations.initiatives import Filter
from desktop.operations.receiving import Received
from domain.errors import RuleError
from domain.initiative import State
from exports.package import build
from exports.package.keys import Signer
from tests.desktop.operations import unions
from tests.desktop.operations.unions import StoppedError, take
from tests.desktop.operations.vouched import upper as upper
from tests.desktop.operations.vouched import vouched as vouched


def values_of(opened: Desk, row_id: int = 1, **changes: Any) -> dict[str, Any]:
    """A record as a package carries it."""
    item = next(item for item in packages.plan(opened, only="all").items if item.stored.row_id == row_id)
    return item.values | {"revision": 1} | changes


def forge(unit: Desk, target: Path, *records: dict[str, Any], seq: int = 1, **header: Any) -> Path:
    """A package signed with the unit's own good key that says whatever the unit likes."""
    key, certificate = keys.load(unit, keys.UNIT)
    told = {"kind": "submission", "unit_code": unit.unit.code, "unit_name": unit.unit.name, "recipient": "27000"}
    known = trust.upper_registry(unit)
    signer = Signer(key, certificate, (known.root_pem,) if known else ())
    build.seal(target, told | {"seq": seq} | header, records, {}, signer, now=clock.now())
    return target


def kept(opened: Desk) -> list[Path]:
    return sorted((opened.home / "packages").rglob("*.asice"))


def one(found: list[Received]) -> Received:
    assert len(found) == 1
    return found[0]


def test_a_dry_run_writes_nothing(vouched: Desk, upper: Desk, usb: Path) -> None:
    unions.send(vouched, usb)
    before = unions.everything_written(upper)
    tried = one(take(upper, usb, dry_run=True))
    assert (tried.verdict, tried.code, tried.counts, tried.receipt) == ("valid", "", {"new": 3}, None)
    assert (unions.everything_written(upper), kept(upper)) == (before, [])


def test_new_older_identical_and_clashing_records_of_one_package(vouched: Desk, upper: Desk, tmp_path: Path) -> None:
    held = [values_of(vouched, row, revision=2) for row in (1, 2, 3)]
    assert one(take(upper, forge(vouched, tmp_path / "1.asice", *held))).counts == {"new": 3}
    same = held[0] | {"revision": 1}
    older = held[1] | {"revision": 1, "title": "Cũ hơn"}
    clash = held[2] | {"title": "Khác cùng số lần sửa"}
    new = held[0] | {"id": "0" * 32, "number": "SK-2022-0077"}
    package = forge(vouched, tmp_path / "2.asice", same, older, clash, new, seq=2)
    counts = {"identical": 1, "older": 1, "conflict": 1, "new": 1}
    assert one(take(upper, package, dry_run=True)).counts == counts
    assert one(take(upper, package)).counts == counts
    titles = {row["public_id"]: row["title"] for row in initiatives.rows(upper, initiatives.page(upper, Filter()))}
    assert [titles[values["id"]] for values in held] == [values["title"] for values in held]
    clashes = stored_packages.clashes(upper.store)
    assert [(row["initiative_id"], row["revision"]) for row in clashes] == [(held[2]["id"], 2)]
    assert "Khác cùng số lần sửa" in clashes[0]["record"]
    newer = clash | {"revision": 3}
    assert one(take(upper, forge(vouched, tmp_path / "3.asice", newer, seq=3))).counts == {"updated": 1}


@pytest.mark.parametrize(
    "changes",
    [
        {"unit_code": "27002"},
        {"unit_code": ""},
        {"revision": 0},
        {"colour": "red"},
        {"title": 5},
        {"authors": [[]]},
        {"share_pct": 5},
        {"applied_from_on": "mai"},
    ],
)
def test_one_foreign_or_malformed_record_refuses_its_package_whole(
    vouched: Desk, upper: Desk, tmp_path: Path, changes: dict[str, Any]
) -> None:
    good, bad = values_of(vouched, 1), values_of(vouched, 2, **changes)
    before = unions.everything_written(upper)
    done = one(take(upper, forge(vouched, tmp_path / "1.asice", good, bad), receipts_to=tmp_path))
    assert (done.taken, done.receipt) == (False, None)
    assert done.code in ("package_record_foreign", "record_malformed")
    assert done.message not in ("", done.code)
    assert (unions.everything_written(upper), kept(upper)) == (before, [])


def test_a_unit_cannot_touch_the_records_of_another_or_of_the_upper_union(
    vouched: Desk, upper: Desk, tmp_path: Path
) -> None:
    mine = initiatives.get(upper, unions.enter(upper)[0]).initiative
    sibling = unions.new(tmp_path / "sibling", unions.SIBLING)
    unions.vouch(sibling, upper, tmp_path)
    unions.recognised(sibling)
    theirs = values_of(sibling)
    assert one(take(upper, forge(sibling, tmp_path / "s.asice", theirs))).counts == {"new": 1}
    for number, stolen in enumerate((mine.id, theirs["id"]), 1):
        bad = values_of(vouched, 1, id=stolen, revision=9, title="Cướp")
        done = one(take(upper, forge(vouched, tmp_path / f"{number}.asice", bad, seq=number)))
        assert done.code == "package_record_foreign"
    named = values_of(vouched, 1, id=mine.number, title="Trùng số")
    assert one(take(upper, forge(vouched, tmp_path / "n.asice", named))).counts == {"new": 1}
    found = initiatives.rows(upper, initiatives.page(upper, Filter()))
    assert [row["title"] for row in found] == [mine.title, theirs["title"], "Trùng số"]
    sibling.close()


@pytest.mark.parametrize("operation", ["received"])
def test_killed_while_taking_in_nothing_is_half_written(vouched: Desk, upper: Desk, usb: Path, operation: str) -> None:
    unions.send(vouched, usb)
    before = unions.everything_written(upper)
    unions.fail_on(upper, operation)
    with pytest.raises(dbapi2.IntegrityError):
        take(upper, usb, receipts_to=usb)
    assert unions.everything_written(upper) == before
    assert len(list(usb.iterdir())) == 1
    unions.mend(upper, operation)
    assert one(take(upper, usb, receipts_to=usb)).counts == {"new": 3}


def test_killed_before_the_receipt_the_answer_comes_with_the_next_try(vouched: Desk, upper: Desk, usb: Path) -> None:
    unions.send(vouched, usb)
    unions.fail_on(upper, "receipt_written")
    with pytest.raises(dbapi2.IntegrityError):
        take(upper, usb, receipts_to=usb)
    unions.mend(upper, "receipt_written")
    again = one(take(upper, usb, receipts_to=usb))
    assert (again.code, initiatives.total(upper, Filter())) == ("package_already_received", 3)
    assert again.receipt is not None
    assert one(take(vouched, again.receipt)).counts == {"new": 3}
    assert sending.rows(vouched)[0]["state"] == "acknowledged"


def test_a_receipt_that_cannot_be_put_does_not_hide_that_the_package_is_in(
    vouched: Desk, upper: Desk, usb: Path, tmp_path: Path
) -> None:
    unions.send(vouched, usb)
    done = one(take(upper, usb, receipts_to=tmp_path / "gone"))
    assert (done.taken, done.code, done.counts, done.receipt) == (True, "", {"new": 3}, None)
    assert done.warnings == ("receipt_not_put",)
    assert all("receipt_not_put" in messages.sentences(language) for language in messages.LANGUAGES)
    put, _changes = receipts.again(upper, done.manifest_sha256, usb)
    assert one(take(vouched, put)).counts == {"new": 3}


def test_who_cannot_answer_takes_nothing_in(vouched: Desk, upper: Desk, tmp_path: Path) -> None:
    """A unit knows the keys of its siblings from the trust package, but has no root to sign receipts with."""
    sibling = unions.new(tmp_path / "sibling", unions.SIBLING)
    unions.vouch(sibling, upper, tmp_path)
    package = forge(vouched, tmp_path / "1.asice", values_of(vouched), recipient="27002")
    done = one(take(sibling, package))
    assert (done.code, initiatives.total(sibling, Filter()), kept(sibling)) == ("root_missing", 0, [])
    sibling.close()


def test_a_bad_package_stops_no_other_and_a_stop_keeps_whole_packages(
    vouched: Desk, upper: Desk, usb: Path, tmp_path: Path
) -> None:
    for seq in (1, 2, 4):
        forge(vouched, usb / f"{seq}.asice", values_of(vouched, 1, revision=seq, title=f"Lần {seq}"), seq=seq)
    forge(vouched, usb / "3.asice", values_of(vouched, 2, unit_code="9"), seq=3)
    (usb / "0.asice").write_bytes(b"PK no package")
    (usb / "5.asice.part").write_bytes(b"unfinished")
    (usb / "6.ASICE").write_bytes((usb / "1.asice").read_bytes())
    codes = [(done.path.name, done.code, done.taken) for done in take(upper, usb)]
    assert codes == [
        ("0.asice", "not_a_package", False),
        ("1.asice", "", True),
        ("2.asice", "", True),
        ("3.asice", "package_record_foreign", False),
        ("4.asice", "", True),
        ("6.ASICE", "package_already_received", True),
    ]
    again = unions.new(tmp_path / "again", unions.UPPER)
    with pytest.raises(StoppedError):
        receiving.receive(again, [usb], step=_stop_at(2))
    assert unions.everything_written(again)["package"] == []
    again.close()


def _stop_at(number: int) -> Callable[[int, int], None]:
    def step(done: int, _total: int) -> None:
        if done == number:
            raise StoppedError

    return step


def test_a_folder_without_packages_is_said_so(upper: Desk, usb: Path) -> None:
    with pytest.raises(RuleError) as refused:
        take(upper, usb)
    assert refused.value.code == "packages_none"
    assert one(take(upper, usb / "gone.asice")).code == "file_missing"


def answered(vouched: Desk, upper: Desk, usb: Path) -> Path:
    unions.send(vouched, usb)
    receipt = one(take(upper, usb, receipts_to=usb)).receipt
    assert receipt is not None
    return receipt


def test_our_own_receipts_on_the_stick_are_not_taken_for_packages(vouched: Desk, upper: Desk, usb: Path) -> None:
    receipt = answered(vouched, upper, usb)
    assert [row.kind for row in take(upper, usb)] == ["submission"]
    assert one(take(upper, receipt)).code == "receipt_not_ours"  # named by somebody, it is answered
    assert [row.kind for row in take(vouched, usb) if row.taken] == ["receipt"]
    (usb / "broken-bien-nhan.asice").write_bytes(b"no package")
    assert {row.path.name for row in take(upper, usb) if not row.taken} == {"broken-bien-nhan.asice"}


def test_a_receipt_closes_its_row_once(vouched: Desk, upper: Desk, usb: Path) -> None:
    receipt = answered(vouched, upper, usb)
    assert one(take(vouched, receipt, dry_run=True)).code == ""
    assert sending.rows(vouched)[0]["state"] == "delivered"
    unions.fail_on(vouched, "acknowledged")
    with pytest.raises(dbapi2.IntegrityError):
        take(vouched, receipt)
    assert (sending.rows(vouched)[0]["state"], initiatives.get(vouched, 1).initiative.state) == (
        "delivered",
        "packaged",
    )
    unions.mend(vouched, "acknowledged")
    assert one(take(vouched, receipt)).code == ""
    assert one(take(vouched, receipt)).code == "package_already_received"
    assert {initiatives.get(vouched, row).initiative.state for row in (1, 2, 3)} == {"received_above"}


def test_the_receipt_of_an_older_package_does_not_speak_for_the_newer_one(
    vouched: Desk, upper: Desk, usb: Path, tmp_path: Path
) -> None:
    receipt = answered(vouched, upper, usb)
    initiatives.enter(vouched, {"number": "SK-2022-0001", "effect": "đo lại"})
    unions.send(vouched, tmp_path)
    assert one(take(vouched, receipt)).code == ""
    states = [initiatives.get(vouched, row).initiative.state for row in (1, 2, 3)]
    assert states == [State.PACKAGED, State.RECEIVED_ABOVE, State.RECEIVED_ABOVE]
    assert [row["state"] for row in sending.rows(vouched)] == ["delivered", "acknowledged"]


def test_a_receipt_for_somebody_else_or_by_somebody_else_closes_nothing(
    vouched: Desk, upper: Desk, usb: Path, tmp_path: Path
) -> None:
    receipt = answered(vouched, upper, usb)
    sibling = unions.new(tmp_path / "sibling", unions.SIBLING)
    unions.vouch(sibling, upper, tmp_path)
    assert one(take(sibling, receipt)).code == "receipt_not_ours"
    trust.refresh(vouched, next(tmp_path.glob("27000_0002-*.asice")))
    manifest = sending.rows(vouched)[0]["manifest_sha256"]
    told = {"manifest_sha256": manifest, "seq": 1, "received_at": "2026-01-01T00:00:00Z", "counts": {"new": 3}}
    forged = forge(sibling, tmp_path / "f.asice", kind="receipt", recipient="27001", receipt=told)
    assert one(take(vouched, forged)).code == "not_from_office"
    assert sending.rows(vouched)[0]["state"] == "delivered"
    sibling.close()


def test_another_upper_union_of_the_same_code_is_not_believed(
    vouched: Desk, upper: Desk, usb: Path, tmp_path: Path
) -> None:
    unions.send(vouched, usb, plain=True)
    rogue = unions.new(tmp_path / "rogue", unions.UPPER)
    trust.init(rogue)
    trust.issue(rogue, tmp_path / "27001-request.asice", keys.state(vouched).code)
    tried = one(take(rogue, usb, receipts_to=tmp_path))
    assert (tried.verdict, tried.taken, initiatives.total(rogue, Filter())) == ("invalid", False, 0)
    given, _units, _changes = trust.export(rogue, tmp_path / "rogue.asice")
    assert one(take(vouched, given)).taken is False
    with pytest.raises(RuleError) as refused:
        trust.install(vouched, given, trust.standing(rogue).root_code)
    assert refused.value.code == "trust_other_root"
    rogue.close()


def test_a_trust_package_comes_in_with_the_others_only_forward(
    vouched: Desk, upper: Desk, usb: Path, tmp_path: Path
) -> None:
    first = next(tmp_path.glob("27000_0001-*.asice"))
    assert one(take(vouched, first)).code == "package_already_received"
    trust.export(upper, usb)
    assert one(take(vouched, usb, dry_run=True)).code == ""
    assert (one(take(vouched, usb)).code, one(take(vouched, usb)).code) == ("", "package_already_received")
    rolled_back = one(take(vouched, first))
    assert (rolled_back.code, rolled_back.taken) == ("trust_rollback", False)
    known = trust.upper_registry(vouched)
    assert known is not None and known.version == 2


def test_a_withdrawn_key_is_refused_and_the_unit_is_told(vouched: Desk, upper: Desk, usb: Path, tmp_path: Path) -> None:
    trust.revoke(upper, "27001")
    unions.send(vouched, usb)
    tried = one(take(upper, usb))
    assert (tried.taken, initiatives.total(upper, Filter())) == (False, 0)
    assert keys.state(vouched).issued
    assert not trust.install(vouched, trust.export(upper, tmp_path)[0], "").certified
    assert not keys.state(vouched).issued


def test_a_unit_whose_code_could_not_name_a_file_is_not_vouched_for(upper: Desk, tmp_path: Path) -> None:
    odd = unions.new(tmp_path / "odd")
    state, _changes = keys.new(odd)
    with odd.store.atomic():
        odd.store.execute("UPDATE setting SET value = replace(value, '\"27001\"', '\"A\"') WHERE name = 'unit'")
    again = unions.as_user(odd, unions.OFFICER)
    request = keys.request(again, tmp_path / "odd.asice")
    with pytest.raises(RuleError) as refused:
        trust.issue(upper, request, state.code)
    assert (refused.value.code, len(trust.standing(upper).vouched)) == ("unit_code_malformed", 1)
    again.close()


def test_what_a_person_must_open_elsewhere_is_not_taken_in(vouched: Desk, upper: Desk, tmp_path: Path) -> None:
    done = one(take(upper, tmp_path / "27001-request.asice"))
    assert not done.taken
    done = one(take(upper, forge(vouched, tmp_path / "r.asice", kind="appraisal_result")))
    assert (done.taken, done.code) == (False, "result_malformed")


def test_a_package_put_in_place_of_another_is_still_only_what_it_says(
    vouched: Desk, upper: Desk, usb: Path, tmp_path: Path
) -> None:
    package = unions.send(vouched, usb, plain=True).path
    shutil.copy(package, tmp_path / "copy.asice")
    assert [done.counts for done in take(upper, package, tmp_path / "copy.asice")] == [{"new": 3}, {"identical": 3}]
    assert len(kept(upper)) == 2  # the package and its receipt
    assert stored_initiatives.count(upper.store, Filter(own=False)) == 3
