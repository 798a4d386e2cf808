"""Near-duplicates as rules: what counts as standing in both, and what a few changes do to it."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import duplicate
from domain.duplicate import Likeness, Text

BODY = (
    "Trước đây công nhân phải xoay tay để gá ống vào máy hàn, mỗi ống mất mười hai giây và hay lệch mép. Nhóm làm một "
    "đồ gá có lò xo đẩy, chỉ cần đặt ống vào là kẹp chặt; ống lệch thì đèn đỏ sáng. Nhờ vậy mỗi ống chỉ còn tám giây, "
    "tỷ lệ hàng hỏng giảm từ hai phần trăm xuống nửa phần trăm, công nhân không còn đau cổ tay."
)
TITLE = "Đồ gá lò xo kẹp nhanh ống thép trước khi hàn"
OTHER = (
    "Phòng kế toán lập bảng theo dõi công nợ bằng màu, mỗi sáng tự gửi danh sách khách quá hạn cho nhân viên bán hàng, "
    "nên tiền về sớm hơn và cuối tháng không phải đối chiếu lại từng hóa đơn bằng tay như trước."
)
PHRASE = "góp phần nâng cao năng suất lao động, tiết kiệm chi phí sản xuất, giảm giá thành sản phẩm"
VIETNAMESE = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ,.\n", max_size=120)


def _like(a: str, b: str, titles: tuple[str, str] = ("", ""), phrases: frozenset[int] = frozenset()) -> Likeness:
    read = [duplicate.read(text, phrases) for text in (titles[0], a, titles[1], b)]
    return duplicate.likeness(*read)


def _read(text: str) -> Text:
    return duplicate.read(text)


def test_the_same_text_is_wholly_shared_and_is_one_passage() -> None:
    found = _like(BODY, BODY)
    assert (found.share, len(found.passages)) == (1.0, 1)
    assert BODY[slice(*found.passages[0].a)] == BODY.rstrip(".")


def test_accents_case_signs_and_decomposed_letters_hide_nothing() -> None:
    changed = unicodedata.normalize("NFD", BODY.upper().replace(",", " –"))
    found = _like(BODY, changed)
    assert found.share == 1.0
    assert duplicate.fingerprint(_read(TITLE), _read(BODY)) == duplicate.fingerprint(_read(TITLE), _read(changed))


def test_a_few_changed_words_are_found_and_shown_around_the_change() -> None:
    changed = BODY.replace("mười hai giây", "15 giây").replace("đèn đỏ sáng", "chuông kêu")
    found = _like(BODY, changed)
    assert found.alike
    assert found.share > 0.8
    assert BODY[slice(*found.passages[0].a)].endswith("mỗi ống mất")
    assert all(duplicate.fold(BODY[slice(*one.a)]).split() == duplicate.fold(changed[slice(*one.b)]).split()
               for one in found.passages)  # fmt: skip


def test_sentences_in_another_order_are_found() -> None:
    sentences = BODY.split(". ")
    assert _like(BODY, ". ".join(reversed(sentences))).share > 0.95


def test_two_different_ideas_are_not_alike() -> None:
    found = _like(BODY, OTHER, (TITLE, "Bảng màu theo dõi công nợ khách hàng"))
    assert not found.alike
    assert found.share < 0.1


@pytest.mark.parametrize("both", [PHRASE, f"{PHRASE}. {PHRASE}"])
def test_set_phrases_do_not_count(both: str) -> None:
    phrases = duplicate.phrases([PHRASE])
    a, b = f"{both}. {OTHER}", f"{both}. {BODY}"
    assert not _like(a, b, phrases=phrases).alike
    nothing = _like(both, both, phrases=phrases)
    assert (nothing.runs, nothing.share, nothing.words, nothing.title_words) == ((), 0.0, 0, 0)
    shared = set(duplicate.fingerprint(duplicate.read("", phrases), duplicate.read(a, phrases)))
    assert not shared & set(_read(PHRASE).shingles)


def test_a_title_alone_is_enough_when_it_is_long_and_nearly_the_same() -> None:
    assert _like("", "", (TITLE, TITLE.replace("nhanh", "chặt"))).alike
    assert not _like("", "", (TITLE, TITLE.replace("kẹp nhanh", "giữ").replace("thép", "đồng"))).alike
    assert _like("", "", (TITLE, f"{TITLE} inox")).alike
    assert not _like("", "", ("Cải tiến máy may", "Cải tiến máy may")).alike


def test_a_copy_inside_a_longer_text_is_found() -> None:
    assert _like(BODY, f"{OTHER} {BODY} {OTHER}").share == 1.0


@given(VIETNAMESE, VIETNAMESE)
def test_every_passage_stands_in_both_and_none_overlaps(a: str, b: str) -> None:
    one, other = _read(a), _read(b)
    nothing = _read("")
    found = duplicate.likeness(nothing, one, nothing, other).passages
    for passage in found:
        left, right = (_read(text.written[slice(*span)]).syllables
                       for text, span in ((one, passage.a), (other, passage.b)))  # fmt: skip
        assert left == right
        assert len(left) == passage.words >= duplicate.RUN
    for side in ("a", "b"):
        spans = sorted(getattr(passage, side) for passage in found)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(VIETNAMESE)
def test_a_text_shares_all_its_fingerprint_with_itself(text: str) -> None:
    numbers = duplicate.fingerprint(_read(text[:30]), _read(text))
    assert list(numbers) == sorted(set(numbers))
    assert len(numbers) <= duplicate.KEPT + duplicate.KEPT_OF_TITLE
    assert all(0 <= number < 1 << 32 for number in numbers)


@given(VIETNAMESE, VIETNAMESE, VIETNAMESE)
def test_what_is_ruled_out_beforehand_is_not_alike(a: str, b: str, both: str) -> None:
    title, one, other = _read(both[:40]), _read(f"{a} {both}"), _read(f"{both} {b}")
    found = duplicate.likeness(title, one, title, other)
    assert duplicate.may_be_alike(title, one, title, other) or not found.alike
    exactly = duplicate.likeness(one, one, other, other)
    assert duplicate.may_be_alike(one, one, other, other) or not exactly.alike


def test_shingles_are_the_same_on_every_machine() -> None:
    assert duplicate.shingles(("do", "ga", "lo", "xo")) == (586_473_080, 3_796_808_466)
