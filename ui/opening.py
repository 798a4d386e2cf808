"""A word on the screen at once, while the program itself is still being loaded: nothing heavy may be imported here."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout

from desktop.settings import Settings
from ui import appearance
from ui.words import LANGUAGES, tr


class Opening(QFrame):
    """A small window that only the program takes away, with `close_for_good`."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.SplashScreen | Qt.WindowType.FramelessWindowHint)
        self.setProperty("look", "card")
        name, words = QLabel(tr("Sổ Sáng Kiến")), QLabel(tr("Đang mở…"))
        name.setProperty("look", "title")
        words.setProperty("look", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(36, 26, 36, 26)
        column.setSpacing(8)
        for part in (name, words):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        self._over = False

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self._over)

    def close_for_good(self) -> None:
        self._over = True
        self.close()
        self.deleteLater()


def opening(settings: Settings) -> Opening:
    """Makes the application, in this person's look and language, and says that the program is coming."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("So Sang Kien")
    # Between this word, the gate and the window there are moments without any.
    app.setQuitOnLastWindowClosed(False)
    if settings.language != LANGUAGES[0]:  # the words in the source are those of the first
        appearance.speak(settings)
    appearance.dress(settings)
    made = Opening()
    made.adjustSize()
    made.move(made.screen().availableGeometry().center() - made.rect().center())
    made.show()
    handle = made.windowHandle()
    for _ in range(20):  # until it is painted: what follows keeps the screen's thread
        app.processEvents()
        if handle is not None and handle.isExposed():
            break
        made.thread().msleep(5)
    app.processEvents()
    return made
