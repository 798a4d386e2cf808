"""A list as a workbook, written row by row: what it holds in memory does not grow with the list."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import islice
from typing import BinaryIO
from xml.sax.saxutils import escape

from exports.writers.xlsx_rows import DEFLATE_LEVEL, FORMULA_STARTS

Cell = str | int | date | None
Step = Callable[[int, int], None]

ROWS_A_SHEET = 1_048_576 - 1  # below the heading
_AT_ONCE = 500
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIRST_DAY = date(1899, 12, 30)
_TEXT, _HEADING, _MONEY, _DAY, _QUOTED = range(5)

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = f"""{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>\
</numFmts><fonts count="2"><font><sz val="12"/><name val="Times New Roman"/></font><font><b/><sz val="12"/>\
<name val="Times New Roman"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>\
<patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/>\
</cellStyleXfs><cellXfs count="5"><xf numFmtId="49" applyNumberFormat="1"/>\
<xf fontId="1" applyFont="1" numFmtId="49" applyNumberFormat="1"/><xf numFmtId="3" applyNumberFormat="1"/>\
<xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""


class Kind(Enum):
    TEXT = "text"
    MONEY = "money"
    DAY = "day"


@dataclass(frozen=True)
class ListColumn:
    """`width` in letters. A cell of another kind than its column's is written as the text it is."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 20


def write(
    stream: BinaryIO, name: str, columns: Sequence[ListColumn], rows: Iterable[Sequence[Cell]], total: int, step: Step
) -> int:
    """Writes the workbook and returns how many sheets it has: a list too long for one goes on in the next.

    `step` is called with (done, total) in rows and may raise to stop.
    """
    left, done, sheets = iter(rows), 0, 0
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=DEFLATE_LEVEL) as book:
        while sheets == 0 or done < total:
            sheets += 1
            before = done
            with book.open(f"xl/worksheets/sheet{sheets}.xml", "w", force_zip64=True) as sheet:
                sheet.write(_begin(columns).encode())
                for part in _parts(islice(left, ROWS_A_SHEET)):
                    sheet.write("".join(_row(row) for row in part).encode())
                    done += len(part)
                    step(done, total)
                sheet.write(b"</sheetData></worksheet>")
            if done == before:
                break
        _close(book, name, sheets)
    return sheets


def _parts(rows: Iterator[Sequence[Cell]]) -> Iterator[list[Sequence[Cell]]]:
    while part := list(islice(rows, _AT_ONCE)):
        yield part


def _begin(columns: Sequence[ListColumn]) -> str:
    ends = ((n, column.width) for n, column in enumerate(columns, 1))
    widths = "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in ends)
    heading = "".join(_text(one.title, _HEADING) for one in columns)
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData><row>{heading}</row>"
    )


def _row(row: Sequence[Cell]) -> str:
    return f"<row>{''.join(map(_cell, row))}</row>"


def _cell(value: Cell) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, str):
        return _text(value, _QUOTED if value.startswith(FORMULA_STARTS) else _TEXT)
    if isinstance(value, date):
        return f'<c s="{_DAY}"><v>{(value - _FIRST_DAY).days}</v></c>'
    return f'<c s="{_MONEY}"><v>{value}</v></c>'


def _text(words: str, style: int) -> str:
    told = escape(_NOT_IN_XML.sub("", words))
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{told}</t></is></c>'


def _close(book: zipfile.ZipFile, name: str, sheets: int) -> None:
    """What names the sheets, written when it is known how many there are."""
    every = range(1, sheets + 1)
    listed = "".join(
        f'<sheet name="{escape(name if sheets == 1 else f"{name} {n}")}" sheetId="{n}" r:id="rId{n}"/>' for n in every
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in every
    )
    links += f'<Relationship Id="rId{sheets + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_CONTENT}.worksheet+xml"/>' for n in every
    )
    book.writestr("xl/styles.xml", _STYLES)
    book.writestr(
        "xl/workbook.xml", f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
    )
    book.writestr("xl/_rels/workbook.xml.rels", f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{links}</Relationships>')
    book.writestr(
        "_rels/.rels",
        f'{_HEAD}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
    )
    book.writestr(
        "[Content_Types].xml",
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_CONTENT}.sheet.main+xml"/>{kinds}'
        f'<Override PartName="/xl/styles.xml" ContentType="{_CONTENT}.styles+xml"/></Types>',
    )
