from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.errors import RuleError
from domain.table.cells import Cell, column_letters, folded
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


BARE = ("Số tiền (đồng)", "SỐ TIỀN (VNĐ)", "Giá trị (đồng)", "Tổng số tiền (triệu đồng)", "Giá trị (ĐVT: nghìn đồng)",
        "Số tiền (1.000 đ)", "Tiền làm lợi", "Số tiền làm lợi", "Giá trị làm lợi (đ)")  # fmt: skip


def benefit_of(*more: str) -> int | None:
    """The column of the benefit in a list with these headings after the usual three."""
    columns = recognise([["STT", "Tên sáng kiến", "Tác giả", *more], [1, "Gá kẹp", "Nguyễn Văn A"]]).columns
    return next((column for column, field in columns.items() if field == "benefit_vnd"), None)


@pytest.mark.parametrize("heading", BARE)
def test_an_amount_of_which_only_the_unit_is_said_is_the_benefit(heading: str) -> None:
    assert benefit_of("Ghi chú", heading) == 4


def test_its_unit_is_read_too() -> None:
    rows: list[list[Cell]] = [["STT", "Tên sáng kiến", "Tác giả", "Số tiền (triệu đồng)"], [1, "Gá kẹp", "A", 3]]
    assert recognise(rows).unit_vnd == 10**6


@pytest.mark.parametrize(
    "more",
    [
        ("Số tiền",), ("Giá trị",), ("Giá trị (điểm)",), ("Số tiền thưởng (đồng)",), ("Mức thưởng", "Số tiền (đồng)"),
        ("Giá trị hợp đồng (đồng)",), ("Kinh phí (đồng)",), ("Thành tiền (đồng)",), ("Số tiền đã chi (đồng)",),
        ("Hình thức khen thưởng", "Số tiền (đồng)"), ("Danh hiệu", "Số tiền (đồng)"), ("Thù lao", "Giá trị (đồng)"),
        ("Số tiền (đồng)", "Giá trị (đồng)"), ("Hội đồng",), ("Số tiền (đồng)", "Kinh phí hỗ trợ"),
    ],
)  # fmt: skip
def test_an_amount_that_may_be_another_is_left_to_the_person(more: tuple[str, ...]) -> None:
    assert benefit_of(*more) is None


def test_a_heading_that_names_the_benefit_goes_before_a_bare_amount() -> None:
    assert benefit_of("Số tiền (đồng)", "Giá trị làm lợi") == 4


def test_a_bare_amount_under_a_group_belongs_to_the_group() -> None:
    rows: list[list[Cell]] = [
        ["STT", "Tên sáng kiến", "Tác giả", "Mức chi", None],
        [None, None, None, "Lần", "Số tiền (đồng)"],
        [1, "Gá kẹp", "Nguyễn Văn A", 1, 500_000],
    ]
    assert "benefit_vnd" not in recognise(rows).columns.values()


WORDS = st.text(alphabet="abeghiklmnoprstuvxyăâêôơư", min_size=2, max_size=8)


@given(st.sampled_from(BARE[:6]), WORDS, st.booleans())
def test_with_any_word_more_it_is_not_taken_for_the_benefit(heading: str, word: str, first: bool) -> None:
    told = f"{word} {heading}" if first else heading.replace("(", f"{word} (")
    assume(folded(word) not in ("tong", "bang", "ti", "ty", "tr", "trieu", "nghin", "ngan"))  # they say no more
    assert benefit_of("Ghi chú", told) is None
