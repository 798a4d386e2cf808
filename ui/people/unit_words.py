"""How units, their events and their days read on the screen."""

from __future__ import annotations

from datetime import date

from desktop.operations import units
from desktop.operations.units import Line
from domain import dates
from domain.unit_tree import SINCE_EVER, Event, EventKind, Standing
from ui.common.pill import Mark
from ui.session import Session
from ui.words import tr


def named(line: Line) -> str:
    """Name and code, as choices show it."""
    return tr("{name} ({code})", name=line.name, code=line.code)


def since(day: date) -> str:
    return tr("từ trước") if day == SINCE_EVER else tr("từ {day}", day=dates.shown(day))


def mark(line: Line) -> Mark:
    """The pill of what became of the unit."""
    words = {
        Standing.ITSELF: Mark(tr("Hoạt động"), "checkmark_circle", "ok"),
        Standing.MERGED: Mark(tr("Đã hợp nhất"), "arrow_import", "info"),
        Standing.DISSOLVED: Mark(tr("Đã giải thể"), "dismiss", "neutral"),
        Standing.NOT_YET: Mark(tr("Chưa có"), "clock", "neutral"),
    }
    return words[line.home.standing]


def became(line: Line, home_name: str) -> str:
    """The sentence of what became of the unit; "" while it is at work."""
    if line.home.standing is Standing.MERGED:
        return tr("Đã hợp nhất; việc của đơn vị nay thuộc {home}.", home=home_name)
    if line.home.standing is Standing.DISSOLVED:
        return tr("Đã giải thể; việc của đơn vị nay thuộc {home}.", home=home_name)
    return tr("Vào ngày này đơn vị chưa thành lập.") if line.home.standing is Standing.NOT_YET else ""


def happened(event: Event, names: dict[str, str], seen: str) -> str:
    """One event as the list of a unit `seen` tells it."""
    unit, other = names.get(event.unit_id, event.unit_id), names.get(event.to_id, event.to_id)
    if event.kind is EventKind.FOUND:
        return tr("Có trong cây") if event.unit_id == seen else tr("Thêm đơn vị dưới: {unit}", unit=unit)
    if event.kind is EventKind.RENAME:
        return tr("Đổi tên, mã: {name} {code}", name=event.name, code=event.code).strip()
    if event.kind is EventKind.MOVE:
        return tr("Chuyển về {other}", other=other) if event.unit_id == seen else tr("Nhận {unit} về", unit=unit)
    if event.kind is EventKind.MERGE:
        return tr("Hợp nhất vào {other}", other=other) if event.unit_id == seen else tr("Nhận {unit} vào", unit=unit)
    return tr("Giải thể")


def find(session: Session, query: str, on: date) -> list[tuple[str, str]]:
    """What a unit choice offers: living units of the day, (id, words)."""
    grown = units.tree(session.screen)
    found = [each for each in units.search(session.screen, query, on) if grown.lives[each].alive(on)]
    lines = (units.line(session.screen, each, on) for each in found[:30])
    return [(line.id, named(line)) for line in lines]
