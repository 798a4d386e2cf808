from __future__ import annotations

import dataclasses
import unicodedata
from datetime import date
from typing import Any

import pytest

from domain.initiative import Author, BenefitState, Initiative
from domain.table.cells import Cell
from domain.table.reading import Candidate, candidates, identity, recognise
from tests.domain.dossier_samples import BINH, CHI, INITIATIVE, PROGRAMME
from tests.domain.table import lists
from tests.papers_read import summary_table

PERSON = "Nguyễn Văn A, 1985, Tổ trưởng, PX May 2, 0912345678"
MARCH = date(2021, 3, 1)


def _read(rows: list[list[Cell]], **more: Any) -> list[Candidate]:
    return list(candidates(rows, recognise(rows), lists.TODAY, **more))


def _one(rows: list[list[Cell]]) -> Candidate:
    (found,) = _read(rows)
    return found


def _codes(found: Candidate) -> list[tuple[str, str, int | None, bool]]:
    return [(problem.code, problem.field, problem.row, problem.blocks) for problem in found.problems]


def test_a_row_of_the_official_form() -> None:
    found = _one(
        lists.official(
            [
                *(1.0, PERSON, "  Cải tiến\ngá kẹp ", "Từ 01/3/2021 đến 30/4/2021 (áp dụng thử)", "Trước\r\nSau"),
                *("Giảm lỗi\nGiá trị làm lợi: 48.500.000 đồng (tự khai)\nPhạm vi ứng dụng: toàn xưởng", "LĐTT 2019"),
                *(None, None, 43),
            ]
        )
    )
    assert found.fields == {
        "title": "Cải tiến gá kẹp",
        "authors": (Author("Nguyễn Văn A", 1985, "Tổ trưởng", "PX May 2", "0912345678", awards="LĐTT 2019"),),
        "applied_from_on": MARCH,
        "applied_to_on": date(2021, 4, 30),
        "trial": True,
        "summary": "Trước\nSau",
        "effect": "Giảm lỗi",
        "reach": "toàn xưởng",
        "benefit_vnd": 48_500_000,
        "benefit_state": BenefitState.CLAIMED,
    }
    assert (found.row, found.refused, found.unread, found.problems, found.section) == (6, False, {}, (), "")
    assert found.cleaned == {"spaces", "line_breaks"}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"authors": (dataclasses.replace(BINH, phone=""), CHI), "trial": True, "applied_to_on": None},
        {"benefit_state": BenefitState.NOT_COMPUTABLE, "benefit_vnd": None, "reach": "", "authors": (CHI,)},
        {"benefit_state": BenefitState.NONE, "benefit_vnd": None, "summary": "Trước:\n- một\nSau:\n- hai"},
    ],
)
def test_what_we_print_is_read_back(changes: dict[str, Any]) -> None:
    printed = dataclasses.replace(INITIATIVE, **changes)
    table = summary_table([printed], PROGRAMME, None)
    rows: list[list[Cell]] = [[table.title], [table.sub_title], [*table.headings], *([*row] for row in table.rows)]
    rows += [[None, table.signature.authority], [None, table.signature.position]]
    found = Initiative(**_one(rows).fields)
    told = [dataclasses.replace(one, share_pct=None, phone=one.phone.replace(" ", "")) for one in printed.authors]
    assert found == dataclasses.replace(printed, id="", kind="", authors=tuple(told))


HEADINGS: list[Cell] = [
    *("STT", "Họ và tên", "Năm sinh", "Chức vụ", "Đơn vị", "Điện thoại", "Tỷ lệ đóng góp", "Tên sáng kiến"),
    *("Ngày áp dụng", "Giá trị làm lợi (triệu đồng)", "Danh hiệu 2019", "Danh hiệu 2020"),
]


def test_a_column_for_each_particular() -> None:
    row: list[Cell] = [
        *(1, "Nguyễn Văn A", date(1985, 5, 12), "Tổ trưởng", "PX May 2", 912345678.0, 1, "Gá kẹp"),
        *(44256.0, 48.5, "LĐTT", "CSTĐ"),
    ]
    found = _one([HEADINGS, row])
    assert found.fields == {
        "title": "Gá kẹp",
        "authors": (
            Author("Nguyễn Văn A", 1985, "Tổ trưởng", "PX May 2", "0912345678", 100.0, "2019: LĐTT\n2020: CSTĐ"),
        ),
        "applied_from_on": MARCH,
        "benefit_vnd": 48_500_000,
    }
    assert found.cleaned == {"phone_zero"}


def test_several_authors_share_the_cells_of_a_row() -> None:
    row: list[Cell] = [
        *(1, "Nguyễn Văn A\nTrần Thị B", "1985\n1990", "Tổ trưởng", "PX May 2", "0912345678\n987654321", "60%\n40%"),
        *("Gá kẹp", None, None, "Trần Thị B: LĐTT\nNguyễn Văn A: CSTĐ"),
    ]
    found = _one([HEADINGS, row])
    assert found.fields["authors"] == (
        Author("Nguyễn Văn A", 1985, "Tổ trưởng", "PX May 2", "0912345678", 60.0, "2019: CSTĐ"),
        Author("Trần Thị B", 1990, "", "PX May 2", "0987654321", 40.0, "2019: LĐTT"),
    )


def test_the_coauthors_have_a_column_and_particulars_one() -> None:
    rows: list[list[Cell]] = [
        ["Tên sáng kiến", "Tác giả", "Đồng tác giả", "Chức vụ, đơn vị", "Bộ phận"],
        ["Gá kẹp", "Nguyễn Văn A", "Trần Thị B\nLê Văn C", "Tổ trưởng, PX May 2", "Khối 1"],
    ]
    assert _one(rows).fields["authors"] == (
        Author("Nguyễn Văn A", None, "Tổ trưởng", "PX May 2, Khối 1"),
        Author("Trần Thị B", workplace="Khối 1"),
        Author("Lê Văn C", workplace="Khối 1"),
    )


def test_what_cannot_be_read_is_kept_and_told() -> None:
    row: list[Cell] = [1, "Nguyễn Văn A", "19xx", None, None, "091234", "nhiều", "Gá kẹp", "32/13/2021", -5]
    found = _one([HEADINGS, row])
    assert found.unread == {
        "authors.0.birth_year": "19xx",
        "authors.0.share_pct": "nhiều",
        "applied_from_on": "32/13/2021",
        "benefit_vnd": "-5",
    }
    assert _codes(found) == [
        ("birth_year_unreadable", "authors.0.birth_year", 2, True),
        ("share_unreadable", "authors.0.share_pct", 2, True),
        ("date_unreadable", "applied_from_on", 2, True),
        ("benefit_absurd", "benefit_vnd", 2, True),
    ]
    assert not found.refused
    assert found.fields["authors"][0].phone == "091234"


def test_words_in_the_benefit_column_become_its_note() -> None:
    row: list[Cell] = [1, "Nguyễn Văn A", *[None] * 5, "Gá kẹp", None, "đỡ mệt"]
    found = _one([HEADINGS, row])
    assert (found.fields["benefit_note"], found.unread, found.problems) == ("đỡ mệt", {}, ())


def test_an_author_without_title_is_refused_aloud() -> None:
    found = _one(lists.official([1, PERSON, None, None, "Có tóm tắt"]))
    assert found.refused
    assert found.fields["authors"][0].full_name == "Nguyễn Văn A"
    assert _codes(found) == [("title_missing", "title", 6, True)]


def test_a_title_without_author_goes_in_and_is_told() -> None:
    found = _one(lists.simple([1, "Gá kẹp", None]))
    assert not found.refused
    assert _codes(found) == [("authors_missing", "authors", 2, True)]


def test_authors_of_merged_rows_join_the_initiative_above() -> None:
    found = _one(lists.official([1, PERSON, "Gá kẹp"], [None, "Trần Thị B, SN 19x0"], [None, "Lê Văn C, 1990"]))
    assert [author.full_name for author in found.fields["authors"]] == ["Nguyễn Văn A", "Trần Thị B", "Lê Văn C"]
    assert _codes(found) == [("coauthor_joined", "authors", 7, False), ("coauthor_joined", "authors", 8, False)]
    assert found.problems[0].facts == {"name": "Trần Thị B", "above": 6}


def test_unread_particulars_of_a_joined_author_keep_his_place() -> None:
    rows: list[list[Cell]] = [HEADINGS, [1, "Nguyễn Văn A", *[None] * 5, "Gá kẹp"], [None, "Trần Thị B", "19xx"]]
    assert _one(rows).unread == {"authors.1.birth_year": "19xx"}


def test_a_merged_unit_belongs_to_each_row() -> None:
    rows: list[list[Cell]] = [
        ["STT", "Tên sáng kiến", "Tác giả", "Đơn vị"],
        [1, "Gá kẹp", "Nguyễn Văn A", "PX May 2"],
        [2, "Đèn báo", "Trần Thị B"],
        [None, None, "Lê Văn C"],
        [3, "Cân", "Lê Văn D"],
    ]
    merged = [(1, 3, 3, 3), (2, 1, 3, 1), (0, 0, 0, 3), (90, 3, 99, 3)]
    told = [[author.workplace for author in found.fields["authors"]] for found in _read(rows, merged=merged)]
    assert told == [["PX May 2"], ["PX May 2", ""], [""]]
    assert len(rows[2]) == 3


def test_sections_are_kept_beside_their_rows() -> None:
    first: list[Cell] = [1, "Gá kẹp", "Nguyễn Văn A"]
    second: list[Cell] = [2, "Đèn", "Nguyễn Văn A"]
    found = _read(lists.simple(["I", "Khối văn phòng"], first, ["II", "Khối sản xuất"], second))
    assert [candidate.section for candidate in found] == ["I Khối văn phòng", "II Khối sản xuất"]


def test_text_is_composed_and_it_is_said() -> None:
    found = _one(lists.simple([1, unicodedata.normalize("NFD", "Cải tiến gá kẹp"), "Ðại Văn Hùng"]))
    assert (found.fields["title"], found.fields["authors"][0].full_name) == ("Cải tiến gá kẹp", "Đại Văn Hùng")
    assert found.cleaned == {"nfc", "look_alikes"}


def test_the_same_row_is_known_again_however_it_is_written() -> None:
    once = _one(lists.simple([1, "Cải tiến gá kẹp", "Nguyễn Văn A"]))
    again = _one(lists.official([9, PERSON, " “CẢI TIẾN  gá kẹp”. ", "03/2021"]))
    other = _one(lists.simple([1, "Cải tiến gá kẹp", "Trần Thị B"]))
    assert identity(once) == identity(again) != identity(other)
    assert len(identity(once)) == 64


def test_a_row_that_stands_twice_is_told_and_both_are_told_apart() -> None:
    rows = lists.simple(*[[number, "Gá kẹp", "Nguyễn Văn A"] for number in (1, 2, 3)], [4, None, "Nguyễn Văn A"])
    found = _read(rows)
    assert [candidate.occurrence for candidate in found] == [1, 2, 3, 1]
    assert [candidate.problems[0].facts for candidate in found[1:3]] == [{"above": 2}, {"above": 2}]
    assert _codes(found[2]) == [("row_repeated", "title", 4, False)]
    keys = [identity(candidate) for candidate in found]
    assert len(set(keys)) == 4
    assert keys == [identity(candidate) for candidate in _read(rows)]


@pytest.mark.parametrize("rows", [lists.simple(), lists.official(), lists.official([1], [2], [3])])
def test_a_form_that_nobody_filled_in_holds_nothing(rows: list[list[Cell]]) -> None:
    assert _read(rows) == []
