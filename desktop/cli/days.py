"""Days on the command line: ISO or as officers type them."""

from __future__ import annotations

from datetime import date

from desktop import clock
from domain import dates
from domain.errors import RuleError


def day(words: str, field: str) -> date | None:
    """The day; None for nothing typed. RuleError date_unreadable at `field`."""
    found = dates.parse(words, clock.today()) if words.strip() else None
    if words.strip() and found is None:
        raise RuleError("date_unreadable", field=field, words=words)
    return found
