"""The cells of judging: eligibility, who recognises, and the points."""

from __future__ import annotations

from domain.pack.shape import ROUTES
from ui.programmes import rule_words as words
from ui.programmes.cells import CHOICE, DAY, LINE, NUMBER, TEXT, TICK, CellSpec
from ui.words import tr


def eligibility() -> list[CellSpec]:
    sentences = list(words.rule_names().items())
    return [
        CellSpec("rule", tr("Điều kiện"), CHOICE, required=True, items=sentences),
        CellSpec("severity", tr("Mức"), CHOICE, line=1, share=2, required=True, items=words.severities()),
        CellSpec("since", tr("Tính từ ngày"), DAY, line=1),
        CellSpec("source", tr("Nguồn"), LINE, line=2, required=True),
    ]


def recognition() -> list[CellSpec]:
    ticks = [CellSpec(route, words.code_words("route", route), TICK, line=at) for at, route in enumerate(ROUTES)]
    example = tr("CV 57/LĐLĐ Đồng Tháp 16/3/2021, mục 2a")
    return [*ticks, CellSpec("source", tr("Nguồn"), line=9, required=True, example=example)]


def scale() -> list[CellSpec]:
    agree = tr("Tính trên số thành viên được biểu quyết, thí dụ 2/3")
    return [
        CellSpec("title", tr("Tên cách chấm"), required=True),
        CellSpec("total_points", tr("Tổng điểm"), NUMBER, line=1),
        CellSpec("pass_mean", tr("Điểm đạt"), NUMBER, line=1),
        CellSpec("approvals", tr("Tỷ lệ đồng ý"), line=1, required=True, help_text=agree),
        CellSpec("source", tr("Nguồn"), line=2, required=True),
    ]


def criteria() -> list[CellSpec]:
    return [
        CellSpec("title", tr("Tiêu chí"), share=3, required=True),
        CellSpec("kind", tr("Trả lời bằng"), CHOICE, items=words.codes("criterion")),
        CellSpec("max_points", tr("Điểm tối đa"), NUMBER, line=1),
        CellSpec("min_points", tr("Điểm tối thiểu"), NUMBER, line=1),
        CellSpec(
            "bands", tr("Các bậc điểm"), TEXT, line=2, rows=5,
            help_text=tr("Mỗi dòng một bậc, từ cao xuống: điểm thấp nhất của bậc: lời mô tả"),
        ),
        CellSpec("yes", tr("Thế nào là Có"), line=3, help_text=tr("Chỉ khi trả lời Có hay Không")),
        CellSpec("no", tr("Thế nào là Không"), line=3, help_text=tr("Đã Không thì không công nhận")),
    ]  # fmt: skip
