"""What somebody types finds with and without marks, whole and begun, and shows where."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import finding, text

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
WORDS = st.lists(st.text(alphabet=LETTERS + LETTERS.upper(), min_size=1, max_size=6), min_size=1, max_size=8)
TITLE = "Sáng kiến tiết kiệm điện cho máy dệt"


def found(typed: str, told: str = TITLE) -> bool:
    query = finding.parse(typed)
    return bool(query.parts) and all(finding.holds(part, told) for part in query.parts)


@pytest.mark.parametrize("typed", ["sang kien", "sáng kiến", "SÁNG KIẾN", "dien", "điện", "kien sang", "dệt tiet",
                                   "má", "ma", '"tiet kiem dien"', "“tiết kiệm” dệt", '"tiet kiem di',
                                   unicodedata.normalize("NFD", "điện")])  # fmt: skip
def test_these_words_find_the_title(typed: str) -> None:
    assert found(typed)


@pytest.mark.parametrize(
    "typed", ["sàng kien", "diện", "điên", "đien", "ma ", "tie kiem", '"kiem tiet"', "%", "", '""']
)
def test_these_words_do_not(typed: str) -> None:
    assert not found(typed)


@given(WORDS)
def test_whatever_stands_in_a_text_is_found_as_it_is_and_bare(words: list[str]) -> None:
    told = " ".join(words)
    for typed in (told, text.fold(told), told.upper(), f'"{told}"'):
        assert found(typed, told), typed


@given(WORDS, st.integers(0, 40))
def test_every_beginning_of_a_word_is_found_while_it_is_typed(words: list[str], length: int) -> None:
    told = " ".join(words)
    typed = told[: 1 + length % len(told)]
    assert found(typed, told) or typed.endswith(" ")
    assert found(text.fold(typed).rstrip(), told)


@given(WORDS, WORDS)
def test_what_is_marked_is_what_was_found(words: list[str], more: list[str]) -> None:
    told = " ".join([*more, *words])
    spans = finding.spans(finding.parse(" ".join(words)), told)
    assert spans
    assert all(0 <= start < end <= len(told) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_marks_stand_over_the_letters_typed() -> None:
    assert [TITLE[a:b] for a, b in finding.spans(finding.parse("kien die"), TITLE)] == ["kiến", "điệ"]
    assert [TITLE[a:b] for a, b in finding.spans(finding.parse('"tiet kiem"'), TITLE)] == ["tiết kiệm"]
    assert finding.spans(finding.parse("điên"), TITLE) == ()


def test_the_words_as_typed_come_before_the_same_ones_bare_and_apart() -> None:
    titles = ["Máy dệt điện", "Điện cho máy dệt", "May đét điện tử", "Kho"]
    query = finding.parse("máy dệt")
    assert [finding.rank(query, title) for title in titles] == [0, 0, 1, 3]
    assert finding.rank(finding.parse("dệt máy"), titles[0]) == 2


def test_a_long_text_is_asked_for_all_words_side_by_side_unless_some_are_quoted() -> None:
    assert [part.bare for part in finding.parse("tiết kiệm di").run()] == [("tiet", "kiem", "di")]
    assert [part.bare for part in finding.parse('"tiết kiệm" di').run()] == [("tiet", "kiem"), ("di",)]
    assert finding.parse("...").run() == ()


def test_numbers_are_not_words_to_complete() -> None:
    assert finding.terms("Máy 2022 máy SK-2022-0007 Điện") == {"may", "sk", "dien"}
