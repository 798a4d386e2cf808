"""Backups that nobody asks for: after half an hour of work, and before the window closes."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from desktop import clock, messages
from desktop.changes import Changes
from desktop.jobs import Job
from desktop.operations import backups
from desktop.operations.backups import CLOSE, WORK, Made, Seen
from domain import backup as rules
from domain.backup import WORK_EVERY
from ui.backups import words
from ui.common.progress import ProgressPanel
from ui.main_window import MainWindow
from ui.session import Session
from ui.words import tr

LOOK_EVERY_MS = 60_000
QUIETLY_MS = 1_500  # a backup that takes no longer is not worth a word


class BackingUp(QObject):
    """Works beside the store's lane, so that saving waits for none of it; tells the foot of the window how things are.

    Closing waits for the last backup, with progress and a stop; one that fails is said, and the next try closes.
    """

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._changed_at: datetime | None = None
        self._made_at: datetime | None = None
        self._seen: Seen | None = None
        self._job: Job | None = None
        self._leaving = self._held = self._given_up = self._stopped = False
        self.panel = ProgressPanel()
        self.panel.hide()
        window.last_thing = self.before_leaving
        session.changed.connect(self._changed)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._read()

    def stop(self) -> None:
        """The register is closed."""
        self._timer.stop()
        self._stopped = True

    def look(self) -> None:
        """Once a minute: makes a backup if half an hour of work stands in none."""
        if rules.due(self._made_at, self._changed_at, clock.now()) and self._job is None:
            self._begin(WORK)
        self._show()

    def before_leaving(self) -> bool:
        """Whether the window may close now; if not, it closes by itself once the backup is there."""
        if self._changed_at is None or self._given_up or self._fresh_enough():
            return True
        self._leaving = True
        if self._job is None:
            self._begin(CLOSE)
        if self._session.lanes.wait_idle(QUIETLY_MS) or self._job is None:
            self._leaving = False
            return self._changed_at is None or self._stopped
        self.panel.watch(self._job, tr("Đang sao lưu trước khi đóng. Bấm «Dừng» để đóng ngay, không sao lưu."))
        self._window.hold(self.panel)
        self._held = True
        return False

    def _fresh_enough(self) -> bool:
        """The next user waits: what was backed up a short while ago will do until he closes."""
        return self._window.locking and self._made_at is not None and clock.now() - self._made_at < WORK_EVERY

    def _begin(self, reason: str) -> None:
        screen = self._session.screen
        # What changes from now on may not be in it.
        since, self._changed_at = self._changed_at, None
        self._job = self._session.lanes.free(
            lambda job: backups.make(screen, reason, step=job.step), self._done,
            lambda error: self._failed(error, since), lambda: self._not_made(since),
        )  # fmt: skip

    def _done(self, made: Made) -> None:
        self._job, self._made_at = None, backups.made_at(made.backup)
        if self._leaving:
            self._go()
            return
        self._session.changed.emit(Changes(frozenset({"backups"})))

    def _failed(self, error: Exception, since: datetime | None) -> None:
        leaving, self._leaving = self._leaving, False
        self._job, self._changed_at = None, self._changed_at or since
        self._given_up = leaving
        self._let_go()
        told = messages.of_error(error)
        self._window.warn(tr("{trouble} Đóng lần nữa để đóng không sao lưu.", trouble=told) if leaving else told)

    def _not_made(self, since: datetime | None) -> None:
        self._job, self._changed_at = None, self._changed_at or since
        if self._leaving:
            self._given_up = True
            self._go()

    def _go(self) -> None:
        """Closes from the event loop; whoever waits in `before_leaving` closes by itself."""
        if self._let_go():
            QTimer.singleShot(0, self._window, self._window.close)

    def _let_go(self) -> bool:
        held, self._held = self._held, False
        if held:
            self._window.hold(None)
        return held

    def _changed(self, changes: Changes) -> None:
        if changes.topics == {"backups"}:
            self._read()
            return
        self._changed_at = self._changed_at or clock.now()
        if changes.touches("initiatives") and not changes.rows:
            self._read()  # before a change of many a backup was made

    def _read(self) -> None:
        screen = self._session.screen
        self._session.ask(lambda _job: backups.seen(screen), self._take, lambda _error: None)

    def _take(self, seen: Seen) -> None:
        self._seen = seen
        newest = seen.standing.newest
        self._made_at = backups.made_at(newest) if newest is not None else None
        if seen.standing.changed and self._changed_at is None and self._job is None:
            self._changed_at = clock.now()  # what the last session left in no backup
        self._show()

    def _show(self) -> None:
        if self._seen is not None and not self._stopped:
            held, now = self._seen.standing, clock.now()
            changed = held.changed or self._changed_at is not None or self._job is not None
            first = self._made_at is None and self._changed_at is not None and now - self._changed_at < WORK_EVERY
            late = rules.late(self._made_at, changed, now) and not first
            told = backups.Standing(held.newest, changed, late)
            self._window.set_foot(backup=words.newest(told, now), backup_late=late)
