"""Where in a draft something stands, in words: «Hạn của từng cấp, dòng 2: Ngày»."""

from __future__ import annotations

from collections.abc import Sequence

from domain.pack.draft_cells import Draft
from ui.programmes import draft_specs as specs
from ui.programmes import rule_words as words
from ui.programmes.cells import CellSpec
from ui.words import tr


def place_words(place: str, draft: Draft) -> str:
    """`place` is "deadlines.0.on"; "" says the whole of it."""
    group, _, rest = place.partition(".")
    at, _, name = rest.partition(".")
    title = _titles().get(group, tr("Cả chương trình"))
    if not at.isdigit():
        return title
    row = draft[group][int(at)] if group in draft and int(at) < len(draft[group]) else {}
    if group == "fields":
        title = words.field_words(row.get("field", ""))
    elif group not in ("basic", "scale", "support"):
        title = tr("{title}, dòng {n}", title=title, n=int(at) + 1)
    cell = next((spec.title for spec in _specs(group, row) if spec.name == name.partition(".")[0]), "")
    return f"{title}: {cell}" if cell else title


def _titles() -> dict[str, str]:
    return {
        "basic": tr("Tên và năm"),
        "phases": tr("Giai đoạn"),
        "deadlines": tr("Hạn của từng cấp"),
        "kinds": tr("Loại giải pháp"),
        "groups": tr("Nhóm đối tượng"),
        "eligibility": tr("Điều kiện tham gia"),
        "targets": tr("Chỉ tiêu"),
        "nomination_limits": tr("Số lượng giới thiệu"),
        "support": tr("Hỗ trợ kinh phí"),
        "scale": tr("Cách chấm điểm"),
        "criteria": tr("Tiêu chí"),
    }


def _specs(group: str, row: dict[str, str]) -> Sequence[CellSpec]:
    if group == "fields":
        return specs.field(row) if row else ()
    made = {
        "basic": lambda: specs.basic(revises=False),
        "phases": specs.phases,
        "deadlines": lambda: specs.deadlines(()),
        "eligibility": specs.eligibility,
        "targets": lambda: specs.targets(()),
        "nomination_limits": lambda: specs.nominations(()),
        "support": specs.support,
        "scale": specs.scale,
        "criteria": specs.criteria,
    }
    return made[group]() if group in made else ()
