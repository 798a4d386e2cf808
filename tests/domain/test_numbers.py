from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import numbers, spoken
from tests.domain.kit import sparse_numbers

whole = st.integers(-(10**40), 10**40) | st.integers(0, 10**13)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "không"),
        (4, "bốn"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (105, "một trăm linh năm"),
        (12_000, "mười hai nghìn"),
        (45_000, "bốn mươi lăm nghìn"),
        (170_324, "một trăm bảy mươi nghìn ba trăm hai mươi tư"),
        (1_000_000, "một triệu"),
        (10**13, "mười nghìn tỷ"),
        (34_893 * 10**9, "ba mươi tư nghìn tám trăm chín mươi ba tỷ"),
        (10**15, "một triệu tỷ"),
        (10**18, "một tỷ tỷ"),
        (10**18 + 5, "một tỷ tỷ không trăm linh năm"),
        (10**18 + 5 * 10**9, "một tỷ tỷ không trăm linh năm tỷ"),
        (2 * 10**21 + 10**6, "hai nghìn tỷ tỷ không trăm linh một triệu"),
        (10**27, "một tỷ tỷ tỷ"),
        (-21, "âm hai mươi mốt"),
    ],
)
def test_words(number: int, said: str) -> None:
    assert numbers.words(number) == said
    assert spoken.number(said) == number


@given(whole | sparse_numbers)
def test_words_are_read_back(number: int) -> None:
    said = numbers.words(number)
    assert spoken.number(said) == number
    assert spoken.number(unicodedata.normalize("NFD", said.upper())) == number


@given(whole | sparse_numbers, whole | sparse_numbers)
def test_different_numbers_are_said_differently(a: int, b: int) -> None:
    assert (numbers.words(a) == numbers.words(b)) == (a == b)


@pytest.mark.parametrize(
    ("pct", "said"),
    [
        (0, "không phần trăm"),
        (15, "mười lăm phần trăm"),
        (100, "một trăm phần trăm"),
        (72.5, "bảy mươi hai phẩy năm phần trăm"),
        (33.33, "ba mươi ba phẩy ba mươi ba phần trăm"),
        (66.7, "sáu mươi sáu phẩy bảy phần trăm"),
        (0.05, "không phẩy không năm phần trăm"),
        (Decimal("12.345"), "mười hai phẩy ba bốn năm phần trăm"),
        (-0.5, "âm không phẩy năm phần trăm"),
    ],
)
def test_percentages(pct: float | Decimal, said: str) -> None:
    assert numbers.percent_words(pct) == said
    assert spoken.percent(said) == Decimal(str(pct))


@given(st.decimals(-1000, 1000, places=2) | st.decimals(0, 1, places=6))
def test_percentages_are_read_back(pct: Decimal) -> None:
    assert spoken.percent(numbers.percent_words(pct)) == pct
