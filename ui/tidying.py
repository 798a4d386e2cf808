"""Keeping the store in order while nobody types, in steps that hold nobody up."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from desktop.operations import housekeeping
from ui.hands import hands
from ui.session import Session

EVERY_MS = 15_000
SOON_MS = 300  # while there is more to do
REST_S = 3.0
# After so many changes without a rest it is done between two of them: at a thousand pieces SQLite itself would put
# them together, in the middle of a save.
UNRESTED_MOST = 200


class Tidying(QObject):
    """Asks for a step on the store's lane when the hands have rested and nothing else waits there."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._closed, self._unrested = False, 0
        self._timer = QTimer(self, singleShot=True, interval=EVERY_MS)
        self._timer.timeout.connect(self.step)
        hands().touch()
        session.changed.connect(self._changed)
        self._timer.start()

    def stop(self) -> None:
        """The register is about to be closed."""
        self._closed = True
        self._timer.stop()

    def step(self) -> None:
        """One step now, if nobody is at work or it cannot wait; then again later."""
        awaited = hands().rested_s() < REST_S and self._unrested < UNRESTED_MOST
        if awaited or self._session.lanes.busy("store"):
            self._timer.start(EVERY_MS)
            return
        # A disk that is full or busy is told by the next save; here it only means later.
        self._session.do(lambda desk, _job: housekeeping.tidy(desk), self._again, lambda _error: self._again(False))

    def _changed(self, _changes: object) -> None:
        self._unrested += 1

    def _again(self, more: bool) -> None:
        if not more:
            self._unrested = 0
        if not self._closed:
            self._timer.start(SOON_MS if more else EVERY_MS)
