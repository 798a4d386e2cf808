"""A process that stays and is asked again and again: bytes to it and lines from it, never waited for without end."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable

from exports.apart.watch import resident_bytes

_POLL_SECONDS = 0.1
_PEEK_SECONDS = 0.002  # on Windows
_PIECE = 1 << 16
_LONGEST_LINE = 100  # it answers in words and numbers
# Seconds are those of the processor, which the process counts for itself where the system helps; by the clock it has a
# multiple of them, because a busy PC is no fault of the file.
_PATIENCE = 2 if sys.platform == "win32" else 6
_OUT_OF_TIME = -int(getattr(signal, "SIGXCPU", 0)) or None
_ABORTED = frozenset({-signal.SIGABRT, 0xC0000409})


class EndedError(Exception):
    """The process is no more; `why` is TOO_HEAVY, TOO_LONG or GONE."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


TOO_HEAVY, TOO_LONG, GONE = "too heavy", "too long", "gone"


class Talk:
    """One process, asked one thing after another by one thread at a time."""

    def __init__(self, process: subprocess.Popen[bytes], memory_bytes: int) -> None:
        assert process.stdin is not None and process.stdout is not None
        self.process = process
        self._memory_bytes, self._deadline, self._looked_at = memory_bytes, 0.0, 0.0
        self._watched: Callable[[], None] = lambda: None
        self._in, self._out, self._heard = process.stdin.fileno(), process.stdout.fileno(), b""
        if sys.platform != "win32":
            os.set_blocking(self._in, False)
            os.set_blocking(self._out, False)

    def allow(self, seconds: float, watched: Callable[[], None] = lambda: None) -> None:
        """From now on it has so many seconds, till it is allowed more.

        While it is waited for `watched` is called ten times a second; what that raises comes out of `send` and `line`.
        """
        self._watched = watched
        self._deadline = time.monotonic() + seconds * _PATIENCE
        self._looked_at = time.monotonic()

    def send(self, content: bytes) -> None:
        """EndedError if the process does not take it."""
        left = memoryview(content)
        while left:
            try:
                left = left[os.write(self._in, left[:_PIECE]) :]
            except BlockingIOError:
                self._wait(writing=True)
            except OSError:
                self._end(GONE)

    def line(self) -> bytes:
        """What it says next, without its end; EndedError if it dies, takes too much or says nothing."""
        if time.monotonic() >= self._deadline:
            self._end(TOO_LONG)  # also one that never stops talking
        while True:
            told, ended, rest = self._heard.partition(b"\n")
            if ended:
                self._heard = rest
                return told
            if len(told) > _LONGEST_LINE:
                self._end(GONE)
            self._wait(writing=False)
            try:
                piece = os.read(self._out, _PIECE)
            except BlockingIOError:
                continue
            except OSError:
                piece = b""
            if not piece:
                self._end(GONE)
            self._heard += piece

    def close(self) -> None:
        """It ends; may be called twice."""
        with contextlib.suppress(OSError):
            self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self.process.wait()

    def _wait(self, *, writing: bool) -> None:
        """Until there is something to read, or room to write: or the process has had its time or its memory."""
        while not self._ready(writing):
            now = time.monotonic()
            if now >= self._deadline:
                self._end(TOO_LONG)
            if now - self._looked_at >= _POLL_SECONDS:
                self._looked_at = now
                self._watched()
                if (resident_bytes(self.process) or 0) > self._memory_bytes:
                    self._end(TOO_HEAVY)

    def _ready(self, writing: bool) -> bool:
        if sys.platform == "win32":
            return self._peeked(writing)
        ready = select.select([] if writing else [self._out], [self._in] if writing else [], [], _POLL_SECONDS)
        return any(ready)

    if sys.platform == "win32":

        def _peeked(self, writing: bool) -> bool:
            """Pipes of Windows are not waited for; they are looked into. Untested."""
            import _winapi
            import msvcrt

            try:
                if writing or _winapi.PeekNamedPipe(msvcrt.get_osfhandle(self._out), 0)[0]:
                    return True
            except OSError:
                return True  # gone: reading says so
            time.sleep(_PEEK_SECONDS)
            return False

    def _end(self, why: str) -> None:
        # One that was told to die by the system says by its code what for; whoever closed its pipes is about to.
        if why == GONE:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(1)
            code = self.process.poll()
            why = TOO_LONG if code == _OUT_OF_TIME else TOO_HEAVY if code in _ABORTED else GONE
        self.close()
        raise EndedError(why)
