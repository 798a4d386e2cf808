"""A part of a form that is folded away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.typing_vi import vtype
from ui.common.editors import LineEdit
from ui.common.fold import Fold


def test_it_opens_by_the_keyboard_and_keeps_what_is_typed(qtbot: QtBot, themed_app: QApplication) -> None:
    fold, line = Fold("Thêm"), LineEdit()
    fold.body.addWidget(line)
    qtbot.addWidget(fold)
    fold.show()
    assert not line.isVisible()
    fold.head.setFocus()
    with qtbot.waitSignal(fold.opened) as told:
        qtbot.keyClick(fold.head, Qt.Key.Key_Return)
    assert told.args == [True]
    assert line.isVisible()
    vtype(line, "đủ dấu")
    fold.set_open(False)
    fold.set_open(True)
    assert line.value() == "đủ dấu"


def test_it_says_how_much_is_filled_in(qtbot: QtBot, themed_app: QApplication) -> None:
    fold = Fold("Thêm")
    qtbot.addWidget(fold)
    assert fold.head.text() == "Thêm"
    fold.say("đã ghi 2/6")
    assert fold.head.text() == "Thêm  ·  đã ghi 2/6"
    assert fold.head.accessibleDescription() == "đang gập, bấm để mở"
