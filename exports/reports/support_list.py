"""The pay list of support money (S3) as a workbook or as pages to sign."""

from __future__ import annotations

from pathlib import Path

from domain.support_list import SupportList
from exports.reports import sheets
from exports.reports.report import Group, Report, Written
from exports.writers.sheet import Sheet, Step

REPORT = Report(
    "support_list", "Bảng hỗ trợ kinh phí", ("support", "programme", "letter"), ("xlsx", "pdf", "docx"), Group.MONEY,
    "Từng điều kiện, số tiền và chỗ ký nhận", ("signer_name", "signer_position"),
)  # fmt: skip

_WIDTH_MM = 250.0  # between the margins of A4 landscape
_NUMBER, _PAYEE, _GATE, _AMOUNT, _SIGNED = 10.0, 46.0, 20.0, 24.0, 22.0


def write(content: SupportList, target: Path, *, step: Step) -> Written:
    """The file of the kind that `target` ends with; `step` counts rows, those of the sum included.

    RuleError report_format_unknown; TroubleError disk_full, report_write_failed.
    """
    gates, amounts = (_GATE,) * content.gates, (_AMOUNT,) * 3
    title = _WIDTH_MM - _NUMBER - _PAYEE - sum(gates) - sum(amounts) - _SIGNED
    sheet = Sheet(
        name="Hỗ trợ",
        title=content.title,
        sub_title=content.sub_title,
        headings=content.headings,
        widths_mm=(_NUMBER, title, _PAYEE, *gates, *amounts, _SIGNED),
        rows=content.rows,
        row_count=len(content.rows),
        signature=content.signature,
    )
    return sheets.write(REPORT, sheet, target, step=step)
