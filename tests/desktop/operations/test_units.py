"""Finding units and seeing them on a day, in a real register."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desktop import desk as desks
from desktop.desk import Desk
from desktop.operations import registers, unit_events, units
from desktop.operations.unit_events import Paper
from domain.errors import RuleError
from domain.unit import Level, Unit
from domain.unit_tree import Home, Standing, place
from tests.desktop.operations import unions

THEN, NOW = date(2022, 3, 1), date(2026, 11, 1)


def names(unit: Desk, found: list[str], on: date = NOW) -> list[str]:
    return [units.line(unit, each, on).name for each in found]


def test_the_own_unit_stands_in_the_tree_under_its_upper_unit(unit: Desk) -> None:
    own = units.own_id(unit)
    seen = units.details(unit, own, THEN)
    assert seen.line.code == unions.UNIT.code
    assert seen.place == ("LĐLĐ huyện", "Tổng Liên đoàn Lao động Việt Nam")
    assert units.tree(unit).find("27000").level is Level.UPPER


def test_the_upper_union_is_found_among_those_that_ship(tmp_path: Path) -> None:
    made = unions.new(
        tmp_path / "r", Unit("DT-01", "CĐCS Mì Sa Đéc", upper_code="D87", upper_name="LĐLĐ Tỉnh Đồng Tháp")
    )
    grown = units.tree(made)
    assert grown.find("D87") is grown.find("LD-DONG-THAP")
    assert place(grown, units.own_id(made), NOW) == ("LD-DONG-THAP", "TLD")
    made.close()


@pytest.mark.parametrize(
    ("own", "held"),
    [(Unit("D87", "Liên đoàn Lao động tỉnh Đồng Tháp", Level.PROVINCE), "LD-DONG-THAP"),
     (Unit("TW", "Tổng Liên đoàn", Level.CONFEDERATION), "TLD")],
)  # fmt: skip
def test_the_register_of_a_federation_that_ships_is_that_unit(tmp_path: Path, own: Unit, held: str) -> None:
    made = unions.new(tmp_path / "r", own)
    assert units.own_id(made) == held
    assert units.tree(made).find(held).code(NOW) == own.code
    made.close()


def test_a_search_without_accents_finds_all_and_with_accents_exactly_that(unit: Desk) -> None:
    assert names(unit, units.search(unit, "lien doan lao dong tinh ca mau", NOW)) == ["LĐLĐ tỉnh Cà Mau"]
    assert names(unit, units.search(unit, "ha giang", NOW))[0] == "LĐLĐ tỉnh Hà Giang"
    assert names(unit, units.search(unit, "hai phong", NOW)) == ["LĐLĐ thành phố Hải Phòng"]
    assert len(units.search(unit, "ha", NOW)) > len(units.search(unit, "hà", NOW)) > 2
    assert units.search(unit, "hái phòng", NOW) == []
    assert units.search(unit, "ld-ca-mau", NOW) == ["LD-CA-MAU"]


def test_a_unit_is_found_by_a_name_it_no_longer_has_and_those_that_live_come_first(unit: Desk) -> None:
    assert names(unit, units.search(unit, "thua thien hue", NOW)) == ["LĐLĐ thành phố Huế"]
    assert names(unit, units.search(unit, "thua thien hue", THEN), THEN) == ["LĐLĐ tỉnh Thừa Thiên Huế"]
    found = units.search(unit, "nam dinh", NOW)
    assert units.line(unit, found[0], NOW).home == Home("LD-NINH-BINH", Standing.MERGED)
    both = units.search(unit, "bac", NOW)
    living = [units.line(unit, each, NOW).home.standing is Standing.ITSELF for each in both]
    assert living == sorted(living, reverse=True)


def test_a_search_can_be_kept_to_what_stands_under_a_unit(unit: Desk) -> None:
    own = units.own_id(unit)
    assert own in units.search(unit, "", THEN, under=units.tree(unit).find("27000").id)
    assert units.search(unit, "may hoa sim", NOW, under="LD-CA-MAU") == []
    assert units.search(unit, "may hoa sim", NOW, under="TLD") == [own]


def test_as_then_and_as_now_of_a_record_that_carries_a_code(unit: Desk) -> None:
    assert units.home_of(unit, "LD-BEN-TRE", THEN) == Home("LD-BEN-TRE", Standing.ITSELF)
    assert units.home_of(unit, "LD-BEN-TRE", NOW) == Home("LD-VINH-LONG", Standing.MERGED)
    assert units.home_of(unit, "27000", NOW) == Home("TLD", Standing.DISSOLVED)
    with pytest.raises(RuleError, match="unit_not_in_tree"):
        units.home_of(unit, "99999", NOW)


def test_provinces_of_a_day(unit: Desk) -> None:
    assert len([each for each in units.below(unit, "TLD", THEN) if each.startswith("LD-")]) == 63
    shown = names(unit, [each for each in units.below(unit, "TLD", NOW) if each.startswith("LD-")])
    assert len(shown) == 34
    assert shown.index("LĐLĐ tỉnh Cà Mau") < shown.index("LĐLĐ tỉnh Đắk Lắk")
    assert "LĐLĐ thành phố Đồng Nai" in shown


def test_opening_again_installs_nothing_twice(unit: Desk) -> None:
    before = unit.store.rows("SELECT * FROM unit_event ORDER BY no")
    unit.close()
    again = desks.open_desk(unit.home, None)
    assert again.store.rows("SELECT * FROM unit_event ORDER BY no") == before
    again.close()


def test_a_register_from_before_the_tree_gets_it_at_the_next_opening(unit: Desk) -> None:
    with unit.store.atomic():
        for table in ("headcount", "unit_cluster", "unit", "unit_event"):
            unit.store.execute(f"DELETE FROM {table}")
        unit.store.execute("DELETE FROM setting WHERE name LIKE 'units.%'")
    unit.close()
    again = desks.open_desk(unit.home, None)
    assert units.tree(again).find(unions.UNIT.code).name(NOW) == unions.UNIT.name
    assert len(units.below(again, "TLD", THEN)) > 80
    again.close()


def test_the_card_of_the_own_unit_and_the_tree_follow_each_other(unit: Desk) -> None:
    own = units.own_id(unit)
    wanted = Unit("27001", "CĐCS May Hoa Mua", upper_code="LD-CA-MAU", upper_name="LĐLĐ tỉnh Cà Mau")
    assert registers.change_unit(unit, wanted).touches("units")
    seen = units.details(unit, own, NOW.replace(year=2030))
    assert (seen.line.name, seen.place[0]) == ("CĐCS May Hoa Mua", "LĐLĐ tỉnh Cà Mau")
    changes = unit_events.rename(unit, own, "CĐCS May Hoa Lan", "", Paper(date(2026, 1, 2), reason="đổi tên công ty"))
    assert changes.touches("unit") is (desks.own_unit(unit.store).name == "CĐCS May Hoa Lan")


def test_the_card_still_takes_words_the_tree_cannot_take(upper: Desk) -> None:
    # Its unit is a district federation, which has ended.
    wanted = Unit("27000", "LĐLĐ huyện Bình Tân", Level.UPPER, upper_code="27009", upper_name="LĐLĐ tỉnh")
    registers.change_unit(upper, wanted)
    assert desks.own_unit(upper.store).name == "LĐLĐ huyện Bình Tân"


def test_one_of_twenty_thousand_units_is_found_and_placed(unit: Desk) -> None:
    from db import units as store_units
    from domain.unit_events import grown
    from domain.unit_tree import SINCE_EVER, Event, EventKind

    founded = [
        Event(EventKind.FOUND, f"g{n}", SINCE_EVER, "LD-CA-MAU", f"CĐCS Công ty số {n}", f"G{n:05d}", Level.GRASSROOTS)
        for n in range(20_000)
    ]
    after = grown([*store_units.events(unit.store), *founded])
    with unit.store.atomic():
        store_units.add(unit.store, founded, "", "2026-01-01T00:00:00.000Z")
        store_units.put(unit.store, [after.lives[event.unit_id] for event in founded])
    units.warm(unit)
    assert units.search(unit, "cong ty so 19999", NOW) == ["g19999"]
    assert units.home_of(unit, "G12345", NOW).unit_id == "g12345"
    assert units.line(unit, "g12345", NOW).upper == "LĐLĐ tỉnh Cà Mau"
    assert units.total(unit, "LD-CA-MAU", NOW).units > 20_000


def test_before_there_is_a_register_the_federations_of_a_day_are_known() -> None:
    assert "LĐLĐ tỉnh Bến Tre" in units.federations(THEN)
    assert "LĐLĐ tỉnh Bến Tre" not in units.federations(NOW)
    assert "LĐLĐ thành phố Huế" in units.federations(NOW)
