"""Tables of figures as a workbook or as pages."""

from __future__ import annotations

from pathlib import Path

from domain.errors import RuleError
from domain.figures_paper import FiguresPaper
from exports.reports import sheets
from exports.reports.report import Report, Written
from exports.writers.sheet import Sheet, Step
from exports.writers.whole import appearing

# Not among the papers of a dossier: it is asked for where the figures are seen.
REPORT = Report("figures_table", "Bảng số liệu", ("figures",), ("xlsx", "pdf"))
_WIDTH_MM = 250.0  # between the margins of A4 landscape


def write(content: FiguresPaper, target: Path, *, step: Step) -> Written:
    """The file of the kind that `target` ends with. RuleError report_format_unknown; TroubleError as other reports."""
    whole = sum(content.shares)
    sheet = Sheet(
        name="Thống kê",
        title=content.title,
        sub_title=content.sub_title,
        headings=content.headings,
        widths_mm=tuple(share * _WIDTH_MM / whole for share in content.shares),
        rows=content.rows,
        row_count=len(content.rows),
        signature=content.signature,
    )
    ending = target.suffix.lower().removeprefix(".")
    if ending not in REPORT.formats:
        raise RuleError("report_format_unknown", file=target.name, formats=", ".join(REPORT.formats))
    pages = 0
    with appearing(target) as stream:
        if ending == "pdf":
            pages = sheets.write_pdf(stream, sheet, step)
        else:
            sheets.write_xlsx(stream, sheet, step)
    return Written(target, sheet.row_count, pages)
