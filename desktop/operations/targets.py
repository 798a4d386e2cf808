"""Targets: handing them down, taking them back, and what stands against them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from db import initiatives as stored_initiatives
from db import journal, trash, unit_counts
from db import statistics as figures
from db import targets as stored
from db import units as stored_units
from db.targets import Chosen
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import identity, programmes, statistics, units
from domain import headcount, target, text, unit_tree
from domain.errors import RuleError
from domain.statistics import ENTRIES, INITIATIVES, PERSONS, added
from domain.target import COUNTED, Counts, Headcount, Standing, Target
from domain.unit import gathers
from domain.unit_tree import Life, Tree

_WHAT = (PERSONS, INITIATIVES, ENTRIES)
# (unit code) with its headcount on the day asked for.
Headcounts = Mapping[str, Headcount]


def everything(desk: Desk) -> list[Target]:
    """The targets of the programme in use that concern this unit: the pack's, then those handed down here.

    One handed down takes the place of the pack's for the same unit and phase.
    """
    pack = programmes.current(desk)
    own = stored.everything(desk.store, pack.id)
    taken = {(one.unit_code, one.phase) for one in own}
    of_pack = target.of_pack(pack, desk.unit, below(desk))
    return [one for one in of_pack if (one.unit_code, one.phase) not in taken] + own


def below(desk: Desk) -> list[tuple[str, str]]:
    """(code, name) of the units whose records are here, without this one; none for a unit that receives nothing."""
    if not gathers(desk.unit):
        return []
    found = unit_counts.units(desk.store, programmes.current(desk).id)
    return sorted(pair for pair in found if pair[0] != desk.unit.code)


def hand_down(desk: Desk, wanted: Target) -> Changes:
    """Set a target for this unit or one below, in place of the one for the same phase; `id` is not looked at.

    `issuer_code` neither: what comes signed goes by packages. RuleError target_refused with what is wrong, each problem
    at its field; target_from_above for this unit's own target where the union above has signed it.
    """
    demand_officer(desk)
    pack = programmes.current(desk)
    tidy = dataclasses.replace(
        wanted,
        programme=pack.id,
        unit_code=text.clean_line(wanted.unit_code).upper(),
        unit_name=text.clean_line(wanted.unit_name),
        document=text.clean_line(wanted.document),
        issuer_code="",
        issuer_name="",
    )
    # The name comes with the unit that was chosen: its words have no field of their own.
    name = tidy.unit_name if tidy.unit_name != tidy.unit_code else ""
    identity.demand_none({"document": tidy.document, "unit_code": name})
    if problems := target.problems(tidy, pack):
        raise RuleError("target_refused", problems=problems)
    _demand_own(desk, stored.of(desk.store, pack.id, tidy.phase, tidy.unit_code))
    with desk.store.atomic():
        stored.put(desk.store, tidy, clock.stamp())
        journal.write(desk.store, desk.user.name, "target_set", tidy.unit_code, clock.stamp(), phase=tidy.phase,
                      initiatives=tidy.initiatives, persons=tidy.persons, persons_pct=tidy.persons_pct,
                      document=tidy.document, document_on=str(tidy.document_on or ""))  # fmt: skip
    return of("targets")


def remove(desk: Desk, target_id: int) -> Changes:
    """Take back a target handed down here, into the bin. RuleError target_unknown, target_from_above."""
    demand_officer(desk)
    held = stored.get(desk.store, target_id)
    if held is None:
        raise RuleError("target_unknown", name=str(target_id))
    if held.issuer_code:
        raise RuleError("target_from_above", name=held.issuer_name)
    with desk.store.atomic():
        trash.keep(desk.store, "target", [target_id], held.unit_name, desk.user.name, clock.stamp())
        stored.remove(desk.store, target_id, clock.stamp())
        journal.write(desk.store, desk.user.name, "target_removed", held.unit_code, clock.stamp(), phase=held.phase)
    return of("targets", "trash")


def _demand_own(desk: Desk, held: Target | None) -> None:
    """What the union above signed for this very unit is not changed here; a unit below may be asked for more."""
    if held is not None and held.issuer_code and held.unit_code == desk.unit.code:
        raise RuleError("target_from_above", name=held.issuer_name)


def standings(
    desk: Desk, as_of: date | None = None, headcounts: Headcounts | None = None, people_on: date | None = None
) -> list[Standing]:
    """Every target with what stands against it on a day, today unless told, as `statistics` counts it.

    This unit's own target counts everything that is here, of every unit below; another unit's counts its own, under
    whatever codes it came, and what came from units that have gone into it by that day.
    `headcounts` take the place of the dated ones of the unit tree, which are those of `people_on`, else of the day.
    """
    asked = everything(desk)
    given, day = headcounts or {}, people_on or as_of or clock.today()
    heads, tree = stored_units.counts(desk.store), units.tree(desk)
    here = {phase: _counts(desk, phase, as_of) for phase in {one.phase for one in asked}}
    codes_of = _codes(tree, as_of or clock.today())
    found = []
    for one in asked:
        counts = here[one.phase]
        mine = one.unit_code == desk.unit.code
        people = given.get(one.unit_code) or _headcount(tree, heads, one.unit_code, day)
        told = [counts.units[code] for code in codes_of(one.unit_code) if code in counts.units]
        found.append(Standing(one, counts.whole if mine else added(told) if told else Counts(), people))
    return found


def row_ids(desk: Desk, wanted: Target, as_of: date | None = None) -> list[int]:
    """The rows of the initiatives counted against a target."""
    return figures.row_ids(desk.store, _cell(desk, wanted, as_of))


def rows(desk: Desk, wanted: Target, what: str, as_of: date | None = None) -> list[dict[str, Any]]:
    """As many rows as `standings` counts persons, initiatives or entries against a target. RuleError
    statistics_figure_unknown."""
    cell = _cell(desk, wanted, as_of)
    if what == PERSONS:
        return figures.persons(desk.store, cell)
    if what == ENTRIES:
        return figures.entries(desk.store, cell)
    if what != INITIATIVES:
        raise RuleError("statistics_figure_unknown", field="what", name=what, names=", ".join(_WHAT))
    return stored_initiatives.list_rows(desk.store, figures.row_ids(desk.store, cell))


def _cell(desk: Desk, wanted: Target, as_of: date | None) -> figures.Cell:
    pack, states = programmes.current(desk), tuple(map(str, COUNTED))
    chosen = Chosen(pack.id, states, wanted.phase, until_at=statistics.until(as_of))
    mine = wanted.unit_code == desk.unit.code
    if mine:
        return figures.Cell(chosen)
    return figures.Cell(chosen, units=_codes(units.tree(desk), as_of or clock.today())(wanted.unit_code))


def _codes(tree: Tree, on: date) -> Callable[[str], tuple[str, ...]]:
    """Under which codes came what counts for the unit with a code: its own of whatever time, and those of the units
    that had gone into it by a day. One that has ended itself counts alone."""
    gone: dict[str, list[Life]] = {}
    for life in tree.lives.values():
        if life.ended_on is not None and life.ended_on <= on:
            home = unit_tree.home(tree, life.id, on)
            if home.standing is unit_tree.Standing.MERGED:
                gone.setdefault(home.unit_id, []).append(life)

    def codes(code: str) -> tuple[str, ...]:
        life = tree.holder(code)
        if life is None:
            return (code,)
        lives = [life, *(gone.get(life.id, ()) if life.alive(on) else ())]
        return tuple(sorted({code, *(held for each in lives for _, held in each.codes if held)}))

    return codes


@dataclass(frozen=True)
class _Counted:
    """Everything of a phase, and the same by unit: one question to the store for all targets of the phase."""

    whole: Counts
    units: Mapping[str, Counts]


def _counts(desk: Desk, phase: str, as_of: date | None) -> _Counted:
    pack, states = programmes.current(desk), tuple(map(str, COUNTED))
    chosen = Chosen(pack.id, states, phase, until_at=statistics.until(as_of))
    by_unit = unit_counts.counts(desk.store, chosen, "unit") if gathers(desk.unit) else {}
    return _Counted(statistics.total(desk, chosen), by_unit)


def _headcount(tree: Tree, figures: headcount.Counts, unit_code: str, on: date) -> Headcount | None:
    """Members and workers (S3 counts both) of a unit and all below it, as the tree knew them on a day; None where the
    tree has no such unit or no figure."""
    life = tree.holder(unit_code)
    if life is None or not life.alive(on):
        return None
    total = headcount.total(tree, figures, life.id, on)
    if total.oldest_on is None:
        return None
    return Headcount(total.workers, total.oldest_on, total.units, total.counted)
