"""Making the window's other pages while nobody types, so that opening one later does not make people wait."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from ui.shell import Shell

EVERY_MS = 300
PIECE_MS = 60  # after a piece of a page, which holds nobody up
# Making a page may take some tenths of a second: only when the hands have rested for longer than a pause in typing.
REST_S = 1.5
HANDS = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.InputMethod)


class Warming(QObject):
    """Makes one page of `shell` at a time, or a piece of it, in the order of the navigation, until all are there."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._touched = monotonic()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._next)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in HANDS:
            self._touched = monotonic()
        return super().eventFilter(watched, event)

    def _next(self) -> None:
        if monotonic() - self._touched < REST_S:
            return
        if self._shell.make_another():
            self._timer.setInterval(PIECE_MS if self._shell.in_pieces() else EVERY_MS)
        else:
            self._timer.stop()
            app = QApplication.instance()
            assert app is not None
            app.removeEventFilter(self)
