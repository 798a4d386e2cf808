"""How the wizard of receiving shows what a package of targets would change, target by target."""

from __future__ import annotations

from collections.abc import Sequence

from domain.handed_targets import WITHDRAWN, Change
from domain.target import Target
from ui.common.editors import written_day
from ui.common.target_words import asked_parts
from ui.words import tr

SHOWN = 200


def target_rows(changes: Sequence[Change]) -> list[tuple[str, str]]:
    """(unit and phase, what happens to its target), what changes first; the last row says how many are not shown."""
    order = {"conflict": 0, "updated": 1, WITHDRAWN: 2, "new": 3}
    rows = [(_name(one.target), _told(one)) for one in sorted(changes, key=lambda one: order.get(one.difference, 4))]
    rest = len(rows) - SHOWN
    return rows[:SHOWN] + ([("…", tr("còn {n} chỉ tiêu nữa", n=rest))] if rest > 0 else [])


def told_of(target: Target) -> tuple[str, str]:
    """The unit with its phase, and what is asked by which document."""
    return _name(target), _asks(target)


def _name(target: Target) -> str:
    phase = tr("Giai đoạn {n}", n=target.phase) if target.phase else tr("Cả chương trình")
    return f"{target.unit_name}  ·  {phase}"


def _told(change: Change) -> str:
    told, held = change.told, change.held
    if told is None:
        return tr("Rút lại: {old}", old=_asks(change.target))
    if held is None:
        return tr("Mới: {new}", new=_asks(told))
    if change.difference == "identical":
        return tr("Giống hệt: {new}", new=_asks(told))
    if change.difference == "conflict":
        return tr("Giữ chỉ tiêu đang giao ở đây: {old}. Cấp trên ghi: {new}", old=_asks(held), new=_asks(told))
    return f"{_asks(held)} → {_asks(told)}"


def _asks(target: Target) -> str:
    document = " ".join(filter(None, (target.document, written_day(target.document_on))))
    return "; ".join((*asked_parts(target), document))
