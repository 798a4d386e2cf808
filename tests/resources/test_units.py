"""The units that ship: 63 provinces and the sector unions of 2021, and what became of them."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

import resources
from desktop import shipped_units
from domain.unit import Level
from domain.unit_events import grown
from domain.unit_tree import EventKind, Standing, children, home

FILES = ("federations", "changes")
TREE = grown(shipped_units.events())
THEN, EVE, DAY, NOW = date(2021, 3, 10), date(2025, 6, 30), date(2025, 7, 1), date(2026, 5, 1)


def provinces(on: date) -> list[str]:
    return sorted(TREE.lives[each].name(on) for each in children(TREE, "TLD", on) if each.startswith("LD-"))


@pytest.mark.parametrize("name", FILES)
def test_file_is_composed_and_its_lines_fit(name: str) -> None:
    written = resources.path(f"units/{name}.toml").read_text("utf-8")
    assert written == unicodedata.normalize("NFC", written)
    assert max(map(len, written.splitlines())) <= 120


def test_sixty_three_provinces_in_2021_and_thirty_four_since_july_2025() -> None:
    assert [len(provinces(day)) for day in (THEN, EVE, DAY, NOW)] == [63, 63, 34, 34]


def test_sector_unions_of_2021_stand_beside_the_provinces() -> None:
    sectors = [each for each in children(TREE, "TLD", THEN) if each.startswith("CN-")]
    assert len(sectors) == 20
    assert all(TREE.lives[each].level is Level.PROVINCE for each in sectors)


def test_the_union_of_shipbuilding_joined_that_of_transport_in_april_2022() -> None:
    before, after = date(2022, 3, 31), date(2022, 4, 1)
    assert home(TREE, "CN-TAU-THUY", before).unit_id == "CN-TAU-THUY"
    assert home(TREE, "CN-TAU-THUY", after).unit_id == "CN-GIAO-THONG-VAN-TAI"


def test_eleven_provinces_stayed_as_they_were() -> None:
    touched = {event.unit_id for event in shipped_units.events() if event.kind is EventKind.MERGE}
    touched |= {event.to_id for event in shipped_units.events() if event.kind is EventKind.MERGE}
    stayed = {each for each in TREE.lives if each.startswith("LD-")} - touched
    north = ("CAO-BANG", "DIEN-BIEN", "HA-NOI", "LAI-CHAU", "LANG-SON", "QUANG-NINH", "SON-LA")
    centre = ("HA-TINH", "NGHE-AN", "THANH-HOA", "THUA-THIEN-HUE")
    assert stayed == {f"LD-{name}" for name in (*north, *centre)}


@pytest.mark.parametrize(
    ("old", "new"),
    [("LD-KIEN-GIANG", "LĐLĐ tỉnh An Giang"), ("LD-BAC-GIANG", "LĐLĐ tỉnh Bắc Ninh"),
     ("LD-BINH-DUONG", "LĐLĐ thành phố Hồ Chí Minh"), ("LD-NAM-DINH", "LĐLĐ tỉnh Ninh Bình"),
     ("LD-QUANG-NAM", "LĐLĐ thành phố Đà Nẵng"), ("LD-LONG-AN", "LĐLĐ tỉnh Tây Ninh"),
     ("LD-BINH-PHUOC", "LĐLĐ thành phố Đồng Nai"), ("LD-HOA-BINH", "LĐLĐ tỉnh Phú Thọ")],
)  # fmt: skip
def test_what_a_province_of_2021_was_merged_into(old: str, new: str) -> None:
    assert home(TREE, old, EVE).standing is Standing.ITSELF
    now = home(TREE, old, NOW)
    assert now.standing is Standing.MERGED
    assert TREE.lives[now.unit_id].name(NOW) == new


def test_hue_and_dong_nai_became_cities_on_their_days() -> None:
    hue, dong_nai = TREE.life("LD-THUA-THIEN-HUE"), TREE.life("LD-DONG-NAI")
    assert [hue.name(day) for day in (date(2024, 12, 31), date(2025, 1, 1))] == [
        "LĐLĐ tỉnh Thừa Thiên Huế", "LĐLĐ thành phố Huế"
    ]  # fmt: skip
    assert [dong_nai.name(day) for day in (date(2026, 4, 29), date(2026, 4, 30))] == [
        "LĐLĐ tỉnh Đồng Nai", "LĐLĐ thành phố Đồng Nai"
    ]  # fmt: skip


def test_every_change_names_its_document() -> None:
    assert all(event.document and event.reason for event in shipped_units.events() if event.kind is not EventKind.FOUND)
