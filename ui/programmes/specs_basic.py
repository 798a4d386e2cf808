"""The cells of what a programme is called, of its days, and of its papers."""

from __future__ import annotations

from collections.abc import Sequence

from domain.labels import LEVELS
from ui.programmes import rule_words as words
from ui.programmes.cells import CHOICE, DAY, NUMBER, TEXT, TICK, CellSpec
from ui.words import tr

Items = Sequence[tuple[str, str]]


def levels() -> Items:
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


def deadlines(phases: Items) -> list[CellSpec]:
    return [
        CellSpec("level", tr("Cấp"), CHOICE, required=True, items=levels()),
        CellSpec("phase", tr("Giai đoạn"), CHOICE, line=1, share=2, required=True, items=phases),
        CellSpec("for_what", tr("Loại việc"), CHOICE, line=1, required=True, items=words.codes("purpose")),
        CellSpec("what", tr("Việc phải làm"), line=2, required=True),
        CellSpec("on", tr("Ngày"), DAY, line=3, share=2, required=True),
        CellSpec("before", tr("Phải trước ngày này"), TICK, line=3, share=2),
        CellSpec("opens_on", tr("Mở từ ngày"), DAY, line=3, share=2),
        CellSpec("issuer", tr("Đơn vị ban hành"), line=4, required=True),
        CellSpec("document", tr("Văn bản, mục"), line=5, required=True),
        CellSpec("document_no", tr("Số văn bản"), line=6),
        CellSpec("document_on", tr("Ngày văn bản"), DAY, line=6),
    ]


def papers() -> list[CellSpec]:
    known = words.codes("paper")
    return [
        CellSpec("paper", tr("Loại văn bản"), CHOICE, required=True, items=known),
        CellSpec(
            "template", tr("Mẫu của phần mềm"), CHOICE, required=True, items=[*words.codes("template"), *known],
            help_text=tr("Thường là mẫu cùng tên; văn bản không ghi ở đây thì vẫn lập được"),
        ),
    ]  # fmt: skip


def number_forms() -> list[CellSpec]:
    return [
        CellSpec("paper", tr("Loại văn bản"), CHOICE, required=True, items=words.codes("paper")),
        CellSpec(
            "form", tr("Cách ghi số"), required=True, help_text=tr("Ghi ba chấm vào chỗ của số"),
            example=tr("…/TTr-CĐCS sẽ thành Số 57/TTr-CĐCS"),
        ),
    ]  # fmt: skip
