"""The cells of numbers and money: nominations, targets, support, remuneration, awards."""

from __future__ import annotations

from domain.pack.shape import GATES
from ui.programmes import rule_words as words
from ui.programmes.cells import CHOICE, MONEY, NUMBER, TICK, CellSpec
from ui.programmes.specs_basic import Items, levels
from ui.words import tr


def nominations(phases: Items) -> list[CellSpec]:
    return [
        CellSpec("level", tr("Cấp"), CHOICE, required=True, items=levels()),
        CellSpec("phase", tr("Giai đoạn"), CHOICE, line=1, share=3, items=[("", tr("Cả chương trình")), *phases]),
        CellSpec("most", tr("Nhiều nhất"), NUMBER, line=1, required=True),
        CellSpec("source", tr("Nguồn"), line=2, required=True),
    ]


def targets(phases: Items) -> list[CellSpec]:
    code = tr("Mã trong cây đơn vị, nếu biết")
    return [
        CellSpec("level", tr("Cấp"), CHOICE, required=True, items=levels()),
        CellSpec("unit", tr("Đơn vị"), line=1, share=3, help_text=tr("Để trống là mọi đơn vị của cấp")),
        CellSpec("unit_code", tr("Mã đơn vị"), line=1, share=2, help_text=code),
        CellSpec("phase", tr("Giai đoạn"), CHOICE, line=2, share=2, items=[("", tr("Cả chương trình")), *phases]),
        CellSpec("initiatives", tr("Số sáng kiến"), NUMBER, line=2),
        CellSpec("persons_pct", tr("Tỷ lệ người (%)"), NUMBER, line=2),
        CellSpec("source", tr("Nguồn"), line=3, required=True),
    ]


def support() -> list[CellSpec]:
    own = tr("Công đoàn cơ sở chi thêm, tối đa")
    gates = [CellSpec(gate, words.code_words("gate", gate), TICK, line=1 + at) for at, gate in enumerate(GATES)]
    return [
        CellSpec("upper_vnd", tr("Cấp trên hỗ trợ một sáng kiến"), MONEY),
        CellSpec("own_max_vnd", own, MONEY),
        *gates,
        CellSpec("source", tr("Nguồn"), line=9),
    ]


def remuneration() -> list[CellSpec]:
    example = tr("NĐ 13/2012/NĐ-CP, Điều 10")
    return [
        CellSpec("benefit_pct", tr("Phần tiền làm lợi mỗi năm (%)"), NUMBER),
        CellSpec("years", tr("Trả trong mấy năm đầu"), NUMBER),
        CellSpec("minimum_wages", tr("Không tính được tiền: mấy lần lương tối thiểu"), NUMBER, line=1),
        CellSpec("transfer_pct", tr("Phần giá chuyển giao (%)"), NUMBER, line=1),
        CellSpec("due_months", tr("Phải trả trong mấy tháng sau mỗi năm"), NUMBER, line=2),
        CellSpec("source", tr("Nguồn"), line=2, example=example),
    ]


def awards() -> list[CellSpec]:
    return [
        CellSpec("title", tr("Hình thức khen thưởng"), required=True, example=tr("Bằng Lao động sáng tạo")),
        CellSpec("who", tr("Đối tượng"), CHOICE, line=1, share=3, required=True, items=words.codes("who")),
        CellSpec("benefit_vnd", tr("Làm lợi từ (đồng)"), MONEY, line=1, share=2, required=True),
        CellSpec(
            "years", tr("Cộng trong mấy năm"), NUMBER, line=2, required=True, help_text=tr("1 là tính từng năm")
        ),
        CellSpec("initiatives", tr("Ít nhất mấy sáng kiến"), NUMBER, line=2, required=True),
        CellSpec("source", tr("Nguồn"), line=3, required=True, example=tr("QĐ 1564/QĐ-TLĐ 2014, Điều 3")),
    ]  # fmt: skip
