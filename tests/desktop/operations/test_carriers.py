"""Carriers: the packages of units go on upwards unchanged; and packages made under an old tree still land right."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db import settings
from desktop import desk
from desktop.desk import Desk
from desktop.operations import (
    award_packages,
    carriers,
    encryption,
    initiatives,
    journal,
    keys,
    packages,
    return_marks,
    trust,
    unit_events,
    unit_standings,
    units,
)
from desktop.operations.initiatives import Filter
from desktop.operations.unit_events import Paper
from domain.errors import RuleError
from domain.initiative import State
from domain.reminder import Standing
from domain.unit import Block, Level, Unit
from exports.package import crypt
from tests.desktop.operations import unions
from tests.desktop.operations.unions import quiet, take

DISTRICT = dataclasses.replace(unions.UPPER, upper_code="27", upper_name="LĐLĐ tỉnh")
PROVINCE = Unit("27", "LĐLĐ tỉnh", Level.PROVINCE, "", "", Block.PUBLIC)
Three = tuple[Desk, Desk, Desk]


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unit, district and province, each vouched for by the next; the unit's package lies in the district."""
    folder = tmp_path_factory.mktemp("three")
    unit = unions.new(folder / "unit")
    district, province = unions.new(folder / "district", DISTRICT), unions.new(folder / "province", PROVINCE)
    unions.vouch(unit, district, folder)
    unions.vouch(district, province, folder)
    unions.recognised(unit, 2)
    (folder / "usb").mkdir()
    unions.send(unit, folder / "usb")
    assert take(district, folder / "usb")[0].counts == {"new": 2}
    for opened in (unit, district, province):
        opened.close()
    return folder


@pytest.fixture
def three(homes: Path, tmp_path: Path) -> Iterator[Three]:
    for name in ("unit", "district", "province", "usb"):
        shutil.copytree(homes / name, tmp_path / name)
    opened = tuple(desk.open_desk(tmp_path / name, None) for name in ("unit", "district", "province"))
    yield opened  # type: ignore[misc]
    for one in opened:
        one.close()


def carry(district: Desk, to: Path) -> carriers.Carried:
    return carriers.pack(district, carriers.plan(district), to, step=quiet)


def original(opened: Desk) -> bytes:
    """The unit's signed package as this register keeps it, taken out of what it was encrypted in."""
    path = next(row["path"] for row in packages.received(opened) if row["unit_code"] == "27001")
    with Path(path).open("rb") as file:
        return crypt.opened(file, encryption.identities(opened)).read()


def test_the_originals_travel_unchanged_and_come_in_once(three: Three, tmp_path: Path) -> None:
    unit, district, province = three
    done = carry(district, tmp_path / "usb")
    assert (done.packages, done.records) == (1, 2)
    assert journal.fits(district, done.path).id > 0
    tried = take(province, done.path, dry_run=True)[0]
    assert tried.counts == {"new": 2} and initiatives.total(province, Filter()) == 0
    came = take(province, done.path)[0]
    assert [(one.unit_code, one.counts) for one in came.inside] == [("27001", {"new": 2})]
    assert initiatives.total(province, Filter()) == 2
    assert original(district) == original(province)
    again = take(province, done.path)[0]
    assert (again.code, again.counts, again.receipt) == ("package_already_received", {"identical": 2}, came.receipt)
    assert came.receipt is not None and take(district, came.receipt)[0].taken
    with pytest.raises(RuleError, match="carrier_empty"):
        carry(district, tmp_path / "usb")
    assert unit.unit.code == "27001"


def test_a_union_that_sends_packages_on_has_sent(three: Three, tmp_path: Path) -> None:
    """On the board above it is not among those who have sent nothing, and it is not reminded of a package."""
    _unit, district, province = three
    before = {line.code: line for line in unit_standings.lines(province)}["27000"]
    assert Standing.EMPTY in before.standings
    assert take(province, carry(district, tmp_path).path)[0].taken
    lines = {line.code: line for line in unit_standings.lines(province)}
    line = lines["27000"]
    assert (line.packages, line.carriers, line.initiatives) == (0, 1, 0)
    assert Standing.SENT in line.standings and Standing.EMPTY not in line.standings
    assert "chưa nhận được gói" not in unit_standings.remind(province, line)
    assert line.first_at and line.receipt_at
    for each in lines.values():
        assert len(unit_standings.row_ids(province, each.code)) == each.initiatives


def test_a_bad_package_in_a_carrier_does_not_stop_the_others(three: Three, tmp_path: Path) -> None:
    _unit, district, province = three
    sibling = unions.new(tmp_path / "sibling", unions.SIBLING)
    unions.vouch(sibling, district, tmp_path)
    unions.recognised(sibling)
    assert take(district, unions.send(sibling, tmp_path / "usb").path)[0].taken
    kept = district.home / "packages" / "received"
    kept /= Path(next(row["path"] for row in packages.received(district) if row["unit_code"] == "27001")).name
    raw = bytearray(original(district))
    raw[raw.index(b"data/records/00001.jsonl") + 60] ^= 1
    kept.write_bytes(raw)
    came = take(province, carry(district, tmp_path / "usb").path)[0]
    assert {one.unit_code: one.verdict for one in came.inside} == {"27001": "invalid", "27002": "valid"}
    assert came.counts == {"new": 1, "refused": 2}
    sibling.close()


def test_who_carries_vouches_only_for_what_was_sent_to_it(three: Three, tmp_path: Path) -> None:
    unit, district, province = three
    stray = unions.new(tmp_path / "stray", dataclasses.replace(unions.UPPER, code="29000"))
    with pytest.raises(RuleError, match="recipient_missing"):
        carriers.plan(stray)
    done = carry(district, tmp_path / "usb")
    assert take(unit, done.path)[0].verdict != "valid"
    assert not take(district, done.path)[0].taken
    assert initiatives.total(province, Filter()) == 0
    stray.close()


def test_what_came_in_a_carrier_is_returned_by_whoever_carried_it(three: Three, tmp_path: Path) -> None:
    unit, district, province = three
    take(province, carry(district, tmp_path / "usb").path)
    row = initiatives.page(province, Filter())[0]
    with pytest.raises(RuleError, match="return_through_carrier"):
        return_marks.mark(province, row, "effect", "Nêu rõ số liệu")
    told = award_packages.seal(district, "27001", tmp_path / "usb")
    assert take(unit, told.path)[0].counts == {"updated": 2}
    states = {initiatives.get(unit, row).initiative.state for row in initiatives.page(unit, Filter())}
    assert states == {State.CONSIDERED}


def test_a_package_for_a_union_that_has_been_dissolved_lands_above(three: Three, tmp_path: Path) -> None:
    """Districts ended on 01/7/2025: what was addressed to one belongs to the province now."""
    unit, _district, province = three
    founded = Paper(date(2020, 1, 1), "QĐ 1")
    added = unit_events.add(province, "LĐLĐ huyện", "27000", Level.UPPER, units.own_id(province), founded)
    assert added.ended_on == date(2025, 7, 1)
    enrol(unit, province, tmp_path)
    planned = dataclasses.replace(packages.plan(unit, "27000", "all"), readers=())
    sealed = packages.pack(unit, planned, tmp_path / "usb", step=quiet)
    done = take(province, sealed.path)[0]
    assert done.code == "" and done.counts == {"new": 2}
    assert done.receipt is not None and "27000" in done.receipt.name


def test_a_unit_under_a_new_code_goes_on_with_its_records(three: Three, tmp_path: Path) -> None:
    unit, district, _province = three
    tree_id = unit_events.add(district, "CĐCS May Hoa Sim", "27001", Level.GRASSROOTS, units.own_id(district),
                              Paper(date(2020, 1, 1), "QĐ 1")).unit_id  # fmt: skip
    row = initiatives.page(unit, Filter(), "number")[0]
    initiatives.type_in(unit, row, {"effect": "Tăng 12 %."})
    sealed = unions.send(unit, tmp_path / "usb")
    unit_events.rename(district, tree_id, "CĐCS May Hoa Sim Mới", "27099", Paper(date(2026, 1, 1), "QĐ 2"))
    assert take(district, sealed.path)[0].counts == {"updated": 1}
    line = next(one for one in unit_standings.lines(district) if one.unit_id == tree_id)
    assert (line.code, line.packages, line.initiatives, line.gaps) == ("27099", 2, 2, ())


def enrol(unit: Desk, upper: Desk, folder: Path) -> None:
    """The unit's key, made long ago, is vouched for by the union that took the place of the one above it."""
    if not trust.has_root(upper):
        trust.init(upper)
    request = keys.request(unit, folder / "again-request.asice")
    trust.issue(upper, request, keys.state(unit).code)
    given, _units, _changes = trust.export(upper, folder)
    with unit.store.atomic():
        settings.put(unit.store, "trust_registry", "")
    trust.install(unit, given, trust.standing(upper).root_code)
