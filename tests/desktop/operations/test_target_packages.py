from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db import journal
from db import targets as stored
from desktop.desk import Desk
from desktop.operations import intake, target_packages, targets, trust, unit_events, units
from desktop.operations.unit_events import Paper
from domain.errors import RuleError, TroubleError
from domain.target import Target
from domain.unit import Block, Level, Unit
from exports.package import build
from tests.desktop.operations import unions

PROVINCE = Unit("27", "LĐLĐ tỉnh", Level.PROVINCE, "", "", Block.PUBLIC, "Đồng Tháp")
# No district federation: those have ended, and the tree knows it.
UPPER = dataclasses.replace(unions.UPPER, name="CĐ các Khu công nghiệp", upper_code="27", upper_name="LĐLĐ tỉnh")
ON = date(2022, 1, 25)


def asked(unit: Unit, n: int, phase: str = "1") -> Target:
    return Target("", phase, str(unit.level), unit.code, unit.name, initiatives=n, document="KH 12/KH-LĐLĐ",
                  document_on=ON)  # fmt: skip


def held(desk: Desk) -> dict[tuple[str, str], tuple[int, str]]:
    """(unit, phase) → (initiatives, who signed it) of everything handed down that stands in a register."""
    return {(one.unit_code, one.phase): (one.initiatives, one.issuer_code)
            for one in stored.everything(desk.store, "1m-2022")}  # fmt: skip


def found(desk: Desk, above: str, code: str, name: str) -> None:
    """A unit below another in the sender's tree, since ever."""
    level = Level.UPPER if code.endswith("00") else Level.GRASSROOTS
    unit_events.add(desk, name, code, level, units.tree(desk).find(above).id, Paper(None))


@pytest.fixture
def pair(unit: Desk, upper: Desk, tmp_path: Path) -> tuple[Desk, Desk]:
    unions.vouch(unit, upper, tmp_path)
    return unit, upper


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Desk]:
    opened = unions.new(tmp_path / "province", PROVINCE)
    yield opened
    opened.close()


def test_targets_travel_down_signed_and_are_shown_before_they_are_taken(pair: tuple[Desk, Desk], usb: Path) -> None:
    unit, upper = pair
    targets.hand_down(upper, asked(unions.UNIT, 20))
    targets.hand_down(upper, asked(unions.SIBLING, 99))
    targets.hand_down(upper, asked(unions.UPPER, 500))
    sealed = target_packages.seal(upper, usb)
    assert (sealed.seq, sealed.targets, sealed.recipient) == (1, 2, ""), "one's own target does not go down"
    before = unions.everything_written(unit)
    (tried,) = unions.take(unit, usb, dry_run=True)
    assert (tried.kind, tried.taken, tried.counts) == ("targets", True, {"new": 1, "elsewhere": 1})
    assert [one.target.initiatives for one in intake.target_changes(unit, sealed.path)] == [20]
    assert unions.everything_written(unit) == before
    (taken,) = unions.take(unit, sealed.path)
    assert (taken.taken, taken.code) == (True, "")
    assert held(unit) == {("27001", "1"): (20, "27000")}
    (line,) = [line for line in journal.lines(unit.store) if line["operation"] == "targets_received"]
    assert json.loads(line["detail"])["new"] == 1
    shown = next(one.target for one in targets.standings(unit) if one.target.id)
    assert (shown.issuer_name, shown.document, shown.document_on) == (upper.unit.name, "KH 12/KH-LĐLĐ", ON)


def test_the_same_again_is_harmless_and_a_newer_one_changes_and_withdraws(pair: tuple[Desk, Desk], usb: Path) -> None:
    unit, upper = pair
    targets.hand_down(upper, asked(unions.UNIT, 20))
    targets.hand_down(upper, asked(unions.UNIT, 30, phase="2"))
    first = target_packages.seal(upper, usb)
    unions.take(unit, first.path)
    before = unions.everything_written(unit)
    (again,) = unions.take(unit, first.path)
    assert (again.taken, again.code, unions.everything_written(unit)) == (True, "package_already_received", before)
    targets.hand_down(upper, asked(unions.UNIT, 25))
    gone = next(one for one in targets.everything(upper) if one.phase == "2" and one.id)
    targets.remove(upper, gone.id)
    second = target_packages.seal(upper, usb)
    (newer,) = unions.take(unit, second.path)
    assert newer.counts == {"updated": 1, "withdrawn": 1}
    assert held(unit) == {("27001", "1"): (25, "27000")}
    (third,) = unions.take(unit, target_packages.seal(upper, usb).path)
    assert third.counts == {"identical": 1}


def test_an_older_package_is_refused_in_its_own_words(pair: tuple[Desk, Desk], usb: Path) -> None:
    unit, upper = pair
    targets.hand_down(upper, asked(unions.UNIT, 20))
    old = target_packages.seal(upper, usb)
    targets.hand_down(upper, asked(unions.UNIT, 25))
    unions.take(unit, target_packages.seal(upper, usb).path)
    before = unions.everything_written(unit)
    (refused,) = unions.take(unit, old.path)
    assert (refused.taken, refused.code) == (False, "targets_rolled_back")
    assert "số 1" in refused.message and "số 2" in refused.message
    assert unions.everything_written(unit) == before


def test_what_is_signed_above_is_not_changed_or_removed_below(pair: tuple[Desk, Desk], usb: Path) -> None:
    unit, upper = pair
    targets.hand_down(unit, asked(unions.UNIT, 5))
    targets.hand_down(upper, asked(unions.UNIT, 20))
    (taken,) = unions.take(unit, target_packages.seal(upper, usb).path)
    assert taken.counts == {"updated": 1}, "what was typed for the unit itself gives way"
    own = next(one for one in targets.everything(unit) if one.id)
    for act in (lambda: targets.remove(unit, own.id), lambda: targets.hand_down(unit, asked(unions.UNIT, 1))):
        with pytest.raises(RuleError) as refused:
            act()
        assert refused.value.code == "target_from_above"
    assert held(unit) == {("27001", "1"): (20, "27000")}


def test_a_target_typed_as_it_later_comes_is_signed_from_then_on(pair: tuple[Desk, Desk], usb: Path) -> None:
    unit, upper = pair
    for desk in pair:
        targets.hand_down(desk, asked(unions.UNIT, 20))
    (taken,) = unions.take(unit, target_packages.seal(upper, usb).path)
    assert taken.counts == {"identical": 1}
    assert held(unit) == {("27001", "1"): (20, "27000")}


def test_a_province_hands_down_through_the_upper_union_to_the_unit(
    unit: Desk, province: Desk, tmp_path: Path, usb: Path
) -> None:
    upper = unions.new(tmp_path / "upper", UPPER)
    unions.vouch(upper, province, tmp_path)
    unions.vouch(unit, upper, tmp_path)
    targets.hand_down(province, asked(UPPER, 500))
    targets.hand_down(province, asked(unions.UNIT, 20))
    own = target_packages.seal(province, usb)
    # The province's tree does not know the unit yet: what is for every unit is not clearly for this one.
    (taken,) = unions.take(upper, own.path)
    assert taken.counts == {"new": 1, "elsewhere": 1}
    found(province, "27", "27000", UPPER.name)
    found(province, "27000", "27001", unions.UNIT.name)
    for_one = target_packages.seal(province, usb, "27000")
    assert (for_one.recipient, for_one.targets, for_one.seq) == ("27000", 2, 2)
    (refused,) = unions.take(unit, for_one.path)
    assert not refused.taken, "the unit trusts its upper union, not the province"
    (taken,) = unions.take(upper, for_one.path)
    assert taken.counts == {"identical": 1, "new": 1}
    assert held(upper) == {("27000", "1"): (500, "27"), ("27001", "1"): (20, "27")}
    down = target_packages.seal(upper, usb)
    (taken,) = unions.take(unit, down.path)
    assert taken.counts == {"new": 1}
    assert held(unit) == {("27001", "1"): (20, "27000")}
    upper.close()


def test_what_the_upper_union_set_itself_for_a_unit_stays_and_is_shown(
    province: Desk, tmp_path: Path, usb: Path
) -> None:
    upper = unions.new(tmp_path / "upper", UPPER)
    unions.vouch(upper, province, tmp_path)
    targets.hand_down(upper, asked(unions.UNIT, 35))
    found(province, "27", "27000", UPPER.name)
    found(province, "27000", "27001", unions.UNIT.name)
    targets.hand_down(province, asked(unions.UNIT, 20))
    (taken,) = unions.take(upper, target_packages.seal(province, usb).path)
    assert taken.counts == {"conflict": 1}
    assert held(upper) == {("27001", "1"): (35, "")}
    upper.close()


def test_only_the_union_above_is_believed(pair: tuple[Desk, Desk], tmp_path: Path, usb: Path) -> None:
    unit, upper = pair
    targets.hand_down(upper, asked(unions.UNIT, 20))
    sealed = target_packages.seal(upper, usb)
    (own,) = unions.take(upper, sealed.path)
    assert (own.verdict, own.taken, own.code) == ("valid", False, "package_is_own")
    stranger = unions.new(tmp_path / "stranger", unions.UPPER)
    trust.init(stranger)
    targets.hand_down(stranger, asked(unions.UNIT, 7))
    foreign = target_packages.seal(stranger, tmp_path)
    before = unions.everything_written(unit)
    (refused,) = unions.take(unit, foreign.path)
    assert not refused.taken and refused.code and refused.message
    assert unions.everything_written(unit) == before
    stranger.close()


def test_a_package_that_was_changed_or_has_no_signature_is_refused(
    pair: tuple[Desk, Desk], usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit, upper = pair
    targets.hand_down(upper, asked(unions.UNIT, 20))
    sealed = target_packages.seal(upper, usb)
    whole = sealed.path.read_bytes()
    changed = usb / "changed.asice"
    raw = bytearray(whole)
    raw[raw.index(b"data/records/00001.jsonl") + 40] ^= 1
    changed.write_bytes(raw)
    unsigned = usb / "unsigned.asice"
    monkeypatch.setattr(build, "SIGNATURE", "data/signature001.p7s")
    target_packages.seal(upper, usb)
    newest = max(usb.glob("*-chi-tieu.asice"), key=lambda path: path.name)
    newest.rename(unsigned)
    before = unions.everything_written(unit)
    for path, code in ((changed, ""), (unsigned, "signature_missing")):
        (refused,) = unions.take(unit, path)
        assert (refused.verdict, refused.taken) == ("invalid", False)
        assert refused.message and (not code or refused.code == code)
    assert unions.everything_written(unit) == before


def test_a_line_that_cannot_be_meant_refuses_the_whole_package(
    pair: tuple[Desk, Desk], usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit, upper = pair
    targets.hand_down(upper, asked(unions.UNIT, 20))
    honest = target_packages.handed_targets.record

    def absurd(told: target_packages.Told, seq: int) -> dict[str, object]:
        return honest(told, seq) | {"initiatives": -5}

    monkeypatch.setattr(target_packages.handed_targets, "record", absurd)
    (refused,) = unions.take(unit, target_packages.seal(upper, usb).path)
    assert (refused.verdict, refused.code, held(unit)) == ("valid", "targets_malformed", {})


def test_who_has_nobody_below_or_nothing_to_say_seals_nothing(pair: tuple[Desk, Desk], usb: Path) -> None:
    unit, upper = pair
    for desk, code in ((unit, "targets_seal_needs_upper"), (upper, "targets_none")):
        with pytest.raises(RuleError) as refused:
            target_packages.seal(desk, usb)
        assert refused.value.code == code
    with pytest.raises(TroubleError, match="folder_missing"):
        target_packages.seal(upper, usb / "none")


def test_a_taking_in_that_dies_leaves_nothing(pair: tuple[Desk, Desk], usb: Path) -> None:
    unit, upper = pair
    targets.hand_down(upper, asked(unions.UNIT, 20))
    sealed = target_packages.seal(upper, usb)
    unions.fail_on(unit, "targets_received")
    before = unions.everything_written(unit)
    with pytest.raises(Exception, match="plug"):
        unions.take(unit, sealed.path)
    assert unions.everything_written(unit) == before
