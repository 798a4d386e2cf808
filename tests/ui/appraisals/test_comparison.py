from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QLabel
from pytestqt.qtbot import QtBot

from desktop import desk
from desktop.operations import appraisals, programmes
from tests.ui.appraisals.seated import GOOD, HUYEN, LAM, POOR, VAN, make_home, mark
from ui.appraisals.comparison import Comparison

PLACE = {VAN: 1, LAM: 2, HUYEN: 3, "Trung bình": 4, "Chênh nhau": 5}


def test_the_mean_and_how_far_the_sheets_lie_apart_ask_for_a_second_reading(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, entries=1)
    mark(home, VAN, "SK-2022-0001", GOOD)
    mark(home, LAM, "SK-2022-0001", POOR, "decline", "Chưa mới ở đơn vị.")
    opened = desk.open_desk(home, None)
    (line,) = appraisals.results(opened)
    shown = Comparison()
    qtbot.addWidget(shown)
    shown.show_line(line, (VAN, LAM, HUYEN), programmes.current(opened).rubric)
    opened.close()
    grid = shown.widget().layout()
    assert isinstance(grid, QGridLayout)

    def words(row: int, column: str) -> str:
        item = grid.itemAtPosition(row, PLACE[column])
        widget = item.widget() if item else None
        return widget.text() if isinstance(widget, QLabel) else ""

    assert [words(0, name).partition("\n")[0] for name in PLACE] == list(PLACE)
    # Novelty, applicability, effect, total.
    assert [words(row, VAN) for row in range(2, 6)] == ["24,5", "25", "33", "82,5"]
    assert [words(row, LAM) for row in range(2, 6)] == ["12", "20", "25", "57"]
    assert [words(row, "Trung bình") for row in range(2, 6)] == ["18,25", "22,5", "29", "69,75"]
    assert [words(row, "Chênh nhau") for row in range(2, 6)] == ["12,5", "5", "8", "25,5"]
    assert words(1, HUYEN) == "chưa nộp"
