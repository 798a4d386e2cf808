"""Working days: Saturdays, Sundays and days off do not count, a day somebody works instead does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

ANSWER_DAYS = 2
ANSWER_SOURCE = "NĐ 356/2025/NĐ-CP"
# Days off that are the same in the solar calendar each year (Bộ luật Lao động 2019, Điều 112).
FIXED: Mapping[tuple[int, int], str] = {
    (1, 1): "Tết Dương lịch",
    (4, 30): "Ngày Chiến thắng",
    (5, 1): "Ngày Quốc tế lao động",
    (9, 2): "Quốc khánh",
}
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DayOff:
    """A day off, or, `worked`, a Saturday or Sunday that is worked instead of one."""

    day: date
    what: str
    worked: bool = False


@dataclass(frozen=True)
class WorkingDays:
    """The calendar of a unit. `known_years` are those whose Tết and other moving days are wholly listed."""

    off: Mapping[date, str] = field(default_factory=dict)
    worked: frozenset[date] = frozenset()
    known_years: frozenset[int] = frozenset()


def calendar(listed: Iterable[DayOff], known_years: Iterable[int], years: Iterable[int]) -> WorkingDays:
    """The fixed days of `years` and those listed; a fixed day on a weekend gives the next working day off instead
    (Bộ luật Lao động 2019, Điều 111)."""
    given = tuple(listed)
    off = {one.day: one.what for one in given if not one.worked}
    worked = frozenset(one.day for one in given if one.worked)
    fixed = sorted((date(year, month, day), what) for year in years for (month, day), what in FIXED.items())
    off = dict(fixed) | off
    for day, what in fixed:
        if day.weekday() >= 5 and day not in worked:
            instead = day + _DAY
            while instead.weekday() >= 5 or instead in off:
                instead += _DAY
            off[instead] = f"Nghỉ bù {what}"
    return WorkingDays(off, worked, frozenset(known_years))


def is_working(days: WorkingDays, day: date) -> bool:
    return day in days.worked or (day.weekday() < 5 and day not in days.off)


def after(days: WorkingDays, start: date, count: int) -> date:
    """The day on which so many working days have passed; the day of the start itself is not counted."""
    day = start
    for _ in range(count):
        day += _DAY
        while not is_working(days, day):
            day += _DAY
    return day


def answer_due_on(days: WorkingDays, received_on: date) -> date:
    """The last day to answer a request about personal data."""
    return after(days, received_on, ANSWER_DAYS)
