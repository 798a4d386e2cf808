"""Files on their way into the store, one after the other, part by part, so that typing is saved in between."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop.jobs import Job
from desktop.operations.evidence_intake import Added, Intake, Source
from ui.session import Session


class Adding(QObject):
    """`progressed(name, done, total)` while a file is on its way; `added(Added)` or `refused(Exception)` for each;
    `ended()` when none is left."""

    progressed = Signal(str, object, object)
    added = Signal(object)
    refused = Signal(object)
    ended = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: list[tuple[int, Source]] = []
        self._now: Intake | None = None
        self._looking: Job | None = None
        self._stop = False

    def add(self, row_id: int, sources: Sequence[Source]) -> None:
        self._waiting += [(row_id, source) for source in sources]
        if self._now is None:
            self._next()

    def busy(self) -> bool:
        return self._now is not None

    def stop(self) -> None:
        """Leaves out what is not whole yet; what is in stays."""
        self._waiting.clear()
        self._stop = self._now is not None
        if self._looking is not None:
            self._looking.cancel()

    def _next(self) -> None:
        self._stop = False
        if not self._waiting:
            self._now = None
            self.ended.emit()
            return
        self._now = intake = Intake(*self._waiting.pop(0))
        self._tell(intake)
        # Another process may have to look into it: nobody who saves waits for that.
        looking = self._looking = self._session.ask(
            lambda job: intake.look(job.check), lambda _none: self._looked(intake), self._failed
        )
        looking.ended.connect(lambda how: self._drop(intake) if how == "stopped" else None)

    def _looked(self, intake: Intake) -> None:
        self._looking = None
        self._tell(intake)
        self._session.do(lambda desk, _job: intake.begin(desk), lambda _none: self._step(intake), self._failed)

    def _step(self, intake: Intake) -> None:
        if self._stop:
            self._drop(intake)
            return
        self._session.do(lambda desk, _job: intake.step(desk), lambda more: self._stepped(intake, more), self._failed)

    def _stepped(self, intake: Intake, more: bool) -> None:
        self._tell(intake)
        if more:
            self._step(intake)
        else:
            self._session.do(lambda desk, _job: intake.finish(desk), self._finished, self._failed)

    def _finished(self, added: Added) -> None:
        self.added.emit(added)
        self._next()

    def _failed(self, error: Exception) -> None:
        self._looking = None
        self.refused.emit(error)
        if self._now is not None:
            self._drop(self._now)

    def _drop(self, intake: Intake) -> None:
        self._looking = None
        # On a full disk not even this can be written; the next start sweeps.
        self._session.do(
            lambda desk, _job: intake.abandon(desk), lambda _none: self._next(), lambda _error: self._next()
        )

    def _tell(self, intake: Intake) -> None:
        self.progressed.emit(intake.source.name, intake.done_bytes, intake.size_bytes)
