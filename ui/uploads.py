"""Packages on their way to servers: sent when a person says so, and by themselves when their time has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop import network
from desktop.changes import Changes
from desktop.desk import CLERK, OFFICER
from desktop.jobs import Cancelled, Job
from desktop.network import Standing
from desktop.operations import outbox, uploading
from desktop.operations.uploading import Arrival, Marks, Upload
from ui.words import tr

if TYPE_CHECKING:
    from ui.session import Session

LOOK_EVERY_MS = 15_000


class Uploads(QObject):
    """One package after the other; the register is written only before and after, so nobody waits for a slow line.

    began(manifest, Job)      a package is on its way
    ended(manifest, outcome)  the outbox says how it ended: an Arrival, the error, or Cancelled
    said(words)               what keeps waiting packages here, for the foot of the window; "" for nothing
    """

    began = Signal(str, object)
    ended = Signal(str, object)
    said = Signal(str)
    _marked = Signal(object, str, int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._jobs: dict[str, Job] = {}
        self._asked: set[str] = set()
        self._leaving = False
        self.standing = Standing()
        # The worker says how far it is; it is written down on the store's lane.
        self._marked.connect(self._keep, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """From now on what is due is sent without anybody asking."""
        if self._session.screen.user.has(OFFICER, CLERK):
            self._timer.start()
            self._session.changed.connect(self._changed)

    def leave(self) -> None:
        """The register is about to close: what is on its way goes on when it is opened again."""
        self._leaving = True
        self._timer.stop()
        for job in self._jobs.values():
            job.cancel()

    def job(self, manifest: str) -> Job | None:
        """The work that carries a package over, while it does."""
        return self._jobs.get(manifest)

    def send(self, manifest: str, server_id: int) -> None:
        """Sends a package now, whatever the network is said to be; one that is on its way stays so."""
        if manifest in self._jobs or manifest in self._asked:
            return
        self._asked.add(manifest)
        self._session.do(
            lambda desk, _job: uploading.begin(desk, manifest, server_id),
            lambda begun: self._begun(begun[0]),
            lambda error: self._over(manifest, error),
        )

    def look(self) -> None:
        """Sends what is due, if nothing is on its way and the network is welcome to it."""
        if self._leaving or self._jobs or self._asked:
            return
        due = outbox.due(self._session.screen)
        self.standing = network.standing() if due else Standing()
        self.said.emit(self._words(len(due)))
        if due and self.standing.welcome:
            self.send(due[0]["manifest_sha256"], due[0]["server_id"])

    def _words(self, count: int) -> str:
        if not count or self.standing.welcome:
            return ""
        if self.standing.offline:
            return tr("Mất mạng: {n} gói chờ gửi", n=count)
        return tr("Mạng tính phí: {n} gói chờ «Gửi ngay»", n=count)

    def _changed(self, changes: Changes) -> None:
        if changes.touches("packages"):
            QTimer.singleShot(0, self.look)

    def _begun(self, upload: Upload) -> None:
        manifest = upload.manifest_sha256
        marks = Marks(upload, lambda mark, size: self._marked.emit(upload, mark, size))
        job = self._session.lanes.upload(
            lambda job: uploading.transfer(upload, step=job.step, keep=marks.keep),
            lambda arrival: self._end(upload, arrival),
            lambda error: self._end(upload, error),
            lambda: self._end(upload, Cancelled()),
        )
        self._jobs[manifest] = job
        self._asked.discard(manifest)
        self.began.emit(manifest, job)

    def _keep(self, upload: Upload, mark: str, size: int) -> None:
        if not self._leaving:
            self._session.do(lambda desk, _job: uploading.keep(desk, upload, mark, size), failed=lambda _error: None)

    def _end(self, upload: Upload, outcome: Arrival | Exception) -> None:
        if self._leaving and isinstance(outcome, Cancelled):
            return  # nobody said stop: opened again, the register goes on with it
        manifest = upload.manifest_sha256
        self._session.do(
            lambda desk, _job: uploading.ended(desk, upload, outcome),
            lambda _changes: self._over(manifest, outcome),
            lambda error: self._over(manifest, error),
        )

    def _over(self, manifest: str, outcome: object) -> None:
        self._jobs.pop(manifest, None)
        self._asked.discard(manifest)
        self.ended.emit(manifest, outcome)
