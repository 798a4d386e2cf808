"""The sheet of a year's results for the emulation score, unit by unit, and the records behind its figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from db import emulation as stored
from desktop import clock
from desktop.desk import Desk
from desktop.operations import programmes, targets, units
from desktop.operations.statistics import Step, quiet
from domain import dates, emulation
from domain.emulation import Handing, Results, Row, Sheet
from domain.errors import RuleError
from domain.programme import Programme
from domain.statistics import Amount
from domain.target import Standing


def years(desk: Desk) -> list[int]:
    """The years the programme in use has a sheet for."""
    return emulation.years(programmes.current(desk))


def sheet(desk: Desk, year: int, *, step: Step = quiet) -> Sheet:
    """Every unit of the register, the register's own first. RuleError emulation_year_unknown.

    What counts for a target is told by the phase, by the register as it stands today; the people it is a share of are
    those of the last day of the year. `step` may raise to stop.
    """
    pack = programmes.current(desk)
    known = emulation.years(pack)
    if year not in known:
        raise RuleError("emulation_year_unknown", field="year", year=year, names=", ".join(map(str, known)))
    as_of = clock.today()
    people_on = min(date(year, 12, 31), as_of)
    results = stored.results(desk.store, pack.id, *emulation.first_last(year))
    step(1, 3)
    asked = [one for one in targets.standings(desk, people_on=people_on) if emulation.belongs(one.target, pack, year)]
    step(2, 3)
    by_unit: dict[str, list[Standing]] = {}
    for one in asked:
        by_unit.setdefault(one.target.unit_code, []).append(one)
    names = {desk.unit.code: desk.unit.name, **{one.target.unit_code: one.target.unit_name for one in asked}}
    names |= dict(targets.below(desk))
    came = stored.handed_in(desk.store, pack.id, "in") | stored.handed_in(desk.store, pack.id, "out")
    rows = [
        Row(code, name, _whole(results) if code == desk.unit.code else results.get(code, Results()),
            tuple(by_unit.get(code, ())), _handings(desk, pack, year, code, came, as_of))
        for code, name in names.items()
    ]  # fmt: skip
    step(3, 3)
    return Sheet(year, as_of, pack.id, emulation.phases_of(pack, year), emulation.sorted_rows(rows, desk.unit.code))


def row_ids(desk: Desk, year: int, unit_code: str, what: str) -> list[int]:
    """The rows of the initiatives behind a figure of the sheet; of the register's own unit those of every unit."""
    if what not in emulation.OPENED:
        raise RuleError("statistics_figure_unknown", field="what", name=what, names=", ".join(emulation.OPENED))
    one = "" if unit_code == desk.unit.code else unit_code
    return stored.row_ids(desk.store, programmes.current(desk).id, *emulation.first_last(year), what, one)


def _handings(
    desk: Desk, pack: Programme, year: int, code: str, came: Mapping[tuple[str, str], str], as_of: date
) -> tuple[Handing, ...]:
    life = units.tree(desk).holder(code)
    level = str(desk.unit.level) if code == desk.unit.code else str(life.level) if life else "grassroots"
    found = []
    for phase in emulation.phases_of(pack, year):
        at = came.get((code, phase.id))
        found.append(emulation.handing(pack, phase.id, level, dates.civil_day(at) if at else None, as_of))
    return tuple(found)


def _whole(results: Mapping[str, Results]) -> Results:
    every = list(results.values())
    verified = Amount(sum(one.verified.records for one in every), sum(one.verified.vnd for one in every))
    recognised, nominated, awarded = (sum(one.figure(what) for one in every) for what in emulation.OPENED[:3])
    return Results(recognised, nominated, awarded, verified)
