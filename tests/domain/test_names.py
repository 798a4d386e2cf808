from __future__ import annotations

import os
import unicodedata
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import names, text
from domain.names import NameParts

# Our own list, in the Vietnamese order of given names: letters, then level, huyền, hỏi, ngã, sắc, nặng.
GIVEN = """An Anh Ảnh Ánh Ân Ấn Ba Bà Bình Dung Dũng Duy Đào Đạt Đức Em Êm Hà Hạ Hoa Hoà Hoá Hòa Hóa Huy Khoẻ Lan Lân
Minh Na Nga Oanh Ổn Ơn Phong Quý Sơn Tâm Tấm Thu Thư Út Uyên Ước Ưởng Vân Xuân Yến""".split()
FAMILY = "Âu Bùi Cao Dương Đặng Đinh Đỗ Hoàng Lê Lý Ngô Nguyễn Phạm Phan Trần Vũ".split()
MIDDLE = ["", "Hữu", "Thị", "Thị Ngọc", "Văn"]
people = st.builds(
    lambda *parts: " ".join(filter(None, parts)),
    st.sampled_from(FAMILY),
    st.sampled_from(MIDDLE),
    st.sampled_from(GIVEN),
)


@pytest.mark.parametrize(
    ("full_name", "parts"),
    [
        ("Nguyễn Thị Ngọc Hà", NameParts("Nguyễn", "Thị Ngọc", "Hà")),
        ("  Lê\xa0An ", NameParts("Lê", "", "An")),
        ("Hà", NameParts("", "", "Hà")),
        ("", NameParts("", "", "")),
        (unicodedata.normalize("NFD", "Trần Văn Ước"), NameParts("Trần", "Văn", "Ước")),
    ],
)
def test_parts(full_name: str, parts: NameParts) -> None:
    assert names.split(full_name) == parts


@given(people)
def test_parts_put_together_are_the_name(full_name: str) -> None:
    parts = names.split(full_name)
    assert " ".join(filter(None, (parts.family, parts.middle, parts.given))) == full_name


@pytest.mark.parametrize(
    ("typed", "proposal"),
    [
        ("NGUYỄN THỊ HÀ", "Nguyễn Thị Hà"),
        ("nguyễn thị hà", "Nguyễn Thị Hà"),
        ("ĐẶNG VĂN ƯỚC", "Đặng Văn Ước"),
        (unicodedata.normalize("NFD", "ĐẶNG VĂN ƯỚC"), "Đặng Văn Ước"),
        ("H’HEN NIÊ", "H’Hen Niê"),
        ("Y BLIM NIÊ KĐĂM", "Y Blim Niê Kđăm"),
        ("Nguyễn Thị Hà", ""),
        ("Nguyễn thị Hà", ""),
        ("McDonald An", ""),
        ("TỔ MAY 3", ""),
        ("NGUYỄN VĂN A, LÊ THỊ B", ""),
        ("Y", ""),
        ("", ""),
    ],
)
def test_a_name_in_capitals_or_without_any_gets_a_proposal(typed: str, proposal: str) -> None:
    assert names.proposed(typed) == proposal


@given(people)
def test_the_proposal_is_the_name_as_papers_write_it(full_name: str) -> None:
    assert names.proposed(full_name) == ""
    assert names.proposed(full_name.upper()) == names.proposed(full_name.lower()) == full_name


@given(st.text())
def test_a_proposal_changes_letters_to_capital_or_small_and_nothing_else(typed: str) -> None:
    proposal = names.proposed(typed)
    assert proposal == "" or text.fold(proposal) == text.fold(text.clean_line(typed))
    assert names.proposed(proposal) == ""


def test_people_go_by_given_name_then_family_name_then_the_names_between() -> None:
    ordered = [
        " ".join(filter(None, (family, middle, given_name)))
        for given_name, family, middle in product(GIVEN, FAMILY, MIDDLE)
    ]
    assert sorted(set(ordered), key=text.given_name_key) == ordered
    assert sorted(map(str.upper, ordered), key=text.given_name_key) == list(map(str.upper, ordered))


@given(people, people)
def test_the_order_of_two_people_is_the_order_of_their_parts(first: str, second: str) -> None:
    def order(full_name: str) -> tuple[str, str, str]:
        parts = names.split(full_name.lower())
        return text.sort_key(parts.given), text.sort_key(parts.family), text.sort_key(parts.middle)

    assert (text.given_name_key(first) < text.given_name_key(second)) == (order(first) < order(second))


def namedb(file: str) -> list[str]:
    folder = Path(os.environ.get("SANGKIEN_REAL", "")) / "text/vietnamese-namedb"
    if not folder.is_dir():
        pytest.skip(f"no lists of names in {folder}; SANGKIEN_REAL names the folder of real files")
    return [text.clean_line(line) for line in (folder / file).read_text("utf-8").splitlines() if line.strip()]


@pytest.mark.real
@pytest.mark.parametrize("file", ["boy.txt", "girl.txt", "boy_one_word.txt", "girl_one_word.txt"])
def test_real_names_are_proposed_as_they_are_written(file: str) -> None:
    known = [name for name in namedb(file) if name == name.title()]  # one line of the list forgets a capital
    assert len(known) > 200
    for name in known:
        assert names.proposed(name.upper()) == name or not name[1:]
        assert " ".join(filter(None, vars(names.split(f"Lê {name}")).values())) == f"Lê {name}"


@pytest.mark.real
@pytest.mark.parametrize("file", ["boy.txt", "girl.txt"])
def test_people_with_real_names_go_by_given_name(file: str) -> None:
    listed = sorted((f"{family} {name}" for family in FAMILY for name in namedb(file)), key=text.given_name_key)
    assert len(listed) > 10_000
    keys = [
        [text.sort_key(part) for part in (parts.given, parts.family, parts.middle)]
        for parts in (names.split(name.lower()) for name in listed)
    ]
    assert keys == sorted(keys)
    plain = [text.fold(name) for name in namedb(file.replace(".txt", "_no_accents.txt"))]
    assert [text.fold(name) for name in namedb(file)] == plain
