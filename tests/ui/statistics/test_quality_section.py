"""«Chất lượng»: shares of a register, the lists behind them, and a sample that can be drawn again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import initiatives as stored_initiatives
from desktop.desk import Desk
from desktop.operations import duplicates, initiatives
from domain import record
from tests.ui.packages.pair import recognise, settle
from tests.ui.registers import make_session
from ui.common.charts import Bar, BarChart
from ui.initiatives.only import Only
from ui.session import Session
from ui.statistics.pair_list import PairList
from ui.statistics.quality_section import COUNTED, QualitySection


@pytest.fixture
def session(tmp_path: Path, themed_app: QApplication) -> Iterator[Session]:
    made = make_session(tmp_path, filled=True)
    yield made
    settle(made)
    made.close()


def alike(desk: Desk, row: int) -> None:
    """Another unit has sent what one of ours says, and the register has been searched for pairs."""
    values = record.record(initiatives.get(desk, row).initiative)
    theirs = record.initiative(values | {"id": "f" * 32, "unit_code": "27009", "unit_name": "CĐCS Sao Mai"})
    with desk.store.atomic():
        stored_initiatives.insert(desk.store, theirs, own=False, missing=0, now="2026-05-30T00:00:00.000Z")
    duplicates.catch_up_all(desk, lambda _done, _total: None)
    duplicates.keep(desk, duplicates.search(desk, lambda _done, _total: None))


def shown(qtbot: QtBot, session: Session) -> QualitySection:
    """The section over five recognised records, one of which another unit has too."""
    rows = recognise(session, 5)
    session.do(lambda desk, _job: alike(desk, rows[0]))
    settle(session)
    section = QualitySection(session)
    qtbot.addWidget(section)
    section.refresh()
    settle(session)
    return section


def test_figures_open_their_lists_and_a_sample_is_drawn(qtbot: QtBot, session: Session) -> None:
    recognise(session, 5)
    section = QualitySection(session)
    qtbot.addWidget(section)
    section.refresh()
    settle(session)
    assert [line.total for line in section.lines] == [5, 5]
    asked: list[object] = []
    session.asked.connect(lambda where, what: asked.append((where, len(what.ids))))
    section.buttons["recognised"].click()
    settle(session)
    assert asked == [("initiatives", 5)] and not section.buttons["evidence"].isEnabled()
    section.how_many.set_value("3")
    section.seed.set_value("2026")
    section.draw_button.click()
    settle(session)
    first = section.told.text()
    assert first.startswith("Hạt giống 2026: 3 trên 5 sáng kiến.")
    section.draw_button.click()
    settle(session)
    assert section.told.text() == first
    section.copy_button.click()
    assert first in QGuiApplication.clipboard().text() and "SHA-256" in QGuiApplication.clipboard().text()
    section.how_many.set_value("không")
    section.draw_button.click()
    settle(session)
    assert "Số lượng rút mẫu" in section.banner.text()


def test_a_chart_is_copied_as_a_picture_with_its_figures(qtbot: QtBot, themed_app: QApplication) -> None:
    chart = BarChart("Nhiều sáng kiến nhất", [Bar("Xưởng 1", 12), Bar("Xưởng 2", 7)])
    qtbot.addWidget(chart)
    chart.resize(360, 200)
    chart.copy()
    held = QGuiApplication.clipboard().mimeData()
    assert held.hasImage() and held.text() == "Xưởng 1\t12\nXưởng 2\t7"
    picture = QGuiApplication.clipboard().image()
    assert picture.width() == 720 and picture.height() > 400


def test_every_figure_of_the_table_opens_a_list_of_just_so_many(qtbot: QtBot, session: Session) -> None:
    """Pairs across units among them: another unit has sent what one of ours says."""
    section = shown(qtbot, session)
    assert [(line.code, line.total, line.twins) for line in section.lines] == [("", 6, 1), ("27001", 5, 1),
                                                                                ("27009", 1, 1)]  # fmt: skip
    asked: list[object] = []
    session.asked.connect(lambda _where, what: asked.append(what))
    for row, line in enumerate(section.lines):
        for column, what in enumerate(COUNTED):
            asked.clear()
            section.table.select_figure(row, column)
            section.table.figure_opened.emit(row, column)
            settle(session)
            wanted = 0 if not what else line.total if what == "all" else getattr(line, what)
            if what != "twins":
                assert [len(one.ids) for one in asked if isinstance(one, Only)] == ([wanted] if wanted else [])
                continue
            pairs = section.over.opened
            assert isinstance(pairs, PairList) and pairs.model.rowCount() == wanted == 1
            pairs.table.figure_opened.emit(0, 1)
            assert asked == [pairs.pairs[0]["b"]]
            pairs.head.back.click()
            assert section.over.opened is None


def test_the_table_the_pairs_and_the_sample_go_into_files_of_their_own(qtbot: QtBot, session: Session,
                                                                      tmp_path: Path) -> None:  # fmt: skip
    section = shown(qtbot, session)
    section.write_to(tmp_path / "bang.xlsx")
    settle(session)
    assert "bang.xlsx" in section.banner.text()
    section.seed.set_value("2026")
    section.draw_button.click()
    settle(session)
    assert section.sample_file.isVisibleTo(section)
    section.write_sample(tmp_path / "mau.pdf")
    settle(session)
    section.table.select_row(1)
    section.open_figure("twins")
    settle(session)
    pairs = section.over.opened
    assert isinstance(pairs, PairList)
    section.write_pairs(pairs.pairs, section.lines[1].name, tmp_path / "cap.pdf")
    settle(session)
    assert all((tmp_path / name).stat().st_size > 0 for name in ("bang.xlsx", "mau.pdf", "cap.pdf"))
    section.write_to(tmp_path / "bang.doc")
    settle(session)
    assert ".xlsx" in section.banner.text() or "xlsx" in section.banner.text()
    assert not (tmp_path / "bang.doc").exists()
