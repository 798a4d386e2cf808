"""Writing a report that is one table: as a workbook or as pages to sign, by the ending of its name."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from domain.errors import RuleError
from domain.paper.content import Closing, Content, Look, Table, Text, Title
from exports.reports.report import Report, Written
from exports.writers.sheet import Sheet, Step
from exports.writers.whole import appearing


def write(report: Report, sheet: Sheet, target: Path, *, step: Step) -> Written:
    """RuleError report_format_unknown; TroubleError disk_full, report_write_failed."""
    if target.suffix.lower().removeprefix(".") not in report.formats:
        raise RuleError("report_format_unknown", file=target.name, formats=", ".join(report.formats))
    with appearing(target) as stream:
        pages = 0
        if target.suffix.lower() == ".pdf":
            pages = _write_pdf(stream, sheet, step)
        elif target.suffix.lower() == ".docx":
            _write_docx(stream, sheet, step)
        else:
            _write_xlsx(stream, sheet, step)
    return Written(target, sheet.row_count, pages)


# The libraries that write files load only when a file is written: the list of reports must not slow the start.


def _write_pdf(stream: BinaryIO, sheet: Sheet, step: Step) -> int:
    from exports.writers import paper, pdf_table

    pages = paper.Paper(stream, paper.LANDSCAPE, title=sheet.title, author="")
    pdf_table.write(pages, sheet, step)
    pages.save()
    return pages.pages


def _write_docx(stream: BinaryIO, sheet: Sheet, step: Step) -> None:
    from exports.writers import paper_docx

    rows = []
    for no, row in enumerate(sheet.rows, start=1):
        rows.append(tuple(map(str, row)))
        step(no, sheet.row_count)
    table = Table(sheet.headings, sheet.widths_mm, tuple(rows), frozenset({0}))
    blocks = (Title(sheet.title), Text(sheet.sub_title, Look.CENTRE), table, Closing((sheet.signature,)))
    paper_docx.write(stream, [Content(sheet.title, blocks, landscape=True)], lambda _done, _total: None)


def _write_xlsx(stream: BinaryIO, sheet: Sheet, step: Step) -> None:
    from exports.writers import xlsx

    xlsx.write(stream, sheet, step)
