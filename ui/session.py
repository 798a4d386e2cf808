"""The screen's side of an open register: reading at once, writing through the store lane, refreshing from changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop.changes import Changes
from desktop.desk import Desk, own_unit
from desktop.jobs import Job, Lanes
from ui.uploads import Uploads

T = TypeVar("T")


class Session(QObject):
    """One open register as the screens see it.

    `screen` is a desk that can only read, for quick questions on the screen's thread (a list page, one record).
    Everything that writes goes through `do`; everything slow that does not write through `ask`. Whatever an
    operation changed is told to all screens by `changed`, and screens refresh from that alone. `asked(page, what)`
    goes to another page and opens something there; `told(sentence)` is a small success for the toast. `uploads` sends
    packages to servers. An answer for a method of a screen that has been ended meanwhile is let go.
    """

    changed = Signal(object)
    failed = Signal(object)
    asked = Signal(str, object)
    told = Signal(str)

    def __init__(self, desk: Desk, lanes: Lanes) -> None:
        super().__init__()
        self._desk = desk
        self.lanes = lanes
        self.closed = False
        self.screen = desk.screen()
        self.uploads = Uploads(self)
        self._looker: Desk | None = None
        self._looking: Job | None = None

    def do(
        self,
        work: Callable[[Desk, Job], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """Run an operation on the store lane, one after the other in the order they were given.

        `work` gets the writing desk and its job. A Changes in its result (itself, an attribute `changes`, or the last
        of a tuple) is told to the screens before `done`. Without `failed` the window shows the error's sentence.
        """

        return self.lanes.store(lambda job: work(self._desk, job), self._finished(done), self._unwell(failed))

    def keep(
        self,
        work: Callable[[Desk, Job], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """The same for words that are being typed: short work, which long work on the lane gives way to."""

        def alone(job: Job) -> T:
            # Among what long work may still take back, words would be called saved that are not.
            assert not self._desk.store.connection.in_transaction
            return work(self._desk, job)

        return self.lanes.typed(alone, self._finished(done), self._unwell(failed))

    def _finished(self, done: Callable[[T], None] | None) -> Callable[[T], None]:
        def finished(result: T) -> None:
            changes = changes_in(result)
            if changes is not None:
                self._follow(changes)
                self.changed.emit(changes)
            if done is not None:
                _while_there(done)(result)

        return finished

    def _unwell(self, failed: Callable[[Exception], None] | None) -> Callable[[Exception], None]:
        return _while_there(failed or self.failed.emit)

    def ask(
        self,
        work: Callable[[Job], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """Run something slow that touches no register (reading a workbook, verifying a file) on the free lane."""
        return self.lanes.free(work, _while_there(done), _while_there(failed or self.failed.emit))

    def beside(
        self,
        work: Callable[[Desk, Job], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """Ask the register something slow on the free lane, on a reader of its own: nobody who saves waits for it."""
        screen = self.screen

        def run(job: Job) -> T:
            reader = screen.screen()
            try:
                return work(reader, job)
            finally:
                reader.store.close()

        return self.ask(run, done, failed)

    def look(
        self, work: Callable[[Desk], T], done: Callable[[T], None], failed: Callable[[Exception], None] | None = None
    ) -> Job:
        """Ask the register something that may take long, on a reader of its own; the question before is given up.

        Neither callback comes for a question that was given up.
        """
        if self._looking is not None:
            self._looking.cancel()

        def run(job: Job) -> T:
            # The reader stays open: what it has read and decrypted serves the next key.
            looker = self._looker = self._looker or self.screen.screen()
            with looker.store.given_up(lambda: job.cancelled):
                return work(dataclasses.replace(self.screen, store=looker.store))

        self._looking = self.lanes.search(run, _while_there(done), _while_there(failed or self.failed.emit))
        return self._looking

    def _follow(self, changes: Changes) -> None:
        """Both desks hold the unit as it was when they were opened."""
        if changes.touches("unit"):
            unit = own_unit(self.screen.store)
            self.screen = dataclasses.replace(self.screen, unit=unit)
            self._desk = dataclasses.replace(self._desk, unit=unit)

    def close(self) -> None:
        """Finish what is being written, then close both connections and give up the lock."""
        self.closed = True
        self.uploads.leave()
        self.lanes.close()
        if self._looker is not None:
            self._looker.store.close()
        self.screen.store.close()
        self._desk.close()


def _while_there(heard: Callable[[T], None]) -> Callable[[T], None]:
    """`heard`, which stays silent once the screen it is a method of has been ended."""
    screen = getattr(heard, "__self__", None)

    def answer(told: T) -> None:
        if not isinstance(screen, QObject) or isValid(screen):
            heard(told)

    return answer


def changes_in(result: object) -> Changes | None:
    """The Changes an operation's result carries, if any."""
    if isinstance(result, Changes):
        return result
    if isinstance(result, tuple) and result and isinstance(result[-1], Changes):
        return result[-1]
    carried = getattr(result, "changes", None)
    return carried if isinstance(carried, Changes) else None
