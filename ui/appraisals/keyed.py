"""Rows that are all there, known by the row ids of their initiatives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Row = TypeVar("Row")


class Keyed(Generic[Row]):
    """A provider of ui.common.page_model over a list; `key` gives the id of a row."""

    def __init__(self, rows: Sequence[Row], key: Callable[[Row], int]) -> None:
        self.all = list(rows)
        self._order = [key(row) for row in self.all]
        self._by_id = dict(zip(self._order, self.all, strict=True))

    def total(self) -> int:
        return len(self.all)

    def ids(self, offset: int, limit: int) -> Sequence[int]:
        return self._order[offset : offset + limit]

    def rows(self, ids: Sequence[int]) -> Sequence[Row]:
        return [self._by_id[id_] for id_ in ids]

    def get(self, id_: int | None) -> Row | None:
        return None if id_ is None else self._by_id.get(id_)

    def place(self, id_: int) -> int | None:
        """Where a row stands, from 0; None if it is not there."""
        return self._order.index(id_) if id_ in self._by_id else None
