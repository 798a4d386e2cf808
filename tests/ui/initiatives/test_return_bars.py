"""The bars of returns know what is to be done next."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.operations.return_marks import Seen
from domain.return_mark import MarkState, ReturnMark
from ui.initiatives.return_bars import ReturnBars


def seen(no: int, state: MarkState) -> Seen:
    mark = ReturnMark(no, str(no), False, "i", "27", "LĐLĐ", "effect", "Nêu rõ", "", "Hân", "2023-01-01T00:00:00Z")
    return Seen(mark, 1, "SK-1", "Kệ", state)


@pytest.mark.parametrize(("states", "action", "expected"), [
    ((MarkState.READY, MarkState.OPEN, MarkState.OPEN), "", "2.Trả lời…"),
    ((MarkState.READY, MarkState.READY), "", "1.Tới ô"),
    ((MarkState.NOTED,), "Đánh dấu mục cần sửa…", "head"),
    ((), "", ""),
])  # fmt: skip
def test_the_next_act_is_the_first_mark_still_open(
    qtbot: QtBot, themed_app: QApplication, states: tuple[MarkState, ...], action: str, expected: str
) -> None:
    bars = ReturnBars()
    qtbot.addWidget(bars)
    marks = [seen(no, state) for no, state in enumerate(states, 1)]
    bars.show_marks("warn", "Cấp trên yêu cầu sửa", action, marks, {"Tới ô": print, "Trả lời…": print})
    bars.show()
    assert bars.next_act() is {**bars.buttons, "head": bars.head.button}.get(expected)
