"""A table as a workbook ready to print: A4 landscape, headings on every page, nothing that calculates.

What surrounds the rows is made by the library; the rows are written one after the other, so that a table of a whole
province takes no more memory than one of a unit.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import IO, BinaryIO
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from domain.dossier import Signature
from domain.text import clean, clean_all
from exports.writers import xlsx_rows
from exports.writers.fonts import bold, regular
from exports.writers.lines import flat, wrap
from exports.writers.sheet import Row, Sheet, Step
from exports.writers.xlsx_frame import MM_PER_INCH, WIDER, Frame, Styles, frame

ROWS_A_SHEET = 1_048_576
_CELL, _HEADING = regular(12, 15.75), bold(12, 15.75)
_SAFE = 0.94  # office programs set the same font a little wider on the screen than on paper
_ROW_PAD = 4.0
_ROW_MAX = 409.0  # a row of a sheet cannot be higher, what is below would never be seen
_LINES_MAX = int((_ROW_MAX - _ROW_PAD) / _CELL.leading)
# Of longer tables only rows that may be too high are measured: office programs set the height of the others when they
# open the file.
_MEASURED = 5_000
# Points of a letter, of capitals, and of what a line may leave empty before a long word: more than is usual.
_LETTER, _CAPITAL, _LEFT_EMPTY = 6.5, 9.5, 30.0
_AT_ONCE = 200
_LETTERS_AT_ONCE = 1 << 17  # of rows written, until they go to the file
_SIGNATURE_LINES = 12  # lines at most of authority, position, room for the seal and name


def write(stream: BinaryIO, sheet: Sheet, step: Step) -> int:
    """Writes the workbook and returns how many rows of the table it has.

    A row too high for a sheet goes on in the next one, whose first cell is empty; a table too long for a sheet goes on
    in another.
    """
    around = frame(sheet)
    table = _Table(sheet, around.styles)
    rows = table.rows(step)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=xlsx_rows.DEFLATE_LEVEL) as book:
        count = 0
        while count == 0 or table.more:
            count += 1
            with book.open(f"xl/worksheets/sheet{count}.xml", "w", force_zip64=True) as page:
                _write_page(page, sheet, around, table, rows)
        for name, body in (around if count == 1 else frame(sheet, count)).parts.items():
            book.writestr(name, body)
    return table.count


class _Table:
    """The rows of the table as they stand in a workbook; `more` while there are some that have no sheet yet."""

    def __init__(self, sheet: Sheet, styles: Styles) -> None:
        self._sheet, self._styles = sheet, styles
        self.count, self.more, self.next_no = 0, True, 1
        self._rooms = [_room(width) for width in sheet.widths_mm]
        self._letters = [get_column_letter(no) for no in range(1, len(sheet.headings) + 1)]
        # As many points of words surely fit four fifths of the highest row.
        self._surely = [max(room - _LEFT_EMPTY, room / 2) * _LINES_MAX * 0.8 for room in self._rooms]
        self._measured = sheet.row_count <= _MEASURED

    def rows(self, step: Step) -> Iterator[str]:
        """A row, part of one or many rows, at the line `next_no` says when it is asked for."""
        source = iter(self._sheet.rows)
        while part := list(islice(source, _AT_ONCE)):
            texts = clean_all(list(map(str, chain.from_iterable(part))))
            together = None if self._measured else self._together(part, texts)
            if together is not None:
                self.count += len(part)
                self.next_no += len(part)
                yield together
                step(self.count, self._sheet.row_count)
                continue
            wide = len(self._letters)
            for at, row in enumerate(part):
                self.count += 1
                yield from self._row(row[0], texts[at * wide : (at + 1) * wide])
                step(self.count, self._sheet.row_count)
        self.more = False

    def _together(self, part: Sequence[Row], texts: Sequence[str]) -> str | None:
        """All of these rows at once, if they have room in this sheet and none of them asks for a closer look."""
        wide = len(self._letters)
        columns = [texts[at::wide] for at in range(wide)]
        room = self.next_no + len(part) <= ROWS_A_SHEET - _SIGNATURE_LINES
        if not room or not all(map(_all_fit, columns, self._surely)) or any(map(xlsx_rows.calculates, columns[1:])):
            return None
        styles = self._styles
        return xlsx_rows.rows(self.next_no, [row[0] for row in part], columns[1:], styles.number, styles.text)

    def _row(self, first: int | str, texts: list[str]) -> Iterator[str]:
        styles = self._styles
        if not self._measured and all(map(_fits, texts, self._surely)):
            yield self.line(first, texts, (styles.number, styles.text, styles.quoted), 0)
            return
        parts = [list(_parts(text, room)) for text, room in zip(texts, self._rooms, strict=True)]
        for no in range(max(map(len, parts))):
            lines = [part[no] if no < len(part) else ("", 0) for part in parts]
            used = (styles.number_on, styles.text_on, styles.quoted_on) if no else (
                styles.number, styles.text, styles.quoted)  # fmt: skip
            height = max(count for _, count in lines) * _CELL.leading + _ROW_PAD
            said = first if no == 0 else lines[0][0]
            yield self.line(said, [words for words, _ in lines], used, min(height, _ROW_MAX))

    def line(self, first: int | str, texts: Sequence[str], styles: tuple[str, str, str], height: float) -> str:
        """A row of cells: a number or words in the first, words in the others."""
        no, (number, text, quoted) = self.next_no, styles
        self.next_no += 1
        cells = [f'<c r="A{no}" s="{number}"><v>{first}</v></c>' if isinstance(first, int)
                 else cell(f"A{no}", first, number)]  # fmt: skip
        for letter, words in zip(self._letters[1:], texts[1:], strict=True):
            cells.append(cell(f"{letter}{no}", words, quoted if words.startswith(xlsx_rows.FORMULA_STARTS) else text))
        return _line(no, "".join(cells), height)


def cell(at: str, words: str, style: str) -> str:
    """A cell whose text stays text, also when somebody edits it: what is typed in a register never calculates.

    `words` are cleaned: XML cannot hold everything.
    """
    if not words:
        return f'<c r="{at}" s="{style}"/>'
    return f'<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(words)}</t></is></c>'


def _write_page(page: IO[bytes], sheet: Sheet, around: Frame, table: _Table, rows: Iterator[str]) -> None:
    """One sheet: title, headings, as many rows as it holds, and after the last row who signs."""
    merged: list[str] = []
    table.next_no = 1
    page.write(f"{around.head}<sheetData>{''.join(_top(sheet, around.styles, table, merged))}".encode())
    pending: list[str] = []
    waiting = 0
    for lines in rows:  # one row of cells or many
        pending.append(lines)
        waiting += len(lines)
        if waiting >= _LETTERS_AT_ONCE:
            page.write("".join(pending).encode())
            pending.clear()
            waiting = 0
        if table.next_no > ROWS_A_SHEET - _SIGNATURE_LINES:
            break
    end = [] if table.more else _bottom(sheet.signature, len(sheet.headings), around.styles, table, merged)
    spread = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    last = f'</sheetData><mergeCells count="{len(merged)}">{spread}</mergeCells>{around.tail}'
    page.write("".join([*pending, *end, last]).encode())


def _top(sheet: Sheet, styles: Styles, table: _Table, merged: list[str]) -> Iterator[str]:
    last = len(sheet.headings)
    yield _spread(table, sheet.title, 1, last, styles.title, 22, merged)
    sub_lines = len(flat(clean(sheet.sub_title), regular(13), sum(sheet.widths_mm) * WIDER / MM_PER_INCH * 72 * _SAFE))
    yield _spread(table, sheet.sub_title, 1, last, styles.sub_title, 18.0 * sub_lines, merged)
    yield _gap(table, 8)
    headings = [clean(heading) for heading in sheet.headings]
    rooms = [_room(width) for width in sheet.widths_mm]
    high = max(len(flat(words, _HEADING, room)) for words, room in zip(headings, rooms, strict=True))
    used = (styles.heading, styles.heading, styles.heading)
    yield table.line(headings[0], headings, used, high * _HEADING.leading + 2 * _ROW_PAD)


def _bottom(signature: Signature, last: int, styles: Styles, table: _Table, merged: list[str]) -> Iterator[str]:
    first = max(1, last - 2)
    yield _gap(table, 12)
    for words in (*signature.authority.split("\n"), *signature.position.split("\n")):
        yield _spread(table, words, first, last, styles.signer, 18, merged)
    yield _gap(table, 80)
    yield _spread(table, signature.name, first, last, styles.signer, 18, merged)


def _spread(table: _Table, words: str, first: int, last: int, style: str, height: float, merged: list[str]) -> str:
    """One text over the columns `first` to `last`, counted from 1."""
    no, left, right = table.next_no, get_column_letter(first), get_column_letter(last)
    table.next_no += 1
    merged.append(f"{left}{no}:{right}{no}")
    return _line(no, cell(f"{left}{no}", clean(words), style), height)


def _gap(table: _Table, height: float) -> str:
    table.next_no += 1
    return _line(table.next_no - 1, "", height)


def _line(no: int, cells: str, height: float) -> str:
    shape = f' ht="{height:g}" customHeight="1"' if height else ""
    return f'<row r="{no}"{shape}>{cells}</row>'


def _fits(text: str, surely: float) -> bool:
    letter = _CAPITAL if text.isupper() else _LETTER
    return len(text) * letter <= surely and text.count("\n") < _LINES_MAX // 5


def _all_fit(texts: Sequence[str], surely: float) -> bool:
    plainly = max(map(len, texts)) * _CAPITAL <= surely and "\n" not in "".join(texts)
    return plainly or all(_fits(text, surely) for text in texts)


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
    return width_mm * WIDER / MM_PER_INCH * 72 * _SAFE - 4
