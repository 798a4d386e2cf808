"""Taking in a record from a package: what is new, changed, the same, older, or in conflict."""

from __future__ import annotations

from enum import StrEnum
from itertools import chain, islice, pairwise

MOST_GAPS = 1_000


class Difference(StrEnum):
    NEW = "new"
    UPDATED = "updated"
    IDENTICAL = "identical"
    OLDER = "older"
    CONFLICT = "conflict"
    REFUSED = "refused"


class SequenceState(StrEnum):
    NEXT = "next"
    GAP = "gap"
    REPLAY = "replay"


def compare(revision: int, content_sha256: str, held_revision: int | None, held_sha256: str) -> Difference:
    """The incoming record against the one held; two contents under one revision are for a person to settle."""
    if held_revision is None:
        return Difference.NEW
    if content_sha256 == held_sha256:
        return Difference.IDENTICAL
    if revision > held_revision:
        return Difference.UPDATED
    return Difference.CONFLICT if revision == held_revision else Difference.OLDER


def follows(seq: int, last_seq: int) -> SequenceState:
    """Missing numbers are accepted and shown as a gap; a number at or below the last seen is a replay."""
    if seq <= last_seq:
        return SequenceState.REPLAY
    return SequenceState.NEXT if seq == last_seq + 1 else SequenceState.GAP


def gaps(seen: set[int]) -> tuple[int, ...]:
    """The numbers missing below the highest one seen, counting from 1: the first thousand of them.

    A sender may call his package number 2^53: whoever counted up to that would never come back.
    """
    upward = sorted(seen)
    holes = (range(before + 1, after) for before, after in pairwise([0, *upward]))
    return tuple(islice(chain.from_iterable(holes), MOST_GAPS))
