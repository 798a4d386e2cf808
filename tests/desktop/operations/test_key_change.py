"""Keys that are changed, ended, renewed, and units nobody has called yet."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from pathlib import Path

import pytest

from db import trust as trusted
from desktop import clock
from desktop.desk import Desk
from desktop.operations import enrolments, keys, overview, packages, trust, unit_events, units, verification
from desktop.operations.enrolments import Unenrolled
from desktop.operations.unit_events import Paper
from domain.errors import RuleError
from domain.unit import Level
from exports.package import signing_certificate
from tests.desktop.operations import unions
from tests.desktop.operations.unions import quiet, take
from tests.desktop.operations.vouched import upper as upper
from tests.desktop.operations.vouched import vouched as vouched


def code_of(refused: pytest.ExceptionInfo[RuleError]) -> str:
    return refused.value.code


def test_a_changed_key_is_confirmed_anew_and_old_packages_can_still_be_looked_at(
    vouched: Desk, upper: Desk, tmp_path: Path
) -> None:
    before, old = keys.state(vouched), unions.send(vouched, None).kept
    assert take(upper, old)[0].taken
    after, _changes = keys.replace(vouched)
    assert after.code != before.code and not after.issued
    assert not trust.standing(vouched).requested
    assert take(upper, unions.send(vouched, None, "all").kept)[0].code == "key_not_of_unit"
    trust.issue(upper, keys.request(vouched, tmp_path / "new.asice"), after.code)
    trust.refresh(vouched, trust.export(upper, tmp_path)[0])
    assert keys.state(vouched).issued
    assert take(upper, unions.send(vouched, None, "all").kept)[0].taken
    for register in (vouched, upper):
        seen = verification.look_inside(register, old).seen
        assert (seen.verdict, seen.warnings) == ("valid", ("key_no_longer",))


def test_only_a_key_that_is_there_can_be_changed(tmp_path: Path) -> None:
    unit = unions.new(tmp_path / "unit")
    with pytest.raises(RuleError) as refused:
        keys.replace(unit)
    assert code_of(refused) == "key_missing"
    unit.close()


def test_the_office_goes_on_under_a_longer_certificate(
    vouched: Desk, upper: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now() + timedelta(days=signing_certificate.UNIT_DAYS - 20)
    with monkeypatch.context() as later:
        later.setattr(clock, "now", lambda: now)
        assert trust.standing(upper).office_days_left <= keys.WARN_DAYS
        assert any(line.kind == "key_ending" for line in overview.read(upper).todo)
        ends_on, _changes = trust.renew_office(upper)
        assert ends_on == trust.standing(upper).office_ends_on
        assert not any(line.kind == "key_ending" for line in overview.read(upper).todo)
    certificate = trusted.key(upper.store, keys.OFFICE)
    assert certificate is not None
    trust.renew_office(upper)
    take(upper, unions.send(vouched, None).kept, receipts_to=tmp_path)
    receipt = next(tmp_path.glob("*-bien-nhan.asice"))
    assert take(vouched, receipt)[0].taken  # under the trust package it had before


def test_a_package_signed_before_anybody_confirmed_its_key_can_ask_for_it(tmp_path: Path) -> None:
    unit, upper = unions.new(tmp_path / "unit"), unions.new(tmp_path / "upper", unions.UPPER)
    try:
        root_code, _changes = trust.init(upper)
        state, _changes = keys.new(unit)
        unions.recognised(unit)
        early = unions.send(unit, None).kept
        assert take(upper, early)[0].code == "unit_not_enrolled"
        asked = trust.read_request(early)
        assert (asked.unit_code, asked.key_code) == ("27001", state.code)
        with pytest.raises(RuleError) as refused:
            trust.issue(upper, early, "12345" * 6)
        assert code_of(refused) == "enrolment_code_wrong"
        trust.issue(upper, early, state.code)
        assert take(upper, early)[0].code == "packed_before_confirmed"
        assert trust.install(unit, trust.export(upper, tmp_path)[0], root_code).certified
        again = packages.pack(unit, packages.plan(unit, only="all"), None, step=quiet)
        assert take(upper, again.kept)[0].taken
    finally:
        unit.close()
        upper.close()


def test_a_package_of_somebody_certified_asks_for_nothing(vouched: Desk, upper: Desk) -> None:
    planned = dataclasses.replace(packages.plan(vouched), readers=())
    done = packages.pack(vouched, planned, None, step=quiet)
    with pytest.raises(RuleError) as refused:
        trust.read_request(done.kept)
    assert code_of(refused) == "enrolment_wrong_kind"


def test_units_below_without_a_key_are_named(upper: Desk) -> None:
    own = units.own_id(upper)
    unit_events.add(upper, "CĐCS Mới", "27009", Level.GRASSROOTS, own, Paper(None))
    unit_events.add(upper, "CĐCS May Hoa Sim", "27001", Level.GRASSROOTS, own, Paper(None))
    assert enrolments.waiting(upper) == [Unenrolled("27009", "CĐCS Mới", revoked=False)]
    trust.revoke(upper, "27001")
    assert [(one.unit_code, one.revoked) for one in enrolments.waiting(upper)] == [("27001", True), ("27009", False)]
