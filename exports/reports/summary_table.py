"""The summary table of a dossier (S2) as a workbook or as pages to sign."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from domain.dossier import SummaryTable
from domain.errors import RuleError
from exports.reports.report import Report, Written
from exports.writers.sheet import Sheet, Step
from exports.writers.whole import appearing

REPORT = Report(
    "summary_table", "Bảng tổng hợp tóm tắt sáng kiến", ("initiatives", "programme", "letter"), ("xlsx", "pdf")
)

# Together the 250 mm between the margins of A4 landscape; a summary of 1000 characters fits the first page.
_WIDTHS_MM = (10.0, 38.0, 28.0, 26.0, 78.0, 40.0, 30.0)


def write(content: SummaryTable, target: Path, *, step: Step) -> Written:
    """The file of the kind that `target` ends with; `step` counts rows.

    RuleError report_format_unknown; TroubleError disk_full, report_write_failed.
    """
    sheet = Sheet(
        name="Tổng hợp",
        title=content.title,
        sub_title=content.sub_title,
        headings=content.headings,
        widths_mm=_WIDTHS_MM,
        rows=content.rows,
        row_count=len(content.rows),
        signature=content.signature,
    )
    if target.suffix.lower() not in (".xlsx", ".pdf"):
        raise RuleError("report_format_unknown", file=target.name, formats=", ".join(REPORT.formats))
    with appearing(target) as stream:
        pages = 0
        if target.suffix.lower() == ".pdf":
            pages = _write_pdf(stream, sheet, step)
        else:
            _write_xlsx(stream, sheet, step)
    return Written(target, len(content.rows), pages)


# The libraries that write files load only when a file is written: the list of reports must not slow the start.


def _write_pdf(stream: BinaryIO, sheet: Sheet, step: Step) -> int:
    from exports.writers import paper, pdf_table

    pages = paper.Paper(stream, paper.LANDSCAPE, title=sheet.title, author="")
    pdf_table.write(pages, sheet, step)
    pages.save()
    return pages.pages


def _write_xlsx(stream: BinaryIO, sheet: Sheet, step: Step) -> None:
    from exports.writers import xlsx

    xlsx.write(stream, sheet, step)
