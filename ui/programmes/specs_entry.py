"""The cells of what is entered for an initiative: its lists, its fields, and the boxes of the portal."""

from __future__ import annotations

from domain.labels import FIELDS
from domain.pack.draft_cells import Row
from domain.pack.meaning import FIELDS as RECORD_FIELDS
from domain.pack.shape import PORTAL_FILLS
from domain.programme import LIMITED, REQUIRABLE
from ui.programmes import rule_words as words
from ui.programmes.cells import CHOICE, NUMBER, TICK, CellSpec
from ui.words import tr

# What the register writes itself, no document speaks of.
_KEPT = frozenset(
    ("id", "number", "programme", "pack_version", "phase", "unit_code", "unit_name", "state", "revision", "unread",
     "person_id")
)  # fmt: skip


def field(row: Row) -> list[CellSpec]:
    """A field of the form of initiatives: what may be demanded of it and limited depends on the field.

    A row that somebody added may be about any field that has a source alone.
    """
    if "required" not in row:
        return [
            CellSpec("field", tr("Mục của phiếu"), CHOICE, required=True, items=_others()),
            CellSpec("source", tr("Nguồn"), line=1, required=True),
        ]
    name = row["field"]
    found = []
    if name in REQUIRABLE:
        found.append(CellSpec("required", tr("Phải có"), TICK))
    if name in LIMITED:
        found.append(CellSpec("limit", tr("Số ký tự tối đa"), NUMBER))
    return [*found, CellSpec("source", tr("Nguồn"), line=0 if not found else 1)]


def _others() -> list[tuple[str, str]]:
    names = RECORD_FIELDS - REQUIRABLE - LIMITED - _KEPT
    return [(name, words.field_words(name)) for name in FIELDS if name in names]


def choices(title: str) -> list[CellSpec]:
    return [CellSpec("title", title, required=True)]


def blocks() -> list[CellSpec]:
    return [
        CellSpec("enterprise", tr("Tên khối doanh nghiệp"), required=True),
        CellSpec("public", tr("Tên khối cơ quan, đơn vị sự nghiệp"), line=1, required=True),
    ]


def portal() -> list[CellSpec]:
    fills = [(code, words.portal_words(code)) for code in PORTAL_FILLS]
    return [
        CellSpec("label", tr("Nhãn ô trên Cổng"), share=3, required=True, example=tr("Mô tả sáng kiến")),
        CellSpec("fills", tr("Lấy từ"), CHOICE, line=1, share=3, required=True, items=fills),
        CellSpec(
            "limit", tr("Số ký tự tối đa"), NUMBER, line=1, share=2,
            help_text=tr("Để trống nếu Cổng không giới hạn"),
        ),
    ]  # fmt: skip
