from __future__ import annotations

import pytest

from domain.table.cells import Cell
from domain.table.reading import Kind, kinds, recognise
from tests.domain.table import lists

PERSON = "Nguyễn Văn A, 1985, Tổ trưởng, PX May 2"


def _kinds(rows: list[list[Cell]]) -> list[str]:
    return [kind.value for _number, kind in kinds(rows, recognise(rows))]


def test_all_that_stands_between_and_below() -> None:
    rows = lists.official(
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        ["I", "Khối văn phòng"],
        [1.0, PERSON, "Gá kẹp"],
        [None, "Trần Thị B, 1990, Công nhân, PX May 2"],
        [],
        ["II. Khối sản xuất"],
        [2.0, PERSON, "Đèn báo"],
        lists.OFFICIAL,
        [3.0, PERSON, None, "03/2021"],
        [4.0],
        ["Tổng cộng: 3 sáng kiến"],
        [None, None, None, None, None, "Đồng Tháp, ngày 10 tháng 4 năm 2021"],
        [None, "NGƯỜI LẬP BIỂU", "TM. BAN THƯỜNG VỤ"],
        [None, "(Ký, ghi rõ họ tên)", None, None, None, "CHỦ TỊCH"],
        [None, "Nguyễn Thị Lập", "Trần Văn Chủ"],
    )
    assert _kinds(rows) == [
        *("column_numbers", "section", "initiative", "coauthor", "blank", "section", "initiative", "heading"),
        *("initiative", "blank", "total", "closing", "closing", "closing", "closing"),
    ]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (["I", "Khối văn phòng", None], Kind.SECTION),
        (["A. Khối sản xuất"], Kind.SECTION),
        ([None, "II. Khối sản xuất"], Kind.SECTION),
        ([None, None, "Phòng Kế toán"], Kind.SECTION),
        (["Cộng", None, None], Kind.TOTAL),
        ([None, "Tổng số: 4 sáng kiến"], Kind.TOTAL),
        ([None, "TM. BAN CHẤP HÀNH"], Kind.CLOSING),
        (["KT. GIÁM ĐỐC"], Kind.CLOSING),
        (["Nơi nhận:"], Kind.CLOSING),
        ([None, "Xác nhận của đơn vị", None], Kind.CLOSING),
        ([7, None, "0"], Kind.BLANK),
        ([None, None, None, "lạc"], Kind.BLANK),
        ([None, None, None, "CHỦ TỊCH"], Kind.CLOSING),
        ([1, "Tổng hợp số liệu tự động", "Nguyễn Văn A"], Kind.INITIATIVE),
        ([None, "Bộ dụng cụ gá kẹp", None], Kind.INITIATIVE),
        ([None, "Tổ chức lại kho", "Nguyễn Văn A"], Kind.INITIATIVE),
        (["I", "Gá kẹp", "Nguyễn Văn A"], Kind.INITIATIVE),
        ([5, "Giảm lỗi kể từ ngày 1 tháng 3 năm 2021", None], Kind.INITIATIVE),
        ([5, None, "Nguyễn Văn A"], Kind.INITIATIVE),
        ([None, None, "Nguyễn Văn A"], Kind.INITIATIVE),
    ],
)
def test_one_row(row: list[Cell], kind: Kind) -> None:
    assert _kinds(lists.simple(row)) == [kind]


def test_an_author_alone_right_below_is_a_coauthor_and_no_other_is() -> None:
    first: list[Cell] = [1, "Gá kẹp", "Nguyễn Văn A"]
    alone: list[Cell] = [None, None, "Trần Thị B"]
    assert _kinds(lists.simple(first, alone, alone)) == ["initiative", "coauthor", "coauthor"]
    assert _kinds(lists.simple(first, [], alone)) == ["initiative", "blank", "initiative"]
    unnumbered: list[list[Cell]] = [["Tên sáng kiến", "Tác giả"], first[1:], alone[1:]]
    assert _kinds(unnumbered) == ["initiative", "initiative"]
    told = lists.official([1, PERSON, "Gá kẹp"], [None, PERSON, None, None, "Có tóm tắt riêng"])
    assert _kinds(told) == ["initiative", "initiative"]


def test_after_signatures_only_a_counted_row_or_a_heading_opens_again() -> None:
    closing: list[Cell] = [None, "CHỦ TỊCH"]
    signer: list[Cell] = [None, "Trần Văn Chủ", "Nguyễn Thị Lập"]
    first: list[Cell] = [1, "Gá kẹp", "Nguyễn Văn A"]
    assert _kinds(lists.simple(first, closing, signer, first)) == ["initiative", "closing", "closing", "initiative"]
    again = lists.simple(first, closing, signer, ["STT", "Tên sáng kiến", "Tác giả"], [None, "Đèn", "Nguyễn Văn A"])
    assert _kinds(again)[-2:] == ["heading", "initiative"]
