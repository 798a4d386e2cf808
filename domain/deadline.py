"""The edge of a deadline: which day is the last, and until which instant something is still in time."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from domain import dates


def last_day(on: date, *, before: bool) -> date:
    """The last day that is in time: the day itself for "đến ngày 15/4", the 14th for "trước ngày 15/4"."""
    return on - timedelta(days=1) if before else on


def closes_at(on: date, *, before: bool) -> datetime:
    """The first instant that is too late: the midnight in Vietnam after the last day."""
    return dates.day_begins_at(last_day(on, before=before) + timedelta(days=1))


def in_time(at: str | datetime, on: date, *, before: bool) -> bool:
    """Whether a stamp is in time: 23:59:59 in Vietnam on the last day is, midnight after it is not."""
    return dates.instant(at) < closes_at(on, before=before)
