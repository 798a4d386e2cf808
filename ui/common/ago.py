"""How long ago a day was, as a person says it: nobody counts 1.185 days."""

from __future__ import annotations

from datetime import date

from ui.words import tr

DAYS_COUNTED = 60  # from then on months say more
_MONTHS = 12


def how_long(since: date, today: date) -> str:
    """ "5 ngày", "hơn 4 tháng", "3 năm"; `since` is not after `today`."""
    days = (today - since).days
    if days < DAYS_COUNTED:
        return tr("{n} ngày", n=days)
    months = (today.year - since.year) * _MONTHS + today.month - since.month - (today.day < since.day)
    years = months // _MONTHS
    whole = today.day == since.day and (not years or months % _MONTHS == 0)
    span = tr("{n} năm", n=years) if years else tr("{n} tháng", n=months)
    return span if whole else tr("hơn {span}", span=span)


def ago(day: date, today: date) -> str:
    return tr("đã qua {span}", span=how_long(day, today))
