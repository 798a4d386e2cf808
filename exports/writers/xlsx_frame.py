"""Everything of a workbook but its rows: styles, columns, margins, headings printed on every page."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from domain.text import clean
from exports.writers.sheet import Sheet

HEADING_ROW = 4
# Fitted to the width of A4 the wider columns print at five sixths: 12 point becomes the 10 that tables may have.
WIDER = 1.2
MM_PER_INCH = 25.4
_PROGRAM = "Sổ Sáng Kiến"
_MARGINS_MM = {"left": 30, "right": 17, "top": 20, "bottom": 20, "header": 10, "footer": 10}
_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SIDES = Border(left=_THIN, right=_THIN, bottom=_THIN)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_TOP = Alignment(vertical="top", wrap_text=True)
_TOP_CENTRE = Alignment(horizontal="center", vertical="top")
_STYLE = re.compile(r'<c r="[A-Z]+1" s="(\d+)"')


@dataclass(frozen=True)
class Styles:
    """The numbers of the styles of cells. A row that goes on in the next one has `_on` cells, without a line above;
    `quoted` text would calculate if somebody touched it and did not bear the mark."""

    title: str
    sub_title: str
    heading: str
    number: str
    text: str
    quoted: str
    number_on: str
    text_on: str
    quoted_on: str
    signer: str


@dataclass(frozen=True)
class Frame:
    """`head` and `tail` stand around the rows of each sheet, `parts` are the other files of the workbook by name."""

    styles: Styles
    head: str
    tail: str
    parts: dict[str, bytes]


def frame(sheet: Sheet, count: int = 1) -> Frame:
    """Of a workbook of so many sheets."""
    book: Any = Workbook()
    for no in range(count):
        page = book.active if no == 0 else book.create_sheet()
        page.title = sheet.name if count == 1 else f"{sheet.name[:26]} {no + 1}"
        _set_up(page, sheet)
    _show_styles(book.worksheets[0])
    book.properties.creator = book.properties.lastModifiedBy = _PROGRAM
    book.properties.title, book.properties.language = clean(sheet.title), "vi-VN"
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as saved:
        parts = {name: saved.read(name) for name in saved.namelist()}
    first = parts["xl/worksheets/sheet1.xml"].decode()
    head, _, rest = first.partition("<sheetData>")
    _, _, tail = rest.partition("</sheetData>")
    others = {name: body for name, body in parts.items() if not name.startswith("xl/worksheets/sheet")}
    # Which cells there are is known only at the end, and nobody needs it.
    head = re.sub(r"<dimension [^>]*/>", "", head)
    return Frame(Styles(*_STYLE.findall(rest)), head, tail, others)


def _set_up(page: Any, sheet: Sheet) -> None:
    for no, width in enumerate(sheet.widths_mm, start=1):
        pixels = width * WIDER / MM_PER_INCH * 96
        page.column_dimensions[get_column_letter(no)].width = round((pixels - 5) / 7, 2)
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    page.freeze_panes = f"A{HEADING_ROW + 1}"
    page.print_options.horizontalCentered = True
    for side, mm in _MARGINS_MM.items():
        setattr(page.page_margins, side, mm / MM_PER_INCH)
    page.HeaderFooter.differentFirst = True
    page.oddHeader.center.text = "&P"
    if sheet.mark:
        page.oddHeader.right.text = page.firstHeader.right.text = clean(sheet.mark)


def _show_styles(page: Any) -> None:
    """A cell of each style in the order of `Styles`, from which its number is read."""
    bold, plain = _font(12, bold=True), _font(12)
    shown = [
        (_font(14, bold=True), _CENTRE, None, False),
        (_font(13, italic=True), _CENTRE, None, False),
        (bold, _CENTRE, _BOX, False),
        (plain, _TOP_CENTRE, _BOX, False),
        (plain, _TOP, _BOX, False),
        (plain, _TOP, _BOX, True),
        (plain, _TOP_CENTRE, _SIDES, False),
        (plain, _TOP, _SIDES, False),
        (plain, _TOP, _SIDES, True),
        (_font(13, bold=True), _CENTRE, None, False),
    ]
    for no, (font, alignment, border, quoted) in enumerate(shown, start=1):
        cell = page.cell(1, no)
        cell.font, cell.alignment, cell.quotePrefix = font, alignment, quoted
        if border:
            cell.border = border


def _font(size: float, *, bold: bool = False, italic: bool = False) -> Font:
    return Font(name="Times New Roman", size=size, bold=bold, italic=italic)
