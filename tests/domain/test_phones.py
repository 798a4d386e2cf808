from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import phones

mobiles = st.from_regex(r"0[35789][0-9]{8}", fullmatch=True)
landlines = st.from_regex(r"02[0-9]{9}", fullmatch=True)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0912.820.510", "0912820510"),
        ("0912 820 510", "0912820510"),
        ("0912-820-510", "0912820510"),
        ("(0912) 820.510", "0912820510"),
        ("912820510", "0912820510"),
        ("912820510.0", "0912820510"),
        ("+84 912 820 510", "0912820510"),
        ("+84 (0)912 820 510", "0912820510"),
        ("+840912820510", "0912820510"),
        ("84912820510", "0912820510"),
        ("0084 912 820 510", "0912820510"),
        ("ĐT: 0912820510", "0912820510"),
        ("02373.852.369", "02373852369"),
        ("0225.3821.055", "02253821055"),
        ("2253821055", "02253821055"),
        ("2253821055.0", "02253821055"),
        ("024 3821 0555", "02438210555"),
        ("01234567890", "01234567890"),
    ],
)
def test_one_number(typed: str, number: str) -> None:
    assert phones.normal(typed) == number
    assert phones.phones(typed) == (number,)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "không có",
        "123",
        "12345678",
        "091282051",
        "09128205100",
        "1900 1234",
        "0912820510 x",
        "0012820510",
        "+1 555",
    ],
)
def test_what_is_no_number(typed: str) -> None:
    assert phones.normal(typed) is None
    assert phones.phones(typed) == ()
    assert not phones.restored_zero(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("0912820510; 0912820511", "0912.820.510/0912.820.511", "912820510\n912820511", "0912820510, 0912820511"),
        *("0912820510 - 0912820511", "0912820510 hoặc 0912820511;", "0912820510; 0912820511; 0912 820 510"),
    ],
)
def test_several_numbers_in_one_cell(typed: str) -> None:
    assert phones.normal(typed) is None
    assert phones.phones(typed) == ("0912820510", "0912820511")


def test_an_unreadable_part_keeps_the_whole_cell_unread() -> None:
    assert phones.phones("0912820510; hỏi tổ trưởng") == ()


def test_the_lost_zero_is_told() -> None:
    assert phones.restored_zero("912 820 510")
    assert phones.restored_zero("2253821055.0")
    assert not phones.restored_zero("0912820510")
    assert not phones.restored_zero("+84912820510")


def test_shown() -> None:
    assert phones.shown("0912820510") == "0912 820 510"
    assert phones.shown("02438210555") == "024 3821 0555"
    assert phones.shown("02253821055") == "0225 3821 055"
    assert phones.shown("01234567890") == "0123 456 7890"
    assert phones.shown("hỏi tổ trưởng") == "hỏi tổ trưởng"


@given(mobiles | landlines)
def test_a_number_survives_what_people_and_spreadsheets_do_to_it(number: str) -> None:
    assert phones.normal(number) == number
    assert phones.normal(phones.shown(number)) == number
    assert phones.normal(number[1:]) == number
    assert phones.normal("+84" + number[1:]) == number


@given(st.text(alphabet="0123456789 .-+()/;,\n", max_size=40))
def test_any_text_is_answered_with_whole_numbers(typed: str) -> None:
    for number in phones.phones(typed):
        assert phones.normal(number) == number
