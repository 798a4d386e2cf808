"""Rows as offices write them, for the tests of tables."""

from __future__ import annotations

from datetime import date

from domain.table.cells import Cell

TODAY = date(2021, 4, 1)

OFFICIAL: list[Cell] = [
    "TT",
    "Họ và tên, năm sinh, chức vụ, đơn vị công tác, điện thoại liên hệ",
    "Tên sáng kiến",
    "Thời gian áp dụng",
    "Tóm tắt nội dung sáng kiến",
    "Hiệu quả sáng kiến, giá trị làm lợi, phạm vi ứng dụng",
    "Các danh hiệu thi đua, hình thức khen thưởng cá nhân trong 03 năm (2018 – 2020)",
]

ABOVE: list[list[Cell]] = [
    ["LIÊN ĐOÀN LAO ĐỘNG TỈNH", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["TỔNG HỢP TÓM TẮT SÁNG KIẾN"],
    ["(Kèm theo Tờ trình số.....ngày.... tháng ...năm 2021 của Ban Thường vụ.....)"],
    [],
]


def official(*rows: list[Cell]) -> list[list[Cell]]:
    """The official form with these rows; the first of them is row 6."""
    return [*ABOVE, OFFICIAL, *rows]


def simple(*rows: list[Cell]) -> list[list[Cell]]:
    """A list of number, title and author; the first row is row 2."""
    return [["STT", "TÊN SÁNG KIẾN", "TÁC GIẢ"], *rows]
