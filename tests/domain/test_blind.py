"""No name of an author and no unit in anything an appraiser reads, however it is written there."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import text
from domain.blind import MASK, Hidden, hidden_of, hiding, masked, masked_name, masked_words
from domain.initiative import Author, Initiative
from tests.domain.kit import initiatives as any_initiatives

PEOPLE = ("Nguyễn Văn An", "Lê Thị Hà", "Đặng Mỹ", "H’Hen Niê")
UNIT = "Công ty TNHH May Sông Hồng"
HIDDEN = Hidden(PEOPLE, (UNIT, "Phân xưởng 2"), ("27001", "0912345987"))

FAMILIES = ("Nguyễn", "Trần", "Đặng", "Lê", "Võ", "Tôn", "Phạm", "Ê Ban")
MIDDLES = ("", "Văn", "Thị", "Đức", "Thị Ngọc", "Hữu")
GIVEN = ("An", "Hà", "Bình", "Thuỷ", "Đông", "Ý", "Phương", "Ước")
names = st.builds(lambda *parts: " ".join(filter(None, parts)), st.sampled_from(FAMILIES), st.sampled_from(MIDDLES),
                  st.sampled_from(GIVEN))  # fmt: skip


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Anh Nguyễn Văn An nghĩ ra", f"Anh {MASK} nghĩ ra"),
        ("NGUYỄN VĂN AN, nguyen van an, Nguyen  Van\nAn", f"{MASK}, {MASK}, {MASK}"),
        ("Nguyễn Văn Anh và Trần Nguyễn Văn An", f"Nguyễn Văn Anh và Trần {MASK}"),
        ("NguyenVanAn, nguyen_van_an, BcNguyenVanAn2", f"{MASK}, {MASK}, Bc{MASK}2"),
        ("N.V.An, N. V. A., Nguyễn V. An, Ng.V.An", f"{MASK}, {MASK}, {MASK}, {MASK}"),
        ("AnNV, An N.V., annv@may.vn, an.nguyen@may.vn", f"{MASK}, {MASK}., {MASK}@may.vn, {MASK}@may.vn"),
        ("anh An, chị Hà, đ/c Mỹ, ông hà", f"anh {MASK}, chị {MASK}, đ/c {MASK}, ông hà"),
        ("Văn An và Thị Hà", f"{MASK} và {MASK}"),
        ("vẫn an toàn, thị hà, ống PVC, hai lần, cho mỹ thuật", "vẫn an toàn, thị hà, ống PVC, hai lần, cho mỹ thuật"),
        ("Đặng Mỹ, DANG MY, DangMy", f"{MASK}, {MASK}, {MASK}"),
        ("H'Hen Niê, H Hen Nie", f"{MASK}, {MASK}"),
        ("gọi 0912 345 987 hoặc +84912345987", f"gọi {MASK} hoặc {MASK}"),
    ],
)
def test_a_person_goes_out_of_words_however_written(words: str, left: str) -> None:
    assert masked_words(words, HIDDEN) == left


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Ở công ty tnhh may sông hồng", f"Ở {MASK}"),
        ("CONG TY TNHH MAY SONG HONG; CongTyTnhhMaySongHong", f"{MASK}; {MASK}"),
        ("tại May Sông Hồng, Sông Hồng, Song Hong", f"tại {MASK}, {MASK}, {MASK}"),
        ("may sống hông, phân xưởng 20", "may sống hông, phân xưởng 20"),
        ("Phân xưởng 2 và PHAN XUONG 2", f"{MASK} và {MASK}"),
        ("mã 27001, máy 270012", f"mã {MASK}, máy 270012"),
    ],
)
def test_a_unit_goes_out_of_words_by_its_name_its_proper_name_and_its_code(words: str, left: str) -> None:
    assert masked_words(words, HIDDEN) == left


def test_another_word_that_only_looks_like_a_short_name_stays() -> None:
    assert masked_words("áp dụng lean, mua sơn", Hidden(("Lê An", "Mùa Sơn"))) == f"áp dụng lean, {MASK}"
    assert (
        masked_words("An toàn là trên hết; đồng chí An", Hidden(("Hồ An",))) == f"An toàn là trên hết; đồng chí {MASK}"
    )


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("Nguyen Van An - ban ve.pdf", f"{MASK} - ban ve.pdf"),
        ("NGUYENVANAN.JPG", "minh chứng 3.JPG"),
        ("nva_anh may.png", f"{MASK}_anh may.png"),
        ("annv-bao-cao.docx", f"{MASK}-bao-cao.docx"),
        ("may-song-hong_so do.pdf", "may-song-hong_so do.pdf"),
        ("CongTyTNHHMaySongHong so do.pdf", f"{MASK} so do.pdf"),
        ("sơ đồ", "sơ đồ"),
    ],
)
def test_names_of_evidence_files_are_masked_and_keep_their_endings(name: str, left: str) -> None:
    assert masked_name(name, 3, HIDDEN) == left


def test_a_record_loses_people_and_unit_and_keeps_what_is_judged() -> None:
    author = Author("Ông Nguyễn Văn An", position="Tổ trưởng", workplace="Phân xưởng 2", phone="0912 345 987")
    held = Initiative("i1", "SK-1", "p", title="Bàn là của Nguyen Van An", summary="Ở May Sông Hồng", unit_name=UNIT,
                      authors=(author,), investor=UNIT, consent_by="Trần B", benefit_vnd=5, first_users="Lê C",
                      nature="anh An, phân xưởng 2, gọi 0912.345.987", unread={"benefit_vnd": "An 5 đồng"})  # fmt: skip
    told = masked(held, hidden_of(held))
    assert told == dataclasses.replace(
        held, title=f"Bàn là của {MASK}", summary=f"Ở {MASK}", unit_name="", authors=(), investor="", consent_by="",
        first_users="", nature=f"anh {MASK}, {MASK}, gọi {MASK}", unread={},
    )  # fmt: skip


def _bare(words: str) -> str:
    return " " + re.sub(r"[\s_.\-–’‘'\"]+", " ", text.fold(words)) + " "


def _written(name: str, how: int) -> str:
    forms = (name, name.upper(), name.lower(), text.fold(name), text.fold(name).title(), "_".join(name.split()),
             "-".join(text.fold(name).split()), "  ".join(name.split()), text.nfc(name).swapcase())  # fmt: skip
    return forms[how]


@given(any_initiatives, st.lists(names, min_size=1, max_size=3), st.lists(st.integers(0, 8), min_size=6, max_size=6),
       st.text(max_size=12))  # fmt: skip
def test_no_name_of_an_author_survives_in_any_field_an_appraiser_sees(
    initiative: Initiative, people: list[str], ways: list[int], around: str
) -> None:
    pieces = [_written(people[no % len(people)], how) for no, how in enumerate(ways)]
    held = dataclasses.replace(
        initiative, authors=tuple(Author(full_name=name) for name in people), number="1", nature=f"({pieces[2]})",
        title=f"{around} {pieces[0]} {around}", summary=f"{pieces[1]}, {around}", effect=f"{around}\n{pieces[3]}",
        reach=pieces[4], unread={"title": pieces[0]}, first_users=pieces[1],
    )  # fmt: skip
    hidden = hidden_of(held)
    told = masked(held, hidden)
    shown = [str(getattr(told, field.name)) for field in dataclasses.fields(told)]
    shown.append(masked_name(f"{pieces[5]} {around}.pdf", 1, hidden))
    for name in people:
        assert not [words for words in shown if _bare(name) in _bare(words)]
    assert masked(told, hidden) == told


def test_a_unit_code_of_one_or_two_signs_is_left_alone() -> None:
    assert hiding([], [], [], "1") == Hidden(()) and hiding([], [], [], "27001").codes == ("27001",)
