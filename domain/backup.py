"""Which backups are kept and when the newest is old: rules over moments, without a clock or a disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

CLOSE, WORK, ASKED = "close", "work", "asked"
IMPORT, BULK, MIGRATION, RECEIVE = "import", "bulk", "migration", "receive"
REPLACED, SALVAGED = "replaced", "salvaged"
REASONS = (CLOSE, WORK, ASKED, IMPORT, BULK, MIGRATION, RECEIVE, REPLACED, SALVAGED)

WORK_EVERY = timedelta(minutes=30)
FIRST_AFTER = timedelta(minutes=1)
LATE_AFTER = timedelta(days=1)
# How shortly before is near enough, see `near_enough`.
FRESH = timedelta(minutes=10)
# What a restore replaced and what was saved from a damaged store cannot be made again.
_IRREPLACEABLE = frozenset({REPLACED, SALVAGED})
_IRREPLACEABLE_FOR = timedelta(days=90)
_ALL_FOR = timedelta(hours=2)
_Period = Callable[[datetime], object]
_PERIODS: tuple[tuple[timedelta, _Period], ...] = (
    (timedelta(hours=24), lambda at: (at.date(), at.hour)),
    (timedelta(days=14), lambda at: at.date()),
    (timedelta(weeks=9), lambda at: at.isocalendar()[:2]),
    (timedelta(days=731), lambda at: (at.year, at.month)),
)


def kept(backups: Mapping[str, tuple[datetime, str]], now: datetime) -> frozenset[str]:
    """The names to keep of backups told as name → (made at, reason).

    All of the last two hours, the last of each hour for a day, of each day for two weeks, of each week for nine weeks,
    of each month for two years; the newest always, what cannot be made again for 90 days.
    """
    newest_first = sorted(backups, key=lambda name: (backups[name][0], name), reverse=True)
    found = set(newest_first[:1])
    for name in newest_first:
        at, reason = backups[name]
        age = now - at
        if age <= _ALL_FOR or (reason in _IRREPLACEABLE and age <= _IRREPLACEABLE_FOR):
            found.add(name)
    for span, period in _PERIODS:
        seen: set[object] = set()
        for name in newest_first:
            at = backups[name][0]
            if now - at <= span and period(at) not in seen:
                seen.add(period(at))
                found.add(name)
    return frozenset(found)


def crowded_out(sizes: Iterable[tuple[str, datetime, int]], room_bytes: int) -> list[str]:
    """The names that have to go, in that order, until the rest fits: each time the one that is nearest, for its age,
    to the next newer one. The newest and the oldest stay whatever the room."""
    left = sorted(sizes, key=lambda one: one[1])
    gone = list[str]()
    while len(left) > 2 and sum(size for _, _, size in left) > room_bytes:
        newest = left[-1][1]
        gaps = {
            place: (left[place + 1][1] - left[place][1]) / (newest - left[place][1] + timedelta(hours=1))
            for place in range(1, len(left) - 1)
        }
        gone.append(left.pop(min(gaps, key=lambda place: (gaps[place], place)))[0])
    return gone


def near_enough(before: str, newest: str, age: timedelta) -> bool:
    """Whether a backup made for one reason will do before something else although the register has changed since.

    A change of many can be taken back by itself. Packages that arrive one after another are the same again: they share
    the backup before the first of them.
    """
    return age < FRESH and (before == BULK or before == newest == RECEIVE)


def late(newest: datetime | None, changed: bool, now: datetime) -> bool:
    """Whether somebody should be told: something changed since, and the newest backup is more than a day old."""
    return changed and (newest is None or now - newest > LATE_AFTER)


def due(newest: datetime | None, changed_since: datetime | None, now: datetime) -> bool:
    """Whether half an hour of work stands in no backup yet, or a minute where there is none at all. `changed_since` is
    the first change after the newest."""
    if changed_since is None:
        return False
    if newest is None:
        return now - changed_since >= FIRST_AFTER
    return now - max(newest, changed_since) >= WORK_EVERY
