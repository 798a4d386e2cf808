"""Counts of persons, initiatives and entries as they stood at the end of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from db import targets as stored
from db.targets import BY as BY
from db.targets import Chosen as Chosen
from desktop import clock
from desktop.desk import Desk
from desktop.operations import programmes
from domain.errors import RuleError
from domain.initiative import State
from domain.programme import title_of
from domain.target import COUNTED, Counts

# Vietnam has no summer time: the day ends at 17:00 UTC the whole year.
_VIETNAM = timezone(timedelta(hours=7))


_NOT_WITHDRAWN = tuple(state for state in State if state is not State.WITHDRAWN)


@dataclass(frozen=True)
class Line:
    """One row of a table: its code, its words, its counts."""

    key: str
    title: str
    counts: Counts


@dataclass(frozen=True)
class Table:
    """What is counted until the end of `as_of` in Vietnam, today where nothing was asked.

    A record counts from the moment it came into this register (typed, imported or received); one thrown away or
    withdrawn later still counts for the day, and what it says is what it says now.
    """

    as_of: date
    totals: Counts
    lines: tuple[Line, ...]


def table(desk: Desk, by: str = "", as_of: date | None = None, *, handed_in: bool = False) -> Table:
    """The programme in use, told apart by a key of BY: everything that was not withdrawn, or only what was handed in
    and not declined, as targets count it. RuleError statistics_by_unknown.
    """
    if by and by not in BY:
        raise RuleError("statistics_by_unknown", field="by", name=by, names=", ".join(BY))
    chosen = Chosen(
        programmes.current(desk).id, tuple(map(str, COUNTED if handed_in else _NOT_WITHDRAWN)), until_at=until(as_of)
    )
    counted = stored.counts(desk.store, chosen, by) if by else {}
    titles = _titles(desk, by)
    lines = tuple(Line(key, titles.get(key, key), counts) for key, counts in counted.items())
    return Table(as_of or clock.today(), total(desk, chosen), lines)


def total(desk: Desk, chosen: Chosen) -> Counts:
    return stored.counts(desk.store, chosen).get("", Counts())


def until(as_of: date | None) -> str:
    """The first instant after a day in Vietnam, as `_at` columns hold instants; "" for no day."""
    if as_of is None:
        return ""
    midnight = datetime.combine(as_of + timedelta(days=1), time(), _VIETNAM).astimezone(UTC)
    return midnight.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _titles(desk: Desk, by: str) -> dict[str, str]:
    """The words of the codes; a month is shown as it is written."""
    pack = programmes.current(desk)
    if by == "unit":
        return dict(stored.units(desk.store, pack.id))
    if by == "phase":
        return {phase.id: phase.title for phase in pack.phases}
    choices = {"kind": pack.kinds, "block": pack.blocks, "group": pack.groups}.get(by, ())
    return {choice.code: title_of(choices, choice.code) for choice in choices}
