from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.syllables import is_syllable

GOOD = "nghiêng khuya khuỷu quyết thuở uống yếu giường giữa gì quốc hoạch ngoằng loẹt xoong Đặng Ở ý hòa hoà thủy"
BAD = "NguyÔn V¨n nghiÖp ®ång chøc caùo ñoàn café naïve xyz ngĩac tàc mật1 hờp ghng aeiou ww"


@pytest.mark.parametrize("word", GOOD.split())
def test_vietnamese_syllables_pass(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", BAD.split())
def test_other_strings_do_not(word: str) -> None:
    assert not is_syllable(word)


def test_a_stopped_rhyme_bears_only_the_sharp_or_the_heavy_tone() -> None:
    assert [is_syllable(word) for word in ("bác", "bạc", "bac", "bàc", "bảc", "bãc")] == [
        True,
        True,
        True,
        *[False] * 3,
    ]


@given(st.text())
def test_any_text_is_judged_and_case_does_not_count(text: str) -> None:
    assert is_syllable(text) == is_syllable(unicodedata.normalize("NFC", text.lower()))
