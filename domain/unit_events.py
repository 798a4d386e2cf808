"""What may change the tree of units: each event is checked against the tree it meets, and grows the next one."""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Iterable
from datetime import date

from domain import dates, ids
from domain.errors import RuleError
from domain.unit import Level
from domain.unit_tree import RANKS, Event, EventKind, Facts, Life, Tree

# A corporation's union may stand under another union above the grassroots, and a member union inside a grassroots one.
_NESTED = (Level.GRASSROOTS, Level.UPPER)


def grown(events: Iterable[Event]) -> Tree:
    """The tree after events in the order they were recorded, whatever their days; RuleError if one cannot be."""
    tree = Tree({}, {}, {})
    for event in events:
        _grow(tree, event)
    return tree


def recorded(tree: Tree, event: Event) -> Tree:
    """The tree with one event more; RuleError if the event cannot have happened. The tree given stays as it was."""
    below = dict(tree.below)
    below[event.to_id] = set(below.get(event.to_id, ()))
    after = Tree(dict(tree.lives), below, dict(tree.codes))
    _grow(after, event)
    return after


def demand_splits(tree: Tree, unit_id: str, on: date) -> Life:
    """The unit, if it is there on that day and does not head the tree. RuleError unit_not_yet, unit_ended,
    unit_head_stays."""
    life = tree.life(unit_id)
    _demand_alive(life, on, "unit")
    _demand_not_head(life, on)
    return life


def _grow(tree: Tree, event: Event) -> None:
    if event.kind is EventKind.FOUND:
        life = _founded(tree, event)
    else:
        life = tree.life(event.unit_id)
        _demand_alive(life, event.on, "unit")
        life = _CHANGES[event.kind](tree, life, event)
    lives, below, codes = tree.lives, tree.below, tree.codes
    assert isinstance(lives, dict) and isinstance(below, dict) and isinstance(codes, dict)
    before = lives.get(life.id)
    lives[life.id] = life
    if before is None or before.links != life.links:
        if before is not None:
            _demand_no_circle(tree, life, event.on)
        below.setdefault(event.to_id, set()).add(life.id)
    codes.update({code: life.id for _, code in life.codes})


def _founded(tree: Tree, event: Event) -> Life:
    if event.unit_id in tree.lives or not event.unit_id or event.level is None:
        raise RuleError("unit_code_taken", field="code", code=event.code, name=event.name)
    _demand_name(event)
    _demand_free_code(tree, event)
    links: Facts = ()
    if event.to_id:
        above = tree.life(event.to_id)
        _demand_alive(above, event.on, "to")
        _demand_above(above, event.level, event.on)
        links = ((event.on, above.id),)
    elif tree.lives:
        raise RuleError("unit_upper_missing", field="to", name=event.name)
    names, codes = ((event.on, event.name),), ((event.on, event.code),)
    return Life(event.unit_id, event.level, event.on, names, codes, links)


def _renamed(tree: Tree, life: Life, event: Event) -> Life:
    _demand_name(event)
    names, codes = life.names, life.codes
    if event.name != life.name(event.on):
        names = _added(names, event.on, event.name)
    if event.code and event.code != life.code(event.on):
        _demand_free_code(tree, event)
        codes = _added(codes, event.on, event.code)
    if (names, codes) == (life.names, life.codes):
        raise RuleError("unit_name_same", field="name", name=event.name)
    return dataclasses.replace(life, names=names, codes=codes)


def _moved(tree: Tree, life: Life, event: Event) -> Life:
    _demand_not_head(life, event.on)
    above = _target(tree, life, event)
    _demand_above(above, life.level, event.on)
    if life.link(event.on) == above.id:
        raise RuleError("unit_already_there", field="to", name=life.name(event.on), upper=above.name(event.on))
    return dataclasses.replace(life, links=_added(life.links, event.on, above.id))


def _merged(tree: Tree, life: Life, event: Event) -> Life:
    _demand_not_head(life, event.on)
    target = _target(tree, life, event)
    if RANKS[target.level] < RANKS[life.level]:
        raise RuleError("unit_merge_below", field="to", name=life.name(event.on), to=target.name(event.on))
    _demand_no_more(tree, life, event.on)
    links = _added(life.links, event.on, target.id)
    return dataclasses.replace(life, links=links, ended_on=event.on, ended_by=event.kind)


def _dissolved(tree: Tree, life: Life, event: Event) -> Life:
    _demand_not_head(life, event.on)
    _demand_no_more(tree, life, event.on)
    return dataclasses.replace(life, ended_on=event.on, ended_by=event.kind)


_CHANGES = {
    EventKind.RENAME: _renamed,
    EventKind.MOVE: _moved,
    EventKind.MERGE: _merged,
    EventKind.DISSOLVE: _dissolved,
}


def _target(tree: Tree, life: Life, event: Event) -> Life:
    if not event.to_id:
        raise RuleError("unit_target_missing", field="to")
    target = tree.life(event.to_id)
    if target.id == life.id:
        raise RuleError("unit_below_itself", field="to", name=life.name(event.on), to=life.name(event.on))
    _demand_alive(target, event.on, "to")
    return target


def _demand_alive(life: Life, on: date, field: str) -> None:
    if on < life.founded_on:
        since = dates.shown(life.founded_on)
        raise RuleError("unit_not_yet", field=field, name=life.name(on), on=dates.shown(on), since=since)
    if not life.alive(on):
        ended = dates.shown(life.ended_on or on)
        raise RuleError("unit_ended", field=field, name=life.name(on), on=dates.shown(on), ended=ended)


def _demand_above(above: Life, level: Level, on: date) -> None:
    """A unit stands under one of a higher level; two kinds may also stand under their own."""
    if RANKS[above.level] > RANKS[level] or (above.level is level and level in _NESTED):
        return
    raise RuleError("unit_level_wrong", field="to", upper=above.name(on))


def _demand_not_head(life: Life, on: date) -> None:
    if not life.links:
        raise RuleError("unit_head_stays", field="unit", name=life.name(on))


def _demand_name(event: Event) -> None:
    if not event.name:
        raise RuleError("unit_name_missing", field="name")


def _demand_free_code(tree: Tree, event: Event) -> None:
    """A code is never given to a second unit, so that whatever carries it lands where it was made."""
    if not ids.unit_code_ok(event.code):
        raise RuleError("unit_code_malformed", field="code", code=event.code)
    holder = tree.codes.get(event.code)
    if holder is not None and holder != event.unit_id:
        raise RuleError("unit_code_taken", field="code", code=event.code, name=tree.lives[holder].name(event.on))


def _demand_no_more(tree: Tree, life: Life, on: date) -> None:
    """A unit cannot end before something that happened to it, or that put a unit under it or into it."""
    own = [day for facts in (life.names, life.codes, life.links) for day, _ in facts]
    others = [tree.lives[below].links for below in tree.below.get(life.id, ())]
    last = max([*own, *(day for links in others for day, to in links if to == life.id)])
    if last >= on:
        raise RuleError("unit_ends_too_early", field="on", name=life.name(on), last=dates.shown(last))


def _demand_no_circle(tree: Tree, life: Life, on: date) -> None:
    """Walks up from the unit on every day from `on` on which anything on the way changes."""
    day: date | None = on
    while day is not None:
        at, changes = life, [_next_change(life, day)]
        while link := at.link(day):
            at = tree.lives[link]
            if at.id == life.id:
                target = tree.lives[life.link(on)]
                raise RuleError("unit_below_itself", field="to", name=life.name(on), to=target.name(on))
            changes.append(_next_change(at, day))
        day = min((change for change in changes if change), default=None)


def _next_change(life: Life, day: date) -> date | None:
    place = bisect_right(life.links, day, key=lambda link: link[0])
    return life.links[place][0] if place < len(life.links) else None


def _added(facts: Facts, on: date, value: str) -> Facts:
    place = bisect_right(facts, on, key=lambda fact: fact[0])
    return (*facts[:place], (on, value), *facts[place:])
