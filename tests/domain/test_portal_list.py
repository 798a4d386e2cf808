from __future__ import annotations

import pytest

from domain import portal_list

ROWS = [
    {"id": 1, "portal_no": "12", "number": "SK-2022-0001", "title": "Kệ để khuôn; loại hai tầng", "author": "Lê B"},
    {"id": 2, "portal_no": "13", "number": "SK-2022-0002", "title": "Máy gấp áo", "author": ""},
    {"id": 3, "portal_no": "14", "number": "SK-2022-0003", "title": "Máy gấp áo", "author": ""},
]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("12", {1}),
        ("kệ để khuôn; loại HAI tầng", {1}),
        ("máy gấp áo", {2, 3}),
        ("13\tMáy gấp áo", {2}),
        ("12\tMáy gấp áo", set()),
        ("12;13", set()),
        ("12\tLê B", set()),
        ("SK-2022-0001\tLê B và 2 người", {1}),
        ("SK-2022-0001\tTúi đựng kim", set()),
        ("SK-2022-0001\tSK-2022-0002", set()),
        ("Tiết kiệm 12 triệu đồng", set()),
        (" ; \t", set()),
    ],
)
def test_what_a_line_names(line: str, named: set[int]) -> None:
    assert portal_list.named(line, portal_list.names(ROWS)) == named
