from __future__ import annotations

from domain.table.cells import Row
from domain.table.garbled import converted
from tests.domain.old_fonts import typed_tcvn3, typed_vni

ROWS: list[Row] = [
    [typed_tcvn3("Họ và tên"), typed_tcvn3("Tên sáng kiến"), "Số"],
    [typed_tcvn3("Nguyễn Văn Hùng"), typed_tcvn3("Kệ để khuôn"), 1.0],
    [typed_tcvn3("Lê Thị Hà"), "Đồ gá may túi", None],
    ["Tran", typed_tcvn3("số"), 2],
]


def test_columns_are_found_by_their_words_and_shown_before_and_after() -> None:
    rows, found = converted(ROWS, {})
    assert [row[:2] for row in rows] == [
        ["Họ và tên", "Tên sáng kiến"],
        ["Nguyễn Văn Hùng", "Kệ để khuôn"],
        ["Lê Thị Hà", "Đồ gá may túi"],
        ["Tran", "số"],
    ]
    assert [(each.column, each.encoding, each.cells, each.by_font) for each in found] == [
        (0, "tcvn3", 3, False),
        (1, "tcvn3", 3, False),
    ]
    assert found[1].samples[1] == (ROWS[1][1], "Kệ để khuôn")


def test_a_person_may_say_no_to_all_or_to_one_column() -> None:
    rows, found = converted(ROWS, {}, by_column={0: "unicode"})
    assert [row[0] for row in rows] == [row[0] for row in ROWS]
    assert rows[1][1] == "Kệ để khuôn"
    assert [each.applied for each in found] == [False, True]
    assert converted(ROWS, {}, "unicode")[0] == ROWS


def test_a_font_decides_where_words_would_not() -> None:
    assert converted([["sè"]], {}) == ([["sè"]], ())
    rows, (found,) = converted([["sè"]], {(0, 0): ((0, "tcvn3"),)})
    assert (rows, found.by_font) == ([["số"]], True)


def test_an_encoding_that_is_said_goes_before_what_is_found() -> None:
    rows, _found = converted([[typed_vni("Lê Thị Hà")]], {}, "vni")
    assert rows == [["Lê Thị Hà"]]


def test_unicode_sheets_are_not_touched() -> None:
    rows: list[Row] = [["Họ và tên", "Tên sáng kiến"], ["Lê Hà", "Máy cắt café ± 2 °C"]]
    assert converted(rows, {}) == (rows, ())
