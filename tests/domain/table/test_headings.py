from __future__ import annotations

import unicodedata

import pytest

from domain.table.headings import OFFICIAL, field_of, unit_of, unit_of_table
from tests.domain.table import lists


def test_the_official_seven() -> None:
    assert tuple(field_of(heading) for heading in lists.OFFICIAL) == OFFICIAL


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("STT", "no"),
        ("Số TT", "no"),
        ("Họ và\ntên", "full_name"),
        ("Tên tác giả sáng kiến", "full_name"),
        ("Tác giả, đồng tác giả", "full_name"),
        ("Chủ nhiệm đề tài", "full_name"),
        ("Đồng tác giả", "coauthors"),
        ("Họ tên - Chức vụ", "people"),
        ("Chức vụ, đơn vị công tác", "particulars"),
        ("Ngày tháng năm sinh", "birth_year"),
        ("Năm sinh tác giả", "birth_year"),
        ("Chức danh", "position"),
        ("Phòng/Ban", "workplace"),
        ("Bộ phận", "workplace"),
        ("Tổ", "workplace"),
        ("SĐT", "phone"),
        ("ĐT liên hệ", "phone"),
        ("Tỷ lệ đóng góp của tác giả (%)", "share_pct"),
        ("Khen thưởng", "awards"),
        ("Tên đề tài, sáng kiến", "title"),
        ("SÁNG KIẾN/GIẢI PHÁP", "title"),
        ("Sáng kiến kinh nghiệm", "title"),
        ("Nội dung sáng kiến", "summary"),
        ("Mô tả giải pháp", "summary"),
        ("Ngày áp dụng lần đầu", "applied_from_on"),
        ("Thời gian áp dụng (từ ngày… đến ngày…)", "applied_from_on"),
        ("Từ ngày", "applied_from_on"),
        ("Đến ngày", "applied_to_on"),
        ("Hiệu quả", "effect"),
        ("Hiệu quả kinh tế (triệu đồng)", "benefit_vnd"),
        ("Giá trị làm lợi", "benefit_vnd"),
        ("Phạm vi áp dụng", "reach"),
        ("Đơn vị áp dụng", "reach"),
        ("Lĩnh vực áp dụng", "area"),
        ("Chủ đầu tư tạo ra sáng kiến", "investor"),
        ("Số quyết định công nhận", "decision_no"),
        ("Ngày ký quyết định", "decision_on"),
        ("Ghi chú", ""),
        ("Số tác giả", ""),
        ("Đơn vị tính", ""),
        ("Đơn vị công nhận", ""),
        ("Xếp loại", ""),
        ("", ""),
        (None, ""),
        (2019, ""),
        ("Tên sáng kiến " * 40, ""),
    ],
)
def test_the_words_offices_use(heading: str, field: str) -> None:
    assert field_of(heading) == field


def test_marks_written_apart_make_no_difference() -> None:
    assert field_of(unicodedata.normalize("NFD", "Tên sáng kiến")) == "title"


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Giá trị làm lợi (triệu đồng)", 10**6),
        ("Làm lợi (tr.đ)", 10**6),
        ("Làm lợi (nghìn đồng)", 10**3),
        ("Làm lợi (1.000 đ)", 10**3),
        ("Làm lợi (tỷ đồng)", 10**9),
        ("Số tiền làm lợi (đồng)", 1),
        ("Giá trị làm lợi, tỷ lệ", 0),
        ("Giá trị làm lợi", 0),
    ],
)
def test_the_unit_of_amounts(heading: str, unit: int) -> None:
    assert unit_of(heading) == unit


def test_the_unit_may_stand_above_the_table() -> None:
    assert unit_of_table("Đơn vị tính: triệu đồng") == 10**6
    assert unit_of_table("ĐVT: 1.000 đồng") == 10**3
    assert unit_of_table("Đơn vị: Công ty May 10 triệu") == 0
