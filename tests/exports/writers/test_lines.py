from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from exports.writers import fonts
from exports.writers.lines import balanced, flat, measure, wrap

FACE = fonts.regular(11)
TEXTS = st.text(st.sampled_from("aăâđêôơưnghữệỷ .,-"), max_size=200)


@given(TEXTS, st.integers(min_value=20, max_value=300))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    lines = flat(text, FACE, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(measure(line.strip(), FACE) <= width + 0.01 for line in lines)


@given(TEXTS, st.integers(min_value=60, max_value=300))
def test_balancing_changes_where_lines_break_not_what_they_say(text: str, width: int) -> None:
    greedy, even = flat(text, FACE, width), balanced(text, FACE, width)
    assert len(even) == len(greedy)
    assert "".join(even).replace(" ", "") == text.replace(" ", "")


def test_paragraphs_stay_apart_and_the_first_line_is_indented() -> None:
    assert wrap("một hai ba\nbốn", FACE, 60, first_indent=30) == [["một", "hai ba"], ["bốn"]]
    assert wrap("bốn", FACE, 50, first_indent=40) == [["", "bốn"]]


def test_a_word_wider_than_the_column_is_cut() -> None:
    lines = flat("x" * 100, FACE, 60)
    assert "".join(lines) == "x" * 100
    assert all(measure(line, FACE) <= 60 for line in lines)


def test_a_sign_the_font_does_not_have_becomes_a_box() -> None:
    assert fonts.drawable("tốt 😀", "Tinos") == "tốt □"


def test_every_vietnamese_letter_is_in_every_face() -> None:
    letters = "aăâeêioôơuưyđ"
    marks = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
    text = unicodedata.normalize("NFC", "".join(letter + mark for letter in letters[:-1] for mark in marks) + "đ")
    for face in (fonts.regular(11), fonts.bold(11), fonts.italic(11), fonts.bold_italic(11)):
        assert fonts.drawable(text + text.upper(), face.font) == text + text.upper()
