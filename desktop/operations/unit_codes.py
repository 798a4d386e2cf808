"""Whether two codes mean one unit, however it was renamed, moved, merged or dissolved in between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

from desktop import clock
from desktop.desk import Desk
from desktop.operations import units
from domain import unit_tree


def every(desk: Desk, code: str) -> frozenset[str]:
    """Every code the unit with this one ever had; the code alone where the tree does not know it."""
    life = units.tree(desk).holder(code)
    held = {one for _, one in life.codes if one} if life is not None else set()
    return frozenset(held | {code})


def same(desk: Desk, one: str, other: str) -> bool:
    """Whether both are codes of one unit, of whatever time."""
    if one.upper() == other.upper():
        return True
    codes = units.tree(desk).codes
    held = codes.get(one.upper())
    return held is not None and held == codes.get(other.upper())


def stands_for(desk: Desk, code: str, on: date | None = None) -> str:
    """The code, on a day, of the unit where the things of the one with this code belong: its own, that of the unit it
    was merged into, or of the nearest above a dissolved one. The code itself where the tree does not know it.
    """
    return homes(desk, on)(code)


def homes(desk: Desk, on: date | None = None) -> Callable[[str], str]:
    """`stands_for` for many codes: the tree is asked for once, and each code is looked up once."""
    tree, day = units.tree(desk), on or clock.today()

    @cache
    def home_of(code: str) -> str:
        life = tree.holder(code)
        home = unit_tree.home(tree, life.id, day) if life is not None else None
        return tree.lives[home.unit_id].code(day) if home is not None and home.unit_id else code.upper()

    return home_of


def now_with(desk: Desk, code: str) -> str:
    """The name of the unit to which the things of one that has ended belong today; "" for one that is there."""
    tree, today = units.tree(desk), clock.today()
    life = tree.holder(code)
    if life is None or life.alive(today) or today < life.founded_on:
        return ""
    return tree.lives[unit_tree.home(tree, life.id, today).unit_id].name(today)


def is_ours(desk: Desk, code: str) -> bool:
    """Whether what is addressed to this code is for the unit of this register: under a code it had before, or to a
    unit that has gone into it since."""
    return same(desk, code, desk.unit.code) or same(desk, stands_for(desk, code), desk.unit.code)
