"""A request about personal data: what it needs, and when it is late."""

from __future__ import annotations

from datetime import date

import pytest

from domain import labels
from domain.data_request import KINDS, DataRequest, answering_problems, asking_problems
from domain.person_paper import answer_sections, paper, plain_text

TODAY = date(2026, 6, 10)
HELD = DataRequest(3, "", "Lê Bé", "erase", "xóa số điện thoại", date(2026, 6, 1), date(2026, 6, 3))


def codes(problems: tuple[object, ...]) -> list[str]:
    return [problem.code for problem in problems]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("answered_on", "today", "late"),
    [
        (None, date(2026, 6, 3), False),
        (None, date(2026, 6, 4), True),
        (date(2026, 6, 3), TODAY, False),
        (date(2026, 6, 4), TODAY, True),
    ],
)
def test_it_is_late_after_its_day_and_stays_so_when_answered_late(
    answered_on: date | None, today: date, late: bool
) -> None:
    held = DataRequest(3, "", "Lê Bé", "see", "", date(2026, 6, 1), date(2026, 6, 3), answered_on)
    assert held.overdue(today) is late


def test_it_says_who_what_and_when() -> None:
    assert asking_problems("Lê Bé", "see", TODAY, TODAY) == ()
    assert codes(asking_problems("", "soul", date(2026, 6, 11), TODAY)) == [
        "data_request_who_missing",
        "data_request_kind_unknown",
        "data_request_day_wrong",
    ]
    assert answering_problems(HELD, TODAY, "Đã xóa", TODAY) == ()
    assert codes(answering_problems(HELD, date(2026, 5, 1), "", TODAY)) == [
        "data_request_answer_missing",
        "data_request_answered_day_wrong",
    ]
    assert set(KINDS) == set(labels.DATA_REQUESTS)


def test_the_answer_on_paper_tells_the_request_its_day_and_the_law() -> None:
    held = DataRequest(3, "", "Lê Bé", "erase", "xóa số", date(2026, 6, 1), date(2026, 6, 3), TODAY, "Đã xóa.\nXong.")
    unit = {"name": "CĐCS May", "upper_name": "LĐLĐ huyện", "place": "Bình Tân"}
    text = plain_text(paper("Trả lời", unit, TODAY, answer_sections(held, number=3)))
    for words in ("LĐLĐ huyện", "CĐCS May", "Bình Tân, ", "Người yêu cầu: Lê Bé", "Xóa dữ liệu: xóa số",
                  "Hạn trả lời: 03/06/2026", "Đã xóa.", "Xong.", "Luật 91/2025/QH15"):  # fmt: skip
        assert words in text
