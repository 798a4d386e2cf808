"""Where the cursor stands after a text was put into its usual form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import money
from ui.common.cursor import same_place


@pytest.mark.parametrize(
    ("before", "at", "after", "place"),
    [("0912.820.510", 12, "0912 820 510", 12), ("0912820510", 5, "0912 820 510", 6), ("48500000", 8, "48.500.000", 10),
     ("48500000", 0, "48.500.000", 0), ("một  hai ", 9, "một hai", 7), ("1", 1, "2", None), ("", 0, "a", None)],
)  # fmt: skip
def test_the_cursor_stays_after_the_letter_it_stood_after(before: str, at: int, after: str, place: int | None) -> None:
    assert same_place(before, at, after) == place


@given(st.integers(0, 10**13), st.data())
def test_of_an_amount_the_digits_before_the_cursor_stay_before_it(amount: int, data: st.DataObject) -> None:
    before, after = str(amount), money.plain(amount)
    at = data.draw(st.integers(0, len(before)))
    place = same_place(before, at, after)
    assert place is not None
    assert after[:place].replace(".", "") == before[:at]
