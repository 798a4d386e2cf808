"""The bin of everything that is no draft: what was removed, until when it can be put back, and putting it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from db import cooperation_plans, evidence, journal
from db import trash as stored
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_keeper, demand_officer
from desktop.operations import cooperation_plans as plans
from desktop.operations import evidence as files
from desktop.operations import evidence_limits
from domain import dates
from domain.errors import RuleError

KEPT_DAYS = 90
_TOPICS = {
    "filter": "filters", "mapping": "imports", "day_off": "data_requests", "logo": "templates",
    "return_mark": "returns", "server": "servers", "payment": "initiatives", "verdict": "duplicates",
    "target": "targets",
}  # fmt: skip


@dataclass(frozen=True)
class Thing:
    """`kind` is one of `db.trash.KINDS`, evidence or plan; `key` names it among its kind. `until_at` is "" for
    what is kept for ever."""

    kind: str
    key: int
    name: str
    who: str
    removed_at: str
    until_at: str = ""


def everything(desk: Desk) -> list[Thing]:
    """The last one removed first."""
    held = evidence_limits.get(desk).kept_days
    found = [Thing(one.kind, one.id, one.name, one.removed_by, one.removed_at, _until(one.removed_at, KEPT_DAYS))
             for one in stored.everything(desk.store)]  # fmt: skip
    found += [Thing("evidence", one.id, one.name, "", str(one.removed_at), _until(str(one.removed_at), held))
              for one in evidence.removed_everywhere(desk.store)]  # fmt: skip
    found += [Thing("plan", row["id"], row["no"] or row["employer"], "", row["removed_at"])
              for row in cooperation_plans.removed(desk.store)]  # fmt: skip
    return sorted(found, key=lambda one: one.removed_at, reverse=True)


def restore(desk: Desk, kind: str, key: int) -> Changes:
    """Puts it back where it was; a server comes back without its secret. RuleError trash_unknown, trash_in_the_way."""
    if kind == "server":
        demand_keeper(desk)
    else:
        demand_officer(desk)
    if kind == "evidence":
        return files.restore(desk, key)
    if kind == "plan":
        return plans.restore(desk, key)
    held = stored.get(desk.store, key)
    if held is None or held.kind != kind:
        raise RuleError("trash_unknown", name=f"{kind} {key}")
    if stored.taken(desk.store, held):
        raise RuleError("trash_in_the_way", name=held.name)
    with desk.store.atomic():
        stored.put_back(desk.store, held)
        journal.write(desk.store, desk.user.name, "put_back", held.name, clock.stamp(), kind=kind)
    return of("trash", _TOPICS[kind])


def free(desk: Desk) -> bool:
    """One thing that was removed too long ago goes for good, as the journal notes; whether there may be more."""
    old = stored.before(desk.store, clock.stamp_of(clock.now() - timedelta(days=KEPT_DAYS)))
    if old is None:
        return False
    with desk.store.atomic():
        stored.drop(desk.store, old.id)
        journal.write(desk.store, desk.user.name, "freed", old.name, clock.stamp(), kind=old.kind)
    return True


def _until(removed_at: str, days: int) -> str:
    return clock.stamp_of(dates.instant(datetime.fromisoformat(removed_at)) + timedelta(days=days))
