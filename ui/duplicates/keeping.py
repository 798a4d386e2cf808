"""Taking the fingerprints of changed records while nothing else is being written."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from desktop.changes import Changes
from desktop.operations import duplicates
from ui.session import Session

REST_MS = 1_500  # after the last change; and between two portions nothing waits for the store lane


class Keeping(QObject):
    """Keeps at it, a small portion at a time, until every record is up to date."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self.take)
        session.changed.connect(self._changed)
        self._timer.start()

    def take(self) -> None:
        lanes = self._session.lanes
        if lanes.busy("store"):
            self._timer.start()
        elif not lanes.closed:
            self._session.do(lambda desk, _job: duplicates.catch_up(desk), self._taken, _unheard)

    def _taken(self, number: int) -> None:
        if number == duplicates.AT_ONCE:
            self._timer.start(1)

    def _changed(self, changes: Changes) -> None:
        if changes.touches("initiatives"):
            self._timer.start(REST_MS)


def _unheard(_error: Exception) -> None:
    """A full disk is told where something was typed; fingerprints are taken at the next change."""
