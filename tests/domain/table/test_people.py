from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import text
from domain.initiative import Author
from domain.table.cells import Cell, words
from domain.table.people import people
from domain.table.reading import take_apart

A = Author("Nguyễn Văn A", 1985, "Tổ trưởng", "Phân xưởng May 2", "0912345678")
B = Author("Trần Thị B", 1990, "Công nhân", "PX May 2", "0987654321")


@pytest.mark.parametrize(
    "cell",
    [
        "Nguyễn Văn A, 1985, Tổ trưởng, Phân xưởng May 2, 0912 345 678",
        "Nguyễn Văn A,1985,Tổ trưởng,Phân xưởng May 2,0912345678",
        "Nguyễn Văn A\n1985\nTổ trưởng\nPhân xưởng May 2\n0912.345.678",
        "Nguyễn Văn A - SN 1985 - Tổ trưởng - Phân xưởng May 2 - ĐT: 0912-345-678",
        "Nguyễn Văn A; sinh năm 1985; Tổ trưởng; Phân xưởng May 2; SĐT 912345678",
        "Ông Nguyễn Văn A (12/05/1985), Tổ trưởng – Phân xưởng May 2 – +84 912 345 678",
        "Họ và tên: Nguyễn Văn A. Năm sinh: 1985. Chức vụ: Tổ trưởng. Đơn vị: Phân xưởng May 2. Điện thoại: 0912345678",
        "Nguyễn Văn A, sinh 1985\nTổ trưởng, Phân xưởng May 2\nĐTDĐ: 0912345678.",
        "Nguyễn Văn A 1985 Tổ trưởng, Phân xưởng May 2 0912345678",
        "1. Nguyễn Văn A, 1985, Tổ trưởng, Phân xưởng May 2, 0912345678",
        "Nguyễn Văn A, SN 85, Phân xưởng May 2, Tổ trưởng, 0912345678",
        "Nguyễn Văn A (sn 1985) - Tổ trưởng - Phân xưởng May 2 - đt 0912345678",
        "Nguyễn Văn A (sinh năm: 1985, ĐT: 0912345678), Tổ trưởng, Phân xưởng May 2",
        "Nguyễn Văn A (1985, Tổ trưởng), Phân xưởng May 2, 0912345678",
    ],
)
def test_one_author(cell: str) -> None:
    assert take_apart(cell) == [A]


ONE = "Nguyễn Văn A, 1985, Tổ trưởng, Phân xưởng May 2, 0912345678"
TWO = "Trần Thị B, 1990, Công nhân, PX May 2, 0987654321"


@pytest.mark.parametrize(
    "cell",
    [
        f"1. {ONE}\n2. {TWO}",
        f"1) {ONE} 2) {TWO}",
        f"- {ONE}\n- {TWO}",
        f"{ONE}\n{TWO}",
        f"{ONE}; {TWO}",
        f"{ONE}, {TWO}",
        f"{ONE} và {TWO}",
        f"{ONE}\n{TWO}".replace(", ", "\n"),
    ],
)
def test_two_authors(cell: str) -> None:
    assert take_apart(cell) == [A, B]


@pytest.mark.parametrize(
    "cell",
    [
        "Nguyễn Văn A và Trần Thị B, 1985, Tổ trưởng, Phân xưởng May 2, 0912345678",
        "Nguyễn Văn A và Trần Thị B - SN 1985 - Tổ trưởng - Phân xưởng May 2 - ĐT: 0912.345.678",
        "Nguyễn Văn A & Trần Thị B\n1985\nTổ trưởng\nPhân xưởng May 2\n0912345678",
        "1. Nguyễn Văn A và Trần Thị B; 1985; Tổ trưởng; Phân xưởng May 2; 0912345678",
    ],
)
def test_names_before_particulars_told_once_are_two_people(cell: str) -> None:
    """As in columns of their own: particulars told once are the first one's, the workplace is everybody's."""
    assert take_apart(cell) == [A, Author("Trần Thị B", workplace="Phân xưởng May 2")]


@pytest.mark.parametrize("cell", [
    "Nguyễn Văn A, thợ và lái xe, Tổ 5", "Nguyễn Văn A, Phòng Kỹ thuật và Công nghệ", "Nguyễn Văn A và tập thể, Tổ 5",
    "Tổ 5 và Trần Thị B",
])  # fmt: skip
def test_other_words_joined_stay_one(cell: str) -> None:
    assert len(take_apart(cell)) == 1


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Lương Canh Cường \nTâm Thị Mạnh Ðạo", ["Lương Canh Cường", "Tâm Thị Mạnh Đạo"]),
        ("Nguyễn Văn A, Trần Thị B và Lê Văn C", ["Nguyễn Văn A", "Trần Thị B", "Lê Văn C"]),
        ("Trương Mậu Trí\n", ["Trương Mậu Trí"]),
        ("NGUYỄN VĂN A", ["NGUYỄN VĂN A"]),
        ("nguyễn văn a", ["nguyễn văn a"]),
        ("Danh Ái", ["Danh Ái"]),
        ("Tập thể Phòng Kế toán", ["Tập thể Phòng Kế toán"]),
        ("Đ/c Nguyễn Văn A", ["Nguyễn Văn A"]),
        ("", []),
        (None, []),
        ("  \n ", []),
    ],
)
def test_names_alone(cell: Cell, names: list[str]) -> None:
    authors = take_apart(cell)
    assert [author.full_name for author in authors] == names
    assert authors == [Author(full_name=name) for name in names]


@pytest.mark.parametrize(
    ("cell", "author"),
    [
        ("Nguyễn Văn A, 1985, Cơ Khí, Nhà máy X", Author("Nguyễn Văn A", 1985, "Cơ Khí", "Nhà máy X")),
        (
            "Nguyễn Văn A, Trưởng phòng Kế toán, Trường THPT Lê Lợi",
            Author("Nguyễn Văn A", None, "Trưởng phòng Kế toán", "Trường THPT Lê Lợi"),
        ),
        (
            "Nguyễn Văn A, Phó giám đốc - Chủ tịch công đoàn, Công ty B (Khu công nghiệp C)",
            Author("Nguyễn Văn A", None, "Phó giám đốc, Chủ tịch công đoàn", "Công ty B, Khu công nghiệp C"),
        ),
        ("ThS. Nguyễn Văn A, Giảng viên", Author("Nguyễn Văn A", None, "ThS., Giảng viên")),
        (
            "Nguyễn Văn A, PX 1, 0912345678 / 02253821055",
            Author("Nguyễn Văn A", None, "", "PX 1", "0912345678 / 02253821055"),
        ),
    ],
)
def test_parts_find_their_place(cell: str, author: Author) -> None:
    assert take_apart(cell) == [author]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("Nguyễn Văn A, 1985, Tổ trưởng, PX 2, 091234", "PX 2, 091234"),
        ("Nguyễn Văn A, Tổ trưởng, SN 19x5", "SN 19x5"),
        ("Nguyễn Văn A, Tổ trưởng, PX 2, a@b.vn", "PX 2, a@b.vn"),
    ],
)
def test_what_is_not_understood_stays(cell: str, kept: str) -> None:
    assert take_apart(cell)[0].workplace == kept


def test_a_number_that_lost_its_zero_is_given_it_back_and_it_is_said() -> None:
    assert people("Nguyễn Văn A, 912345678") == ([Author("Nguyễn Văn A", phone="0912345678")], {"phone_zero"})
    assert people("Nguyễn Văn A, 0912345678")[1] == frozenset()


NAMED = ["Tổ trưởng", "PX May 2", "Phòng Kế toán", "khác", "a@b.vn", "Trường Lê Lợi", "Nguyễn Văn A", "Trần Thị B"]
pieces = st.sampled_from(
    [*NAMED, "1985", "12/5/1990", "0912 345 678", "SN 1979", "ĐT: 0987654321", "và", "1.", "2.", "(x)", ":", "-"]
)


@given(st.lists(pieces, max_size=12), st.sampled_from([", ", "\n", "; ", " - ", " "]))
def test_no_word_is_lost(parts: list[str], glue: str) -> None:
    typed = glue.join(parts)
    told = " ".join(
        f"{author.full_name} {author.birth_year} {author.position} {author.workplace} {author.phone}"
        for author in take_apart(typed)
    )
    for word in NAMED:
        assert (word in typed) <= (word in told), (typed, told)


@given(st.text(max_size=80))
def test_any_text_is_taken(typed: str) -> None:
    for author in take_apart(typed):
        assert all(text.clean(words(value)) == words(value) for value in (author.full_name, author.phone))
