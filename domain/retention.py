"""How long the data of a person is kept: a rule the unit sets itself, and why somebody's data is due to go.

Consent taken back makes it due at once (Luật 91/2025/QH15); else the years the unit's own rule of archives gives count
from the last day on which anything about the person changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from domain.errors import RuleError

WITHDRAWN, OVER = "withdrawn", "over"
MOST_YEARS = 99


@dataclass(frozen=True)
class Due:
    """A person whose data is due. `last_on` is the last day anything about him changed, `due_on` the day it was due."""

    person_id: str
    full_name: str
    records: int
    last_on: date
    due_on: date
    why: str


def demand_years(years: int) -> int:
    """0 for no rule. RuleError("retention_years_wrong") for anything else than 0 to 99."""
    if not 0 <= years <= MOST_YEARS:
        raise RuleError("retention_years_wrong", field="years", most=MOST_YEARS)
    return years


def over_on(last_on: date, years: int) -> date:
    """The first day on which data that changed last on a day is kept too long."""
    try:
        kept_until = last_on.replace(year=last_on.year + years)
    except ValueError:  # the 29th of February
        kept_until = last_on.replace(year=last_on.year + years, day=28)
    return kept_until + timedelta(days=1)


def changed_before(today: date, years: int) -> date:
    """Whoever changed last on this day or earlier is due today."""
    day = today - timedelta(days=1)
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
