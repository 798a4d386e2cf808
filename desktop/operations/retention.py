"""How long personal data is kept, and whose is due to go: shown and never taken away by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db import journal, settings
from db import retention as stored
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations.consents import WITHDRAWN as TAKEN_BACK
from domain import dates, retention
from domain.retention import OVER, WITHDRAWN, Due

_SETTING = "retention_years"
_LISTED = 500


@dataclass(frozen=True)
class Standing:
    """`years` is the unit's rule, 0 for none. `more` than those listed may be due; `old_packages` hold data of before
    and are files to be removed by hand."""

    years: int
    due: tuple[Due, ...]
    more: bool
    old_packages: int


def years(desk: Desk) -> int:
    return int(settings.get(desk.store, _SETTING, "0"))


def put(desk: Desk, kept_years: int) -> Changes:
    """RuleError("retention_years_wrong"). Nothing is taken away: it only tells what is due."""
    demand_officer(desk)
    retention.demand_years(kept_years)
    with desk.store.atomic():
        settings.put(desk.store, _SETTING, str(kept_years))
        journal.write(desk.store, desk.user.name, "retention_set", "", clock.stamp(), years=kept_years)
    return of("retention")


def standing(desk: Desk) -> Standing:
    """Who is due today: those who took their consent back first, then whoever was left alone the longest."""
    kept, today = years(desk), clock.today()
    taken_back = stored.withdrawn(desk.store, TAKEN_BACK.partition("{")[0])
    due, known = [_due(row, kept, WITHDRAWN) for row in taken_back], {row["id"] for row in taken_back}
    over, packages = list[dict[str, object]](), 0
    if kept:
        last = retention.changed_before(today, kept)
        over = stored.over(desk.store, last.isoformat(), _LISTED + 1)
        packages = stored.old_packages(desk.store, clock.stamp_of(dates.day_begins_at(last)))
    due += [_due(row, kept, OVER) for row in over[:_LISTED] if row["id"] not in known]
    return Standing(kept, tuple(due), len(over) > _LISTED, packages)


def _due(row: dict[str, object], kept: int, why: str) -> Due:
    last = date.fromisoformat(str(row["last_on"]))
    on = retention.over_on(last, kept) if why == OVER else last
    return Due(str(row["id"]), str(row["full_name"]), int(str(row["records"])), last, on, why)
