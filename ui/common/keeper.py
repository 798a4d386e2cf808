"""Words of the officer that are kept while they are being written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from desktop.desk import Desk
from desktop.jobs import Job
from ui.session import Session

SAVE_AFTER_MS = 1200

Work = Callable[[Desk], object]


class Keeper(QObject):
    """Runs the last piece of work given under each name, within two seconds or at `flush()`; a failure is shown."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: dict[str, Work] = {}
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.flush)

    def keep(self, name: str, work: Work) -> None:
        self._waiting[name] = work
        if not self._timer.isActive():
            self._timer.start()

    def forget(self, name: str) -> None:
        self._waiting.pop(name, None)

    def flush(self) -> None:
        self._timer.stop()
        waiting, self._waiting = self._waiting, {}
        for work in waiting.values():
            self._session.keep(partial(_run, work))


def _run(work: Work, desk: Desk, _job: Job) -> None:
    work(desk)
