"""Help needs nothing but itself."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.version import VERSION
from ui.help.page import HelpPage


def test_help_tells_the_version_the_keys_and_the_licences(qtbot: QtBot, themed_app: QApplication) -> None:
    page = HelpPage()
    qtbot.addWidget(page)
    said = "\n".join(label.text() for label in page.findChildren(QLabel))
    wanted = (VERSION, "F8", "Ctrl+L", "OpenSSL", "SIL OFL 1.1", "LGPL 3", "Be Vietnam Pro")
    for words in (*wanted, "Nhập liền tay một chồng đơn giấy", "Ctrl+Enter"):
        assert words in said
