"""How far a long command is, said to whoever watches: on the terminal, beside the answer and never in it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_EVERY_S = 0.5


@contextmanager
def told(what: str) -> Iterator[Callable[[int, int], None]]:
    """A step for an operation: the line is written over and over, and taken away at the end. A file gets nothing."""
    said_at, watched = time.monotonic(), sys.stderr.isatty()

    def step(done: int, total: int) -> None:
        nonlocal said_at
        if watched and time.monotonic() - said_at >= _EVERY_S:
            said_at = time.monotonic()
            print(f"\r{what}: {done}/{total}", end="", file=sys.stderr, flush=True)

    try:
        yield step
    finally:
        if watched:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
