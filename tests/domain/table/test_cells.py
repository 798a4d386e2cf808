from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from domain.table.cells import Cell, day, folded, is_filled, number, words


@pytest.mark.parametrize(
    ("cell", "typed"),
    [
        *[(None, ""), ("a ", "a "), (1985.0, "1985"), (1985, "1985"), (48.5, "48.5"), (0.1 + 0.2, "0.3")],
        *[(True, "x"), (False, ""), (1e16, "10000000000000000"), (date(2021, 3, 1), "01/03/2021")],
        (datetime.fromisoformat("2021-03-01T00:00"), "01/03/2021"),
        (datetime.fromisoformat("2021-03-01T07:30"), "01/03/2021 07:30"),
    ],
)
def test_words(cell: Cell, typed: str) -> None:
    assert words(cell) == typed
    assert is_filled(cell) == bool(typed)


def test_folding_leaves_letters_and_figures() -> None:
    assert folded("  Hiệu quả, giá trị\n(đồng): 5%. ") == "hieu qua gia tri dong 5%"


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        *[(44256, date(2021, 3, 1)), (44256.75, date(2021, 3, 1)), (60_000, date(2064, 4, 8)), (2021, None)],
        *[(True, None), ("44256", None), (float("nan"), None), (-1, None), (10**9, None)],
    ],
)
def test_serial_days(cell: Cell, found: date | None) -> None:
    assert day(cell) == found


def test_numbers_are_exact() -> None:
    assert number(0.1) * 3 == Decimal("0.3")  # type: ignore[operator]
    assert [number(cell) for cell in (True, "1", None, float("inf"), date(2021, 3, 1))] == [None] * 5
