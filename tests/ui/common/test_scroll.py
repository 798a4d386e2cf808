"""The scrolling ground follows the keyboard where somebody takes it, and stays where Qt only hands it on."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui.common.scroll import Scroll


def test_it_stays_where_it_is_when_what_had_the_keyboard_goes_away(qtbot: QtBot, themed_app: QApplication) -> None:
    scroll = Scroll()
    qtbot.addWidget(scroll)
    going, far, near = QLineEdit(), QLineEdit(), QLineEdit()
    for part in (going, near):
        scroll.body.addWidget(part)
    scroll.body.addSpacing(1500)
    scroll.body.addWidget(far)
    scroll.setTabOrder(going, far)
    scroll.resize(300, 200)
    scroll.show()
    scroll.activateWindow()
    going.setFocus()
    qtbot.waitUntil(going.hasFocus)
    going.hide()
    assert far.hasFocus()  # Qt gives it to the next one
    assert scroll.verticalScrollBar().value() == 0
    near.setFocus()
    far.setFocus()
    assert scroll.verticalScrollBar().value() > 0
