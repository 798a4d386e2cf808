"""What a district has settled is told in its carrier: the province sees it and takes it over, or decides otherwise."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from db import settlements as stored
from desktop.desk import Desk
from desktop.operations import carriers, clashes, encryption, initiatives, journal, return_marks
from desktop.operations.clashes import BELOW, HELD, TOLD
from desktop.operations.initiatives import Filter
from domain import record, settlement
from domain.errors import RuleError
from domain.settlement import Settlement
from domain.unit import Block, Level, Unit
from exports.package import verify
from tests.desktop.operations import unions
from tests.desktop.operations.test_carriers import DISTRICT, PROVINCE, Three, carry
from tests.desktop.operations.test_carriers import homes as homes
from tests.desktop.operations.test_carriers import three as three
from tests.desktop.operations.test_receiving import forge, values_of
from tests.desktop.operations.unions import take


def clash(unit: Desk, district: Desk, folder: Path, *titles: str, place: int = 0) -> None:
    """Packages of the unit with other words under the revision that the district holds already."""
    row = initiatives.page(unit, Filter(), "number")[place]
    for title in titles:
        seq = 2 + len(list(folder.glob("clash-*")))
        path = forge(unit, folder / f"clash-{seq}.asice", values_of(unit, row, title=title), seq=seq)
        assert take(district, path)[0].counts == {"conflict": 1}


def titles(desk: Desk) -> set[str]:
    return {initiatives.get(desk, row).initiative.title for row in initiatives.page(desk, Filter())}


@pytest.mark.parametrize("keep", [HELD, TOLD])
def test_the_district_decides_and_the_province_takes_it_over(three: Three, tmp_path: Path, keep: str) -> None:
    unit, district, province = three
    clash(unit, district, tmp_path, "Bản hai")
    clashes.settle(district, clashes.still_open(district)[0].no, keep)
    assert carriers.plan(district).settled == 1
    assert take(province, carry(district, tmp_path).path)[0].counts == {"new": 2, "conflict": 1}
    (found,) = clashes.still_open(province)
    assert found.below is not None
    assert (found.below.keep, found.below.unit_code, found.below.by) == (keep, "27000", unions.OFFICER)
    clashes.settle(province, found.no, BELOW)
    assert clashes.still_open(province) == [] and titles(province) == titles(district)
    assert ("Bản hai" in titles(province)) is (keep == TOLD)
    wanted = journal.search(operation="clash_settled")
    (line,) = journal.entries(province, journal.ids(province, wanted, 9))
    assert (line.detail["as_below"], line.detail["decided_by"]) == ("27000", unions.OFFICER)
    assert not clashes.unit_is_asked(province, found.row_id), "the way to the unit goes through the district"
    assert clashes.unit_is_asked(district, found.row_id) is (keep == HELD)


def test_a_person_may_decide_otherwise_and_without_a_decision_nothing_is_taken_over(
    three: Three, tmp_path: Path
) -> None:
    unit, district, province = three
    clash(unit, district, tmp_path, "Bản hai")
    take(province, carry(district, tmp_path).path)
    (found,) = clashes.still_open(province)
    assert found.below is None, "the district has not decided yet"
    with pytest.raises(RuleError, match="clash_not_settled_below"):
        clashes.settle(province, found.no, BELOW)
    assert clashes.follow_all(province)[0] == 0
    clashes.settle(district, clashes.still_open(district)[0].no, TOLD)
    other = unions.new(tmp_path / "sibling", unions.SIBLING)
    unions.vouch(other, district, tmp_path)
    unions.recognised(other)
    take(district, unions.send(other, tmp_path / "usb").path)
    take(province, carry(district, tmp_path).path)  # the next carrier tells it, though it brings another unit's package
    (found,) = clashes.still_open(province)
    assert found.below is not None and found.below.keep == TOLD
    clashes.settle(province, found.no, HELD)
    assert "Bản hai" not in titles(province) and "Bản hai" in titles(district)
    other.close()


def test_several_are_taken_over_one_after_another(three: Three, tmp_path: Path) -> None:
    """Three contents of one record and two of another: the district kept the second, then kept it against the third."""
    unit, district, province = three
    clash(unit, district, tmp_path, "Bản hai", "Bản ba")
    clash(unit, district, tmp_path, "Kệ khác", place=1)
    for keep in (TOLD, HELD, TOLD):
        clashes.settle(district, clashes.still_open(district)[0].no, keep)
    take(province, carry(district, tmp_path).path)
    assert [one.below and one.below.keep for one in clashes.still_open(province)] == [TOLD, None, TOLD]
    assert clashes.follow_all(province)[0] == 3
    assert clashes.still_open(province) == [] and titles(province) == titles(district) >= {"Bản hai", "Kệ khác"}


def test_a_lost_carrier_loses_no_decision_and_the_same_one_twice_changes_nothing(three: Three, tmp_path: Path) -> None:
    unit, district, province = three
    clash(unit, district, tmp_path, "Bản hai")
    clashes.settle(district, clashes.still_open(district)[0].no, TOLD)
    first = carry(district, tmp_path).path
    assert settlements_of(first, district) == [(1, unions.OFFICER)]
    take(province, first, dry_run=True)
    assert stored.below(province.store, ["x"]) == {} and not province.store.rows("SELECT * FROM settlement")
    take(province, first)
    take(province, first)
    assert len(province.store.rows("SELECT * FROM settlement")) == 1
    assert carriers.plan(district).settled == 1, "told each time anew"


def settlements_of(path: Path, district: Desk) -> list[tuple[int, str]]:
    return [(one["revision"], one["by"]) for one in told(path, district)["settlements"]]


def told(path: Path, district: Desk) -> dict[str, Any]:
    """The object `carrier` of a carrier that this union has sealed."""
    found: dict[str, Any] = verify.claims(path, encryption.identities(district))["carrier"]
    return found


def test_what_is_told_wrong_or_of_others_is_passed_over(three: Three, tmp_path: Path) -> None:
    """A carrier is taken in whatever it says of decisions; a union speaks of what it carried alone."""
    unit, district, province = three
    clash(unit, district, tmp_path, "Bản hai")
    take(province, carry(district, tmp_path).path)
    (found,) = clashes.still_open(province)
    held = initiatives.get(province, found.row_id)
    theirs = json.loads(province.store.value("SELECT record FROM clash"))
    right = {"initiative": held.initiative.id, "revision": held.initiative.revision, "kept": held.sealed_sha256,
             "other": "f" * 64, "by": "Ai đó", "at": "2026-05-01T00:00:00Z"}  # fmt: skip
    for wrong in ({"initiative": 7}, {"revision": True}, {"revision": 0}, {"kept": "zz"}, {"other": right["kept"]},
                  {"by": "a\nb"}, {"by": "x" * 301}, {"at": "hôm qua"}):  # fmt: skip
        assert settlement.read(right | wrong) is None
    assert settlement.read([]) is None
    one = settlement.read(right)
    assert one is not None and settlement.told(one) == right and one.pair == {right["kept"], "f" * 64}
    sha256 = record.content_sha256(theirs)
    carrier_id = province.store.value("SELECT id FROM package WHERE kind = 'carrier'")
    stray = province.store.value("SELECT id FROM package WHERE kind = 'submission'")

    def decided(carrier: int, **more: Any) -> Settlement:
        made = Settlement(**{"initiative_id": held.initiative.id, "revision": held.initiative.revision,
                             "kept_sha256": sha256, "other_sha256": held.sealed_sha256, "by": "Ai đó",
                             "at": "2026-05-01T00:00:00Z"} | more)  # fmt: skip
        with province.store.atomic():
            stored.put(province.store, carrier, "27000", "LĐLĐ huyện", [made])
        return made

    for carrier, more in ((carrier_id, {"other_sha256": "f" * 64}), (carrier_id, {"revision": 9}),
                          (stray, {})):  # fmt: skip
        decided(carrier, **more)
        assert clashes.still_open(province)[0].below is None, more
    with province.store.atomic():
        province.store.execute("DELETE FROM settlement")
    decided(carrier_id)
    below = clashes.still_open(province)[0].below
    assert below is not None and below.keep == TOLD


def test_a_carrier_of_before_says_nothing_and_a_conflict_of_before_is_not_told(three: Three, tmp_path: Path) -> None:
    unit, district, province = three
    clash(unit, district, tmp_path, "Bản hai")
    clashes.settle(district, clashes.still_open(district)[0].no, HELD)
    with district.store.atomic():  # settled by an earlier version: nobody noted between which two
        district.store.execute("UPDATE clash SET kept_sha256 = '', other_sha256 = '', settled_by = ''")
    done = carry(district, tmp_path)
    assert "settlements" not in told(done.path, district)
    take(province, done.path)
    assert [one.below for one in clashes.still_open(province)] == [None]
    assert return_marks.everything(province) == []


def test_a_decision_of_a_district_goes_through_the_province_to_the_confederation(tmp_path: Path) -> None:
    """A carrier in a carrier is not written anew: the district's word comes with it, and so does the province's own."""
    folder = tmp_path / "four"
    above = {"upper_code": "TLD", "upper_name": "Tổng Liên đoàn"}
    unit, district = unions.new(folder / "unit"), unions.new(folder / "district", DISTRICT)
    province = unions.new(folder / "province", dataclasses.replace(PROVINCE, **above))  # type: ignore[arg-type]
    top = unions.new(folder / "top", Unit("TLD", "Tổng Liên đoàn", Level.CONFEDERATION, "", "", Block.PUBLIC))
    for lower, upper in ((unit, district), (district, province), (province, top)):
        unions.vouch(lower, upper, folder)
    unions.recognised(unit, 2)
    (tmp_path / "usb").mkdir()
    take(district, unions.send(unit, tmp_path / "usb").path)
    clash(unit, district, tmp_path, "Bản hai")
    clash(unit, district, tmp_path, "Kệ khác", place=1)
    first, second = clashes.still_open(district)
    clashes.settle(district, first.no, TOLD)
    take(province, carry(district, tmp_path).path)
    clashes.follow_all(province)
    clashes.settle(province, clashes.still_open(province)[0].no, TOLD)
    assert take(top, carry(province, tmp_path).path)[0].counts == {"new": 2, "conflict": 2}
    told_of = {one.title: one.below for one in clashes.still_open(top)}
    assert [below and (below.keep, below.unit_code) for below in told_of.values()] == [(TOLD, "27")] * 2
    assert len(top.store.rows("SELECT * FROM settlement WHERE unit_code = '27000'")) == 1
    assert clashes.follow_all(top)[0] == 2 and titles(top) == titles(province)
    assert second.below is None
    for opened in (unit, district, province, top):
        opened.close()
