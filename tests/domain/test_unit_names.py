"""Names of unions, written short or long."""

from __future__ import annotations

import pytest

from domain.unit import Level
from domain.unit_names import is_district, long_form, same_name_key, search_key


@pytest.mark.parametrize(
    ("one", "other"),
    [("LĐLĐ tỉnh Đồng Tháp", "Liên đoàn Lao động tỉnh Đồng Tháp"), ("LĐLĐ TP Hải Phòng", "LĐLĐ thành phố Hải Phòng"),
     ("LĐLĐ tỉnh Bà Rịa – Vũng Tàu", "Liên đoàn lao động tỉnh Bà Rịa - Vũng Tàu")],
)  # fmt: skip
def test_short_and_long_are_one_name(one: str, other: str) -> None:
    assert same_name_key(one) == same_name_key(other)


@pytest.mark.parametrize("typed", ["ldld tinh dong thap", "lien doan lao dong", "LĐLĐ", "Liên đoàn", "đồng tháp"])
def test_a_search_finds_what_is_typed_short_or_long_with_or_without_accents(typed: str) -> None:
    key = search_key("LĐLĐ tỉnh Đồng Tháp", "LD-DONG-THAP")
    assert all(word in key for word in typed.lower().split())


def test_accents_that_are_typed_count() -> None:
    assert "thập" not in search_key("LĐLĐ tỉnh Đồng Tháp")
    assert long_form("CĐCS Cty TNHH May") == "công đoàn cơ sở công ty trách nhiệm hữu hạn may"


@pytest.mark.parametrize(
    ("name", "level", "district"),
    [("LĐLĐ huyện Bình Tân", Level.UPPER, True), ("Liên đoàn Lao động quận 12", Level.UPPER, True),
     ("LĐLĐ TX. Hồng Ngự", Level.UPPER, True), ("LĐLĐ thành phố Sa Đéc", Level.UPPER, True),
     ("LĐLĐ thành phố Hải Phòng", Level.PROVINCE, False), ("Công đoàn các KCN tỉnh Đồng Tháp", Level.UPPER, False),
     ("CĐCS UBND huyện Bình Tân", Level.GRASSROOTS, False)],
)  # fmt: skip
def test_which_union_is_that_of_a_district(name: str, level: Level, district: bool) -> None:
    assert is_district(name, level) is district
