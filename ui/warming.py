"""Making the window's other pages while nobody types, so that opening one later does not make people wait."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from ui.hands import hands
from ui.shell import Shell

EVERY_MS = 300
PIECE_MS = 60  # after a piece of a page, which holds nobody up
# Making a page may take some tenths of a second: only when the hands have rested for longer than a pause in typing.
REST_S = 1.5


class Warming(QObject):
    """Makes one page of `shell` at a time, or a piece of it, in the order of the navigation, until all are there."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        hands().touch()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._next)
        self._timer.start()

    def _next(self) -> None:
        if hands().rested_s() < REST_S:
            return
        if self._shell.make_another():
            self._timer.setInterval(PIECE_MS if self._shell.in_pieces() else EVERY_MS)
        else:
            self._timer.stop()
