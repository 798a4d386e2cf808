"""Points as they are typed and shown, and the bands they fall into."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.programme import Criterion
from ui.appraisals import points
from ui.appraisals.anchors import band_of, spans

CRITERION = Criterion("novelty", "Tính mới", 30, 15, ((26, "cao"), (15, "vừa"), (0, "thấp")))


@given(st.integers(0, 200).map(lambda halves: halves / 2))
def test_what_is_shown_is_read_back(value: float) -> None:
    assert points.read(points.shown(value)) == value


@pytest.mark.parametrize(("words", "value"), [("25,5", 25.5), ("25.5", 25.5), (" 7 ", 7.0), ("7,", 7.0), ("0", 0.0)])
def test_both_signs_of_a_fraction_are_read(words: str, value: float) -> None:
    assert points.read(words) == value


@pytest.mark.parametrize("words", ["", "-1", "1 000", "25,55", "hai", "nan", "1e3", "٣"])
def test_anything_else_is_no_number(words: str) -> None:
    assert points.read(words) is None


def test_bands_are_written_from_the_highest_down_without_overlap() -> None:
    assert spans(CRITERION) == [("26–30", "cao"), ("15–25,5", "vừa"), ("0–14,5", "thấp")]


@given(st.integers(0, 60).map(lambda halves: halves / 2))
def test_every_half_point_falls_into_one_band(value: float) -> None:
    place = band_of(CRITERION, value)
    assert place is not None
    assert CRITERION.bands[place][0] <= value
    assert place == 0 or value < CRITERION.bands[place - 1][0]


def test_more_than_the_maximum_falls_into_none() -> None:
    assert band_of(CRITERION, 30.5) is None
    assert band_of(CRITERION, None) is None
