"""What the register allows of evidence: how large files may be, and how long a removed one is kept."""

from __future__ import annotations

import dataclasses
import json
from datetime import timedelta

from db import evidence, journal, settings
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_keeper
from domain.evidence import Limits as Limits
from domain.evidence import demand_sensible

_SETTING = "evidence_limits"
_FREED_AT_ONCE = 16  # pieces: four megabytes


def get(desk: Desk) -> Limits:
    told = settings.get(desk.store, _SETTING)
    return Limits(**json.loads(told)) if told else Limits()


def put(desk: Desk, limits: Limits) -> Changes:
    """RuleError evidence_limits_wrong with a problem for each. Files that are there already stay."""
    demand_keeper(desk)
    demand_sensible(limits)
    with desk.store.atomic():
        settings.put(desk.store, _SETTING, json.dumps(dataclasses.asdict(limits)))
        journal.write(
            desk.store, desk.user.name, "evidence_limits_set", "", clock.stamp(), **dataclasses.asdict(limits)
        )
    return of("settings", "evidence")


def free(desk: Desk) -> bool:
    """One step of freeing the room of files that were removed too long ago to be brought back; whether there may be
    more. The journal keeps what each was called and its SHA-256.
    """
    before = clock.stamp_of(clock.now() - timedelta(days=get(desk).kept_days))
    old, begun = evidence.removed_before(desk.store, before), evidence.given_up(desk.store)
    if old is None and begun is None:
        return False
    with desk.store.atomic():
        if begun is not None:
            evidence.free(desk.store, begun, _FREED_AT_ONCE)
        elif old is not None:
            evidence.give_up(desk.store, old.id)
            journal.write(desk.store, desk.user.name, "evidence_freed", evidence.public_id(desk.store, old.row_id),
                          clock.stamp(), evidence=old.id, name=old.name, sha256=old.sha256)  # fmt: skip
    return True
