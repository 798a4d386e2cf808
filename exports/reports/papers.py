"""The papers that are made of blocks and a wording: what each is for, and writing any of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from domain.errors import RuleError
from domain.paper.content import INSIDE_MARK, Closing, Content, Table, Title
from exports.reports.report import Group, Report, Written
from exports.writers.sheet import Sheet, Step
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
    Report("nomination_list", "Danh sách đề cử sáng kiến tiêu biểu", ("initiatives",), _TABLES, Group.DOSSIER,
           "Các sáng kiến đã đề cử của chương trình đang dùng", _OWN[1:]),
    Report("package_cover", "Phiếu gửi kèm gói hồ sơ", ("packages",), _TEXTS, Group.DOSSIER,
           "Mã của gói bằng chữ và mã QR, để nơi nhận đối chiếu", _OWN[1:]),
    Report("statistics_report", "Báo cáo thống kê", ("statistics",), _TEXTS, Group.STATISTICS,
           "Số người, số sáng kiến, số lượt, giá trị làm lợi, có biểu đồ", ("as_of", *_OWN)),
)  # fmt: skip


def write(report: Report, contents: Sequence[Content], target: Path, *, step: Step) -> Written:
    """All papers in one file; `step` counts papers, or the rows of a workbook.

    RuleError report_format_unknown; TroubleError disk_full, report_write_failed.
    """
    ending = target.suffix.lower().removeprefix(".")
    if ending not in report.formats:
        raise RuleError("report_format_unknown", file=target.name, formats=", ".join(report.formats))
    if ending == "xlsx" and len(contents) > 1:
        raise RuleError("paper_one_workbook")
    with appearing(target) as stream:
        pages = _write(stream, contents, ending, step)
    return Written(target, len(contents), pages)


# The libraries that write files load only when a file is written: the list of reports must not slow the start.


def _write(stream: BinaryIO, contents: Sequence[Content], ending: str, step: Step) -> int:
    from exports.writers import paper_docx, paper_pdf, xlsx

    if ending == "pdf":
        return paper_pdf.write(stream, [paper_pdf.fitted(content) for content in contents], step)
    if ending == "docx":
        paper_docx.write(stream, [paper_pdf.fitted(content) for content in contents], step)
    else:
        xlsx.write(stream, sheet_of(contents[0]), step)
    return 0


def sheet_of(content: Content) -> Sheet:
    """A paper that is one table, as a workbook takes it."""
    title = next(block for block in content.blocks if isinstance(block, Title))
    table = next(block for block in content.blocks if isinstance(block, Table))
    closing = next(block for block in content.blocks if isinstance(block, Closing))
    share = 250.0 / sum(table.widths)
    return Sheet(
        name=content.title[:31].replace("/", "-"),
        title=title.text,
        sub_title=title.about,
        headings=table.headings,
        widths_mm=tuple(width * share for width in table.widths),
        rows=[(int(row[0]) if row[0].isdecimal() else row[0], *row[1:]) for row in table.rows],
        row_count=len(table.rows),
        signature=closing.signatures[-1],
        mark=INSIDE_MARK if content.inside else "",
    )
