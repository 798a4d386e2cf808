"""The rows chosen in a list: how many are known at once, which they are is read where there is time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.desk import Desk
from ui.initiatives.paged_ids import PagedIds


@dataclass(frozen=True)
class Chosen:
    """Runs of places, first and last included, in a list of ids."""

    known: Sequence[int] = ()
    runs: Sequence[tuple[int, int]] = field(default=())

    @property
    def count(self) -> int:
        return sum(last - first + 1 for first, last in self.runs)

    def ids(self, desk: Desk) -> list[int]:
        """The row ids from the top, read through the connection of `desk`."""
        found: list[int] = []
        for first, last in self.runs:
            if isinstance(self.known, PagedIds):
                found += self.known.read(desk, first, last - first + 1)
            else:
                found += self.known[first : last + 1]
        return found


def just(*row_ids: int) -> Chosen:
    """These records."""
    return Chosen(row_ids, ((0, len(row_ids) - 1),) if row_ids else ())
