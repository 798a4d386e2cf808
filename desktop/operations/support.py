"""Money of a programme: support with its gates, remuneration year by year, and who reaches an award's threshold."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import resources
from db import journal, remunerations, settings, trash
from db.initiatives import Filter, Stored
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import identity, initiatives, programmes
from domain import creative_labour, remuneration, support, text
from domain.creative_labour import Found
from domain.errors import RuleError
from domain.initiative import Initiative, State
from domain.remuneration import MinimumWage, YearDue
from domain.support import Entitlement, Totals

_PAGE = 500  # records read at a time: texts of a whole register are never held at once
_NOT_LISTED = (State.DRAFT, State.DECLINED, State.WITHDRAWN)


@dataclass(frozen=True)
class SupportLine:
    stored: Stored
    entitlement: Entitlement


@dataclass(frozen=True)
class DueLine:
    """One year of one initiative; `paid` is (day, đồng) once it was paid."""

    stored: Stored
    due: YearDue
    paid: tuple[str, int] | None

    def overdue(self, today: date) -> bool:
        return self.due.overdue(today, paid=self.paid is not None)


def own_vnd(desk: Desk) -> int:
    """The unit's own addition to one initiative of the programme in use, 0 until it is set."""
    return int(settings.get(desk.store, f"own_support:{programmes.current(desk).id}", "0"))


def set_own(desk: Desk, vnd: int) -> Changes:
    """RuleError own_support_over above what the pack allows."""
    demand_officer(desk)
    pack = programmes.current(desk)
    support.checked_own(pack.support, vnd)
    with desk.store.atomic():
        settings.put(desk.store, f"own_support:{pack.id}", str(vnd))
        journal.write(desk.store, desk.user.name, "own_support_set", pack.id, clock.stamp(), vnd=vnd)
    return of("settings")


def lines(desk: Desk) -> list[SupportLine]:
    """Every own initiative handed in under the programme in use, by number, with the gates it passes and misses.

    Each is judged by the version it was made under; an addition above what that version allows counts as the most it
    allows.
    """
    packs, own, found = programmes.Packs(desk), own_vnd(desk), []
    for held in _own(desk):
        rule = packs.of(held.initiative).support
        found.append(SupportLine(held, support.entitlement(held.initiative, rule, min(own, rule.own_max_vnd))))
    return found


def how_many(desk: Desk) -> int:
    """How many lines `lines` has."""
    return initiatives.total(desk, _handed_in(desk))


def totals(found: list[SupportLine]) -> Totals:
    return support.totals(line.entitlement for line in found)


def wages(desk: Desk) -> list[MinimumWage]:
    """The minimum wages by day: those that ship with the program, and the register's own in their place."""
    kept = {wage.from_on: wage for wage in _shipped()}
    for row in json.loads(settings.get(desk.store, "minimum_wages", "[]")):
        day = date.fromisoformat(row["from_on"])
        kept[day] = MinimumWage(day, row["vnd"], row["source"])
    return sorted(kept.values(), key=lambda wage: wage.from_on)


def put_wage(desk: Desk, from_on: date, vnd: int, source: str) -> Changes:
    """A wage from a day on, in place of the one that began that day. RuleError wage_malformed, wage_source_missing."""
    demand_officer(desk)
    identity.demand_none({"source": source})
    if vnd <= 0:
        raise RuleError("wage_malformed", field="vnd")
    if not text.clean_line(source):
        raise RuleError("wage_source_missing", field="source")
    rows = [row for row in json.loads(settings.get(desk.store, "minimum_wages", "[]"))
            if row["from_on"] != from_on.isoformat()]  # fmt: skip
    rows.append({"from_on": from_on.isoformat(), "vnd": vnd, "source": text.clean_line(source)})
    with desk.store.atomic():
        settings.put(desk.store, "minimum_wages", json.dumps(rows, ensure_ascii=False))
        journal.write(desk.store, desk.user.name, "minimum_wage_set", from_on.isoformat(), clock.stamp(), vnd=vnd)
    return of("settings")


def dues(desk: Desk) -> list[DueLine]:
    """Each year's floor of every recognised initiative whose application has begun, earliest due first, by the version
    of the programme it was made under."""
    packs, known, paid = programmes.Packs(desk), wages(desk), remunerations.everything(desk.store)
    found = [
        DueLine(held, due, paid.get((held.row_id, due.year_no)))
        for held in _own(desk)
        if held.initiative.decision_on is not None and (rule := packs.of(held.initiative).remuneration) is not None
        for due in remuneration.years(held.initiative, rule, known)
    ]
    return sorted(found, key=lambda line: (line.due.due_on, line.stored.row_id))


def mark_paid(desk: Desk, row_id: int, year_no: int, on: date | None = None, vnd: int | None = None) -> Changes:
    """Note that a year's remuneration was paid: the floor unless told, today unless told.

    Another amount than the floor is taken as it is: author and investor may have agreed on one.
    RuleError record_of_another_unit, remuneration_not_recognised, remuneration_year_unknown,
    remuneration_amount_missing, remuneration_day_ahead.
    """
    demand_officer(desk)
    held = _owing(desk, row_id)
    due = _due(desk, held.initiative, year_no)
    amount, day = due.amount_vnd if vnd is None else vnd, on or clock.today()
    if amount is None or amount <= 0:
        raise RuleError("remuneration_amount_missing", field="vnd")
    if day > clock.today():
        raise RuleError("remuneration_day_ahead", field="on")
    with desk.store.atomic():
        remunerations.put(desk.store, row_id, year_no, day.isoformat(), amount)
        journal.write(desk.store, desk.user.name, "remuneration_paid", held.initiative.id, clock.stamp(),
                      year=year_no, vnd=amount, on=day.isoformat())  # fmt: skip
    return of("initiatives", rows={row_id})


def take_back_paid(desk: Desk, row_id: int, year_no: int) -> Changes:
    """Whatever has become of the record since: what was noted by mistake can always be taken back.

    RuleError record_of_another_unit, remuneration_not_paid.
    """
    demand_officer(desk)
    held = _of_ours(desk, row_id)
    if (row_id, year_no) not in remunerations.everything(desk.store):
        raise RuleError("remuneration_not_paid", field="year_no", name=held.initiative.number, year=year_no)
    with desk.store.atomic():
        name = f"{held.initiative.number}, năm thứ {year_no}"
        trash.keep(desk.store, "payment", [row_id, year_no], name, desk.user.name, clock.stamp())
        remunerations.remove(desk.store, row_id, year_no)
        journal.write(desk.store, desk.user.name, "remuneration_taken_back", held.initiative.id, clock.stamp(),
                      year=year_no)  # fmt: skip
    return of("initiatives", "trash", rows={row_id})


def award_candidates(desk: Desk, otherwise: str = creative_labour.DIRECT_WORKER) -> list[Found]:
    """Who reaches a threshold of the programme in use, over all programmes of the register: an award counts the years
    of a person, whatever campaign an initiative was entered for. `otherwise` is the kind of everybody who is not
    marked as a leader."""
    thresholds = programmes.current(desk).award_thresholds
    everything = _pages(desk, Filter(own=True))
    persons = creative_labour.people((held.initiative for held in everything), otherwise)
    return list(creative_labour.find(persons, thresholds))


def _of_ours(desk: Desk, row_id: int) -> Stored:
    held = initiatives.get(desk, row_id)
    if not held.own:
        raise RuleError("record_of_another_unit", name=held.initiative.number)
    return held


def _owing(desk: Desk, row_id: int) -> Stored:
    """Remuneration is owed for what was recognised and stays so (NĐ 13/2012/NĐ-CP, Điều 10)."""
    held = _of_ours(desk, row_id)
    if held.initiative.decision_on is None or held.initiative.state in _NOT_LISTED:
        raise RuleError("remuneration_not_recognised", name=held.initiative.number)
    return held


def _due(desk: Desk, initiative: Initiative, year_no: int) -> YearDue:
    rule = programmes.of_record(desk, initiative).remuneration
    years = remuneration.years(initiative, rule, wages(desk)) if rule else ()
    found = next((due for due in years if due.year_no == year_no), None)
    if found is None:
        raise RuleError("remuneration_year_unknown", field="year_no", year=year_no)
    return found


def _own(desk: Desk) -> Iterator[Stored]:
    return _pages(desk, _handed_in(desk))


def _handed_in(desk: Desk) -> Filter:
    states = tuple(str(state) for state in State if state not in _NOT_LISTED)
    return Filter(states=states, programme=programmes.current(desk).id, own=True)


def _pages(desk: Desk, chosen: Filter) -> Iterator[Stored]:
    row_ids = initiatives.page(desk, chosen, "number")
    for start in range(0, len(row_ids), _PAGE):
        yield from initiatives.many(desk, row_ids[start : start + _PAGE])


@cache
def _shipped() -> tuple[MinimumWage, ...]:
    data = tomllib.loads(resources.path("money/minimum_wages.toml").read_text(encoding="utf-8"))
    return tuple(MinimumWage(**row) for row in data["wages"])
