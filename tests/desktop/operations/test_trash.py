"""Whatever is removed can be put back for ninety days, and what goes for good is told by the journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

import resources
from db import days_off
from desktop import clock
from desktop.desk import OFFICER, Desk
from desktop.operations import (
    cooperation_plans,
    data_requests,
    duplicates,
    evidence,
    evidence_intake,
    evidence_limits,
    paper_templates,
    programmes,
    saved_filters,
    servers,
    support,
    targets,
    trash,
    users,
)
from desktop.operations.initiatives import Filter
from desktop.operations.servers import ReceivingServer
from domain.duplicate import Verdict
from domain.errors import RuleError
from domain.journal_words import OPERATIONS
from domain.working_days import DayOff
from tests.desktop.operations import unions
from tests.desktop.operations.test_targets import WANTED

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


def _server(desk: Desk, _tmp: Path) -> None:
    server = servers.put(desk, ReceivingServer("LĐLĐ tỉnh", "tus", "https://nhan.vn/files", secret="ma-bi-mat-9513"))[0]
    servers.remove(desk, server.id)


def _payment(desk: Desk, _tmp: Path) -> None:
    (row_id,) = unions.recognised(desk)
    with desk.store.atomic():
        desk.store.execute("INSERT INTO remuneration_payment VALUES (?, 1, '2023-07-01', 7000000)", [row_id])
    support.take_back_paid(desk, row_id, 1)


def _verdict(desk: Desk, _tmp: Path) -> None:
    one, other = unions.enter(desk, 2)
    duplicates.judge(desk, one, other, Verdict.DIFFERENT, "máy khác")
    duplicates.take_back(desk, one, other)


def _target(desk: Desk, _tmp: Path) -> None:
    targets.hand_down(desk, WANTED)
    targets.remove(desk, next(one.id for one in targets.everything(desk) if one.id))


REMOVED: dict[str, tuple[Callable[[Desk, Path], None], Callable[[Desk], object]]] = {
    "filter": (_filter, saved_filters.everything),
    "day_off": (_day, lambda desk: days_off.everything(desk.store)),
    "logo": (_logo, lambda desk: desk.store.rows("SELECT * FROM paper_logo")),
    "server": (_server, servers.everything),
    "payment": (_payment, lambda desk: desk.store.rows("SELECT * FROM remuneration_payment")),
    "verdict": (_verdict, lambda desk: desk.store.rows("SELECT * FROM duplicate_verdict WHERE note = 'máy khác'")),
    "target": (_target, lambda desk: [one.id for one in targets.everything(desk) if one.id]),
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


def test_a_server_comes_back_without_its_secret_and_by_a_keeper(unit: Desk, tmp_path: Path) -> None:
    _server(unit, tmp_path)
    (thing,) = trash.everything(unit)
    assert thing.name == "LĐLĐ tỉnh"
    users.add(unit, unions.SECOND, [OFFICER], "")
    officer = unions.as_user(unit, unions.SECOND)
    with pytest.raises(RuleError, match="keeper_needed"):
        trash.restore(officer, "server", thing.key)
    keeper = unions.as_user(officer, unit.user.name)
    trash.restore(keeper, "server", thing.key)
    (back,) = servers.everything(keeper)
    row = keeper.store.row("SELECT * FROM upload_server")
    assert row is not None and (back.url, row["secret"]) == ("https://nhan.vn/files", b"")
    keeper.close()


def test_a_target_handed_down_since_is_not_written_over(unit: Desk, tmp_path: Path) -> None:
    _target(unit, tmp_path)
    targets.hand_down(unit, WANTED)
    with pytest.raises(RuleError, match="trash_in_the_way"):
        trash.restore(unit, "target", trash.everything(unit)[0].key)


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
