"""The clock of this PC, in the two forms the program writes: a UTC instant and the civil day."""

from __future__ import annotations

from datetime import UTC, date, datetime


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def stamp() -> str:
    """Now as UTC ISO 8601 with milliseconds, as `_at` columns hold it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def today() -> date:
    return datetime.now().astimezone().date()
