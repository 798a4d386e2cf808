"""Which units below have no confirmed key yet: whom the upper union still has to call."""

from __future__ import annotations

from dataclasses import dataclass

from db import trust
from desktop import clock
from desktop.desk import Desk
from desktop.operations import units
from domain.errors import RuleError


@dataclass(frozen=True)
class Unenrolled:
    """A unit directly below. `revoked`: it had a key once."""

    unit_code: str
    unit_name: str
    revoked: bool


def waiting(desk: Desk) -> list[Unenrolled]:
    """By name; empty where the tree has no units below. May grow the tree, so not on the screen's thread."""
    today, vouched = clock.today(), {row["unit_code"]: row["state"] for row in trust.units(desk.store)}
    try:
        below = units.below(desk, units.own_id(desk), today)
    except RuleError:
        return []
    grown = units.tree(desk)
    found = [(grown.lives[unit_id].code(today), grown.lives[unit_id].name(today)) for unit_id in below]
    return [Unenrolled(code, name, code in vouched) for code, name in found if vouched.get(code) != "active"]
