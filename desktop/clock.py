"""The clock of this PC, in the two forms the program writes: a UTC instant and the civil day of Vietnam."""

from __future__ import annotations

from datetime import UTC, date, datetime

from domain import dates


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def stamp() -> str:
    """Now as UTC ISO 8601 with milliseconds, as `_at` columns hold it."""
    return stamp_of(datetime.now(UTC))


def stamp_of(moment: datetime) -> str:
    """An instant in the same form."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def today() -> date:
    """Today in Vietnam, even on a PC that is set to another zone: deadlines and papers go by that day."""
    return dates.civil_day(now())
