"""Whether this PC's clock can be right: nothing is taken in by one that stands before what has happened."""

from __future__ import annotations

import json
from datetime import datetime

from db import journal, packages, settings
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.version import BUILT_ON
from domain import dates
from domain.errors import RuleError
from exports.package.signature import TOLERANCE

_WRONG = "clock_known_wrong"


def demand_not_behind(desk: Desk) -> None:
    """RuleError("clock_behind") when the clock is more than two days before the program was made, the newest trust
    package, or what was last taken in: by it honest keys would not be valid yet, and ended ones still good.
    """
    now, known = clock.now(), known_moment(desk)
    if now < known - TOLERANCE and known.isoformat() != settings.get(desk.store, _WRONG):
        raise RuleError(
            "clock_behind", today=dates.shown(dates.civil_day(now)), known=dates.shown(dates.civil_day(known))
        )


def known_moment(desk: Desk) -> datetime:
    """The latest instant this register was told of, whatever the clock says."""
    told = [BUILT_ON, packages.latest_received(desk.store)]
    kept = settings.get(desk.store, "trust_registry")
    told.append(json.loads(kept)["issued_at"] if kept else "")
    return max(datetime.fromisoformat(at) for at in told if at)


def confirm(desk: Desk) -> Changes:
    """The person has looked: this clock is right, it was another that was ahead. Holds for that one instant only."""
    demand_officer(desk)
    known = known_moment(desk)
    with desk.store.atomic():
        settings.put(desk.store, _WRONG, known.isoformat())
        journal.write(
            desk.store, desk.user.name, "clock_confirmed", desk.unit.code, clock.stamp(), known=known.isoformat()
        )
    return of("settings")
