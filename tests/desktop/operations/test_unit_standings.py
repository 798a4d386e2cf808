"""The board of units: sent, late, gaps, nothing sent, refused, returned; reminders; and conflicts settled."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from desktop.desk import Desk
from desktop.operations import clashes, initiatives, refusals, return_marks, return_packages, unit_standings
from desktop.operations.clashes import HELD, TOLD
from desktop.operations.initiatives import Filter
from desktop.operations.unit_standings import Standing, UnitLine
from domain.errors import RuleError
from tests.desktop.operations import unions
from tests.desktop.operations.test_receiving import forge, values_of
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
