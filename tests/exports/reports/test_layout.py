"""The layout of QĐ 933/QĐ-TLĐ (14/5/2024) on produced pages, with the longest words that people write."""

from __future__ import annotations

import dataclasses
import unicodedata
from pathlib import Path

import pypdfium2
import pytest

from domain.dossier import Letter, Signature
from domain.initiative import Author
from domain.paper.content import Chart, Closing, Content, Letterhead, Look, Table, Text, Title
from exports.reports import registry
from exports.writers import paper_pdf
from exports.writers.letterhead import COUNTRY, MOTTO
from tests.domain.dossier_samples import BINH, CHI, INITIATIVE, LETTER, PROGRAMME
from tests.exports.pdf_reading import fonts, pages, places, rules, squeezed, texts
from tests.papers_read import submission_letter, summary_table

MM = 72 / 25.4
LONG_NAME = (
    "CÔNG ĐOÀN CƠ SỞ CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN CHẾ BIẾN XUẤT KHẨU THỦY HẢI SẢN SA GIANG XANH " * 2
)
CELL = ("Đồ gá giữ mép túi giúp công nhân thao tác nhanh hơn, ít lỗi hơn, đỡ mỏi cổ tay hơn. " * 13)[:1000]
TITLE = "\n".join(f"Dòng thứ {n} của một tên dài bốn mươi dòng" for n in range(1, 41))
THREE = (BINH, CHI, Author("Nguyễn Hoàng Thị Phương Uyên Ưu", 1979, "Kỹ thuật viên bậc cao", "Phân xưởng cơ điện"))


def quiet(_done: int, _total: int) -> None:
    pass


def written(to: Path, paper: Content) -> Path:
    with to.open("wb") as stream:
        paper_pdf.write(stream, [paper_pdf.fitted(paper)], quiet)
    return to


def head(unit: str = LONG_NAME) -> Letterhead:
    return Letterhead(unit, unit, "Số: 123456/QĐ-CĐCS", "Sa Giang Thượng, ngày 05 tháng 4 năm 2021")


@pytest.mark.parametrize("across", [False, True], ids=["upright", "across"])
@pytest.mark.parametrize("unit", ["CĐCS MAY", LONG_NAME], ids=["short", "long"])
def test_the_country_is_on_one_line_over_its_motto_and_a_drawn_rule(tmp_path: Path, unit: str, across: bool) -> None:
    file = written(tmp_path / "a.pdf", Content("a", (head(unit), Title("QUYẾT ĐỊNH")), landscape=across))
    country, motto = places(file, COUNTRY), places(file, MOTTO)
    assert max(box[1] for box in country) - min(box[1] for box in country) < 1
    assert 10 < country[0][3] - country[0][1] < 16  # letters of 13 points
    middles = [(boxes[0][0] + boxes[-1][2]) / 2 for boxes in (country, motto)]
    assert middles[0] == pytest.approx(middles[1], abs=1)
    under = [rule for rule in rules(file) if rule[0] == pytest.approx(motto[0][0], abs=3)
             and rule[2] == pytest.approx(motto[-1][2], abs=3) and rule[3] < motto[0][1] + 4]  # fmt: skip
    assert len(under) == 1
    page = (297 if across else 210) * MM
    room = page - (30 + (17 if across else 15)) * MM
    assert country[0][0] >= 30 * MM + room * 65 / 165 - 1
    assert "---" not in pages(file)[0]


def test_long_names_stand_in_their_own_column(tmp_path: Path) -> None:
    file = written(tmp_path / "a.pdf", Content("a", (head(), Title("QUYẾT ĐỊNH"), Text("Điều 1."))))
    edge = (30 + 65) * MM
    for word in ("TRÁCH NHIỆM", "Số: 123456"):
        assert all(box[0] > 30 * MM - 1 and box[2] < edge + 1 for box in places(file, word))
    assert places(file, "QUYẾT ĐỊNH")[0][3] < places(file, "Số: 123456")[0][1]


@pytest.mark.parametrize("rows", [1, 3, 7, 12])
def test_cells_of_a_thousand_letters_and_three_authors_keep_their_row(tmp_path: Path, rows: int) -> None:
    held = [dataclasses.replace(INITIATIVE, summary=f"ĐẦU{n} {CELL} CUỐI{n}", authors=THREE) for n in range(rows)]
    file = summary_table(held, PROGRAMME, LETTER).write(tmp_path / "a.pdf", step=quiet).path
    read = [squeezed(page) for page in pages(file)]
    for n in range(rows - 1):
        (home,) = [page for page in read if f"ĐẦU{n}Đồgá" in page]
        assert f"CUỐI{n}" in home and squeezed(CELL) in home
    assert all("TTHọvàtên" in page for page in read)
    assert all(squeezed(author.full_name) in "".join(read) for author in THREE)
    assert "CHỦTỊCH" in read[-1] and f"CUỐI{rows - 1}" in read[-1]
    for no in range(len(read)):
        for left, bottom, right, top in [*texts(file, no)[1 if no else 0 :], *rules(file, no)]:
            assert 84 < left <= right < 842 - 47 and bottom > 54 and top < 595.28 - 54


@pytest.mark.parametrize("paper", ["certificate", "decision", "summary"])
def test_a_title_of_forty_lines_is_whole_and_inside_the_margins(tmp_path: Path, paper: str) -> None:
    signed = Closing((Signature("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Bà Ưu"),), ("Lưu: VT",))
    blocks = {
        "certificate": (head(), Title("GIẤY CHỨNG NHẬN", size=24), Text(TITLE, Look.NAME), signed),
        "decision": (head(), Title("QUYẾT ĐỊNH", TITLE), Text("Điều 1."), signed),
        "summary": (Title("BẢNG"), Table(("TT", "Tên"), (10, 155), (("1", TITLE),)), signed),
    }[paper]
    file = written(tmp_path / "a.pdf", Content("a", blocks, landscape=paper == "certificate",
                                               framed=paper == "certificate"))  # fmt: skip
    read = pages(file)
    whole = squeezed("".join(read))
    assert all(squeezed(line) in whole for line in TITLE.split("\n"))
    assert "CHỦTỊCH" in squeezed(read[-1]) and len(squeezed(read[-1])) > 60
    wide, high = (297, 210) if paper == "certificate" else (210, 297)
    for no in range(len(read)):
        for left, bottom, right, top in texts(file, no)[1 if no else 0 :]:  # the number of the page is in the margin
            assert 30 * MM - 2 < left <= right < (wide - 15) * MM + 2
            assert bottom > 20 * MM - 4 and top < (high - 20) * MM + 4


def test_what_is_read_back_is_the_source_in_nfc_and_fonts_travel_along(tmp_path: Path) -> None:
    words = unicodedata.normalize("NFD", "Ừ, ỷ, ẵ, Ệ, ữ, ợ, Đ: nguyễn khuyến nghiêng ngửa ₫ – “x²” ≥ 5 °C")
    chart = Chart(unicodedata.normalize("NFD", "Số sáng kiến"), ("Giai đoạn một",), (3.0,), ("3",))
    file = written(tmp_path / "a.pdf", Content("a", (head(), Title("BÁO CÁO"), Text(words), chart)))
    read = "".join(pages(file))
    assert unicodedata.is_normalized("NFC", read)
    assert squeezed(unicodedata.normalize("NFC", words)) in squeezed(read)
    assert "Số sáng kiến" in read
    assert fonts(file) and all(fonts(file).values())


def test_a_heading_stays_with_what_it_heads(tmp_path: Path) -> None:
    chart = Chart("Biểu đồ", tuple(f"Đơn vị {n}" for n in range(9)), tuple(map(float, range(9))), ("1",) * 9)
    for filling in range(20, 34):
        blocks = (Title("BÁO CÁO"), *[Text("Một dòng.")] * filling, Text("Theo đơn vị", Look.HEAD), chart)
        read = [squeezed(page) for page in pages(written(tmp_path / "a.pdf", Content("a", blocks)))]
        (home,) = [page for page in read if "Theođơnvị" in page]
        assert "Biểuđồ" in home


@pytest.mark.parametrize("ending", ["letter", "table"])
def test_every_paper_has_a_title_a_language_and_a_bookmark(tmp_path: Path, ending: str) -> None:
    made = {"letter": submission_letter, "table": summary_table}[ending]([INITIATIVE], PROGRAMME, Letter())
    made.write(tmp_path / "a.pdf", step=quiet)
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    assert len(list(document.get_toc())) == 1
    told = document.get_metadata_dict()
    assert told["Title"] and not told["Author"] and "localhost" not in str(told)
    document.close()
    assert registry.known("summary_table").formats == ("xlsx", "pdf", "docx")
