"""Taking the fingerprints of changed records while nobody is at work and nothing else is being written."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from desktop.changes import Changes
from desktop.operations import duplicates
from ui.hands import hands
from ui.session import Session

REST_MS = 1_500  # after the last change; and between two portions nothing waits for the store lane
REST_S = 1.0  # nobody touches keys, mouse or wheel: a portion is reckoning, beside which the screen is slower


class Keeping(QObject):
    """Keeps at it, a small portion at a time, until every record is up to date."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self._when_rested)
        session.changed.connect(self._changed)
        self._timer.start()

    def _when_rested(self) -> None:
        if hands().rested_s() < REST_S:
            self._timer.start(REST_MS)
        else:
            self.take()

    def take(self) -> None:
        """A portion now, unless something else is being written."""
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
