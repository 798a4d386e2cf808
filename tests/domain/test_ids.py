from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import ids


@pytest.mark.parametrize("code", ["27001", "cdcs-hoasim", "LD.DT_01", "a1", "x" * 32, "CONGDOAN", "com12"])
def test_codes_that_are_taken(code: str) -> None:
    assert ids.unit_code_ok(code)


@pytest.mark.parametrize(
    "code", ["", "a", "x" * 33, "-a1", "a1.", "a..b", "a b", "đơn-vị", "a/b", "CON", "com1", "aux.x", "１２３", "a1\n"]
)
def test_codes_that_are_refused(code: str) -> None:
    assert not ids.unit_code_ok(code)
    with pytest.raises(ValueError, match="no file name"):
        ids.file_stem(code, 1)


def test_names_and_numbers() -> None:
    assert ids.file_stem("27001", 3) == "27001_0003"
    assert ids.file_stem("CDCS-HoaSim", 12345) == "cdcs-hoasim_12345"
    assert ids.initiative_number(2022, 1) == "SK-2022-0001"
    assert ids.initiative_number(2022, 12345) == "SK-2022-12345"
    with pytest.raises(ValueError, match="0"):
        ids.file_stem("27001", 0)


@given(st.from_regex(r"[A-Za-z0-9._-]{1,40}", fullmatch=True), st.integers(1, 10**6))
def test_every_taken_code_makes_a_safe_name(code: str, seq: int) -> None:
    if ids.unit_code_ok(code):
        assert re.fullmatch(r"[a-z0-9][a-z0-9_.-]*_\d{4,}", ids.file_stem(code, seq))
