"""«Chất lượng»: shares of a register, the lists behind them, and a sample that can be drawn again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.packages.pair import recognise, settle
from tests.ui.registers import make_session
from ui.common.charts import Bar, BarChart
from ui.session import Session
from ui.statistics.quality_section import QualitySection


@pytest.fixture
def session(tmp_path: Path, themed_app: QApplication) -> Iterator[Session]:
    made = make_session(tmp_path, filled=True)
    yield made
    settle(made)
    made.close()


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
