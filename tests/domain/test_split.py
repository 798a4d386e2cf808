from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.split import percent_up, split

shares = st.lists(st.integers(0, 10_000).map(lambda n: n / 100), min_size=1, max_size=7).filter(any)


@given(total=st.integers(0, 10**13), parts=shares)
def test_parts_sum_to_the_whole_and_none_is_a_dong_off(total: int, parts: list[float]) -> None:
    made = split(total, parts)
    whole = sum(Fraction(str(part)) for part in parts)
    assert sum(made) == total
    assert all(abs(vnd - total * Fraction(str(part)) / whole) < 1 for vnd, part in zip(made, parts, strict=True))


@given(total=st.integers(0, 10**13), parts=shares)
def test_a_larger_share_never_gets_less(total: int, parts: list[float]) -> None:
    made = sorted(zip(parts, split(total, parts), strict=True))
    assert all(more >= less for (_, less), (_, more) in itertools.pairwise(made))


def test_the_dong_that_is_left_goes_to_the_largest_remainder_then_to_the_first() -> None:
    assert split(100_000, (33.34, 33.33, 33.33)) == (33_340, 33_330, 33_330)
    assert split(10, (1, 1, 1)) == (4, 3, 3)
    assert split(5, (60, 40)) == (3, 2)


@pytest.mark.parametrize("parts", [(), (0.0, 0.0), (-1.0, 2.0)])
def test_shares_that_divide_nothing_are_refused(parts: tuple[float, ...]) -> None:
    with pytest.raises(ValueError):
        split(1, parts)


@given(amount=st.integers(0, 10**13), pct=st.integers(0, 10_000).map(lambda n: n / 100))
def test_a_least_share_is_never_under_its_percentage(amount: int, pct: float) -> None:
    exact = amount * Fraction(str(pct)) / 100
    assert 0 <= percent_up(amount, pct) - exact < 1
