"""The three months within which a request that was taken in is answered (NĐ 13/2012/NĐ-CP Đ.7)."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from domain.initiative import AWAITING_ANSWER, Initiative

MONTHS = 3
SOURCE = "NĐ 13/2012/NĐ-CP, Điều 7"


def answer_due_on(initiative: Initiative) -> date | None:
    """The last day to answer; None for what was not taken in, or is answered already.

    The time does not stop while something is asked for: the decree counts from acceptance and knows no pause, and an
    answer that comes early is never late. See docs/decisions/0013-eligibility.md.
    """
    if initiative.accepted_on is None or initiative.state not in AWAITING_ANSWER:
        return None
    return months_later(initiative.accepted_on, MONTHS)


def overdue(initiative: Initiative, today: date) -> bool:
    due = answer_due_on(initiative)
    return due is not None and due < today


def overdue_if_accepted_by(today: date) -> date:
    """The latest day of acceptance whose answer is overdue today: all earlier days are overdue as well."""
    day = today - timedelta(days=1)
    while months_later(day, MONTHS) >= today:
        day -= timedelta(days=1)
    return day


def months_later(day: date, months: int) -> date:
    """The same day so many months on; where that month is too short, its last day (BLDS 2015, Đ.148)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
