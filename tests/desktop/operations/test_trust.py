from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from desktop import clock
from desktop.desk import Desk
from desktop.operations import initiatives, keys, packages, registers, trust, verification
from domain.errors import RuleError, TroubleError
from exports.package.keys import open_protected
from tests.desktop.operations import unions
from tests.desktop.operations.unions import quiet


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises((RuleError, TroubleError)) as refused:
        call()
    assert isinstance(refused.value, RuleError | TroubleError)
    return refused.value.code


def test_a_unit_has_one_key_and_needs_it(unit: Desk, tmp_path: Path) -> None:
    assert code_of(lambda: keys.state(unit)) == "key_missing"
    assert code_of(lambda: keys.request(unit, tmp_path)) == "key_missing"
    state, _changes = keys.new(unit)
    assert (state.issued, len(state.code.replace(" ", ""))) == (False, 30)
    assert code_of(lambda: keys.new(unit)) == "key_exists"
    assert keys.state(unit) == state


def test_a_private_key_is_nowhere_in_the_clear_not_even_in_a_plain_register(unit: Desk) -> None:
    keys.new(unit)
    key, _certificate = keys.load(unit, keys.UNIT)
    assert "pkcs8" not in repr(key)
    held = b"".join(file.read_bytes() for file in unit.home.iterdir() if file.is_file() and file.name != "lock")
    assert key.pkcs8_der not in held and key.pkcs8_der[36:68] not in held
    protected = unit.store.value("SELECT protected FROM signing_key")
    assert code_of(lambda: open_protected(protected, b"guess")) == "key_password_wrong"


def test_only_a_union_above_vouches_and_makes_its_root_once(unit: Desk, upper: Desk) -> None:
    assert code_of(lambda: trust.init(unit)) == "trust_needs_upper_level"
    code, _changes = trust.init(upper)
    assert (code_of(lambda: trust.init(upper)), trust.standing(upper).root_code) == ("root_exists", code)
    assert code_of(lambda: trust.revoke(upper, "27001")) == "unit_not_vouched_for"
    assert code_of(lambda: trust.export(unit, unit.home)) == "root_missing"


def test_a_wrong_code_on_the_phone_vouches_for_nobody(unit: Desk, upper: Desk, tmp_path: Path) -> None:
    trust.init(upper)
    state, _changes = keys.new(unit)
    request = keys.request(unit, tmp_path)
    digit = "1" if state.code[0] != "1" else "2"
    for heard, code in (
        (digit + state.code[1:], "enrolment_code_wrong"),
        ("123", "key_code_malformed"),
        ("", "key_code_malformed"),
    ):
        assert code_of(partial(trust.issue, upper, request, heard)) == code
    assert trust.standing(upper).vouched == ()
    entry, _changes = trust.issue(upper, request, state.code.replace(" ", "-"))
    assert (entry.unit_code, trust.standing(upper).unsent) == ("27001", True)


def test_a_wrong_code_in_the_letter_installs_nothing(vouched_pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    newcomer = unions.new(tmp_path / "new", unions.SIBLING)
    given = next(tmp_path.glob("27000_0001-*.asice"))
    assert code_of(lambda: trust.install(newcomer, given, "")) == "trust_code_needed"
    assert code_of(lambda: trust.install(newcomer, given, "1" * 30)) == "trust_code_wrong"
    assert code_of(lambda: trust.refresh(newcomer, given)) == "trust_code_needed"
    assert trust.upper_registry(newcomer) is None
    newcomer.close()


def test_a_key_made_again_takes_the_place_of_the_one_before(vouched_pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    unit, upper = vouched_pair
    old = unions.send(unit, tmp_path, only="SK-2022-0001").path
    again = unions.new(tmp_path / "again")  # the unit's PC was lost: a new register of the same unit
    state, _changes = keys.new(again)
    trust.issue(upper, keys.request(again, tmp_path / "again.asice"), state.code)
    assert len(trust.standing(upper).vouched) == 1
    assert not unions.take(upper, old)[0].taken
    trust.install(again, trust.export(upper, tmp_path)[0], trust.standing(upper).root_code)
    unions.recognised(again)
    assert unions.take(upper, packages.pack(again, packages.plan(again), None, step=quiet).path)[0].taken
    again.close()


def test_versions_of_the_list_rise(upper: Desk, tmp_path: Path) -> None:
    trust.init(upper)
    made = [trust.export(upper, tmp_path)[0] for _ in range(3)]
    assert [file.name[:10] for file in made] == ["27000_0001", "27000_0002", "27000_0003"]
    assert (trust.standing(upper).version, trust.standing(upper).unsent) == (3, False)
    assert code_of(lambda: trust.export(upper, tmp_path / "none" / "x.asice")) == "package_write_failed"
    assert trust.standing(upper).version == 3


def test_a_verdict_needs_no_register(vouched_pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    unit, upper = vouched_pair
    package = unions.send(unit, tmp_path, plain=True).path
    root = trust.write_root(upper, tmp_path / "root.pem")
    given = next(tmp_path.glob("27000_0001-*.asice"))
    assert verification.check(package).verdict == "untrusted"
    assert verification.check(package, root=root).verdict == "valid"
    assert verification.check(package, trust_package=given).verdict == "valid"
    assert verification.check(package, home=tmp_path / "none").verdict == "untrusted"
    unit.close()
    upper.close()
    for home in (unit.home, upper.home):
        assert verification.check(package, home=home).verdict == "valid"
    assert code_of(lambda: verification.check(package, root=tmp_path / "none.pem")) == "usage_file_unreadable"
    (tmp_path / "bad.pem").write_bytes(b"no certificate")
    assert code_of(lambda: verification.check(package, root=tmp_path / "bad.pem")) == "root_wrong"


def test_the_passphrase_of_a_register_is_asked_for_a_verdict_by_its_trust(tmp_path: Path) -> None:
    registers.create(tmp_path / "home", unions.UNIT, "An", "bốn con trâu đen")
    (tmp_path / "x.asice").write_bytes(b"PK")
    assert code_of(lambda: verification.check(tmp_path / "x.asice", home=tmp_path / "home")) == "passphrase_needed"


def test_the_same_key_confirmed_again_keeps_its_older_packages_good(
    unit: Desk, upper: Desk, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unions.vouch(unit, upper, usb)
    unions.recognised(unit)
    first = unions.send(unit, usb).path
    before = keys.state(unit)
    assert not before.ends_soon
    later = clock.now() + timedelta(days=3 * 365 - 20)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert keys.state(unit).ends_soon
    assert keys.ending(keys.state(unit))[0] == "key_ends_soon"
    trust.issue(upper, keys.request(unit, usb / "again.asice"), before.code)
    given, _units, _changes = trust.export(upper, usb)
    trust.refresh(unit, given)
    after = keys.state(unit)
    assert (after.code, after.ends_soon) == (before.code, False)
    assert after.certificate_pem != before.certificate_pem
    assert verification.by_register(upper, first).verdict == "valid"
    monkeypatch.setattr(clock, "now", lambda: later + timedelta(days=30))
    assert verification.by_register(upper, first).code == "certificate_expired"


def test_what_came_while_its_key_was_good_can_still_be_looked_at(unit: Desk, upper: Desk, usb: Path) -> None:
    unions.vouch(unit, upper, usb)
    rows = unions.recognised(unit, 2)
    taken = unions.send(unit, usb, only=initiatives.rows(unit, rows[:1])[0]["number"], plain=True).path
    assert unions.take(upper, taken)[0].verdict == "valid"
    never_taken = unions.send(unit, usb, only=initiatives.rows(unit, rows[1:])[0]["number"]).path
    trust.revoke(upper, "27001")
    inside = verification.look_inside(upper, taken)
    assert (inside.seen.verdict, inside.seen.warnings, len(inside.records)) == ("valid", ("key_no_longer",), 1)
    assert verification.look_inside(upper, never_taken).seen.code == "certificate_revoked"
    assert verification.by_register(upper, taken).code == "certificate_revoked"
    spoiled = usb / "spoiled.asice"
    raw = bytearray(taken.read_bytes())
    raw[raw.index(b"data/records/00001.jsonl") + 60] ^= 1
    spoiled.write_bytes(raw)
    assert verification.look_inside(upper, spoiled).seen.verdict == "invalid"
