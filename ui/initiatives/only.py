"""Just these records: what another page asks the list of initiatives to show, under the words they were counted by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Only:
    """`words` say which figure it is; `ids` are the rows behind it, those thrown away since among them."""

    words: str
    ids: tuple[int, ...]


def only(words: str, ids: Iterable[int]) -> Only:
    return Only(words, tuple(ids))
