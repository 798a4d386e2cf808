"""Handing packages over: what a record that comes in is to the one held, and when a failed upload is tried again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain, islice, pairwise

MOST_GAPS = 1_000

FIRST_WAIT_S, LONGEST_WAIT_S = 30, 3600
PATIENCE = timedelta(hours=24)


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
    """The numbers missing below the highest one seen, counting from 1: the first thousand of them.

    A sender may call his package number 2^53: whoever counted up to that would never come back.
    """
    upward = sorted(seen)
    holes = (range(before + 1, after) for before, after in pairwise([0, *upward]))
    return tuple(islice(chain.from_iterable(holes), MOST_GAPS))


def wait_s(failures: int, chance: float, asked_s: int = 0) -> int:
    """Seconds until the next try after so many failures in a row, at least one: half a minute, then twice as long each
    time, an hour at most, a part of it by `chance` (0 to 1) so that thousands of units do not come at once. What the
    server asked for is the least."""
    longest = min(FIRST_WAIT_S << min(max(failures, 1) - 1, 10), LONGEST_WAIT_S)
    return max(round(longest * (0.5 + chance / 2)), asked_s)


def too_long(tried_since: datetime, now: datetime) -> bool:
    """Whether an upload has been tried for so long that a stick is the surer way."""
    return now - tried_since >= PATIENCE
