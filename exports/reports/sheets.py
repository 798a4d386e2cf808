"""Writing one table under a title: as a workbook, as pages to sign or as a file to edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from domain.paper.content import INSIDE_MARK, Closing, Content, Table, Text, Title
from exports.writers.sheet import Row, Sheet, Step

_WIDTH_MM = 250.0  # between the margins of A4 landscape
_NAME_MOST = 31  # letters of the name of a sheet in a workbook


def sheet_of(content: Content) -> Sheet:
    """A paper that is one table, as a workbook takes it: what stands between the title and the table goes under the
    title."""
    blocks = content.blocks
    table = next(block for block in blocks if isinstance(block, Table))
    above = blocks[: blocks.index(table)]
    title = next(block for block in above if isinstance(block, Title))
    under = [title.about, *(block.words for block in above if isinstance(block, Text))]
    closing = next(block for block in blocks if isinstance(block, Closing))
    share = _WIDTH_MM / sum(table.widths)
    return Sheet(
        name=content.title[:_NAME_MOST].replace("/", "-"),
        title=title.text,
        sub_title="\n".join(words for words in under if words),
        headings=table.headings,
        widths_mm=tuple(width * share for width in table.widths),
        rows=_numbered(table),
        row_count=len(table.rows),
        signature=closing.signatures[-1],
        mark=INSIDE_MARK if content.inside else "",
    )


# The libraries that write files load only when a file is written: the list of reports must not slow the start.


def write_pdf(stream: BinaryIO, sheet: Sheet, step: Step) -> int:
    """Returns the number of pages."""
    from exports.writers import paper, pdf_table

    pages = paper.Paper(stream, paper.LANDSCAPE, title=sheet.title, author="")
    pages.begin(sheet.title, sheet.mark)
    pdf_table.write(pages, sheet, step)
    pages.save()
    return pages.pages


def write_xlsx(stream: BinaryIO, sheet: Sheet, step: Step) -> None:
    from exports.writers import xlsx

    xlsx.write(stream, sheet, step)


def _numbered(table: Table) -> Iterator[Row]:
    """The first cell as a number where it is one."""
    for row in table.rows:
        yield (int(row[0]) if row[0].isdecimal() else row[0], *row[1:])
