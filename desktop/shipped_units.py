"""The units every register knows: those that ship with the program, and its own unit in its place among them."""

from __future__ import annotations

import functools
import secrets
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from db import journal, settings, units
from db.store import Store
from domain import ids, unit_names
from domain.errors import RuleError
from domain.unit import Level, Unit
from domain.unit_events import grown, recorded
from domain.unit_tree import RANKS, SINCE_EVER, Event, EventKind, Life, Tree
from resources import path

HEAD = "TLD"
_INSTALLED = "units.installed"
_DECLARED = "Khai báo của sổ"


@functools.cache
def events() -> tuple[Event, ...]:
    """What resources/units says, in the order it happened. The id of a shipped unit is its first code."""
    held, changes = _file("federations"), _file("changes")
    head = [_founded(code, name, "", Level.CONFEDERATION) for code, name in held["confederation"].items()]
    rest = {**held["provinces"], **held["sectors"]}
    below = [_founded(code, name, HEAD, Level.PROVINCE) for code, name in rest.items()]
    return (*head, *below, *sorted(_changes(changes), key=lambda event: event.on))


def district_end(event: Event) -> Event | None:
    """What the law makes of a district federation that is founded by `event`: it ends with all districts.

    None for any other unit, and for one founded later.
    """
    rule = _file("changes")["districts_end"]
    if event.level is None or event.on >= rule["on"] or not unit_names.is_district(event.name, event.level):
        return None
    return Event(EventKind.DISSOLVE, event.unit_id, rule["on"], document=rule["document"], reason=rule["reason"])


def install(store: Store, own: Unit, now: str) -> None:
    """Brings a register up to what the program ships, and its own unit into the tree. Inside `atomic()`.

    May be called at every opening: what is there stays, and what somebody took back stays taken back.
    """
    version = ".".join(_file(name)["version"] for name in ("federations", "changes"))
    if settings.get(store, _INSTALLED) == version:
        return
    tree = grown(units.events(store))
    known, skipped = units.shipped(store), []
    came, declared = list[Event](), list[Event]()
    for event in events():
        if (str(event.kind), event.unit_id, event.on.isoformat()) in known:
            continue
        try:
            tree = recorded(tree, event)
        except RuleError as error:  # somebody here has recorded the same, or otherwise: that stays
            skipped.append(f"{event.kind} {event.unit_id}: {error.code}")
        else:
            came.append(event)
    for event in own_place(tree, own):
        tree = recorded(tree, event)
        declared.append(event)
    units.add(
        store, [*came, *(event for event in declared if event.kind is not EventKind.DISSOLVE)], "", now, shipped=True
    )
    # The end of a district may have been decided otherwise: that one can be taken back.
    units.add(store, [event for event in declared if event.kind is EventKind.DISSOLVE], "", now)
    units.put(store, [tree.lives[unit_id] for unit_id in {event.unit_id for event in (*came, *declared)}])
    settings.put(store, _INSTALLED, version)
    journal.write(store, "", "units_installed", version, now, events=len(came), own=len(declared), skipped=skipped)


def own_place(tree: Tree, own: Unit) -> Iterator[Event]:
    """The events that bring a register's own unit, and the union above it, into the tree where they are missing."""
    if tree.holder(own.code):
        return
    same = tree.lives[HEAD] if own.level is Level.CONFEDERATION else _namesake(tree, own.name, own.level)
    if same is not None:
        # The register of a federation that ships: from now on it also answers to the code it gave itself.
        yield _coded(same, own.code)
        return
    upper_id, founded = above(tree, own)
    yield from founded
    found = Event(EventKind.FOUND, secrets.token_hex(8), SINCE_EVER, upper_id, own.name, own.code, own.level, _DECLARED)
    yield from with_end(found)


def with_end(found: Event) -> Iterator[Event]:
    """A founding, and the end that the law has set for what is founded, if any."""
    yield found
    end = district_end(found)
    if end is not None:
        yield end


def above(tree: Tree, own: Unit) -> tuple[str, list[Event]]:
    """The id of the union above, and the events that bring it in; the head of the tree if it was not said."""
    held = tree.holder(own.upper_code) if own.upper_code else None
    if held is not None:
        return held.id if RANKS[held.level] > RANKS[own.level] else HEAD, []
    level = Level.PROVINCE if own.level is not Level.GRASSROOTS else Level.UPPER
    same = _namesake(tree, own.upper_name, Level.PROVINCE) if own.upper_name else None
    if same is not None:
        return same.id, [_coded(same, own.upper_code)] if ids.unit_code_ok(own.upper_code) else []
    if own.level is Level.PROVINCE or not (own.upper_code or own.upper_name):
        return HEAD, []
    code = own.upper_code or f"DV-{secrets.token_hex(3).upper()}"
    name = own.upper_name or own.upper_code
    found = Event(EventKind.FOUND, secrets.token_hex(8), SINCE_EVER, HEAD, name, code, level, _DECLARED)
    return found.unit_id, list(with_end(found))


def _namesake(tree: Tree, name: str, level: Level) -> Life | None:
    """The federation of a province, or what equals one, that ever had this name."""
    if level is not Level.PROVINCE:
        return None
    key = unit_names.same_name_key(name)
    return next(
        (
            life
            for life in tree.lives.values()
            if life.level is level and any(unit_names.same_name_key(held) == key for _, held in life.names)
        ),
        None,
    )


def _coded(life: Life, code: str) -> Event:
    on = life.codes[-1][0]
    return Event(EventKind.RENAME, life.id, on, name=life.name(on), code=code, document=_DECLARED)


def _founded(code: str, name: str, to_id: str, level: Level) -> Event:
    return Event(EventKind.FOUND, code, SINCE_EVER, to_id, name, code, level)


def _changes(held: Mapping[str, Any]) -> Iterator[Event]:
    for rename in held["rename"]:
        words = {"name": rename["name"], "document": rename["document"], "reason": rename["reason"]}
        yield Event(EventKind.RENAME, rename["unit"], rename["on"], **words)
    for joined in held["joined"]:
        words = {"document": joined["document"], "reason": joined["reason"]}
        yield Event(EventKind.MERGE, joined["unit"], joined["on"], joined["into"], **words)
    merge = held["merge"]
    on: date = merge["on"]
    for into, merged in merge["into"].items():
        for unit_id in merged:
            yield Event(EventKind.MERGE, unit_id, on, into, document=merge["document"], reason=merge["reason"])


@functools.cache
def _file(name: str) -> dict[str, Any]:
    return tomllib.loads(path(f"units/{name}.toml").read_text(encoding="utf-8"))
