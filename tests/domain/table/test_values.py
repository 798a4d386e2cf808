from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.initiative import BenefitState
from domain.money import MAX_VND, plain
from domain.table.cells import Cell, words
from domain.table.values import benefit, effect_parts, period, share, year_of_birth
from tests.domain.table.lists import TODAY

MARCH = date(2021, 3, 1)
NONE = BenefitState.NONE


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (MARCH, (MARCH, None, False)),
        (datetime.fromisoformat("2021-03-01T07:30"), (MARCH, None, False)),
        (44256, (MARCH, None, False)),
        (44256.0, (MARCH, None, False)),
        ("01/03/2021", (MARCH, None, False)),
        ("1/3", (MARCH, None, False)),
        ("Tháng 3/2021", (MARCH, None, False)),
        (3.2021, (MARCH, None, False)),
        ("Từ 01/3/2021 đến 30/4/2021", (MARCH, date(2021, 4, 30), False)),
        ("Từ 01/03/2021 đến nay (áp dụng thử)", (MARCH, None, True)),
        ("2021", (None, None, False)),
        (2021, (None, None, False)),
        ("32/13/2021", (None, None, False)),
        ("quý I", (None, None, False)),
    ],
)
def test_when_it_was_applied(cell: Cell, found: tuple[date | None, date | None, bool]) -> None:
    assert period(cell, TODAY) == found


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        *[(1985, "1985"), (1985.0, "1985"), ("1985.0", "1985"), ("12/5/1985", "1985"), ("85", "1985")],
        *[(date(1985, 5, 12), "1985"), (31179, "1985"), ("19xx", "19xx"), ("", "")],
    ],
)
def test_year_of_birth(cell: Cell, year: str) -> None:
    assert year_of_birth(cell) == year


@pytest.mark.parametrize(("cell", "typed"), [(0.6, "60"), (1, "100"), (0.333, "33.3"), (60, "60"), ("60%", "60%")])
def test_share(cell: Cell, typed: str) -> None:
    assert share(cell) == typed


@pytest.mark.parametrize(
    ("cell", "unit", "found"),
    [
        (48_500_000, 1, (48_500_000, NONE, "")),
        (48.5, 10**6, (48_500_000, NONE, "")),
        ("48,5", 10**6, (48_500_000, NONE, "")),
        ("48.500.000 đồng", 10**6, (48_500_000, NONE, "")),
        ("1,2 tỷ", 10**6, (1_200_000_000, NONE, "")),
        ("1.200.000 đ (đã xác minh)", 1, (1_200_000, BenefitState.VERIFIED, "")),
        ("Tự khai: 5 triệu", 1, (None, BenefitState.CLAIMED, "benefit_unreadable")),
        ("không tính được bằng tiền", 1, (None, BenefitState.NOT_COMPUTABLE, "")),
        ("khó đo", 1, (None, NONE, "")),
        ("1.500", 10**6, (None, NONE, "benefit_unreadable")),
        ("chừng 5 giờ công", 1, (None, NONE, "benefit_unreadable")),
        (-5, 1, (None, NONE, "benefit_absurd")),
        ("-5.000.000", 1, (None, NONE, "benefit_absurd")),
        (MAX_VND, 1, (MAX_VND, NONE, "")),
        (MAX_VND + 1, 1, (None, NONE, "benefit_absurd")),
        (99_999_999, 10**6, (None, NONE, "benefit_absurd")),
        ("99.999 tỷ", 1, (None, NONE, "benefit_absurd")),
        ("20.000.000.000.000", 1, (None, NONE, "benefit_absurd")),
    ],
)
def test_benefit(cell: Cell, unit: int, found: tuple[int | None, BenefitState, str]) -> None:
    assert benefit(cell, unit) == found


@given(st.integers(0, MAX_VND))
def test_any_amount_comes_back(vnd: int) -> None:
    for cell in (vnd, plain(vnd), f"{plain(vnd)} đồng", float(vnd)):
        assert benefit(cell, 1) == (vnd, NONE, "")


def test_the_one_column_of_the_official_form() -> None:
    typed = (
        "Giảm 30 % lỗi\n- Giá trị làm lợi: 48,5 triệu\n- Phạm vi áp dụng: toàn xưởng\nvà kho\nHiệu quả xã hội: đỡ mệt"
    )
    assert effect_parts(typed) == ("Giảm 30 % lỗi\nHiệu quả xã hội: đỡ mệt", "48,5 triệu", "toàn xưởng\nvà kho")
    assert effect_parts("Giảm lỗi") == ("Giảm lỗi", "", "")


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers() | st.text(max_size=20) | st.dates())
def test_any_cell_has_words_and_no_amount_is_out_of_bounds(cell: Cell) -> None:
    assert isinstance(words(cell), str)
    if not isinstance(cell, date):
        amount, _state, code = benefit(cell, 10**6)
        assert amount is None or (0 <= amount <= MAX_VND and not code)
