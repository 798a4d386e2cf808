"""Entering, listing, finding: the figures at 10 000 and 170 000 records, with --big at a million too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from benchmarks import big_register, exporting, inserting, list_journey, listing, saving, searching
from benchmarks.figure import Figure

# One line for each job; another job is another module and another line.
JOBS: dict[str, Callable[[], Iterable[Figure]]] = {
    "insert": inserting.figures,
    "list": listing.figures,
    "search": searching.figures,
    "save": saving.of_sizes,
    "export": exporting.figures,
    "journey": list_journey.figures,
}


def figures() -> Iterator[Figure]:
    try:
        for job in JOBS.values():
            yield from job()
    finally:
        big_register.drop()
