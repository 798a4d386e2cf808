"""The part of a text that a list shows of a record whose title does not say what was looked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import finding
from domain.excerpt import BEFORE, LENGTH, around

LONG = "Trước đây công nhân phải đo từng thanh thép bằng thước, mất nhiều thời gian. Nay máy dệt điện tự đo."


def found(typed: str, told: str) -> tuple[str, list[str]]:
    excerpt = around(finding.parse(typed), told)
    assert excerpt is not None
    return excerpt.words, [excerpt.words[start:end] for start, end in excerpt.spans]


@pytest.mark.parametrize("typed", ["may det dien ", "máy dệt điện ", '"máy dệt" điện', "máy dệt đi"])
def test_what_was_found_is_in_sight_with_some_words_before(typed: str) -> None:
    words, marked = found(typed, LONG)
    assert words.startswith("… ")
    assert "".join(marked).replace(" ", "").startswith("máydệt")
    assert words.index("máy") <= BEFORE + 2


def test_words_side_by_side_come_before_one_alone() -> None:
    words, marked = found("may dien ", "Máy tốt.\nCó điện.\nDùng máy   điện mới.")
    assert words == "Dùng máy điện mới."
    assert marked == ["máy điện"]
    assert found("may dien ", "Có điện.\nMáy tốt.") == ("Có điện.", ["điện"])


def test_nothing_is_shown_where_nothing_was_found() -> None:
    assert around(finding.parse("máy "), "may mặc") is None
    assert around(finding.parse("máy "), "") is None


@given(st.text("aăâbcđ ,.\n", max_size=600), st.text("aăâbcđ ", max_size=12))
def test_an_excerpt_is_short_and_says_what_was_asked(told: str, typed: str) -> None:
    query = finding.parse(typed)
    excerpt = around(query, told)
    said = [line for line in told.splitlines() if finding.spans(query, line)]
    assert (excerpt is not None) == bool(said)
    if excerpt is not None:
        assert len(excerpt.words) <= LENGTH + 4
        assert excerpt.spans
