"""The page «Thống kê»: a table whose figures open their lists, tables kept, and the sheet of a year."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.operations import initiatives, kept_tables, statistics
from domain.initiative import State
from domain.moves import Decision
from domain.statistics import BENEFITS, ENTRIES, INITIATIVES, PERSONS, Line, Question
from tests.sample_register import USER
from tests.typing_vi import vtype
from tests.ui.registers import make_session
from ui.initiatives.only import Only
from ui.initiatives.page import InitiativesPage
from ui.session import Session
from ui.statistics.change_list import ChangeList
from ui.statistics.emulation_section import EmulationSection
from ui.statistics.figure_table import COUNTED
from ui.statistics.kept_section import AS_KEPT, CHANGED, KeptSection
from ui.statistics.page import make
from ui.statistics.people_list import PeopleList
from ui.statistics.table_section import TableSection

PAPER = Decision("15/QĐ", date(2022, 4, 1), USER, "vì bảng số liệu chưa đủ")


@pytest.fixture
def session(tmp_path: Path, themed_app: QApplication) -> Iterator[Session]:
    made = make_session(tmp_path, filled=True)
    yield made
    made.close()


def shown(qtbot: QtBot, session: Session, section: TableSection | EmulationSection | KeptSection) -> None:
    qtbot.addWidget(section)
    section.resize(1160, 680)
    session.changed.connect(lambda _changes: section.refresh())
    section.show()
    section.refresh()
    assert session.lanes.wait_idle()


@pytest.fixture
def section(qtbot: QtBot, session: Session) -> TableSection:
    made = TableSection(session)
    shown(qtbot, session, made)
    return made


def asked(session: Session) -> list[tuple[str, object]]:
    """What other pages are asked for from now on."""
    found: list[tuple[str, object]] = []
    session.asked.connect(lambda key, what: found.append((key, what)))
    return found


def test_every_figure_opens_just_so_many_initiatives(section: TableSection, session: Session) -> None:
    section.controls.by.set_value("kind")
    section.refresh()
    assert session.lanes.wait_idle()
    told = asked(session)
    for row in range(section.model.rowCount()):
        line = section.model.row_at(row)
        assert isinstance(line, Line)
        for what in (INITIATIVES, *BENEFITS):
            told.clear()
            section.open_figure(row, COUNTED.index(what))
            assert session.lanes.wait_idle()
            opened = [len(one.ids) for _key, one in told if isinstance(one, Only)]
            assert opened == ([line.figure(what)] if line.figure(what) else [])


def test_every_bar_opens_just_so_many(section: TableSection, session: Session) -> None:
    told = asked(session)
    for by in ("kind", "month"):
        section.controls.by.set_value(by)
        section.refresh()
        assert session.lanes.wait_idle()
        assert section.table is not None
        benefits = section.table.benefits
        counted = section.charts.months if by == "month" else section.charts.most
        assert counted.bars
        wanted = [int(bar.value) for bar in counted.bars] + [benefits.verified.records, benefits.claimed.records]
        places = [(counted, n) for n in range(len(counted.bars))] + [(section.charts.benefit, n) for n in range(2)]
        for (chart, place), n in zip(places, wanted, strict=True):
            told.clear()
            chart.opened.emit(place)
            assert session.lanes.wait_idle()
            assert [len(one.ids) for _key, one in told if isinstance(one, Only)] == [n]


def test_persons_and_entries_open_over_the_table(section: TableSection, session: Session) -> None:
    for what in ("persons", "entries"):
        section.open_figure(0, COUNTED.index(what))
        assert session.lanes.wait_idle()
        people = section.over.opened
        assert isinstance(people, PeopleList) and section.table is not None
        assert len(people.rows) == getattr(section.table.totals, what) == people.model.rowCount()
        told = asked(session)
        people.table.opened.emit(0)
        assert told == [("initiatives", people.rows[0]["row_id"])]
        people.head.back.click()
        assert section.over.opened is None


def test_enter_and_a_double_click_open_the_figure_chosen(section: TableSection, session: Session, qtbot: QtBot) -> None:
    told = asked(session)
    section.figures.select_figure(0, COUNTED.index(INITIATIVES))
    qtbot.keyClick(section.figures, Qt.Key.Key_Return)
    assert session.lanes.wait_idle()
    section.figures.doubleClicked.emit(section.model.index(0, COUNTED.index(INITIATIVES)))
    assert session.lanes.wait_idle()
    assert len(told) == 2 and told[0] == told[1]


def test_the_list_shows_exactly_those_and_leads_back_to_all(
    section: TableSection, session: Session, qtbot: QtBot
) -> None:
    page = InitiativesPage(session)
    qtbot.addWidget(page)
    page.resize(1160, 680)
    page.show()
    section.controls.by.set_value("kind")
    section.refresh()
    assert session.lanes.wait_idle()
    told = asked(session)
    row = next(n for n in range(1, section.model.rowCount()) if section.model.row_at(n).figure(INITIATIVES) < 12)  # type: ignore[union-attr]
    section.open_figure(row, COUNTED.index(INITIATIVES))
    assert session.lanes.wait_idle()
    only = told[-1][1]
    assert isinstance(only, Only)
    page.open(only)
    assert session.lanes.wait_idle()
    assert sorted(page.list.rows.known) == sorted(only.ids)
    assert page.figure.isVisible() and page.finder.narrowed()
    page.finder.clear()
    assert session.lanes.wait_idle()
    assert page.list.rows.total() == 12 and not page.figure.isVisible()


def test_the_day_is_chosen_in_a_text_field(section: TableSection, session: Session, qtbot: QtBot) -> None:
    section.controls.day.set_value("")
    vtype(section.controls.day, "31/5/2022")
    qtbot.keyClick(section.controls.day, Qt.Key.Key_Return)
    assert session.lanes.wait_idle()
    assert section.table is not None
    assert (section.table.as_of, section.table.totals.initiatives) == (date(2022, 5, 31), 0)
    section.controls.day.set_value("")
    vtype(section.controls.day, "ngày nào đó")
    qtbot.keyClick(section.controls.day, Qt.Key.Key_Return)
    assert section.controls.field.problem()
    assert section.table.as_of == date(2022, 5, 31), "what was counted stays until a day can be read"


def test_a_table_is_kept_and_shown_again_with_what_changed(
    section: TableSection, session: Session, qtbot: QtBot
) -> None:
    vtype(section.name, "Báo cáo tháng 5")
    section.keep.click()
    assert session.lanes.wait_idle()
    assert section.name.value() == ""
    kept = KeptSection(session)
    shown(qtbot, session, kept)
    assert kept.list.model().rowCount() == 1
    assert kept.shown is not None and kept.shown.differences == ()
    session.do(lambda desk, _job: initiatives.new(desk, {"title": "Kệ để khuôn"}))
    assert session.lanes.wait_idle()
    assert kept.shown.table.totals.initiatives == 12
    assert kept.shown.now.totals.initiatives == 13
    assert kept.shown.differences and "không đổi" in kept.told.text()
    kept.views.choose(CHANGED)
    kept.views.chosen.emit(CHANGED)
    assert kept.changes.isVisible() and not kept.figures.isVisible()
    kept.views.chosen.emit(AS_KEPT)
    assert kept.figures.isVisible()
    told = asked(session)
    kept.open_figure(0, COUNTED.index(INITIATIVES))
    assert session.lanes.wait_idle()
    only = told[-1][1]
    assert isinstance(only, Only) and len(only.ids) == 12


def test_every_figure_of_a_kept_table_opens_just_so_many_and_what_changed(
    section: TableSection, session: Session, qtbot: QtBot
) -> None:
    section.controls.by.set_value("kind")
    section.refresh()
    assert session.lanes.wait_idle()
    vtype(section.name, "Báo cáo tháng 5")
    section.keep.click()
    assert session.lanes.wait_idle()
    kept = KeptSection(session)
    shown(qtbot, session, kept)
    session.do(lambda desk, _job: initiatives.new(desk, {"title": "Kệ để khuôn", "kind": "technical",
                                                         "authors": [{"full_name": "Trần Văn Khuôn"}]}))  # fmt: skip
    assert session.lanes.wait_idle()
    assert kept.shown is not None
    told = asked(session)
    for row in range(kept.model.rowCount()):
        line = kept.model.row_at(row)
        assert isinstance(line, Line)
        for what in (PERSONS, ENTRIES, INITIATIVES, *BENEFITS):
            told.clear()
            kept.open_figure(row, COUNTED.index(what))
            assert session.lanes.wait_idle()
            if what in (PERSONS, ENTRIES):
                people = kept.over.opened
                assert isinstance(people, PeopleList) and people.model.rowCount() == line.figure(what)
                people.head.back.click()
                assert kept.over.opened is None
            else:
                opened = [len(one.ids) for _key, one in told if isinstance(one, Only)]
                assert opened == ([line.figure(what)] if line.figure(what) else [])
    kept.views.choose(CHANGED)
    kept.views.chosen.emit(CHANGED)
    assert kept.changes.model().rowCount() == len(kept.shown.differences) > 0
    for column, what in enumerate(COUNTED):
        one = kept.shown.differences[0]
        kept.changes.select_figure(0, column)
        qtbot.keyClick(kept.changes, Qt.Key.Key_Return)
        assert session.lanes.wait_idle()
        differs = 1 if not what else abs(sum((1 if line is one.now else -1) * line.figure(what)
                                             for line in (one.before, one.now) if line))  # fmt: skip
        if not differs:
            assert kept.over.opened is None and "không đổi" in kept.banner.text()
            continue
        changes = kept.over.opened
        assert isinstance(changes, ChangeList) and changes.model.rowCount() == differs
        told.clear()
        changes.table.opened.emit(0)
        assert [key for key, _what in told] == ["initiatives"]
        changes.head.back.click()
        assert kept.over.opened is None and kept.changes.hasFocus()


def test_a_table_without_a_name_is_not_kept(section: TableSection, session: Session) -> None:
    section.keep.click()
    assert session.lanes.wait_idle()
    assert section.banner.isVisible() and section.keep.isEnabled()
    assert kept_tables.everything(session.screen) == []


def test_what_is_shown_is_written_to_a_file(section: TableSection, session: Session, tmp_path: Path) -> None:
    section.write_to(tmp_path / "thong-ke.xlsx")
    assert session.lanes.wait_idle()
    assert (tmp_path / "thong-ke.xlsx").stat().st_size > 0
    assert section.show_file.isVisible() and section.export.isEnabled()


def test_counting_that_is_stopped_says_so_and_leaves_the_table(
    section: TableSection, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, pressed, count = section.table, threading.Event(), statistics.answer

    def slow(desk: Desk, question: Question, *, step: statistics.Step) -> statistics.Table:
        assert pressed.wait(30)
        return count(desk, question, step=step)

    monkeypatch.setattr(statistics, "answer", slow)
    section.refresh()
    section.progress.cancel()
    pressed.set()
    assert session.lanes.wait_idle()
    assert section.table is before and section.banner.isVisible()
    assert not section.progress.isVisible()


def test_the_sheet_of_a_year_tells_the_source_of_each_figure(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    rows = initiatives.page(session.screen, initiatives.Filter())
    session.do(lambda desk, _job: initiatives.move(desk, rows[:3], State.RECOGNISED, PAPER))
    assert session.lanes.wait_idle()
    sheet = EmulationSection(session)
    shown(qtbot, session, sheet)
    sheet.year.set_value("2022")
    sheet.refresh()
    assert session.lanes.wait_idle()
    assert sheet.sheet is not None and sheet.sheet.rows[0].results.recognised == 3
    assert "Quyết định công nhận có ngày trong năm 2022" in sheet.facts.text()
    told = asked(session)
    sheet.open_figure(0, 2)
    assert session.lanes.wait_idle()
    only = told[-1][1]
    assert isinstance(only, Only) and sorted(only.ids) == sorted(rows[:3])
    sheet.open_figure(0, 1)
    assert session.lanes.wait_idle() and len(told) == 1, "a mark opens no list"
    sheet.write_to(tmp_path / "thi-dua.xlsx")
    assert session.lanes.wait_idle()
    assert (tmp_path / "thi-dua.xlsx").stat().st_size > 0


def test_five_thousand_units_are_pages_not_rows(section: TableSection) -> None:
    lines = tuple(Line(f"{n}", f"Đơn vị {n}", section.table.totals) for n in range(5000))  # type: ignore[union-attr]
    assert section.table is not None
    section._show(statistics.Table(section.table.as_of, section.table.totals, lines, section.table.benefits,
                                   section.table.question))  # fmt: skip
    assert section.model.rowCount() == 5001
    section.figures.select_figure(5000, COUNTED.index(INITIATIVES))
    assert section.model.row_at(5000) is not None
    assert len(section.charts.most.bars) == 6, "the charts show the most, not all"


def test_the_page_has_its_three_sections(session: Session, qtbot: QtBot) -> None:
    page = make(session)
    qtbot.addWidget(page)
    page.show()
    for key in ("table", "emulation", "kept"):
        page.show_section(key)
        assert session.lanes.wait_idle()
        assert page.current() == key


def test_an_empty_register_says_what_to_do(tmp_path: Path, themed_app: QApplication, qtbot: QtBot) -> None:
    made = make_session(tmp_path / "empty")
    kept = KeptSection(made)
    shown(qtbot, made, kept)
    assert kept.empty.isVisible()
    made.close()
