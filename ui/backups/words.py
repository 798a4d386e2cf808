"""How backups are told on the screen: when, why, how large."""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop.operations.backups import Standing
from domain import dates
from domain.backup import SALVAGED
from domain.labels import BACKUP_REASONS
from ui.words import tr


def moment(stamp: str, now: datetime) -> str:
    """«hôm nay 10:42», «hôm qua 16:30», «24/11/2026 08:00»."""
    at, today = dates.civil_time(stamp), dates.civil_day(now)
    if at.date() == today:
        return tr("hôm nay {time}", time=f"{at:%H:%M}")
    if at.date() == today - timedelta(days=1):
        return tr("hôm qua {time}", time=f"{at:%H:%M}")
    return dates.shown_time(stamp)


def why(reason: str, missing: bool) -> str:
    told = tr(BACKUP_REASONS[reason]) if reason in BACKUP_REASONS else reason
    return tr("{why}, có phần thiếu", why=told) if reason == SALVAGED and missing else told


def newest(standing: Standing, now: datetime) -> str:
    """For the foot of the window; "" while there is nothing to back up."""
    if standing.newest is None:
        return tr("Chưa sao lưu lần nào") if standing.changed else ""
    when = moment(standing.newest.at, now)
    if standing.late:
        return tr("Sao lưu gần nhất: {when}, đã cũ", when=when)
    return tr("Sao lưu gần nhất: {when}", when=when)
