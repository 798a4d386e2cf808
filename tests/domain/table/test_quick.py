"""What is told quickly and surely of a row is what the whole look at it finds."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import identity_numbers, text
from domain.table import people, reading, rows
from domain.table.cells import Cell, folded
from domain.table.garbled import converted
from tests.domain.table import lists

# What the parts of an office's cells are made of, and what keeps them apart.
PIECES = ("Nguyễn Văn An", "TRẦN THỊ BÌNH", "lê c", "1985", "SN 85", "ĐT: 0912345678", "912345678", "0912.345.678",
          "(1985)", "(Tổ trưởng)", "1.", "2)", "-", "/", "Xưởng 1", "Phòng Kế hoạch", "và", "&", "Ông", "đ/c",
          "chức vụ: Tổ trưởng", "CCCD 001085012345", "001085012345", "12/05/1985", "60", "x", "từ 01/3/2022",
          "15 triệu đồng", "Phạm vi: toàn tỉnh", "trưởng phòng", "tổng cộng", "I.", "(1)", "TM. BAN CHẤP HÀNH",
          "Họ và tên", "Tên sáng kiến", "Nguyeãn Vaên Huøng", "NguyÔn V¨n Hïng", "\u00a0", "\u200b",
          "e\u0301")  # fmt: skip
written = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", ", ", "; ", "\n", " - "])), max_size=6)
typed = written.map(lambda parts: "".join(piece + glue for piece, glue in parts))
cells: st.SearchStrategy[Cell] = st.one_of(
    typed,
    st.none(),
    st.integers(0, 40),
    st.sampled_from([1.0, 2.5, 0.5, 912345678.0, 44_000.0, True, date(2021, 3, 4)]),
)
tables = st.lists(st.lists(cells, min_size=7, max_size=7), max_size=6)


def told(table: list[list[Cell]]) -> tuple[object, ...]:
    sheet = lists.official(*table)
    layout = reading.recognise(sheet)
    return list(reading.kinds(sheet, layout)), list(reading.candidates(sheet, layout, lists.TODAY))


@given(tables)
def test_rows_read_as_without_the_quick_looks(table: list[list[Cell]]) -> None:
    quick = told(table)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rows, "_is_plain", lambda _row, _layout: False)
        patched.setattr(people, "_is_one", lambda _typed: False)
        patched.setattr(people, "may_be_labelled", lambda _typed: True)
        patched.setattr(identity_numbers, "any_may_hold", lambda _texts: True)
        patched.setattr(identity_numbers, "_may_be_labelled", lambda _small: True)
        people._parts_of.cache_clear()
        assert told(table) == quick


@given(st.lists(typed, max_size=6))
def test_one_look_at_all_cells_of_a_row_hides_no_number_of_an_identity_card(texts: list[str]) -> None:
    held = [said for said in texts if identity_numbers.found(said)]
    assert identity_numbers.any_may_hold(texts) or not held


@given(st.one_of(typed, st.text()))
def test_signs_are_taken_out_of_plain_letters_as_out_of_any(words: str) -> None:
    apart = re.sub("[^a-z0-9%]+", " ", text.fold(text.clean_line(words))).strip()
    assert folded(words) == apart


@given(tables)
def test_the_quick_look_at_letters_hides_no_old_font(table: list[list[Cell]]) -> None:
    quick = converted(table, {})
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("domain.table.garbled.has_unicode_letters", lambda _text: False)
        assert converted(table, {}) == quick
