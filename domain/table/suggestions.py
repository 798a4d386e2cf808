"""What a person may have meant by a cell that could not be read: shown beside it, never taken without being asked."""

from __future__ import annotations

import calendar
import re

from domain import money, text
from domain.errors import Problem

_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_YEAR = re.compile(r"(?:năm\s+)?(20\d\d|19\d\d)")
_ABOUT = re.compile(r"\b(?:khoảng|gần|trên|hơn|ước(?: tính)?|tiết kiệm(?: được)?|làm lợi|xấp xỉ|~)\s*", re.IGNORECASE)
_EACH = re.compile(r"\s*(?:/|mỗi |một |trên )\s*(?:năm|tháng|quý|ca|ngày)\b.*$", re.IGNORECASE)
_THOUSANDS = re.compile(r"(\d{1,3})\.(\d{3})(\s*(?:triệu|tr|nghìn|ngàn|tỷ|tỉ)\b.*)", re.IGNORECASE)
_BORN = re.compile(r"(19\d\d|20[01]\d)")
_SHARE = re.compile(r"(\d{1,3})(?:[.,]\d+)?\s*%")


def suggestion(problem: Problem, typed: str) -> str:
    """What to put into the cell instead of `typed` for this problem; "" where nothing can be suggested."""
    line = text.clean_line(typed)
    found = ""
    if problem.code == "date_unreadable":
        found = _day(line)
    elif problem.code == "benefit_unreadable":
        found = _amount(line)
    elif problem.code == "birth_year_unreadable":
        years = _BORN.findall(line)
        found = years[0] if len(years) == 1 else ""
    elif problem.code == "share_unreadable":
        shares = _SHARE.findall(line)
        found = f"{shares[0]}%" if len(shares) == 1 else ""
    return found if found != line else ""


def _day(typed: str) -> str:
    """A day its month does not have becomes the month's last; month and day change places; a bare year begins."""
    found = _DAY.search(typed)
    if found:
        day, month, year = (int(part) for part in found.groups())
        if month > 12 and day <= 12:
            day, month = month, day
        if 1 <= month <= 12 and 1 <= day <= 31:
            day = min(day, calendar.monthrange(year, month)[1])
            suggested = f"{day:02d}/{month:02d}/{year}"
            return "" if suggested == found[0] and found[0] == typed else suggested
        return ""
    year_only = _YEAR.fullmatch(typed)
    return f"01/01/{year_only[1]}" if year_only else ""


def _amount(typed: str) -> str:
    bare = _EACH.sub("", _ABOUT.sub("", typed)).strip(" .,;()")
    for words in (bare, _THOUSANDS.sub(r"\1\2\3", bare)):
        if money.parse(words) is not None:
            return words
    return ""
