"""The ids of a list whose order an index holds: nothing is kept of them but how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from desktop.desk import Desk
from desktop.operations import initiative_list
from desktop.operations.initiative_list import Filter, Runs

AT_ONCE = 10_000


class PagedIds(Sequence[int]):
    """Every part is read from the register when it is asked for, which takes milliseconds.

    `stamp` says what the list held when it was counted; two of the same question with the same stamp are equal, one
    without a stamp equals none. `runs` are those of an order by a code. `places` are where some records stand, counted
    beside the screen: each serves once, as a save may move a record.
    """

    def __init__(
        self, screen: Desk, chosen: Filter, sort: str, total: int, stamp: object = None, runs: Runs = (),
        places: Mapping[int, int] | None = None,
    ) -> None:  # fmt: skip
        self._places = dict(places or {})
        self._screen, self._chosen, self._sort = screen, chosen, sort
        self._total, self._stamp, self._runs = total, stamp, runs

    def __len__(self) -> int:
        return self._total

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[int]: ...
    def __getitem__(self, place: int | slice) -> int | Sequence[int]:
        if isinstance(place, slice):
            start, stop, _ = place.indices(self._total)
            return self.read(self._screen, start, max(0, stop - start))
        at = place + self._total if place < 0 else place
        found = self.read(self._screen, at, 1) if 0 <= at < self._total else []
        if not found:
            raise IndexError(place)
        return found[0]

    def __iter__(self) -> Iterator[int]:
        for start in range(0, self._total, AT_ONCE):
            yield from self[start : start + AT_ONCE]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PagedIds) and self._stamp is not None and self._told() == other._told()

    __hash__ = None  # type: ignore[assignment]

    def index(self, row_id: int, start: int = 0, stop: int | None = None) -> int:
        """Where a record stands; counted in the register, not looked for here."""
        place = self._places.pop(row_id, None)
        if place is None:
            place = initiative_list.place(self._screen, self._chosen, self._sort, row_id, self._runs)
        if place < start or place >= (self._total if stop is None else stop):
            raise ValueError(row_id)
        return place

    def read(self, desk: Desk, offset: int, limit: int) -> list[int]:
        """A cut, read through the connection of `desk`: on a worker not that of the screen."""
        return initiative_list.cut(desk, self._chosen, self._sort, offset, limit, self._total, self._runs)

    def _told(self) -> tuple[object, ...]:
        return self._chosen, self._sort, self._total, self._stamp
