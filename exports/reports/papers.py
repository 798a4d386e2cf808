"""The papers there are: what each is for, and writing any of them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from domain.errors import RuleError
from domain.paper.content import Content
from exports.reports import sheets
from exports.reports.report import Group, Report, Written
from exports.writers.sheet import Step
from exports.writers.whole import appearing

_TEXTS, _TABLES = ("pdf", "docx"), ("xlsx", "pdf", "docx")
_OWN = ("number", "signed_on", "place", "signer_name", "signer_position")
_HEAD = ("signed_on", "place", "issuer")

REPORTS = (
    Report("blank_form", "Mẫu đăng ký sáng kiến (để trống)", ("programme",), _TEXTS, Group.INTAKE,
           "In sẵn phát cho người lao động viết tay, có mã QR"),
    Report("recognition_request", "Đơn yêu cầu công nhận sáng kiến", ("initiatives",), _TEXTS, Group.INTAKE,
           "Tác giả ký nộp, mẫu của TT 18/2013/TT-BKHCN", ("signed_on", "place")),
    Report("receipt_slip", "Giấy biên nhận", ("initiatives",), _TEXTS, Group.INTAKE,
           "Đưa người nộp đơn khi tiếp nhận, có số và hạn trả lời ba tháng", ("signed_on", "place")),
    Report("score_sheet", "Phiếu chấm", ("council",), _TEXTS, Group.APPRAISAL,
           "Mỗi thành viên hội đồng một phiếu cho từng sáng kiến; chấm xong thì in kèm điểm", ("signed_on", "place")),
    Report("score_summary", "Tổng hợp điểm", ("session",), _TABLES, Group.APPRAISAL,
           "Điểm trung bình, số đồng ý, kết quả của từng sáng kiến trong phiên"),
    Report("council_minutes", "Biên bản họp hội đồng", ("session",), _TEXTS, Group.APPRAISAL,
           "Thành phần, người không tham gia, kết quả, kết luận", ("number", *_HEAD)),
    Report("ballot_record", "Biên bản kiểm phiếu", ("session",), _TEXTS, Group.APPRAISAL,
           "Số phiếu của từng sáng kiến theo từng ý kiến", ("number", *_HEAD)),
    Report("recognition_decision", "Quyết định công nhận", ("decision",), _TEXTS, Group.RECOGNITION,
           "Mỗi số quyết định đã ghi một bản, kèm danh sách", ("place", "issuer")),
    Report("certificate", "Giấy chứng nhận sáng kiến", ("decision",), _TEXTS, Group.RECOGNITION,
           "Mỗi tác giả, đồng tác giả một giấy", _HEAD),
    Report("refusal_notice", "Thông báo không công nhận", ("initiatives",), _TEXTS, Group.RECOGNITION,
           "Trả lời tác giả bằng văn bản, có lý do", _OWN),
    Report("result_slip", "Phiếu kết quả cho người lao động", ("initiatives",), _TEXTS, Group.RECOGNITION,
           "Kết quả, quyết định, điểm, việc cần hoàn thiện", _OWN[1:]),
    Report("summary_table", "Bảng tổng hợp tóm tắt sáng kiến", ("initiatives",), ("xlsx", "pdf", "docx"), Group.DOSSIER,
           "Kèm tờ trình, mẫu bảy cột của công văn hướng dẫn", _OWN),
    Report("submission_letter", "Tờ trình của Ban Thường vụ", ("initiatives",), _TEXTS, Group.DOSSIER,
           "Gửi công đoàn cấp trên, kèm bảng tổng hợp", _OWN),
    Report("nomination_list", "Danh sách đề cử sáng kiến tiêu biểu", ("initiatives",), _TABLES, Group.DOSSIER,
           "Các sáng kiến đã đề cử của chương trình đang dùng", _OWN[1:]),
    Report("package_cover", "Phiếu gửi kèm gói hồ sơ", ("packages",), _TEXTS, Group.DOSSIER,
           "Mã của gói bằng chữ và mã QR, để nơi nhận đối chiếu", _OWN[1:]),
    Report("support_list", "Bảng hỗ trợ kinh phí", ("support",), _TABLES, Group.MONEY,
           "Từng điều kiện, số tiền và chỗ ký nhận", ("signer_name", "signer_position")),
    Report("statistics_report", "Báo cáo thống kê", ("statistics",), _TEXTS, Group.STATISTICS,
           "Số người, số sáng kiến, số lượt, giá trị làm lợi, có biểu đồ", ("as_of", *_OWN)),
)  # fmt: skip


def write(report: Report, contents: Sequence[Content], target: Path, *, step: Step) -> Written:
    """All papers in one file; `step` counts papers, or the rows of a sheet or a workbook.

    RuleError report_format_unknown; TroubleError disk_full, report_write_failed.
    """
    ending = target.suffix.lower().removeprefix(".")
    if ending not in report.formats:
        raise RuleError("report_format_unknown", file=target.name, formats=", ".join(report.formats))
    if ending == "xlsx" and len(contents) > 1:
        raise RuleError("paper_one_workbook")
    with appearing(target) as stream:
        pages = _write(stream, contents, ending, step)
    first = contents[0]
    return Written(target, sheets.sheet_of(first).row_count if first.sheet else len(contents), pages)


def made(contents: Sequence[Content], ending: str, *, step: Step) -> bytes:
    """The same file in memory, for whoever only looks at it: nothing of it comes to lie on the disk."""
    stream = BytesIO()
    _write(stream, contents, ending, step)
    return stream.getvalue()


# The libraries that write files load only when a file is written: the list of reports must not slow the start.


def _write(stream: BinaryIO, contents: Sequence[Content], ending: str, step: Step) -> int:
    from exports.writers import paper_docx, paper_pdf

    if ending == "xlsx":
        sheets.write_xlsx(stream, sheets.sheet_of(contents[0]), step)
        return 0
    if ending == "pdf" and contents[0].sheet:
        return sheets.write_pdf(stream, sheets.sheet_of(contents[0]), step)
    if ending == "pdf":
        return paper_pdf.write(stream, contents, step)
    paper_docx.write(stream, contents, step)
    return 0
