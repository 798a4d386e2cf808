"""Days and periods as Vietnamese officers type them and as papers print them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from domain import text as words

# The whole country keeps one time since 13 June 1975, without summer time: a fixed distance needs no table of zones,
# which a PC may not have. Days of papers are days of this zone, whatever zone the PC is set to.
VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

_LAST_OF_CENTURY = 69  # a year of two digits: 00–69 is 2000–2069, 70–99 is 1970–1999
YEARS = range(1900, 2200)  # a day outside is a slip of the hand

_DAY = re.compile(r"(\d{1,2})\s*([/.\- ])\s*(\d{1,2})(?:\s*\2\s*(\d{4}|\d{2}))?")
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?)?")
_IN_WORDS = re.compile(r"(\d{1,2}) tháng (\d{1,2})(?: năm (\d{4}))?")
_MONTH = re.compile(r"(?:tháng |t)?(\d{1,2})\s*(?:[/.\-]| năm )\s*(\d{4})")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})")

_NO_MEANING = re.compile(r"\b(?:thời gian|áp dụng|thử nghiệm|thử|triển khai|bắt đầu|kể từ|từ|ngày|hết)\b[ :]*")
_NOTHING = re.compile(r"\s*\(\s*\)")  # what "(áp dụng thử)" leaves
_UNTIL = re.compile(r"\s+(?:đến|tới)\s+|\s*(?:[–—→÷~]|->)\s*|\s+-\s+")
_OPEN_END = re.compile(r"(?:nay|hiện nay|hiện tại|bây giờ)")
_BARE = re.compile(r"(?:tháng )?(\d{1,2})")


def parse(text: str, today: date | None = None) -> date | None:
    """A day typed as 12/8/2026, 12-8-26, 12.8.2026, 12082026, 120826, 2026-08-12, "ngày 12 tháng 8 năm 2026".

    The day comes before the month. 12/8 takes the year of `today`, and is not read without it. None if it is no day.
    """
    typed = _tidy(text).removeprefix("ngày ")
    if found := _ISO.fullmatch(typed):
        year, month, day = found.groups()
    elif found := _DAY.fullmatch(typed):
        day, _, month, year = found.groups()
    elif found := _DIGITS.fullmatch(typed) or _IN_WORDS.fullmatch(typed):
        day, month, year = found.groups()
    else:
        return None
    if year is None:
        return _day(today.year, int(month), int(day)) if today else None
    return _day(_year(year), int(month), int(day))


def parse_month(text: str) -> date | None:
    """The first day of a month typed as "tháng 3/2021", "tháng 3 năm 2021", 03-2021, T3/2021, 2021-03."""
    typed = _tidy(text)
    if found := _MONTH.fullmatch(typed):
        return _day(int(found[2]), int(found[1]), 1)
    if found := _ISO_MONTH.fullmatch(typed):
        return _day(int(found[1]), int(found[2]), 1)
    return None


def parse_period(text: str) -> tuple[date | None, date | None]:
    """First and last day of «Thời gian áp dụng»; (None, None) if it cannot be read without guessing.

    A first month begins on its first day and a last month ends on its last. A bare day or month is a start without
    an end, as is "đến nay": the end is not stated. What is missing on the left ("01/3 đến 30/4/2021") is taken from
    the right.
    """
    typed = _NOTHING.sub("", _NO_MEANING.sub("", _tidy(text)))
    if typed.startswith(("đến ", "tới ")):
        return None, _end(typed[4:])
    if start := parse(typed) or parse_month(typed):
        return start, None
    spans = {span for left, right in _halves(typed) if (span := _span(left, right))}
    return spans.pop() if len(spans) == 1 else (None, None)


def shown(day: date) -> str:
    """dd/MM/yyyy, in tables and on the screen."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def shown_long(day: date) -> str:
    """As papers write it: a zero before days under 10 and before months 1 and 2 (NĐ 30/2020, Phụ lục I)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year:04d}"


def shown_period(first: date | None, last: date | None) -> str:
    """«Thời gian áp dụng» as the summary table prints it; `parse_period` reads it back."""
    parts = (f"từ {shown(first)}" if first else "", f"đến {shown(last)}" if last else "")
    period = " ".join(part for part in parts if part)
    return period[:1].upper() + period[1:]


def instant(stamp: str | datetime) -> datetime:
    """An aware instant from a UTC stamp ("2021-04-15T16:59:59.000Z"). ValueError without a zone or for no instant."""
    at = datetime.fromisoformat(stamp) if isinstance(stamp, str) else stamp
    if at.utcoffset() is None:
        raise ValueError("an instant without a zone")
    return at


def civil_time(stamp: str | datetime) -> datetime:
    """The clock on the wall in Vietnam at this instant."""
    return instant(stamp).astimezone(VIETNAM)


def from_seconds(seconds: float) -> datetime:
    """An instant as file systems count it, from the beginning of 1970."""
    return datetime.fromtimestamp(seconds, UTC)


def civil_day(stamp: str | datetime) -> date:
    """The day it was in Vietnam at this instant: 17:00 UTC begins the next one."""
    return civil_time(stamp).date()


def day_begins_at(day: date) -> datetime:
    """The first instant of a day in Vietnam, in UTC."""
    return datetime.combine(day, time(), VIETNAM).astimezone(UTC)


def shown_time(stamp: str | datetime) -> str:
    """25/07/2023 14:05, by the clock in Vietnam."""
    at = civil_time(stamp)
    return f"{shown(at.date())} {at:%H:%M}"


def _tidy(text: str) -> str:
    return words.clean_line(text).lower().strip(" .;,")


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year <= _LAST_OF_CENTURY else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def _halves(typed: str) -> list[tuple[str, str]]:
    """Every way to cut the text into a beginning and an end: at a word or long dash, else at any hyphen."""
    cuts = list(_UNTIL.finditer(typed)) or list(re.finditer("-", typed))
    return [(typed[: cut.start()].strip(), typed[cut.end() :].strip()) for cut in cuts]


def _span(left: str, right: str) -> tuple[date, date | None] | None:
    if _OPEN_END.fullmatch(right):
        start = parse(left) or parse_month(left)
        return (start, None) if start else None
    last = _end(right)
    if last is None:
        return None
    first = parse(left, last) or parse_month(left) or _bare(left, last, whole_month=parse(right) is None)
    return (first, last) if first and first <= last else None


def _end(typed: str) -> date | None:
    month = None if (day := parse(typed)) else parse_month(typed)
    if month is None:
        return day
    return date.fromordinal(date(month.year + month.month // 12, month.month % 12 + 1, 1).toordinal() - 1)


def _bare(typed: str, last: date, *, whole_month: bool) -> date | None:
    """A lone number before a full end: a month before "5/2021", a day before "30/4/2021" unless it says "tháng"."""
    found = _BARE.fullmatch(typed)
    if not found:
        return None
    number = int(found[1])
    is_month = whole_month or typed.startswith("tháng")
    return _day(last.year, number, 1) if is_month else _day(last.year, last.month, number)
