"""Whatever is removed can be put back for ninety days, and what goes for good is told by the journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

import resources
from db import days_off
from desktop import clock
from desktop.desk import Desk
from desktop.operations import (
    cooperation_plans,
    data_requests,
    evidence,
    evidence_intake,
    evidence_limits,
    paper_templates,
    programmes,
    saved_filters,
    trash,
)
from desktop.operations.initiatives import Filter
from domain.errors import RuleError
from domain.journal_words import OPERATIONS
from domain.working_days import DayOff
from tests.desktop.operations import unions

DAY = date(2026, 12, 24)


def _filter(desk: Desk, _tmp: Path) -> None:
    saved_filters.keep(desk, "Của tôi", Filter(programme=programmes.current(desk).id, query="gá"))
    saved_filters.remove(desk, "của tôi")


def _day(desk: Desk, _tmp: Path) -> None:
    data_requests.put_day(desk, DayOff(DAY, "Nghỉ bù", False))
    data_requests.remove_day(desk, DAY)


def _logo(desk: Desk, _tmp: Path) -> None:
    picture = next(resources.path("samples").rglob("*.png"), None)
    content = picture.read_bytes() if picture else b""
    with desk.store.atomic():
        desk.store.execute("INSERT INTO paper_logo VALUES (1, 'a.png', ?, 'An', 'x')", [content + b"\x00\xff"])
    paper_templates.remove_logo(desk)


REMOVED: dict[str, tuple[Callable[[Desk, Path], None], Callable[[Desk], object]]] = {
    "filter": (_filter, saved_filters.everything),
    "day_off": (_day, lambda desk: days_off.everything(desk.store)),
    "logo": (_logo, lambda desk: desk.store.rows("SELECT * FROM paper_logo")),
}


@pytest.mark.parametrize("kind", REMOVED)
def test_what_was_removed_is_put_back_as_it_was_and_only_once(unit: Desk, tmp_path: Path, kind: str) -> None:
    remove, look = REMOVED[kind]
    remove(unit, tmp_path)
    gone = look(unit)
    (thing,) = trash.everything(unit)
    assert (thing.kind, thing.who) == (kind, unit.user.name)
    trash.restore(unit, kind, thing.key)
    assert look(unit) != gone
    assert trash.everything(unit) == []
    with pytest.raises(RuleError, match="trash_unknown"):
        trash.restore(unit, kind, thing.key)


def test_a_new_one_in_its_place_is_not_written_over(unit: Desk, tmp_path: Path) -> None:
    _filter(unit, tmp_path)
    saved_filters.keep(unit, "của tôi", Filter(programme=programmes.current(unit).id))
    with pytest.raises(RuleError, match="trash_in_the_way"):
        trash.restore(unit, "filter", trash.everything(unit)[0].key)


def test_evidence_and_plans_lie_in_the_same_bin(unit: Desk, tmp_path: Path) -> None:
    row = unions.enter(unit)[0]
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    added = evidence_intake.add(unit, row, evidence_intake.file_source(tmp_path / "a.pdf"))
    evidence.remove(unit, added.evidence.id)
    plan = cooperation_plans.enter(unit, {"employer": "Công ty May"})
    cooperation_plans.remove(unit, plan.plan.id)
    assert {one.kind for one in trash.everything(unit)} == {"evidence", "plan"}
    for one in trash.everything(unit):
        trash.restore(unit, one.kind, one.key)
    assert trash.everything(unit) == []
    assert [one.name for one in evidence.of_record(unit, row)] == ["a.pdf"]


def test_after_ninety_days_it_goes_and_the_journal_tells_its_name(
    unit: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _filter(unit, tmp_path)
    assert evidence_limits.get(unit).kept_days >= trash.KEPT_DAYS
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=trash.KEPT_DAYS - 1))
    assert not trash.free(unit)
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=trash.KEPT_DAYS + 1))
    assert trash.free(unit) and not trash.free(unit)
    told = unit.store.row("SELECT operation, subject FROM journal ORDER BY id DESC LIMIT 1")
    assert told == {"operation": "freed", "subject": "của tôi"}
    assert {"freed", "put_back"} <= set(OPERATIONS)
