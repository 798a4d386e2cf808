"""What a change of many wrote, in words."""

from __future__ import annotations

import pytest

from domain import bulk_words
from tests.domain.kit import pack

PACK = pack()


@pytest.mark.parametrize(("field", "after", "named", "became"), [
    ("kind", {"kind": PACK.kinds[0].code}, "Sửa mục Loại giải pháp", PACK.kinds[0].title),
    ("state", {"state": "accepted", "number": "SK-1"}, "Chuyển trạng thái", "Đã tiếp nhận"),
    ("phase", {"phase": PACK.phases[0].id}, "Sửa mục Giai đoạn", PACK.phases[0].title),
    ("phase", {"phase": "gone"}, "Sửa mục Giai đoạn", "gone"),
    ("unit_code", {"unit_code": "27001", "unit_name": "CĐCS Hoa Sim"}, "Sửa mục Mã đơn vị", "CĐCS Hoa Sim"),
    ("applied_from_on", {"applied_from_on": "2022-03-01", "phase": "p"}, "Sửa mục Áp dụng từ ngày", "01/03/2022"),
    ("area", {"area": ""}, "Sửa mục Lĩnh vực áp dụng", "(trống)"),
])  # fmt: skip
def test_a_change_is_told_in_words(field: str, after: dict[str, str], named: str, became: str) -> None:
    assert (bulk_words.named(field), bulk_words.became(field, after, PACK)) == (named, became)
