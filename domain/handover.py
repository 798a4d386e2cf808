"""Taking in a record from a package: what is new, changed, the same, older, or in conflict."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


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
    LATE = "late"  # one that was missing, after those that follow it
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


def spans(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Runs of numbers that follow each other, from the lowest: {1, 2, 3, 5} is (1, 3), (5, 5)."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)


def spoken(numbers: Iterable[int]) -> str:
    """ "1–3, 5": numbers of packages as people say them; "" for none."""
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in spans(numbers))


def gaps(seen: set[int]) -> tuple[int, ...]:
    """The numbers missing below the highest one seen, counting from 1."""
    return tuple(number for number in range(1, max(seen, default=0)) if number not in seen)
