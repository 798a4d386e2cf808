"""Which cells each group of a draft has: their titles, kinds and choices."""

from __future__ import annotations

from collections.abc import Sequence

from domain.labels import LEVELS
from domain.pack.draft_cells import Row
from domain.pack.shape import GATES, ROUTES
from domain.programme import LIMITED, REQUIRABLE
from ui.programmes import rule_words as words
from ui.programmes.cells import CHOICE, DAY, LINE, MONEY, NUMBER, TEXT, TICK, CellSpec
from ui.words import tr


def levels() -> list[tuple[str, str]]:
    return [(level, words.level_words(level)) for level in LEVELS]


def basic(*, revises: bool) -> list[CellSpec]:
    code = tr("Chữ thường không dấu, số và gạch nối. Mã đề xuất theo tên và năm; tạo rồi thì không đổi được.")
    found = [
        CellSpec("title", tr("Tên chương trình"), required=True, help_text=tr("Đúng như trong văn bản")),
        CellSpec("short_title", tr("Tên gọi ngắn"), line=1, share=3, required=True),
        CellSpec("year", tr("Năm"), NUMBER, line=1, required=True),
        CellSpec(
            "aliases", tr("Tên khác trong các văn bản"), TEXT, line=3, help_text=tr("Mỗi dòng một tên")
        ),
        CellSpec(
            "guidance", tr("Văn bản làm căn cứ"), TEXT, line=4,
            help_text=tr("Mỗi dòng một văn bản: tên, số, ngày, nơi ban hành"),
        ),
    ]  # fmt: skip
    if not revises:
        found.insert(3, CellSpec("id", tr("Mã chương trình"), line=2, required=True, help_text=code))
    return found


def phases() -> list[CellSpec]:
    return [
        CellSpec("title", tr("Tên giai đoạn"), share=4, required=True),
        CellSpec("id", tr("Ký hiệu"), required=True),
        CellSpec("applied_from_on", tr("Áp dụng từ ngày"), DAY, line=1, required=True),
        CellSpec("applied_to_on", tr("Đến hết ngày"), DAY, line=1, required=True),
    ]


def deadlines(phases: Sequence[tuple[str, str]]) -> list[CellSpec]:
    return [
        CellSpec("level", tr("Cấp"), CHOICE, required=True, items=levels()),
        CellSpec("phase", tr("Giai đoạn"), CHOICE, line=1, share=2, required=True, items=phases),
        CellSpec("for_what", tr("Loại việc"), CHOICE, line=1, required=True, items=words.purposes()),
        CellSpec("what", tr("Việc phải làm"), line=2, required=True),
        CellSpec("on", tr("Ngày"), DAY, line=3, share=2, required=True),
        CellSpec("before", tr("Phải trước ngày này"), TICK, line=3, share=2),
        CellSpec("opens_on", tr("Mở từ ngày"), DAY, line=3, share=2),
        CellSpec("issuer", tr("Đơn vị ban hành"), line=4, required=True),
        CellSpec("document", tr("Văn bản, mục"), line=5, required=True),
        CellSpec("document_no", tr("Số văn bản"), line=6),
        CellSpec("document_on", tr("Ngày văn bản"), DAY, line=6),
    ]


def field(row: Row) -> list[CellSpec]:
    """A field of the form of initiatives: what may be demanded of it and limited depends on the field."""
    name = row["field"]
    found = []
    if name in REQUIRABLE:
        found.append(CellSpec("required", tr("Phải có"), TICK))
    if name in LIMITED:
        found.append(CellSpec("limit", tr("Số ký tự tối đa"), NUMBER))
    return [*found, CellSpec("source", tr("Nguồn"), line=0 if not found else 1)]


def choices(title: str) -> list[CellSpec]:
    return [CellSpec("title", title, required=True)]


def eligibility() -> list[CellSpec]:
    sentences = list(words.rule_names().items())
    return [
        CellSpec("rule", tr("Điều kiện"), CHOICE, required=True, items=sentences),
        CellSpec("severity", tr("Mức"), CHOICE, line=1, share=2, required=True, items=words.severities()),
        CellSpec("since", tr("Tính từ ngày"), DAY, line=1),
        CellSpec("source", tr("Nguồn"), LINE, line=2, required=True),
    ]


def nominations(phases: Sequence[tuple[str, str]]) -> list[CellSpec]:
    return [
        CellSpec("level", tr("Cấp"), CHOICE, required=True, items=levels()),
        CellSpec("phase", tr("Giai đoạn"), CHOICE, line=1, share=3, items=[("", tr("Cả chương trình")), *phases]),
        CellSpec("most", tr("Nhiều nhất"), NUMBER, line=1, required=True),
        CellSpec("source", tr("Nguồn"), line=2, required=True),
    ]


def targets(phases: Sequence[tuple[str, str]]) -> list[CellSpec]:
    return [
        CellSpec("level", tr("Cấp"), CHOICE, required=True, items=levels()),
        CellSpec("unit", tr("Đơn vị"), line=1, help_text=tr("Để trống là mọi đơn vị của cấp")),
        CellSpec("phase", tr("Giai đoạn"), CHOICE, line=2, share=2, items=[("", tr("Cả chương trình")), *phases]),
        CellSpec("initiatives", tr("Số sáng kiến"), NUMBER, line=2),
        CellSpec("persons_pct", tr("Tỷ lệ người (%)"), NUMBER, line=2),
        CellSpec("source", tr("Nguồn"), line=3, required=True),
    ]


def support() -> list[CellSpec]:
    own = tr("Công đoàn cơ sở chi thêm, tối đa")
    gates = [CellSpec(gate, words.gate_words(gate), TICK, line=1 + at) for at, gate in enumerate(GATES)]
    return [
        CellSpec("upper_vnd", tr("Cấp trên hỗ trợ một sáng kiến"), MONEY),
        CellSpec("own_max_vnd", own, MONEY),
        *gates,
        CellSpec("source", tr("Nguồn"), line=9),
    ]


def scale() -> list[CellSpec]:
    agree = tr("Tính trên tất cả thành viên hội đồng, thí dụ 2/3")
    return [
        CellSpec("title", tr("Tên cách chấm"), required=True),
        CellSpec("total_points", tr("Tổng điểm"), NUMBER, line=1, required=True),
        CellSpec("pass_mean", tr("Điểm đạt"), NUMBER, line=1, required=True),
        CellSpec("approvals", tr("Tỷ lệ đồng ý"), line=1, required=True, help_text=agree),
        CellSpec("source", tr("Nguồn"), line=2, required=True),
    ]


def criteria() -> list[CellSpec]:
    return [
        CellSpec("title", tr("Tiêu chí"), share=4, required=True),
        CellSpec("max_points", tr("Điểm tối đa"), NUMBER, required=True),
        CellSpec("min_points", tr("Điểm tối thiểu"), NUMBER),
        CellSpec(
            "bands", tr("Các bậc điểm"), TEXT, line=1, rows=5,
            help_text=tr("Mỗi dòng một bậc, từ cao xuống: điểm thấp nhất của bậc: lời mô tả"),
        ),
    ]  # fmt: skip
