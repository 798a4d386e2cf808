"""The Vietnamese words for what one change of many records wrote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain import history
from domain.labels import FIELDS
from domain.programme import Programme

NOTHING = "(trống)"


def named(field: str) -> str:
    """The name of the field that was written."""
    return "Chuyển trạng thái" if field == "state" else f"Sửa mục {FIELDS[field]}"


def became(field: str, after: Mapping[str, Any], pack: Programme) -> str:
    """What the field of each record became: `after` is what one of them says now, by field."""
    if field == "phase":
        return next((phase.title for phase in pack.phases if phase.id == after.get(field)), str(after.get(field)))
    if field == "unit_code":
        return str(after.get("unit_name", after.get(field)))
    return history.told(field, after.get(field), pack) or NOTHING
