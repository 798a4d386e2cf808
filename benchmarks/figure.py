"""One figure of a benchmark, and timing two ways of doing a thing in turn."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`ratio` is ours over `against`, medians of `n` runs taken in turn on one machine; `value` is ours in `unit`."""

    name: str
    value: float
    unit: str
    ratio: float | None
    against: str
    n: int


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def compare(name: str, ours: Callable[[], object], other: Callable[[], object], against: str, n: int = 5) -> Figure:
    """Both in turn, so that a machine that slows down slows both; the first pair warms up and is not counted."""
    pairs = [(seconds(ours), seconds(other)) for _ in range(n + 1)][1:]
    mine = statistics.median(pair[0] for pair in pairs)
    theirs = statistics.median(pair[1] for pair in pairs)
    return Figure(name, round(mine, 4), "s", round(mine / theirs, 3), against, n)
