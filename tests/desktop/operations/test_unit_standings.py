"""The board of units: sent, late, gaps, nothing sent, refused, returned; reminders; and conflicts settled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from db import packages as stored_packages
from desktop.desk import Desk
from desktop.operations import (
    clashes,
    initiative_list,
    initiatives,
    refusals,
    return_marks,
    return_packages,
    statistics,
    unit_events,
    unit_standings,
    units,
)
from desktop.operations.clashes import HELD, TOLD
from desktop.operations.initiatives import Filter
from desktop.operations.unit_events import Paper
from desktop.operations.unit_standings import Standing, UnitLine
from domain.errors import RuleError
from tests.desktop.operations import unions
from tests.desktop.operations.test_receiving import forge, values_of
from tests.desktop.operations.test_statistics import received
from tests.desktop.operations.test_target_packages import found as founded
from tests.desktop.operations.unions import take

Pair = tuple[Desk, Desk]


def only(upper: Desk, today: date | None = None) -> UnitLine:
    found = unit_standings.lines(upper, today=today)
    assert len(found) == 1
    return found[0]


def test_a_unit_that_sent_nothing_then_sent_with_a_gap_then_filled_it(
    vouched_pair: Pair, tmp_path: Path, usb: Path
) -> None:
    unit, upper = vouched_pair
    assert only(upper).standings == (Standing.LATE, Standing.EMPTY)
    assert only(upper, date(2022, 1, 1)).standings == (Standing.EMPTY,)
    first = unions.send(unit, usb, "SK-2022-0001")
    second = unions.send(unit, usb, "SK-2022-0002")
    done = take(upper, second.path)[0]
    assert done.warnings == ("package_gap",)
    line = only(upper)
    assert (line.gaps, line.packages, line.initiatives) == ((1,), 1, 1)
    assert Standing.GAPS in line.standings
    assert "Còn thiếu gói số 1." in unit_standings.remind(upper, line)
    late = take(upper, first.path)[0]
    assert (late.code, late.warnings) == ("", ())
    assert only(upper).gaps == ()


def test_what_was_refused_is_named_once_and_told_in_the_reminder(vouched_pair: Pair, tmp_path: Path) -> None:
    unit, upper = vouched_pair
    bad = forge(unit, tmp_path / "1.asice", values_of(unit, 1, unit_code="27002"))
    for _ in range(2):
        assert not take(upper, bad)[0].taken
    (refused,) = refusals.everything(upper)
    assert (refused.code, refused.unit_code, refused.file_name) == ("package_record_foreign", "27001", "1.asice")
    line = only(upper)
    assert line.refused == 1 and Standing.REFUSED in line.standings
    assert refused.message in unit_standings.remind(upper, line)
    take(upper, bad, dry_run=True)
    assert len(refusals.everything(upper)) == 1


def test_filter_search_order_and_workbook(vouched_pair: Pair, tmp_path: Path, usb: Path) -> None:
    unit, upper = vouched_pair
    sibling = unions.new(tmp_path / "sibling", unions.SIBLING)
    unions.vouch(sibling, upper, tmp_path)
    unions.send(unit, usb)
    take(upper, usb)
    assert [one.code for one in unit_standings.lines(upper, sort="worst")] == ["27001", "27002"]  # late both: by name
    assert [one.code for one in unit_standings.lines(upper, sort="-initiatives")] == ["27001", "27002"]
    assert [one.code for one in unit_standings.lines(upper, standing="empty")] == ["27002"]
    assert [one.code for one in unit_standings.lines(upper, query="may hoa")] == ["27001"]
    with pytest.raises(RuleError, match="board_filter_unknown"):
        unit_standings.lines(upper, standing="asleep")
    found = unit_standings.lines(upper)
    told = unit_standings.counts(found)
    assert (told[""], told["empty"], told["sent"]) == (2, 1, 1)
    target = unit_standings.write(upper, found, tmp_path / "board.xlsx")
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "CĐCS May Hoa Sim" in cells and "Mã" in cells
    sibling.close()


def test_what_was_returned_waits_on_the_board(vouched_pair: Pair, usb: Path) -> None:
    unit, upper = vouched_pair
    unions.send(unit, usb)
    take(upper, usb)
    return_marks.mark(upper, initiatives.page(upper, Filter())[0], "effect", "Nêu rõ số liệu")
    assert only(upper).returned == 0  # nobody was told yet
    return_packages.seal(upper, "27001", usb)
    assert only(upper).returned == 1
    assert "Còn 1 mục trả lại" in unit_standings.remind(upper, only(upper))


@pytest.mark.parametrize(("keep", "title"), [(HELD, "Bản một"), (TOLD, "Bản hai")])
def test_a_person_settles_a_conflict(vouched_pair: Pair, tmp_path: Path, keep: str, title: str) -> None:
    unit, upper = vouched_pair
    take(upper, forge(unit, tmp_path / "1.asice", values_of(unit, 1, title="Bản một")))
    done = take(upper, forge(unit, tmp_path / "2.asice", values_of(unit, 1, title="Bản hai"), seq=2))[0]
    assert done.counts == {"conflict": 1}
    (clash,) = clashes.still_open(upper)
    assert clash.fields == (("title", "Bản một", "Bản hai"),)
    clashes.settle(upper, clash.no, keep)
    assert clashes.still_open(upper) == []
    assert initiatives.get(upper, clash.row_id).initiative.title == title
    with pytest.raises(RuleError, match="clash_unknown"):
        clashes.settle(upper, clash.no, keep)
    asked = return_marks.everything(upper)
    assert [(one.mark.field, one.mark.out) for one in asked] == ([("title", True)] if keep == HELD else [])
    newer = take(upper, forge(unit, tmp_path / "3.asice", values_of(unit, 1, title="Bản ba", revision=2), seq=3))[0]
    assert newer.counts == {"updated": 1}


@pytest.fixture
def federation(tmp_path: Path) -> Iterator[Desk]:
    """A union with three grassroots units below, of each of which something came, as packages would have brought it."""
    opened = unions.new(tmp_path / "union", unions.UPPER)
    for code in ("27001", "27002", "27003"):
        founded(opened, "27000", code, f"CĐCS {code}")
    received(opened, {"27001": 2, "27002": 3, "27003": 1})
    with opened.store.atomic():
        for code, numbers in (("27001", (1, 2)), ("27002", (1, 3)), ("27003", (2,))):
            for seq in numbers:
                stored_packages.insert(opened.store, direction="in", now="2026-06-01T00:00:00.000Z", detail={},
                                       kind="submission", manifest_sha256=f"{code}{seq}", unit_code=code,
                                       unit_name=f"CĐCS {code}", recipient="27000", seq=seq, path="",
                                       records=1)  # fmt: skip
    yield opened
    opened.close()


def board(desk: Desk) -> dict[str, UnitLine]:
    lines = {line.code: line for line in unit_standings.lines(desk)}
    for line in lines.values():
        assert len(unit_standings.row_ids(desk, line.code)) == line.initiatives, line.code
    assert sum(line.initiatives for line in lines.values()) == 6
    return lines


def test_a_unit_that_has_gone_into_another_stands_with_it_and_what_it_owes_is_said(federation: Desk) -> None:
    tree, paper = units.tree(federation), Paper(date(2024, 1, 1), "QĐ 2")
    assert {code: line.gaps for code, line in board(federation).items()} == {
        "27001": (), "27002": (2,), "27003": (1,)}  # fmt: skip
    unit_events.merge(federation, tree.find("27002").id, tree.find("27001").id, paper)
    lines = board(federation)
    assert set(lines) == {"27001", "27003"}
    line = lines["27001"]
    assert (line.packages, line.initiatives, line.gaps) == (4, 5, ())
    (gone,) = line.gone
    assert (gone.code, gone.merged, gone.packages, gone.initiatives, gone.gaps, gone.owes) == (
        "27002", True, 2, 3, (2,), True)  # fmt: skip
    assert Standing.GAPS in line.standings and line.wants_reminding
    words = unit_standings.remind(federation, line)
    assert "CĐCS 27002 (27002) đã sáp nhập ngày 01/01/2024: còn thiếu gói số 2" in words
    assert len(unit_standings.row_ids(federation, "27002")) == 5, "by the code of the unit that is gone too"


def test_a_dissolved_unit_with_nobody_below_us_is_not_reminded_and_one_of_which_nothing_came_goes(
    federation: Desk,
) -> None:
    tree, paper = units.tree(federation), Paper(date(2024, 1, 1), "QĐ 2")
    founded(federation, "27000", "27009", "CĐCS 27009")
    empty = units.tree(federation).find("27009").id
    assert Standing.EMPTY in board(federation)["27009"].standings
    for unit_id in (tree.find("27003").id, empty):
        unit_events.dissolve(federation, unit_id, paper)
    lines = board(federation)
    assert "27009" not in lines
    line = lines["27003"]
    assert (line.ended_on, line.initiatives, line.gaps) == (date(2024, 1, 1), 1, (1,))
    assert line.standings == (Standing.GAPS, Standing.ENDED) and not line.wants_reminding
    assert "27003" not in unit_standings.reminders(federation, lines.values())


def test_marks_and_refusals_of_a_unit_that_is_gone_are_its_successors(federation: Desk) -> None:
    tree, paper = units.tree(federation), Paper(date(2024, 1, 1), "QĐ 2")
    row = unit_standings.row_ids(federation, "27002")[0]
    return_marks.mark(federation, row, "effect", "Nêu rõ số liệu")
    with federation.store.atomic():
        federation.store.execute("UPDATE return_mark SET package_id = 1")  # it has gone down
    unit_events.merge(federation, tree.find("27002").id, tree.find("27001").id, paper)
    line = board(federation)["27001"]
    assert line.returned == line.gone[0].returned == 1
    assert "Còn 1 mục trả lại (trong đó 1 của CĐCS 27002) chưa được trả lời" in unit_standings.remind(federation, line)


def test_the_units_that_have_gone_into_one_count_with_it_as_in_statistics_of_today(federation: Desk) -> None:
    tree, paper = units.tree(federation), Paper(date(2024, 1, 1), "QĐ 2")
    of = {code: tree.find(code).id for code in ("27001", "27002", "27003")}
    unit_events.merge(federation, of["27002"], of["27001"], paper)
    unit_events.merge(federation, of["27001"], of["27003"], Paper(date(2025, 1, 1), "QĐ 3"))
    now = {line.key: line.counts.initiatives for line in statistics.table(federation, "unit_now").lines}
    assert now == {"27003": 6}
    assert initiative_list.total(federation, Filter(under="27003")) == 6
    under = initiative_list.under(federation, "27003")
    assert [(one.code, one.merged) for one in under.gone] == [("27001", True), ("27002", True)] and not under.now
    before = initiative_list.under(federation, "27001")
    assert [one.code for one in before.gone] == ["27002"] and before.now == "CĐCS 27003"
    assert initiative_list.total(federation, Filter(under="27001")) == 5, "what it was on its last day"
    assert initiative_list.under(federation, "99999").codes == ()
