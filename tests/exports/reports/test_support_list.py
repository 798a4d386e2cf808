from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from domain.dossier import Letter
from domain.errors import RuleError
from domain.initiative import Author, Initiative, State
from domain.programme import Support
from domain.support import entitlement
from tests.domain.dossier_samples import BINH, CHI, PROGRAMME
from tests.exports.pdf_reading import pages, places, squeezed, texts
from tests.papers_read import Sheet, support_list

RULE = Support(100_000, 200_000, ("portal_entered", "portal_approved", "reported"), "LĐLĐ TP Hải Phòng 25/01/2022")
PACK = dataclasses.replace(PROGRAMME, support=RULE)
PAID = Initiative(
    title="Cải tiến đồ gá may túi",
    number="SK-2021-0001",
    authors=(BINH, CHI),
    revision=1,
    state=State.PACKAGED,
    portal_entered_on=date(2021, 4, 1),
    portal_approved_on=date(2021, 4, 9),
)
MISSED = dataclasses.replace(PAID, number="SK-2021-0002", title="Kệ để khuôn", portal_approved_on=None)
UNDECIDED = dataclasses.replace(PAID, number="SK-2021-0003", authors=(Author("An"), Author("Lan")))
LETTER = Letter(unit_name="CĐCS Công ty May Bến Tre Xanh", signer_name="Đỗ Thị Ngọc Ưu")

# The paper as it must read, cell by cell.
GOLDEN = (
    (1, "Cải tiến đồ gá may túi\n(SK-2021-0001)",
     "Phạm Văn Bình, Xưởng May 2\n- Phạm Văn Bình 60 %: 150.000\n- Lê Thị Chi 40 %: 100.000",
     "Đạt\n01/04/2021", "Đạt\n09/04/2021", "Đạt", "100.000", "150.000", "250.000", ""),
    (2, "Kệ để khuôn\n(SK-2021-0002)", "Phạm Văn Bình, Xưởng May 2",
     "Đạt\n01/04/2021", "Chưa", "Đạt", "0", "0", "0", ""),
    (3, "Cải tiến đồ gá may túi\n(SK-2021-0003)", "Chưa xác định tác giả được tính", "Đạt\n01/04/2021",
     "Đạt\n09/04/2021", "Đạt", "100.000", "150.000", "250.000", ""),
    ("", "TỔNG CỘNG", "2 trên 3 sáng kiến đủ điều kiện chi", "", "", "", "200.000", "300.000", "500.000", ""),
    ("", "Bằng chữ: Năm trăm nghìn đồng.", "", "", "", "", "", "", "", ""),
)  # fmt: skip


def quiet(_done: int, _total: int) -> None:
    pass


def content(*held: Initiative) -> Sheet:
    lines = [(one, entitlement(one, RULE, 150_000)) for one in held or (PAID, MISSED, UNDECIDED)]
    return support_list(lines, PACK, LETTER)


def test_the_paper_is_the_golden_one() -> None:
    assert content().rows == GOLDEN
    assert content().sub_title.startswith("Chương trình “75 nghìn sáng kiến” – CĐCS Công ty May Bến Tre Xanh")


def test_the_workbook_says_the_same_and_nothing_calculates(tmp_path: Path) -> None:
    content().write(tmp_path / "a.xlsx", step=quiet)
    page = load_workbook(tmp_path / "a.xlsx").active
    cells = [[cell.value for cell in row] for row in page.iter_rows(min_row=4, max_col=10)]
    assert cells[0] == list(content().headings)
    for wanted, found in zip(GOLDEN, cells[1:], strict=False):
        assert [value or "" for value in found] == list(wanted)
    assert "Đỗ Thị Ngọc Ưu" in [cell.value for row in page.iter_rows() for cell in row]


def test_the_pages_say_the_same_inside_the_margins(tmp_path: Path) -> None:
    written = content().write(tmp_path / "a.pdf", step=quiet)
    read = squeezed("".join(pages(written.path)))
    for part in (content().title, *content().headings, *(str(cell) for row in GOLDEN for cell in row)):
        assert squeezed(part) in read
    assert places(written.path, "CHỦ TỊCH")[0][0] > 841.89 / 2
    for left, bottom, right, top in texts(written.path, 0):
        assert 84 < left <= right < 842 - 47
        assert bottom > 54 and top < 595.28 - 54


def test_many_rows_keep_their_headings_and_the_sum_comes_last(tmp_path: Path) -> None:
    written = content(*[PAID] * 60).write(tmp_path / "a.pdf", step=quiet)
    read = [squeezed(text) for text in pages(written.path)]
    assert len(read) == written.pages > 2
    assert all(squeezed("".join(content().headings)) in text for text in read)
    assert squeezed("Bằng chữ: Mười lăm triệu đồng.") in read[-1]
    assert written.rows == 62


def test_another_kind_of_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="report_format_unknown"):
        content().write(tmp_path / "a.odt", step=quiet)
    assert list(tmp_path.iterdir()) == []
