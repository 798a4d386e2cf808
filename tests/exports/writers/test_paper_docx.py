"""The layout of text files as QĐ 933/QĐ-TLĐ (14/5/2024) asks for it, read back from the file."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from domain.dossier import Signature
from domain.paper.content import Closing, Code, Content, Letterhead, Lines, Look, Motto, Table, Text, Title
from exports.writers import paper_docx
from exports.writers.letterhead import COUNTRY, MOTTO

HEAD = Letterhead("LĐLĐ TỈNH", "CÔNG ĐOÀN CƠ SỞ CÔNG TY MAY", "Số: 1/QĐ", "Sa Giang, ngày 05 tháng 4 năm 2021")
ROWS = tuple((str(no), "chữ " * 200) for no in range(1, 41))
PAPER = Content(
    "Quyết định", (HEAD, Title("QUYẾT ĐỊNH", "Về việc công nhận"), Text("Điều 1."), Text("Căn cứ", Look.GROUND),
                   Table(("TT", "Tên"), (10, 155), ROWS, frozenset({0})),
                   Closing((Signature("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Bà Ưu"),), ("Như trên", "Lưu: VT"))),
)  # fmt: skip


def quiet(_done: int, _total: int) -> None:
    pass


def written(*papers: Content) -> bytes:
    stream = io.BytesIO()
    paper_docx.write(stream, papers or (PAPER,), quiet)
    return stream.getvalue()


@pytest.fixture(scope="module")
def file() -> Any:
    return docx.Document(io.BytesIO(written()))


def sizes(element: Any) -> set[float]:
    return {int(size.get(qn("w:val"))) / 2 for size in element.iter(qn("w:sz"))}


def paragraph(file: Any, words: str) -> Any:
    return next(one for one in file.element.body.iter(qn("w:p")) if words in "".join(t.text or "" for t in one.iter(
        qn("w:t"))))  # fmt: skip


def test_the_page_is_a4_with_the_margins_of_the_decision(file: Any) -> None:
    (section,) = file.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = [round(one.mm) for one in (section.left_margin, section.right_margin, section.top_margin,
                                         section.bottom_margin)]  # fmt: skip
    assert margins == [30, 15, 20, 20]
    across = docx.Document(io.BytesIO(written(Content("a", (Title("B"),), landscape=True)))).sections[0]
    assert (round(across.page_width.mm), round(across.page_height.mm)) == (297, 210)
    assert (round(across.left_margin.mm), round(across.right_margin.mm)) == (30, 17)


def test_letters_are_times_new_roman_of_13_or_14_points(file: Any) -> None:
    named = {font.get(qn("w:ascii")) for font in file.styles.element.iter(qn("w:rFonts"))} - {None}
    assert file.styles["Normal"].font.name == "Times New Roman"
    defaults = file.styles.element.find(qn("w:docDefaults"))
    assert {font.get(qn("w:ascii")) for font in defaults.iter(qn("w:rFonts"))} == {"Times New Roman"}
    assert not [font for font in defaults.iter(qn("w:rFonts")) if font.get(qn("w:asciiTheme"))]
    assert named and all(run.find(qn("w:rFonts")) is None for run in file.element.body.iter(qn("w:rPr")))
    for words in ("Điều 1.", "Căn cứ", "QUYẾT ĐỊNH", "Số: 1/QĐ"):
        assert sizes(paragraph(file, words)) <= {13.0, 14.0}


def test_letters_of_tables_have_10_to_12_points(file: Any) -> None:
    assert all(10 <= size <= 12 for size in sizes(file.tables[1]._tbl))


def test_the_head_is_65_to_100_millimetres(file: Any) -> None:
    widths = [round(one.width.mm) for one in file.tables[0].columns]
    assert widths == [65, 100]
    assert file.tables[0]._tbl.tblPr.find(qn("w:tblBorders")) is None
    assert file.tables[0].autofit is False


def test_the_country_stands_on_one_bold_line_of_13_points(file: Any) -> None:
    line = paragraph(file, COUNTRY)
    assert sizes(line) == {13.0}
    assert line.find(f"{qn('w:r')}/{qn('w:rPr')}/{qn('w:b')}") is not None
    assert not list(line.iter(qn("w:br")))


def test_a_drawn_rule_stands_under_the_motto_and_no_dashes(file: Any) -> None:
    rule = paragraph(file, MOTTO).getnext()
    border = rule.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:top')}")
    assert border.get(qn("w:val")) == "single"
    # As long as the motto: the paragraph is drawn in from both sides of its column of 100 mm.
    inner = rule.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    left, right = int(inner.get(qn("w:left"))), int(inner.get(qn("w:right")))
    assert left == right
    assert 55 < (100 / 25.4 * 1440 - left - right) / 1440 * 25.4 < 75
    assert "---" not in "".join(one.text for one in file.paragraphs)


def test_rows_are_in_one_piece_and_headings_come_again(file: Any) -> None:
    rows = list(file.tables[1]._tbl.iter(qn("w:tr")))
    assert len(rows) == 41
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    repeated = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
    assert repeated == [True] + [False] * 40


def test_the_signature_never_stands_alone(file: Any) -> None:
    last = list(file.tables[1]._tbl.iter(qn("w:tr")))[-1]
    assert all(one.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for one in last.iter(qn("w:p")))
    (closing,) = file.tables[2]._tbl.iter(qn("w:tr"))
    assert closing.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


def test_pages_are_numbered_from_the_second(file: Any) -> None:
    (section,) = file.sections
    assert section.different_first_page_header_footer
    fields = [one.get(qn("w:instr")) for one in section.header._element.iter(qn("w:fldSimple"))]
    assert fields == [" PAGE "]
    assert not list(section.first_page_header._element.iter(qn("w:fldSimple")))
    assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_it_speaks_vietnamese_and_tells_of_no_pc(file: Any) -> None:
    known = file.core_properties
    assert (known.title, known.language, known.comments) == ("Quyết định", "vi-VN", "")
    assert known.author == known.last_modified_by == "Sổ Sáng Kiến"
    spoken = {one.get(qn("w:val")) for one in file.styles.element.iter(qn("w:lang"))}
    assert spoken == {"vi-VN"}
    with zipfile.ZipFile(io.BytesIO(written())) as opened:
        names, facts = opened.namelist(), opened.read("docProps/core.xml")
    assert [name for name in names if name.startswith("docProps/")] == ["docProps/core.xml"]
    assert b"created" not in facts and b"python-docx" not in facts and b"/root" not in facts


def test_each_paper_begins_on_a_page_of_its_own_and_is_marked_by_itself() -> None:
    inside = Content("b", (Motto("x"), Title("B")), inside=True)
    file = docx.Document(io.BytesIO(written(PAPER, inside, inside, PAPER)))
    assert len(file.sections) == 4
    marks = ["".join(one.text for one in section.header.paragraphs) for section in file.sections]
    assert ["Lưu hành nội bộ" in mark for mark in marks] == [False, True, True, False]
    assert [section.header.is_linked_to_previous for section in file.sections] == [False, False, True, False]


def test_what_people_type_is_words_and_never_markup() -> None:
    nasty = 'A < B & "C" </w:t> ]]>\nDòng hai'
    file = docx.Document(io.BytesIO(written(Content("t", (Text(nasty), Table((nasty,), (1,), ((nasty,),)))))))
    assert [one.text for one in file.paragraphs[:2]] == nasty.split("\n")
    assert file.tables[0].rows[1].cells[0].text == nasty


def test_codes_lines_and_frames_are_drawn() -> None:
    paper = Content("a", (Code("SSK1", "Quét"), Lines(4)), framed=True, landscape=True)
    file = docx.Document(io.BytesIO(written(paper)))
    assert len(file.inline_shapes) == 1
    assert len(list(file.element.body.iter(qn("w:between")))) == 4
    assert len(file.sections[0]._sectPr.find(qn("w:pgBorders"))) == 4
