"""The summary table of a dossier (S2) as a workbook or as pages to sign."""

from __future__ import annotations

from pathlib import Path

from domain.dossier import SummaryTable
from exports.reports import sheets
from exports.reports.report import Group, Report, Written
from exports.writers.sheet import Sheet, Step

REPORT = Report(
    "summary_table", "Bảng tổng hợp tóm tắt sáng kiến", ("initiatives", "programme", "letter"), ("xlsx", "pdf", "docx"),
    Group.DOSSIER, "Kèm tờ trình, mẫu bảy cột của công văn hướng dẫn",
    ("number", "signed_on", "place", "signer_name", "signer_position"),
)  # fmt: skip

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
    return sheets.write(REPORT, sheet, target, step=step)
