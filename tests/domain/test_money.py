from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import money

amounts = st.integers(0, money.MAX_VND)


@pytest.mark.parametrize(
    ("vnd", "said"),
    [
        (0, "Không đồng"),
        (5, "Năm đồng"),
        (10, "Mười đồng"),
        (14, "Mười bốn đồng"),
        (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"),
        (24, "Hai mươi tư đồng"),
        (55, "Năm mươi lăm đồng"),
        (101, "Một trăm linh một đồng"),
        (104, "Một trăm linh bốn đồng"),
        (111, "Một trăm mười một đồng"),
        (1_000, "Một nghìn đồng"),
        (1_005, "Một nghìn không trăm linh năm đồng"),
        (100_000, "Một trăm nghìn đồng"),
        (105_000, "Một trăm linh năm nghìn đồng"),
        (1_005_000, "Một triệu không trăm linh năm nghìn đồng"),
        (1_000_021, "Một triệu không trăm hai mươi mốt đồng"),
        (48_500_000, "Bốn mươi tám triệu năm trăm nghìn đồng"),
        (94_090_000, "Chín mươi tư triệu không trăm chín mươi nghìn đồng"),
        (2_000_000_015, "Hai tỷ không trăm mười lăm đồng"),
        (
            1_234_567_891,
            "Một tỷ hai trăm ba mươi tư triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi mốt đồng",
        ),
        (10**12, "Một nghìn tỷ đồng"),
        (1_021_000_000_000, "Một nghìn không trăm hai mươi mốt tỷ đồng"),
        (-2_000, "Âm hai nghìn đồng"),
    ],
)
def test_words(vnd: int, said: str) -> None:
    assert money.words(vnd) == said


@given(amounts, amounts)
def test_different_amounts_are_said_differently(a: int, b: int) -> None:
    assert (money.words(a) == money.words(b)) == (a == b)


@pytest.mark.parametrize(
    ("typed", "vnd"),
    [
        ("48.500.000", 48_500_000),
        ("48 500 000 VNĐ", 48_500_000),
        ("48\xa0500\xa0000 ₫", 48_500_000),
        ("48500000", 48_500_000),
        ("48500000.0", 48_500_000),
        ("48.500.000,00 đ", 48_500_000),
        ("12.000.000 đồng.", 12_000_000),
        ("12,000,000 VND", 12_000_000),
        ("12,000,000.00", 12_000_000),
        ("VND 12,000,000", 12_000_000),
        ("48,5 triệu", 48_500_000),
        ("48.5 triệu đồng", 48_500_000),
        ("48,5trđ", 48_500_000),
        ("1.200,5 triệu", 1_200_500_000),
        ("1,2 tỷ", 1_200_000_000),
        ("1,2 tỉ đồng", 1_200_000_000),
        ("0,125 tỷ", 125_000_000),
        ("1 tỷ 200 triệu", 1_200_000_000),
        ("2 triệu 500 nghìn đồng", 2_500_000),
        ("500 nghìn", 500_000),
        ("500 NGÀN ĐỒNG", 500_000),
        ("500k", 500_000),
        ("Bốn mươi tám triệu năm trăm nghìn đồng", 48_500_000),
        ("(Bằng chữ: Bốn mươi tám triệu, năm trăm ngàn đồng chẵn./.)", 48_500_000),
        ("Số tiền viết bằng chữ: Một tỉ hai trăm lẻ năm triệu đồng Việt Nam", 1_205_000_000),
        ("một trăm nghìn", 100_000),
        ("hai triệu rưỡi", 2_500_000),
        ("Một triệu hai trăm đồng", 1_000_200),
        ("Không đồng", 0),
        ("0", 0),
        ("0 đ", 0),
    ],
)
def test_parse(typed: str, vnd: int) -> None:
    assert money.parse(typed) == vnd


@pytest.mark.parametrize(
    "typed",
    [
        *("", "không", "48,5", "4.85", "1.500 triệu", "1,500 triệu", "48.500.00", "4.85.000", "12,000.000", "1 tỷ 2"),
        *("-5.000.000", "(5.000.000)", "- 5 triệu", "50-60 triệu", "khoảng 50 triệu", "50 triệu/năm", "200 triệu 1 tỷ"),
        *("0912820510", "0,0001 nghìn", "500kg", "1/2 tỷ", "20.000 USD", "50%", "11.000 tỷ", "99999999999999"),
        *("năm", "mười", "một triệu hai trăm", "một triệu hai đồng", "hai mươi năm đồng", "âm hai nghìn đồng"),
        *("mười một nghìn tỷ đồng", "đồng", "bằng chữ: đồng chẵn", "trăm nghìn đồng", "48 triệu năm trăm nghìn đồng"),
        *("5 triệu 5 triệu", "1,5 tỷ 200 triệu", "٤٨"),
    ],
)
def test_what_can_be_read_in_two_ways_is_not_read(typed: str) -> None:
    assert money.parse(typed) is None


@given(amounts)
def test_what_is_shown_is_read_back(vnd: int) -> None:
    assert money.parse(money.plain(vnd)) == vnd
    assert money.parse(f"{money.plain(vnd)} đồng") == vnd
    assert money.parse(f"{vnd:,} VND") == vnd
    assert money.parse(str(vnd)) == vnd
    assert money.parse(money.words(vnd)) == money.parse(f"(Bằng chữ: {money.words(vnd)} chẵn./.)") == vnd


@given(st.integers(-(10**20), 10**20))
def test_an_amount_in_words_is_read_back_whatever_its_size(vnd: int) -> None:
    assert money.parse_words(money.words(vnd)) == vnd


@given(st.text(alphabet="0123456789., -()kđtriệuỷ", max_size=20))
def test_any_text_is_answered_within_bounds(typed: str) -> None:
    vnd = money.parse(typed)
    assert vnd is None or 0 <= vnd <= money.MAX_VND


@pytest.mark.parametrize("sign", [".", " ", "(", ")", "/", "một ", "đồng ", "triệu "])
def test_a_page_of_text_in_a_cell_is_no_amount(sign: str) -> None:
    assert money.parse("một " + sign * 50_000) is None
    assert money.parse("một " + sign * 900 + "x") is None


@pytest.mark.parametrize(
    ("vnd", "shown"),
    [
        (0, "0 đ"),
        (850, "850 đ"),
        (1_000, "1 nghìn đ"),
        (500_000, "500 nghìn đ"),
        (12_000_000, "12 triệu đ"),
        (406_230_000, "406,2 triệu đ"),
        (406_250_000, "406,3 triệu đ"),
        (999_960_000, "1 tỷ đ"),
        (1_200_000_000, "1,2 tỷ đ"),
        (1_234_500_000_000, "1.234,5 tỷ đ"),
        (-12_000_000, "-12 triệu đ"),
    ],
)
def test_short(vnd: int, shown: str) -> None:
    assert money.short(vnd) == shown


@given(amounts)
def test_short_is_close(vnd: int) -> None:
    number, *unit, _ = money.short(vnd).replace(".", "").split()
    size = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}[unit[0]] if unit else 1
    assert abs(float(number.replace(",", ".")) * size - vnd) <= size / 20
