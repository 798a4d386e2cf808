"""Filters kept in the register under a name: whoever opens it finds them again."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from db import journal, saved_filters, trash
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import initiative_list
from desktop.operations.initiative_list import Filter
from domain import text
from domain.errors import RuleError

OVERDUE = "overdue"
LONGEST = 80
# What follows from the rest at the moment somebody asks.
_FOLLOWS = ("unit_codes", "unanswered_since")


def everything(desk: Desk) -> list[tuple[str, Filter]]:
    """(name, filter) in the order of their names."""
    return [(name, read(values)) for name, values in saved_filters.everything(desk.store)]


def get(desk: Desk, name: str) -> Filter:
    values = saved_filters.get(desk.store, text.clean_line(name))
    if values is None:
        raise RuleError("saved_filter_unknown", field="saved", name=name)
    return read(values)


def keep(desk: Desk, name: str, chosen: Filter) -> Changes:
    """Keeps a filter; one of the same name is replaced."""
    demand_officer(desk)
    name = text.clean_line(name)
    if not name or len(name) > LONGEST:
        raise RuleError("filter_name_missing", field="name", longest=LONGEST)
    values = written(chosen)
    if not values:
        raise RuleError("filter_empty", field="name")
    with desk.store.atomic():
        saved_filters.put(desk.store, name, values, desk.user.name, clock.stamp())
        journal.write(desk.store, desk.user.name, "filter_kept", "", clock.stamp(), name=name, filter=values)
    return of("filters")


def remove(desk: Desk, name: str) -> Changes:
    demand_officer(desk)
    get(desk, name)
    with desk.store.atomic():
        held = text.clean_line(name)
        trash.keep(desk.store, "filter", [saved_filters.key(held)], held, desk.user.name, clock.stamp())
        saved_filters.remove(desk.store, held)
        journal.write(desk.store, desk.user.name, "filter_removed", "", clock.stamp(), name=name)
    return of("filters")


def written(chosen: Filter) -> dict[str, Any]:
    """The parts of a filter that filter, as JSON values. What is overdue is asked anew each day."""
    blank = Filter()
    values = {
        field.name: getattr(chosen, field.name)
        for field in dataclasses.fields(Filter)
        if field.name not in _FOLLOWS and getattr(chosen, field.name) != getattr(blank, field.name)
    }
    return values | ({OVERDUE: True} if chosen.unanswered_since else {})


def read(values: Mapping[str, Any]) -> Filter:
    """The filter behind JSON values; parts a newer program knows are left out."""
    known = {field.name for field in dataclasses.fields(Filter)} - set(_FOLLOWS)
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items() if name in known
    }
    chosen = Filter(**given)
    late = initiative_list.overdue_since() if values.get(OVERDUE) else ""
    return dataclasses.replace(chosen, unanswered_since=late)
