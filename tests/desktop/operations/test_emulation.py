from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desktop import clock
from desktop.desk import Desk
from desktop.operations import emulation, figure_files, initiatives, programmes, targets
from domain import emulation as rules
from domain.emulation import AWARDED, NOMINATED, OPENED, RECOGNISED, VERIFIED
from domain.errors import RuleError
from domain.initiative import State
from domain.moves import Decision
from domain.target import Target
from tests.desktop.operations import unions

YEAR = 2022
PAPER = Decision("15/QĐ", date(YEAR, 4, 1), "Bà X", "vì bảng số liệu chưa đủ")


@pytest.fixture
def recognised(unit: Desk) -> list[int]:
    rows = unions.enter(unit, 4)
    assert initiatives.move(unit, rows[:3], State.RECOGNISED, PAPER).refused == {}
    assert initiatives.move(unit, rows[:1], State.NOMINATED).refused == {}
    return rows


def test_a_unit_has_what_it_reached_in_the_year_with_its_documents(unit: Desk, recognised: list[int]) -> None:
    targets.hand_down(unit, Target("", "1", "grassroots", unit.unit.code, unit.unit.name, initiatives=3,
                                   document="KH 12/KH-LĐLĐ", document_on=date(2022, 1, 25)))  # fmt: skip
    sheet = emulation.sheet(unit, YEAR)
    (row,) = sheet.rows
    assert ([phase.id for phase in sheet.phases], sheet.as_of) == (["1"], clock.today())
    assert (row.results.recognised, row.results.nominated, row.results.awarded) == (3, 1, 0)
    assert {one.target.phase for one in row.standings} == {"1"}
    words = "\n".join(map(rules.standing_words, row.standings))
    assert "KH 12/KH-LĐLĐ" in words and "3 sáng kiến" in words
    for what in OPENED:
        ids = emulation.row_ids(unit, YEAR, unit.unit.code, what)
        assert len(ids) == row.results.figure(what)
        assert set(ids) <= set(recognised)
    verified = initiatives.rows(unit, emulation.row_ids(unit, YEAR, unit.unit.code, VERIFIED))
    assert sum(one["benefit_vnd"] or 0 for one in verified) == row.results.verified.vnd


def test_a_decision_of_another_year_belongs_to_that_year(unit: Desk, recognised: list[int]) -> None:
    assert emulation.sheet(unit, 2023).rows[0].results.recognised == 0
    assert emulation.row_ids(unit, YEAR, unit.unit.code, RECOGNISED) == recognised[:3]
    assert emulation.sheet(unit, 2023).phases[0].id == "2"


def test_what_moved_on_was_still_nominated_and_awarded(unit: Desk, recognised: list[int]) -> None:
    for state in (State.AWARDED, State.ARCHIVED):
        initiatives.move(unit, recognised[:1], state)
    for what in (RECOGNISED, NOMINATED):
        assert recognised[0] in emulation.row_ids(unit, YEAR, unit.unit.code, what)
    assert len(emulation.row_ids(unit, YEAR, unit.unit.code, AWARDED)) == emulation.sheet(
        unit, YEAR).rows[0].results.awarded  # fmt: skip


def test_a_union_sees_every_unit_and_its_own_sum(vouched_pair: tuple[Desk, Desk], usb: Path) -> None:
    unit, upper = vouched_pair
    packed = unions.send(unit, usb)
    unions.take(upper, packed.path)
    year = unions.PAPER.on.year
    sheet = emulation.sheet(upper, year)
    own, below = sheet.rows
    assert (own.unit_code, below.unit_code) == (upper.unit.code, unit.unit.code)
    assert own.results == below.results and below.results.recognised == 3
    assert len(emulation.row_ids(upper, year, upper.unit.code, RECOGNISED)) == 3
    assert len(emulation.row_ids(upper, year, unit.unit.code, RECOGNISED)) == 3
    told = {one.phase: one for one in below.handings}
    assert all(one.source for one in told.values()), "each deadline names its document"


def test_a_dossier_is_in_time_by_every_document_or_nobody_can_say(unit: Desk) -> None:
    pack = programmes.current(unit)
    due = rules.handing(pack, "1", "grassroots", None, date(2022, 5, 1)).due_on
    assert due == date(2022, 5, 31)
    told = {
        on: rules.handing(pack, "1", "grassroots", on, date(2022, 12, 31)).in_time
        for on in (date(2022, 5, 31), date(2022, 6, 1))
    }
    assert told == {date(2022, 5, 31): True, date(2022, 6, 1): False}
    assert rules.handing(pack, "1", "grassroots", None, date(2022, 5, 1)).in_time is None, "the day is not over"
    assert rules.handing(pack, "1", "grassroots", None, date(2022, 12, 31)).in_time is False
    assert rules.handing(pack, "1", "confederation", None, date(2022, 12, 31)).in_time is None


def test_the_sheet_is_written_with_its_sources_and_without_points(
    unit: Desk, recognised: list[int], tmp_path: Path
) -> None:
    target = tmp_path / "thi-dua.xlsx"
    figure_files.write_emulation(unit, emulation.sheet(unit, YEAR), target)
    from openpyxl import load_workbook

    book = load_workbook(target, read_only=True)
    words = "\n".join(str(cell) for row in book.active.iter_rows(values_only=True) for cell in row if cell)  # type: ignore[union-attr]
    book.close()
    assert f"NĂM {YEAR}" in words and unit.unit.name in words
    assert "Quyết định công nhận có ngày trong năm 2022" in words and "không cộng số tự khai" in words
    assert "điểm số" not in words.lower() and "Tổng điểm" not in words


def test_a_year_without_the_programme_is_refused(unit: Desk) -> None:
    for year in (2019, 2024):
        with pytest.raises(RuleError, match="emulation_year_unknown"):
            emulation.sheet(unit, year)
    assert emulation.years(unit) == [2021, 2022, 2023]
    with pytest.raises(RuleError, match="statistics_figure_unknown"):
        emulation.row_ids(unit, YEAR, unit.unit.code, "points")
