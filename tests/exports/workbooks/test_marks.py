from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from exports.workbooks.read import read
from exports.workbooks.workbook import Sheet

_MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def _xls(path: Path) -> Sheet:
    book = xlwt.Workbook()
    book.dates_1904 = True
    sheet = book.add_sheet("Danh sách")
    old, plain = xlwt.easyxf("font: name .VnTime"), xlwt.easyxf("font: name Arial")
    sheet.write(0, 0, "Sè", old)
    sheet.write(1, 0, "Số", plain)
    rich = [("Sè ", xlwt.easyfont("name .VnTime")), ("ñoàng", xlwt.easyfont("name VNI-Times"))]
    sheet.write_rich_text(2, 1, rich, plain)
    sheet.write(5, 0, "Lª V¨n", old)
    sheet.row(1).hidden = True
    sheet.col(1).hidden = True
    book.save(str(path))
    return read(path).sheets[0]


def _xlsx(path: Path) -> Sheet:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["A6"] = "Sè", "Số", "Lª V¨n"
    sheet["A1"].font = sheet["A6"].font = Font(name=".VnTime")
    old, other = InlineFont(rFont=".VnTime"), InlineFont(rFont="VNI-Times")
    sheet["B3"] = CellRichText(TextBlock(old, "Sè "), TextBlock(other, "ñoàng"))
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.save(path)
    return read(path).sheets[0]


def _ods(path: Path) -> Sheet:
    content = (
        '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
        ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"><office:font-face-decls>'
        '<style:font-face style:name="f1" svg:font-family="\'.VnTime\'"/></office:font-face-decls>'
        '<office:automatic-styles><style:style style:name="ce1" style:family="table-cell">'
        '<style:text-properties style:font-name="f1"/></style:style></office:automatic-styles>'
        '<office:body><office:spreadsheet><table:table table:name="DS">'
        '<table:table-column/><table:table-column table:visibility="collapse"/>{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    cell = '<table:table-cell {} office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "<table:table-row>" + cell.format('table:style-name="ce1"', "Sè") + "</table:table-row>"
    rows += '<table:table-row table:visibility="filter">' + cell.format("", "Số") + "</table:table-row>"
    rows += '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    rows += "<table:table-row>" + cell.format('table:style-name="ce1"', "Lª V¨n") + "</table:table-row>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", content.format(rows=rows))
    return read(path).sheets[0]


@pytest.mark.parametrize("make", [_xls, _xlsx, _ods])
def test_hidden_rows_columns_and_old_fonts_are_told(tmp_path: Path, make: object) -> None:
    assert callable(make)
    sheet = make(tmp_path / "a")
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1}, {1})
    assert sheet.fonts[0, 0] == sheet.fonts[5, 0] == ((0, "tcvn3"),)
    assert (1, 0) not in sheet.fonts
    if make is not _ods:
        assert sheet.since_1904
        assert sheet.fonts[2, 1] == ((0, "tcvn3"), (3, "vni"))


def test_shared_texts_go_on_in_further_records(tmp_path: Path) -> None:
    """The old format cuts its list of texts into pieces of 8 KB: what changes its font far behind is still found."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for row in range(300):
        sheet.write(row, 0, f"{'Đồ gá ' if row % 3 else 'do ga '}{row} " * 20)
    rich = [("một ", xlwt.easyfont("name Arial")), ("hai ", xlwt.easyfont("name .VnTime")), ("ba", xlwt.easyfont(""))]
    sheet.write_rich_text(300, 0, rich, xlwt.easyxf("font: name Arial"))
    book.save(str(tmp_path / "a.xls"))
    (page,) = read(tmp_path / "a.xls").sheets
    assert page.fonts == {(300, 0): ((0, ""), (4, "tcvn3"), (8, ""))}
