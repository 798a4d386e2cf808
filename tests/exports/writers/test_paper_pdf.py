"""Papers of blocks as pages: nothing torn, nothing alone, nothing outside the margins."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from domain.dossier import Signature
from domain.paper.content import INSIDE_MARK, Closing, Code, Content, Letterhead, Lines, Motto, Table, Text, Title
from exports.writers import paper_pdf, qr
from tests.exports.pdf_reading import facts, fonts, pages, places, rules, squeezed, texts

MM = 72 / 25.4
SIGNED = Closing((Signature("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Bà Ưu"),), ("Như trên", "Lưu: VT"))
TWO = Closing((Signature("", "THƯ KÝ", "Ông An"), Signature("", "CHỦ TỊCH", "Bà Ưu")))


def quiet(_done: int, _total: int) -> None:
    pass


def written(to: Path, *papers: Content) -> Path:
    with to.open("wb") as stream:
        paper_pdf.write(stream, papers, quiet)
    return to


def table(count: int, length: int) -> Table:
    rows = tuple((str(no), f"ĐẦU{no}: {'chữ ' * (length // 4)}CUỐI{no}.") for no in range(1, count + 1))
    return Table(("TT", "Nội dung"), (15, 150), rows, frozenset({0}))


def test_three_hundred_long_rows_are_whole_and_under_headings(tmp_path: Path) -> None:
    file = written(tmp_path / "a.pdf", Content("a", (Title("BẢNG"), table(300, 1000), SIGNED)))
    read = [squeezed(page) for page in pages(file)]
    assert len(read) > 50
    assert all("TTNộidung" in page for page in read)
    for no in range(1, 300):
        (home,) = [page for page in read if f"ĐẦU{no}:" in page]
        assert f"CUỐI{no}." in home
    assert "CUỐI300" in read[-1] and "CHỦTỊCH" in read[-1]


@pytest.mark.parametrize("closing", [SIGNED, TWO], ids=["one", "two"])
def test_the_signature_is_never_alone_on_a_page(tmp_path: Path, closing: Closing) -> None:
    for count in range(1, 40):
        paper = Content("a", (Title("BẢNG"), table(count, 120), closing))
        read = [squeezed(page) for page in pages(written(tmp_path / "a.pdf", paper))]
        assert f"CUỐI{count}." in read[-1]
        assert "CHỦTỊCH" in read[-1]


@pytest.mark.parametrize("length", [1, 900, 4000, 12000])
def test_nothing_is_drawn_outside_the_margins(tmp_path: Path, length: int) -> None:
    head = Letterhead("LĐLĐ TỈNH " * 6, "CÔNG ĐOÀN CƠ SỞ " * 9, "Số: 1/QĐ", "Sa Giang, ngày 05 tháng 4 năm 2021")
    paper = Content("a", (head, Title("TÊN " * (length // 40 + 1), "V/v " * 30), Text("chữ " * length),
                          table(3, length), Lines(30), Code("SSK1", "Quét " * 40), TWO))  # fmt: skip
    file = written(tmp_path / "a.pdf", paper)
    for no in range(len(pages(file))):
        for left, bottom, right, top in [*texts(file, no)[1 if no else 0 :], *rules(file, no)]:
            assert 30 * MM - 1.5 < left <= right < 210 * MM - 15 * MM + 1.5
            assert bottom > 20 * MM - 3
            assert top < 297 * MM - 20 * MM + 3


def test_several_papers_are_numbered_marked_and_bookmarked_each_by_itself(tmp_path: Path) -> None:
    long, inside = Content("Dài", (table(60, 300),)), Content("Kín", (Motto(), table(60, 300)), inside=True)
    read = pages(written(tmp_path / "a.pdf", long, inside, long))
    begins = [no for no, page in enumerate(read) if "ĐẦU1:" in page]
    assert len(begins) == 3
    for start, end in zip(begins, [*begins[1:], len(read)], strict=True):
        assert [page.split()[0] for page in read[start + 1 : end]] == [str(no) for no in range(2, end - start + 1)]
    assert [INSIDE_MARK in page for page in read] == [begins[1] <= no < begins[2] for no in range(len(read))]
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    assert [one.get_title() for one in document.get_toc()] == ["Dài", "Kín", "Dài"]
    document.close()


def test_the_country_alone_is_centred_over_a_drawn_rule(tmp_path: Path) -> None:
    file = written(tmp_path / "a.pdf", Content("a", (Motto("Sa Giang, ngày 05"), Title("ĐƠN"))))
    country = places(file, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert max(box[1] for box in country) - min(box[1] for box in country) < 1
    assert (country[0][0] + country[-1][2]) / 2 == pytest.approx((30 + 195) / 2 * MM, abs=1)
    assert len(rules(file)) == 1


def test_a_framed_paper_gives_up_spare_words_to_stay_on_its_page(tmp_path: Path) -> None:
    spare = [Text(f"{name} {'chữ ' * 300}", spare=True) for name in ("MỘT", "HAI", "BA")]
    paper = Content("a", (Title("GIẤY"), Text("PHẢI CÓ"), *spare, SIGNED), landscape=True, framed=True)
    (page,) = pages(written(tmp_path / "a.pdf", paper_pdf.fitted(paper)))
    assert "PHẢI CÓ" in page and "MỘT" in page and "BA" not in page.split("\n")[-1]
    whole = Content("a", (Title("GIẤY"), Text("x"), SIGNED), framed=True)
    assert paper_pdf.fitted(whole) == whole
    endless = Content("a", (Text("chữ " * 3000), SIGNED), framed=True)
    assert paper_pdf.fitted(endless) == endless


def test_fonts_travel_with_the_file_and_facts_tell_no_more_than_needed(tmp_path: Path) -> None:
    file = written(tmp_path / "a.pdf", Content("Giấy ưu", (Title("GIẤY"), Text("Ừ, ỷ, ẵ"))))
    assert all(fonts(file).values())
    told = facts(file)
    assert (told["Title"], told["Lang"], told["Author"]) == ("Giấy ưu", "vi-VN", "")


def test_a_code_has_its_three_corners_and_its_picture_the_same_squares() -> None:
    dark = qr.squares("SSK1 form=blank_form programme=1m-2022 unit=27001")
    side = len(dark)
    assert side % 4 == 1
    for row, column in ((0, 0), (0, side - 7), (side - 7, 0)):
        corner = [dark[row + y][column : column + 7] for y in range(7)]
        assert corner[0] == corner[6] == [True] * 7
        assert corner[1] == [True, *[False] * 5, True]
        assert corner[3] == [True, False, True, True, True, False, True]
    assert qr.picture("x").startswith(b"\x89PNG")
