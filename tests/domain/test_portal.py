from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import portal, text
from domain.initiative import SECRET_WITHHOLDS, Author, Initiative, redacted, withheld
from domain.portal import Box, PortalState, boxes, fitted, state_of
from tests.domain.kit import initiatives, pack

AUTHOR = Author("Phạm Văn Bình", 1985, phone="0912 345 678")
SOME = Initiative(title="Đồ gá may túi", authors=(AUTHOR,), unit_name="CĐCS Hoa Sim", block="public",
                  summary="Giữ mép túi.", effect="Giảm 12 giây.")  # fmt: skip


def filled(found: tuple[Box, ...]) -> dict[str, str]:
    return {box.label: box.text for box in found}


def test_the_boxes_stand_in_the_portals_order_under_its_labels() -> None:
    assert list(filled(boxes(SOME, pack(), top="Hải Phòng")).items()) == [
        ("Họ và tên", "Phạm Văn Bình"),
        ("Số điện thoại", "0912 345 678"),
        ("Đơn vị", "Hải Phòng"),
        ("Đơn vị trực thuộc", "CĐCS Hoa Sim"),
        ("Nhóm ý tưởng", "Khối cơ quan"),
        ("Mô tả sáng kiến", "Đồ gá may túi\nGiữ mép túi.\nGiảm 12 giây."),
    ]


@given(words=st.text(max_size=400), limit=st.integers(1, 120))
def test_a_fitted_text_keeps_to_the_limit_and_nothing_falls_away_silently(words: str, limit: int) -> None:
    kept = text.clean(words)
    shown, cut = fitted(words, limit)
    assert text.length(shown) <= limit
    assert kept.startswith(shown)
    assert text.length(kept) == text.length(shown) + cut
    assert (cut == 0) == (text.length(kept) <= limit)


def test_a_text_is_cut_at_a_sentence_where_that_fills_the_room_else_at_a_word() -> None:
    assert fitted("Một câu ngắn đủ dài. Câu sau bị bỏ đi.", 25) == ("Một câu ngắn đủ dài.", 18)
    assert fitted("Ừ. Câu này dài hơn chỗ còn lại rất nhiều", 25) == ("Ừ. Câu này dài hơn chỗ", 18)
    assert fitted("x" * 30, 25) == ("x" * 25, 5)
    assert fitted("Số 1.500.000 đồng", 12) == ("Số 1.500.000", 5)


def test_a_line_break_counts_one() -> None:
    assert fitted("a\r\nb", 3) == ("a\nb", 0)


def test_a_letter_is_never_parted_from_its_marks() -> None:
    odd = "q\u0323\u0307" * 10  # no composed letter exists
    shown, _ = fitted(odd, 4)
    assert shown == "q\u0323\u0307"


@given(held=initiatives)
def test_nothing_that_a_technology_secret_withholds_ever_appears(held: Initiative) -> None:
    secret = dataclasses.replace(held, technology_secret=True)
    marked = dataclasses.replace(secret, **{name: f"⟦{name}⟧" for name in SECRET_WITHHOLDS})
    shown = boxes(marked, pack(), top="Hải Phòng")
    assert set(withheld(marked)) == set(SECRET_WITHHOLDS)
    assert not any(f"⟦{name}⟧" in box.text for name in SECRET_WITHHOLDS for box in shown)
    assert boxes(secret, pack(), top="x") == boxes(redacted(secret), pack(), top="x")


def test_of_a_secret_the_name_and_the_effect_leave() -> None:
    secret = dataclasses.replace(SOME, technology_secret=True)
    assert filled(boxes(secret, pack()))["Mô tả sáng kiến"] == "Đồ gá may túi\nGiảm 12 giây."


def test_a_long_description_says_how_much_was_cut() -> None:
    long = dataclasses.replace(SOME, summary="Giữ mép túi, bỏ một lần ủi. " * 60)
    box = boxes(long, pack())[-1]
    assert box.limit == 1000 >= box.length
    assert box.cut == text.length(f"{SOME.title}\n{text.clean(long.summary)}\n{SOME.effect}") - box.length > 0
    assert box.text.endswith("ủi.")


@pytest.mark.parametrize(
    ("days", "state"),
    [
        ({}, PortalState.NOT_ENTERED),
        ({"portal_entered_on": date(2022, 2, 1)}, PortalState.WAITING),
        ({"portal_entered_on": date(2022, 2, 1), "portal_approved_on": date(2022, 2, 9)}, PortalState.APPROVED),
        ({"portal_entered_on": date(2022, 2, 1), "portal_refused_on": date(2022, 2, 9)}, PortalState.REFUSED),
    ],
)
def test_the_days_say_how_far_it_has_got(days: dict[str, date], state: PortalState) -> None:
    assert state_of(dataclasses.replace(SOME, **days)) is state


def test_the_portals_words_for_blocks_are_its_own() -> None:
    assert set(portal.BLOCK_WORDS.values()) == {"Doanh nghiệp", "Khối cơ quan"}
