from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import identity_numbers, money, phones
from domain.identity_numbers import found, without

PROVINCES = ("001", "027", "031", "038", "079", "096")
FIELDS = ("", "full_name", "position", "authors.0.phone", "benefit_vnd", "summary")


@st.composite
def cards(draw: st.DrawFn) -> str:
    """Twelve digits as Thông tư 59/2021/TT-BCA builds them."""
    year = draw(st.integers(1930, 2020))
    century = 2 * (year // 100 - 19) + draw(st.integers(0, 1))
    return f"{draw(st.sampled_from(PROVINCES))}{century}{year % 100:02d}{draw(st.integers(0, 999_999)):06d}"


def grouped(digits: str, sizes: tuple[int, ...], sign: str) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(digits[at : at + size])
        at += size
    return sign.join(parts)


ways = st.sampled_from(((12,), (3, 3, 3, 3), (3, 3, 6), (4, 4, 4)))
numbers = st.builds(grouped, cards(), ways, st.sampled_from([" ", ".", "-"]))
# Numbers as people really have them: mobiles, landlines, mobiles before 2018, and those with the sign of the country.
mobiles = st.from_regex(r"0[35789]\d{8}", fullmatch=True)
landlines = st.from_regex(r"02\d{9}|0[246]\d{8}|01\d{9}", fullmatch=True)
typed_phones = st.one_of(
    mobiles,
    landlines,
    st.one_of(mobiles, landlines).map(phones.shown),
    mobiles.map(lambda number: number[1:]),
    mobiles.map(lambda number: f"+84{number[1:]}"),
    mobiles.map(lambda number: f"0084{number[1:]}"),
    mobiles.map(lambda number: f"{number[:4]}.{number[4:7]}.{number[7:]}"),
)
phone_lists = st.lists(typed_phones, min_size=1, max_size=3).flatmap(
    lambda parts: st.sampled_from([" / ", ", ", "; ", " - ", " hoặc ", "\n"]).map(lambda glue: glue.join(parts))
)
amounts = st.integers(0, money.MAX_VND).flatmap(
    lambda vnd: st.sampled_from([str(vnd), money.plain(vnd), f"{money.plain(vnd)} đ", f"{vnd:,}", money.short(vnd)])
)


@given(phone_lists, st.sampled_from(FIELDS))
def test_a_telephone_number_is_never_taken_for_one(typed: str, field: str) -> None:
    assert without(typed, field) == typed


@given(amounts)
def test_an_amount_is_never_taken_for_one(typed: str) -> None:
    for field in ("benefit_vnd", "authors.0.phone"):
        assert without(typed, field) == typed
    assert without(f"Làm lợi {typed} một năm", "benefit_note") == f"Làm lợi {typed} một năm"


@given(st.dates().map(lambda day: f"{day:%d/%m/%Y}"), st.sampled_from(FIELDS))
def test_a_day_is_never_taken_for_one(typed: str, field: str) -> None:
    assert not found(typed, field)


@given(numbers, st.sampled_from(FIELDS))
def test_a_card_of_today_always_is(typed: str, field: str) -> None:
    assert without(typed, field) == ""
    assert found(f"Lê An, CCCD {typed}, tổ trưởng", field)
    assert without(f"Lê An, CCCD {typed}, tổ trưởng", field) == "Lê An, tổ trưởng"
    assert without(f"Lê An ({typed})", field) == "Lê An"


@given(
    st.text(max_size=40) | numbers.map(lambda typed: f"xưởng 2\n{typed}\nca 3") | phone_lists, st.sampled_from(FIELDS)
)
def test_leaving_it_out_twice_changes_nothing(typed: str, field: str) -> None:
    assert not found(without(typed, field), field)


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("CMND 123456789", ""),
        ("Số CMND/CCCD: 123 456 789", ""),
        ("Lê An, chứng minh nhân dân số 012345678, ca 2", "Lê An, ca 2"),
        ("căn cước công dân: 001085012345 cấp năm 2021", "cấp năm 2021"),
        ("012345678", ""),
        ("123.456.789", "123.456.789"),  # an amount
        ("001085012345 12/05/2021", "12/05/2021"),
        ("000085012345", "000085012345"),  # no such province
        ("001985012345", "001985012345"),  # born in 2385
        ("SN001085012345", "SN001085012345"),  # the number of a machine
        ("0010850123456", "0010850123456"),
        ("CCCD đã kiểm tra", "CCCD đã kiểm tra"),
        ("Giảm 123456789 mũi may", "Giảm 123456789 mũi may"),
        ("\x00001", "\x00001"),
    ],
)
def test_what_is_left_of_words(typed: str, left: str) -> None:
    assert without(typed, "position") == left


@pytest.mark.parametrize("field", ["phone", "authors.2.phone", "benefit_vnd"])
def test_nine_digits_alone_may_be_a_telephone_number_or_an_amount(field: str) -> None:
    assert without("212345678", field) == "212345678"
    assert without("CMND 212345678", field) == ""


def test_all_provinces_of_the_circular_are_known() -> None:
    assert len(identity_numbers._PROVINCES) == 63
