"""Work off the screen's thread, and its answers back on it: the only module that knows threads.

Four lanes: `store` is one worker and keeps the order in which jobs were given, for everything that writes; words being
typed come sooner where long work gives way to them (`Job.give_way`); `free` is two workers, for reading, building and
checking; `search` is one, for questions of which only the last counts; `upload` is one, for packages on their way to a
server, which may take hours and keep nobody waiting.
Work gets plain values and its Job, never a widget.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal

T = TypeVar("T")

STEP_EVERY_S = 0.05
# How long a worker that computes keeps the screen's thread waiting for its turn. In one painting it asks for it dozens
# of times; with the interpreter's own 5 ms a list stood still for a tenth of a second beside any work.
TURN_S = 0.000_2


class Cancelled(Exception):  # noqa: N818  # it is no error: the person said stop
    """The person has stopped the job; raised by `Job.check()` inside the work and caught by the lane."""


class Job(QObject):
    """One piece of work under way.

    The screen may connect `progress(done, total, text)` (at most twenty a second, the last one always; total 0 means
    not known) and `ended(how)` with "done", "failed" or "stopped", which comes after the callbacks. Both arrive on
    the screen's thread. `step`, `check` and `cancel` may be called from any thread.
    """

    progress = Signal(int, int, str)
    ended = Signal(str)

    def __init__(self, report: Callable[[Job], None], way: Callable[[], None]) -> None:
        super().__init__()
        self._report, self._way = report, way
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._latest: tuple[int, int, str] | None = None
        self._said_at = 0.0

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()

    def cancel(self) -> None:
        """Asks the work to stop at its next `check()`; a job that has not begun never begins."""
        self._stop.set()

    def check(self) -> None:
        """Raises Cancelled if somebody has asked to stop. Call it where nothing is half done."""
        if self._stop.is_set():
            raise Cancelled

    def step(self, done: int, total: int = 0, text: str = "") -> None:
        """Says how far the work is, and stops it if asked to (raises Cancelled)."""
        self.check()
        now = time.monotonic()
        with self._lock:
            self._latest = (done, total, text)
            if now - self._said_at < STEP_EVERY_S:
                return
            self._said_at = now
        self._report(self)

    def give_way(self) -> None:
        """Between two parts of long work on the store's lane: what has been typed meanwhile is saved now and not at the
        end. Call it from the work, outside any transaction, where the register may be another one afterwards."""
        self._way()

    def pass_by(self, done: int, total: int = 0, text: str = "") -> None:
        """`step` and then `give_way`."""
        self.step(done, total, text)
        self._way()

    def tell(self) -> None:
        """Emits the latest step, if it has not been told yet. Only on the screen's thread."""
        with self._lock:
            latest, self._latest = self._latest, None
        if latest is not None:
            self.progress.emit(*latest)


class Lanes(QObject):
    """All lanes. Make it on the screen's thread; after `close()` no callback is delivered any more."""

    idle = Signal()
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(TURN_S)
        self._closed = False
        self._jobs: dict[Job, str] = {}
        self._typed: deque[Callable[[], None]] = deque()
        self._store = ThreadPoolExecutor(1, "store")
        self._free = ThreadPoolExecutor(2, "free")
        self._search = ThreadPoolExecutor(1, "search")
        self._upload = ThreadPoolExecutor(1, "upload")
        # Always queued: the call must come from the event loop of the thread this object lives in.
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def store(
        self,
        work: Callable[[Job], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        stopped: Callable[[], None] | None = None,
    ) -> Job:
        """Queues work that writes. Exactly one of the callbacks is called, on the screen's thread.

        `done` gets what the work returned, even if a stop was asked for too late; `failed` gets what it raised.
        """
        return self._start("store", work, done, failed, stopped)

    def typed(self, work: Callable[[Job], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> Job:
        """The same for words that are being typed: short work, which long work gives way to."""
        return self._start("store", work, done, failed, None, typed=True)

    def free(
        self,
        work: Callable[[Job], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        stopped: Callable[[], None] | None = None,
    ) -> Job:
        """The same for work that writes nothing into the register; the answer of a cancelled job is dropped."""
        return self._start("free", work, done, failed, stopped)

    def search(self, work: Callable[[Job], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> Job:
        """The same, one question after the other: whoever asks anew cancels the one before."""
        return self._start("search", work, done, failed, None)

    def upload(
        self,
        work: Callable[[Job], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        stopped: Callable[[], None] | None = None,
    ) -> Job:
        """The same for what goes to a server, one after the other; an answer that came counts even if a stop was
        asked for too late."""
        return self._start("upload", work, done, failed, stopped)

    def busy(self, lane: str = "") -> bool:
        """Whether anything is under way, in one lane ("store", "free", "search", "upload") or in any."""
        return any(lane in ("", name) for name in self._jobs.values())

    @property
    def closed(self) -> bool:
        return self._closed

    def cancel_all(self) -> None:
        for job in self._jobs:
            job.cancel()

    def wait_idle(self, timeout_ms: int = 30_000) -> bool:
        """Runs the event loop until every job has ended and told so; False if that takes longer.

        Keys and clicks wait meanwhile.
        """
        loop = QEventLoop()
        self.idle.connect(loop.quit)
        timer = QTimer(loop, singleShot=True, interval=timeout_ms)
        timer.timeout.connect(loop.quit)
        timer.start()
        # Whoever hears that all have ended may have begun another by then.
        while self._jobs and timer.isActive():
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        self.idle.disconnect(loop.quit)
        return not self._jobs

    def close(self) -> None:
        """Stops reading jobs, lets writing ones finish (what was typed is never lost), and joins the workers.

        It blocks for as long as the running write takes: ask `busy("store")` first, and cancel what is long.
        May be called twice.
        """
        self._closed = True
        for job, lane in self._jobs.items():
            if lane != "store":
                job.cancel()
        for workers in (self._store, self._free, self._search, self._upload):
            workers.shutdown(wait=True)
        self._jobs.clear()

    def _start(
        self,
        lane: str,
        work: Callable[[Job], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        stopped: Callable[[], None] | None,
        *,
        typed: bool = False,
    ) -> Job:
        job = Job(lambda job: self._arrived.emit(job.tell), self._save_typed if lane == "store" else lambda: None)
        if self._closed and lane != "store":
            # A timer of a page that is going may still ask; a write would be lost, so that is an error below.
            job.cancel()
            return job
        self._jobs[job] = lane

        def run() -> None:
            how, tell = _outcome(job, work, done, failed, stopped, keep=lane in ("store", "upload"))
            self._arrived.emit(lambda: self._end(job, how, tell))

        workers = {"store": self._store, "free": self._free, "search": self._search, "upload": self._upload}
        if typed:
            self._typed.append(run)
        workers[lane].submit(self._next_typed if typed else run)
        return job

    def _save_typed(self) -> None:
        while self._typed:
            self._next_typed()

    def _next_typed(self) -> None:
        """On the store's worker; nothing is left to do where long work has given way before."""
        if self._typed:
            self._typed.popleft()()

    def _deliver(self, call: Callable[[], None]) -> None:
        # Qt delivers a queued call even after a disconnect, so closing has a flag of its own.
        if not self._closed:
            call()

    def _end(self, job: Job, how: str, tell: Callable[[], None]) -> None:
        self._jobs.pop(job, None)
        job.tell()
        try:
            tell()
        finally:
            job.ended.emit(how)
            if not self._jobs:
                self.idle.emit()


def _outcome(
    job: Job,
    work: Callable[[Job], T],
    done: Callable[[T], None],
    failed: Callable[[Exception], None],
    stopped: Callable[[], None] | None,
    *,
    keep: bool,
) -> tuple[str, Callable[[], None]]:
    """Runs the work on the worker's thread: how it ended, and the call that tells the screen.

    `keep` says that a finished answer counts although somebody asked to stop meanwhile.
    """
    try:
        job.check()
        value = work(job)
        if not keep:
            job.check()
    except Cancelled:
        return "stopped", stopped or (lambda: None)
    except Exception as error:
        if job.cancelled and not keep:
            # A question that is broken off half-way fails as it may.
            return "stopped", stopped or (lambda: None)
        return "failed", partial(failed, error)
    return "done", partial(done, value)
