"""What happens to units: the events that change their tree, and the dated figures and clusters beside it."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from db import journal
from db import units as store_units
from desktop import clock, shipped_units
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer, own_unit, put_unit
from desktop.operations import identity, units
from domain import dates, headcount, text, unit_events
from domain.errors import RuleError
from domain.headcount import Count
from domain.unit import Level, Unit
from domain.unit_tree import SINCE_EVER, Event, EventKind, Tree, parent

_CARD = "Thẻ «Đơn vị» của sổ"


@dataclass(frozen=True)
class Added:
    """A new unit. `ended_on` is the day on which the law has ended it, for a district federation."""

    unit_id: str
    ended_on: date | None
    changes: Changes


@dataclass(frozen=True)
class Paper:
    """What stands behind an event: `on` is the first day it holds."""

    on: date | None
    document: str = ""
    reason: str = ""


def add(desk: Desk, name: str, code: str, level: Level, upper_id: str, paper: Paper) -> Added:
    """A new unit below another. Without a day it has been there since before anything recorded here.

    A district federation is ended at once on the day on which the law ended all of them.
    """
    demand_officer(desk)
    unit_id = secrets.token_hex(8)
    day = paper.on or SINCE_EVER
    words = (text.clean_line(name), _code(code), level, text.clean_line(paper.document), text.clean_line(paper.reason))
    found = Event(EventKind.FOUND, unit_id, day, upper_id, *words)
    happened = tuple(shipped_units.with_end(found))
    changes = _record(desk, happened)
    return Added(unit_id, happened[-1].on if len(happened) > 1 else None, changes)


def rename(desk: Desk, unit_id: str, name: str, code: str, paper: Paper) -> Changes:
    """Another name, another official code, or both, from a day on; an empty code keeps the one it has."""
    demand_officer(desk)
    return _happened(desk, EventKind.RENAME, unit_id, paper, name=text.clean_line(name), code=_code(code))


def move(desk: Desk, unit_id: str, upper_id: str, paper: Paper) -> Changes:
    demand_officer(desk)
    return _happened(desk, EventKind.MOVE, unit_id, paper, to_id=upper_id)


def merge(desk: Desk, unit_id: str, into_id: str, paper: Paper) -> Changes:
    """The unit ends and goes on in another; what stood under it stands under that one."""
    demand_officer(desk)
    return _happened(desk, EventKind.MERGE, unit_id, paper, to_id=into_id)


def dissolve(desk: Desk, unit_id: str, paper: Paper) -> Changes:
    """The unit ends; what stood under it moves up."""
    demand_officer(desk)
    return _happened(desk, EventKind.DISSOLVE, unit_id, paper)


def split(desk: Desk, unit_id: str, parts: Sequence[tuple[str, str]], paper: Paper, *, ends: bool) -> Changes:
    """One unit becomes several, told by one decision: `parts` are names and codes of the new ones, which stand where it
    stood. With `ends` it is there no more and its things (register, packages, initiatives) go on with the first of
    them, of which there are at least two; without, it goes on itself beside them.

    RuleErrors of `add` and `merge`, their field with the number of the part from the second on; unit_split_parts.
    """
    demand_officer(desk)
    tree = units.tree(desk)
    if paper.on is None:
        raise RuleError("unit_day_missing", field="on")
    life = unit_events.demand_splits(tree, unit_id, paper.on)
    told = [(text.clean_line(name), _code(code)) for name, code in parts]
    told = [one for one in told if any(one)]
    if len(told) < (2 if ends else 1):
        raise RuleError("unit_split_parts", field="name2" if told else "name", name=life.name(clock.today()))
    document, reason = text.clean_line(paper.document), text.clean_line(paper.reason)
    if not (document or reason):
        raise RuleError("unit_event_unfounded", field="document")
    above, happened = parent(tree, unit_id, paper.on), list[Event]()
    for number, (name, code) in enumerate(told, 1):
        event = Event(EventKind.FOUND, secrets.token_hex(8), paper.on, above, name, code, life.level, document, reason)
        try:
            for each in shipped_units.with_end(event):
                tree = unit_events.recorded(tree, each)
                happened.append(each)
        except RuleError as error:
            field = f"{error.field}{number}" if number > 1 and error.field in ("name", "code") else error.field
            raise RuleError(error.code, field=field, problems=error.problems, **error.facts) from error
    if ends:
        goes_on = next(one.unit_id for one in happened)
        happened.append(Event(EventKind.MERGE, unit_id, paper.on, goes_on, document=document, reason=reason))
    return _record(desk, happened)


def take_back(desk: Desk) -> Changes:
    """Takes back the last event recorded here by mistake; the journal keeps both."""
    demand_officer(desk)
    last = store_units.last(desk.store)
    if last is None:
        raise RuleError("unit_event_none")
    before, rest = units.tree(desk), store_units.events(desk.store)
    del rest[len(rest) - 1 - rest[::-1].index(last.event)]
    after = unit_events.grown(rest)
    unit_id, now = last.event.unit_id, clock.stamp()
    with desk.store.atomic():
        store_units.take_back(desk.store, last.no, now)
        lost = store_units.counts(desk.store, [unit_id]).get(unit_id, ()) if unit_id not in after.lives else ()
        if unit_id in after.lives:
            store_units.put(desk.store, [after.lives[unit_id]])
        else:
            store_units.drop(desk.store, unit_id)
        journal.write(desk.store, desk.user.name, "unit_event_taken_back", unit_id, now, event=_told(last.event),
                      counts=[[str(c.counted_on), c.members, c.workers] for c in lost])  # fmt: skip
        follows = _follow_own(desk, before, after)
    units.keep(desk, after, [unit_id])
    return of("units", *follows)


def set_count(desk: Desk, unit_id: str, on: date | None, members: int | None, workers: int | None) -> Changes:
    """What the unit itself counted on a day, without the units below it."""
    demand_officer(desk)
    life = units.tree(desk).life(unit_id)
    if on is None or on > clock.today():
        raise RuleError("unit_day_missing" if on is None else "headcount_ahead", field="on")
    if members is None or workers is None:
        raise RuleError("headcount_impossible", field="members" if members is None else "workers")
    if not life.alive(on):
        raise RuleError("unit_not_then", field="on", name=life.name(on), on=dates.shown(on))
    count = headcount.checked(Count(on, members, workers))
    with desk.store.atomic():
        store_units.put_count(desk.store, unit_id, count)
        journal.write(desk.store, desk.user.name, "headcount_set", unit_id, clock.stamp(), on=str(on),
                      members=members, workers=workers)  # fmt: skip
    return of("units")


def set_cluster(desk: Desk, unit_id: str, from_on: date | None, cluster: str) -> Changes:
    """The cluster the unit belongs to from a day on; "" for none."""
    demand_officer(desk)
    life = units.tree(desk).life(unit_id)
    if from_on is None:
        raise RuleError("unit_day_missing", field="on")
    if not life.alive(from_on):
        raise RuleError("unit_not_then", field="on", name=life.name(from_on), on=dates.shown(from_on))
    words = text.clean_line(cluster)
    identity.demand_none({"cluster": words})
    with desk.store.atomic():
        store_units.put_cluster(desk.store, unit_id, from_on, words)
        journal.write(desk.store, desk.user.name, "unit_cluster_set", unit_id, clock.stamp(), on=str(from_on),
                      cluster=words)  # fmt: skip
    return of("units")


def _happened(
    desk: Desk, kind: EventKind, unit_id: str, paper: Paper, *, to_id: str = "", name: str = "", code: str = ""
) -> Changes:
    if paper.on is None:
        raise RuleError("unit_day_missing", field="on")
    document, reason = text.clean_line(paper.document), text.clean_line(paper.reason)
    if not (document or reason):
        raise RuleError("unit_event_unfounded", field="document")
    return _record(desk, [Event(kind, unit_id, paper.on, to_id, name, code, None, document, reason)])


def _record(desk: Desk, happened: Sequence[Event]) -> Changes:
    demand_officer(desk)
    before, now = units.tree(desk), clock.stamp()
    after = before
    for event in happened:
        identity.demand_none({"name": event.name, "document": event.document, "reason": event.reason})
        after = unit_events.recorded(after, event)
    with desk.store.atomic():
        _write(desk, happened, after, now)
        follows = _follow_own(desk, before, after)
    units.keep(desk, after, [event.unit_id for event in happened])
    return of("units", *follows)


def _write(desk: Desk, happened: Sequence[Event], after: Tree, now: str) -> None:
    store_units.add(desk.store, happened, desk.user.name, now)
    store_units.put(desk.store, [after.lives[unit_id] for unit_id in {event.unit_id for event in happened}])
    told = [_told(event) for event in happened]
    journal.write(desk.store, desk.user.name, "unit_event", happened[0].unit_id, now, events=told)


def _follow_own(desk: Desk, before: Tree, after: Tree) -> tuple[str, ...]:
    """A rename of the register's own unit reaches its papers: topics of what changed besides the tree."""
    own, today = own_unit(desk.store), clock.today()
    was, now = before.holder(own.code), after.holder(own.code)
    if was is None or now is None or was.name(today) == now.name(today):
        return ()
    put_unit(desk.store, dataclasses.replace(own, name=now.name(today)))
    return "unit", "settings"


def follow_card(desk: Desk, before: Unit, wanted: Unit) -> None:
    """New words on the register's own card become events of today. Inside `atomic()`.

    What the tree cannot take (the unit has ended, the union above is no place for it) stays on the card alone.
    """
    grown, today = units.tree(desk), clock.today()
    own = grown.holder(before.code)
    happened = list[Event]()
    if own is not None and wanted.name not in (before.name, own.name(today)):
        happened.append(Event(EventKind.RENAME, own.id, today, name=wanted.name, document=_CARD))
    if own is not None and (before.upper_code, before.upper_name) != (wanted.upper_code, wanted.upper_name):
        above, founded = shipped_units.above(grown, wanted)
        if above != parent(grown, own.id, today):
            happened += [*founded, Event(EventKind.MOVE, own.id, today, above, document=_CARD)]
    try:
        for event in happened:
            grown = unit_events.recorded(grown, event)
    except RuleError:
        return
    if happened:
        _write(desk, happened, grown, clock.stamp())


def _code(code: str) -> str:
    return text.clean_line(code).upper()


def _told(event: Event) -> dict[str, str]:
    """What the journal keeps of an event: the parts that say something."""
    parts = {"kind": str(event.kind), "unit": event.unit_id, "on": str(event.on), "to": event.to_id, "name": event.name,
             "code": event.code, "document": event.document, "reason": event.reason}  # fmt: skip
    return {name: value for name, value in parts.items() if value}
