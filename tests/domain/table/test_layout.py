from __future__ import annotations

import pytest

from domain.errors import RuleError
from domain.table.cells import Cell, column_letters
from domain.table.reading import recognise
from tests.domain.table import lists


def test_the_official_form_is_found_below_its_titles() -> None:
    layout = recognise(lists.official([1, "Nguyễn Văn A", "Gá kẹp"]))
    assert (layout.kind, layout.header_row, layout.data_from, layout.unused) == ("official", 5, 6, ())
    assert list(layout.columns) == [0, 1, 2, 3, 4, 5, 6]


def test_a_list_of_our_own_making() -> None:
    rows = [["DANH SÁCH CÁC SÁNG KIẾN ĐÃ ĐƯỢC CÔNG NHẬN"], *lists.simple([1, "Gá kẹp", "Nguyễn Văn A"])]
    layout = recognise(rows)
    assert (layout.kind, layout.header_row, layout.data_from) == ("mapped", 2, 3)
    assert layout.columns == {0: "no", 1: "title", 2: "full_name"}


def test_a_heading_of_two_rows() -> None:
    rows: list[list[Cell]] = [
        ["Đơn vị tính: triệu đồng"],
        ["STT", "Tác giả", None, None, "Tên sáng kiến", "Thời gian áp dụng", None, "Giá trị làm lợi", "Danh hiệu"],
        [None, "Họ và tên", "Năm sinh", "Bộ phận", None, "Từ", "Đến", None, 2019, 2020],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)"],
        [1, "Nguyễn Văn A", 1985, "PX 2", "Gá kẹp"],
    ]
    layout = recognise(rows)
    assert (layout.header_row, layout.data_from, layout.unit_vnd) == (2, 4, 10**6)
    assert list(layout.columns.values()) == [
        *("no", "full_name", "birth_year", "workplace", "title"),
        *("applied_from_on", "applied_to_on", "benefit_vnd", "awards", "awards"),
    ]
    assert layout.headings[8] == "Danh hiệu 2019"


def test_a_first_row_of_data_is_no_second_heading() -> None:
    rows = lists.simple([1, "Nâng cao hiệu quả tổ may", "Nguyễn Văn A", "Phòng Kỹ thuật"])
    rows[0].append("Ghi chú")
    assert recognise(rows).data_from == 2


def test_columns_that_are_not_understood_are_told_if_anything_stands_in_them() -> None:
    rows: list[list[Cell]] = [
        ["STT", "Tên sáng kiến", None, "Tác giả", "Ghi chú", "Xếp loại"],
        [1, "Gá kẹp", "?", "Nguyễn Văn A", None, "A", None, 43],
    ]
    assert recognise(rows).unused == ("Cột C", "Xếp loại")


def test_several_columns_may_fill_one_field_but_only_one_the_title() -> None:
    rows: list[list[Cell]] = [["Tên sáng kiến", "Tên đề tài", "Tác giả", "Bộ phận", "Đơn vị"], ["a", "b", "c"]]
    layout = recognise(rows)
    assert list(layout.columns.values()) == ["title", "full_name", "workplace", "workplace"]
    assert layout.unused == ("Tên đề tài",)


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([["STT", "Tên sáng kiến", "Bộ phận"]], "«Họ và tên tác giả»"),
        ([["STT", "Họ và tên", "Bộ phận"]], "«Tên sáng kiến»"),
        ([["tháng", "doanh thu"], [1, 2]], "«Tên sáng kiến», «Họ và tên tác giả»"),
        ([], "«Tên sáng kiến», «Họ và tên tác giả»"),
    ],
)
def test_what_is_missing_is_named(rows: list[list[Cell]], names: str) -> None:
    with pytest.raises(RuleError) as caught:
        recognise(rows)
    assert (caught.value.code, caught.value.facts) == ("table_columns_missing", {"names": names})


ODD: list[list[Cell]] = [["No.", "Cải tiến gì", "Ai làm", "Tên sáng kiến"], [1, "Gá kẹp", "Nguyễn Văn A", "cũ"]]


@pytest.mark.parametrize(
    "mapping",
    [{"title": "cải tiến gì", "full_name": "AI LÀM"}, {"title": "B", "full_name": "c"}],
    ids=["headings", "letters"],
)
def test_a_person_says_which_column_is_which(mapping: dict[str, str]) -> None:
    layout = recognise(ODD, mapping)
    assert layout.columns == {0: "no", 1: "title", 2: "full_name"}
    assert (layout.header_row, layout.data_from, layout.unused) == (1, 2, ("Tên sáng kiến",))


def test_letters_need_no_heading() -> None:
    layout = recognise([["Gá kẹp", "Nguyễn Văn A"]], {"title": "A", "full_name": "B"})
    assert (layout.header_row, layout.data_from) == (0, 1)


def test_a_wrong_mapping_is_told() -> None:
    with pytest.raises(RuleError) as field:
        recognise(ODD, {"tittle": "B"})
    assert (field.value.code, field.value.facts["fields"]) == ("table_field_unknown", "tittle")
    with pytest.raises(RuleError) as heading:
        recognise(ODD, {"title": "Tên cải tiến", "full_name": "C"})
    assert (heading.value.code, heading.value.facts) == ("table_heading_missing", {"names": "«Tên cải tiến»"})


def test_column_letters() -> None:
    assert [column_letters(column) for column in (0, 25, 26, 27, 255, 16383)] == ["A", "Z", "AA", "AB", "IV", "XFD"]
