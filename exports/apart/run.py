"""Having a file of strangers read by a process of its own: within limits, and with nothing written to the disk."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, NamedTuple

from domain.errors import RuleError, TroubleError
from exports.apart.watch import resident_bytes

_ROOT = Path(__file__).resolve().parents[2]
_POLL_SECONDS = 0.1
# Out of memory a parser aborts: as a signal, or on Windows as this code.
_ABORTED = frozenset({-signal.SIGABRT, 0xC0000409})
# Seconds are those of the processor where the system counts them for us (see `confine`); by the clock a reader has a
# multiple of them, because a busy PC is no fault of the file.
_OUT_OF_TIME = -int(getattr(signal, "SIGXCPU", 0)) or None
_PATIENCE = 2 if sys.platform == "win32" else 6


class Codes(NamedTuple):
    """What an unhappy end is called: a RuleError for memory, a TroubleError for time and for a reader that died."""

    too_large: str
    timed_out: str
    crashed: str


def started(
    module: str, option: str, *arguments: str, file: IO[bytes] | int = subprocess.PIPE
) -> subprocess.Popen[bytes]:
    """The module as a process that reads `file`. A packed program has no interpreter to start: its front door hands
    what follows `option` to the module's `main`."""
    packed = getattr(sys, "frozen", False)
    # Isolated from the variables and packages of this person, and writing nothing beside the sources.
    command = [sys.executable, option] if packed else [sys.executable, "-B", "-s", "-m", module]
    return subprocess.Popen(
        [*command, *arguments], stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_ROOT,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )  # fmt: skip


def answer(
    process: subprocess.Popen[bytes], given: Iterable[bytes], *, seconds: float, memory_bytes: int,
    codes: Codes, watched: Callable[[], None],
) -> bytes:  # fmt: skip
    """All the process writes, given this; in any other case it is ended, and so it is by whatever `watched` raises.

    Nothing of it is trusted: whoever calls looks at each value. RuleError and TroubleError as `codes` calls them.
    """
    deadline = time.monotonic() + seconds * _PATIENCE
    with process:
        try:
            _hand_over(process, given)
            while True:
                left = deadline - time.monotonic()
                try:
                    out, _ = process.communicate(timeout=min(max(left, 0), _POLL_SECONDS))
                    break
                except subprocess.TimeoutExpired:
                    watched()
                if (resident_bytes(process) or 0) > memory_bytes:
                    raise RuleError(codes.too_large)
                if left <= 0:
                    raise TroubleError(codes.timed_out, again=True, seconds=round(seconds))
        finally:
            process.kill()
    if process.returncode == _OUT_OF_TIME:
        raise TroubleError(codes.timed_out, again=True, seconds=round(seconds))
    if process.returncode in _ABORTED:
        raise RuleError(codes.too_large)
    if process.returncode:
        raise TroubleError(codes.crashed)
    return out


def _hand_over(process: subprocess.Popen[bytes], given: Iterable[bytes]) -> None:
    """At once: readers take all of it before they look at any of it. One that has died says so by its exit code."""
    if process.stdin is not None:
        with contextlib.suppress(OSError), process.stdin as stdin:
            for part in given:
                stdin.write(part)
        process.stdin = None  # or waiting for its answer would try to write on
