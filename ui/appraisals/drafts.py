"""Sheets being written: kept within two seconds, and held here until the register has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop import clock
from desktop.desk import Desk
from desktop.operations import appraisals
from domain import dates
from ui.session import Session

SAVE_AFTER_MS = 1200


Save = Callable[[Desk, str, Mapping[str, Any]], None]


class Drafts(QObject):
    """One draft at a time is written; those on their way into the register are remembered by public id. `save` puts
    one there; for sheets of several people the id is one of theirs.

    saving()             a draft has gone on its way
    saved(public id, at) it is in the register; `at` is hh:mm
    failed(error)        it is not; the words stay here and go again with the next key, or with `flush()`
    """

    saving = Signal()
    saved = Signal(str, str)
    failed = Signal(object)

    def __init__(
        self, session: Session, parent: QObject | None = None, save: Save = appraisals.save_draft
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._session, self._save = session, save
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.flush)
        self._held: dict[str, Mapping[str, Any]] = {}
        self._unsaved = ""

    def write(self, public_id: str, body: Mapping[str, Any]) -> None:
        """The words as they now stand; the timer is not put off by further keys."""
        if self._unsaved not in ("", public_id):
            self.flush()
        self._held[public_id] = body
        self._unsaved = public_id
        if not self._timer.isActive():
            self._timer.start()

    def held(self, public_id: str) -> Mapping[str, Any] | None:
        """What was written last and may not be in the register yet; None if nothing is."""
        return self._held.get(public_id)

    def flush(self) -> None:
        """Saves now what is still only on the screen."""
        self._timer.stop()
        public_id, self._unsaved = self._unsaved, ""
        if not public_id or self._session.lanes.closed:
            return
        body = self._held[public_id]
        self.saving.emit()
        self._session.keep(
            lambda desk, _job: self._save(desk, public_id, body),
            lambda _: self._done(public_id, body),
            lambda error: self._not_done(public_id, body, error),
        )

    def forget(self, public_id: str) -> None:
        """The sheet was filed, or its draft given up: nothing of it is to be saved any more."""
        self._held.pop(public_id, None)
        if self._unsaved == public_id:
            self._unsaved = ""
            self._timer.stop()

    def _done(self, public_id: str, body: Mapping[str, Any]) -> None:
        if self._held.get(public_id) is body:
            del self._held[public_id]
        self.saved.emit(public_id, f"{dates.civil_time(clock.now()):%H:%M}")

    def _not_done(self, public_id: str, body: Mapping[str, Any], error: Exception) -> None:
        if not self._unsaved and self._held.get(public_id) is body:
            self._unsaved = public_id
        self.failed.emit(error)
