"""A table as a workbook ready to print: A4 landscape, headings on every page, nothing that calculates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from domain.dossier import Signature
from domain.text import clean
from exports.writers.fonts import bold, regular
from exports.writers.lines import flat, wrap
from exports.writers.sheet import Row, Sheet, Step

_PROGRAM = "Sổ Sáng Kiến"
_MM_PER_INCH = 25.4
# Fitted to the width of A4 the wider columns print at five sixths: 12 point becomes the 10 that tables may have.
_WIDER = 1.2
_CELL, _HEADING = regular(12, 15.75), bold(12, 15.75)
_SAFE = 0.94  # office programs set the same font a little wider on the screen than on paper
_ROW_PAD = 4.0
_ROW_MAX = 409.0  # a row of a sheet cannot be higher, what is below would never be seen
_LINES_MAX = int((_ROW_MAX - _ROW_PAD) / _CELL.leading)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SIDES = Border(left=_THIN, right=_THIN, bottom=_THIN)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_TOP = Alignment(vertical="top", wrap_text=True)
_TOP_CENTRE = Alignment(horizontal="center", vertical="top")


def write(stream: BinaryIO, sheet: Sheet, step: Step) -> int:
    """Writes the workbook and returns how many rows of the table it has.

    A row too high for a sheet goes on in the next one, whose first cell is empty.
    """
    book: Any = Workbook(write_only=True)
    page: Any = book.create_sheet(sheet.name)
    try:
        _set_up(book, page, sheet)
        count = _fill(_Lines(page), sheet, step)
        book.save(stream)
    finally:
        _drop_scratch(page)
    return count


class _Lines:
    """The sheet being filled from the top, which knows the number of its next line."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self.next_no = 1

    def add(self, cells: list[Any], height: float) -> None:
        self._page.row_dimensions[self.next_no].height = height
        self._page.append(cells)
        del self._page.row_dimensions[self.next_no]
        self.next_no += 1

    def add_merged(self, text: str, first: int, last: int, font: Font, height: float) -> None:
        """One text over the columns `first` to `last`, counted from 1."""
        letters = f"{get_column_letter(first)}{self.next_no}:{get_column_letter(last)}{self.next_no}"
        self._page.merged_cells.add(letters)
        self.add([None] * (first - 1) + [self.cell(text, font, _CENTRE)], height)

    def cell(self, value: int | str, font: Font, alignment: Alignment, border: Border | None = None) -> Any:
        """A cell whose text stays text, also when somebody edits it: what is typed in a register never calculates."""
        cell: Any = WriteOnlyCell(self._page, value)
        if isinstance(value, str):
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(_FORMULA_STARTS)
        cell.font, cell.alignment = font, alignment
        if border:
            cell.border = border
        return cell


def _set_up(book: Any, page: Any, sheet: Sheet) -> None:
    book.properties.creator = book.properties.lastModifiedBy = _PROGRAM
    book.properties.title, book.properties.language = clean(sheet.title), "vi-VN"
    for no, width in enumerate(sheet.widths_mm, start=1):
        pixels = width * _WIDER / _MM_PER_INCH * 96
        page.column_dimensions[get_column_letter(no)].width = round((pixels - 5) / 7, 2)
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.print_title_rows = "4:4"
    page.freeze_panes = "A5"
    page.print_options.horizontalCentered = True
    margins = {"left": 30, "right": 17, "top": 20, "bottom": 20, "header": 10, "footer": 10}
    for side, mm in margins.items():
        setattr(page.page_margins, side, mm / _MM_PER_INCH)
    page.HeaderFooter.differentFirst = True
    page.oddHeader.center.text = "&P"
    if sheet.mark:
        page.oddHeader.right.text = page.firstHeader.right.text = clean(sheet.mark)


def _fill(lines: _Lines, sheet: Sheet, step: Step) -> int:
    last = len(sheet.headings)
    lines.add_merged(clean(sheet.title), 1, last, _font(14, bold=True), 22)
    sub_title = clean(sheet.sub_title)
    sub_lines = len(flat(sub_title, regular(13), sum(sheet.widths_mm) * _WIDER / _MM_PER_INCH * 72 * _SAFE))
    lines.add_merged(sub_title, 1, last, _font(13, italic=True), 18.0 * sub_lines)
    lines.add([], 8)
    rooms = [_room(width) for width in sheet.widths_mm]
    headings = [clean(heading) for heading in sheet.headings]
    heading_lines = max(len(flat(h, _HEADING, room)) for h, room in zip(headings, rooms, strict=True))
    lines.add(
        [lines.cell(h, _font(12, bold=True), _CENTRE, _BOX) for h in headings],
        heading_lines * _HEADING.leading + 2 * _ROW_PAD,
    )
    count = 0
    for count, row in enumerate(sheet.rows, start=1):
        _add_row(lines, row, rooms)
        step(count, sheet.row_count)
    _add_signature(lines, sheet.signature, last)
    return count


def _add_row(lines: _Lines, row: Row, rooms: list[float]) -> None:
    font = _font(12)
    texts = [list(_parts(clean(str(value)), room)) for value, room in zip(row, rooms, strict=True)]
    for no in range(max(map(len, texts))):
        parts = [text[no] if no < len(text) else ("", 0) for text in texts]
        values: list[int | str] = [part for part, _ in parts]
        if no == 0 and isinstance(row[0], int):
            values[0] = row[0]
        border = _SIDES if no else _BOX
        cells = [lines.cell(value, font, _TOP if n else _TOP_CENTRE, border) for n, value in enumerate(values)]
        height = max(count for _, count in parts) * _CELL.leading + _ROW_PAD
        lines.add(cells, min(height, _ROW_MAX))


def _add_signature(lines: _Lines, signature: Signature, last: int) -> None:
    first = last - 2
    lines.add([], 12)
    for text in (*signature.authority.split("\n"), *signature.position.split("\n")):
        lines.add_merged(clean(text), first, last, _font(13, bold=True), 18)
    lines.add([], 80)
    lines.add_merged(clean(signature.name), first, last, _font(13, bold=True), 18)


def _parts(text: str, room: float) -> Iterator[tuple[str, int]]:
    """The text in parts as high as a row can be, broken where lines break, each with its number of lines."""
    part, count = "", 0
    for source, lines in zip(text.split("\n"), wrap(text, _CELL, room), strict=True):
        end = 0
        for n, line in enumerate(lines):
            start = source.index(line, end)
            if count == _LINES_MAX:
                yield part, count
                part, count = "", 0
            elif part or count:
                part += source[end:start] if n else "\n"
            part += line
            count += 1
            end = start + len(line)
    yield part, count


def _room(width_mm: float) -> float:
    return width_mm * _WIDER / _MM_PER_INCH * 72 * _SAFE - 4


def _font(size: float, *, bold: bool = False, italic: bool = False) -> Font:
    return Font(name="Times New Roman", size=size, bold=bold, italic=italic)


def _drop_scratch(page: Any) -> None:
    """Rows wait in a scratch file of the library; when we are stopped half-way it must not stay with people's data."""
    writer = page._writer
    if writer is None or not Path(writer.out).exists():
        return
    if not page.closed:
        page.close()
    writer.cleanup()
