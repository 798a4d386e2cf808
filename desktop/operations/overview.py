"""What the first page tells: how many, what is left to do, and which day is next at this unit's level."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date

from db import overview as figures
from db import statistics, trust
from db.imports import count_waiting
from db.initiatives import Filter, count, count_by_state
from db.statistics import Cell
from db.targets import Chosen
from desktop import clock
from desktop.desk import Desk
from desktop.operations import data_requests, initiative_list, programmes, sending
from domain.answer_clock import overdue_if_accepted_by
from domain.errors import RuleError
from domain.initiative import BenefitState, State
from domain.programme import Deadline, Programme
from domain.statistics import Amount
from domain.unit import gathers
from exports.package import signing_certificate

# Nothing stands in the way of a council for these, once nothing is missing.
BEFORE_COUNCIL = (State.DRAFT, State.ACCEPTED, State.ELIGIBLE)
UNSENT = (State.RECOGNISED, State.NOMINATED)
SENT = (State.PACKAGED, State.RECEIVED_ABOVE, State.CONSIDERED, State.AWARDED)
_BEFORE_SENDING = ("to_complete", "to_decide", "under_appraisal", "to_appraise", "missing")
MONTHS_SHOWN = 15
UNITS_SHOWN = 6
# What opens a list: the figures at the head, and each bar of the charts.
LISTS = ("total", "missing", "sent", "verified", "month", "state", "unit")


@dataclass(frozen=True)
class Benefit:
    """How many records are in one benefit state and their sum; sums of two states are never added together."""

    state: BenefitState
    records: int
    vnd: int


@dataclass(frozen=True)
class Todo:
    """So many records or packages wait for the same thing.

    kind: data_overdue, data_open, key_ending, missing, overdue, waiting_rows, to_mend, returned, to_appraise,
    under_appraisal, to_decide, to_complete, unsent, package_unsent, package_unanswered.
    """

    kind: str
    count: int


@dataclass(frozen=True)
class Due:
    """A deadline at this unit's level; `days` left, negative once it has passed."""

    deadline: Deadline
    days: int


@dataclass(frozen=True)
class Overview:
    """The figures of the programme in use. `months` are (first day, count) from the first counted month to the last, at
    most fifteen; `states` in the order of the work; `units` (code, name, count), most first, only where units send
    here."""

    programme: str
    today: date
    total: int
    missing: int
    sent: int
    benefits: tuple[Benefit, ...]
    months: tuple[tuple[date, int], ...]
    states: tuple[tuple[State, int], ...]
    units: tuple[tuple[str, str, int], ...]
    todo: tuple[Todo, ...]
    due: tuple[Due, ...]


def read(desk: Desk, today: date | None = None) -> Overview:
    """All figures of the first page; writes nothing."""
    today = today or clock.today()
    pack = programmes.current(desk)
    everything = Filter(programme=pack.id)
    own = dataclasses.replace(everything, own=True)
    states = count_by_state(desk.store, everything)
    own_states = count_by_state(desk.store, own)
    return Overview(
        programme=pack.short_title,
        today=today,
        total=sum(states.values()),
        missing=count(desk.store, dataclasses.replace(own, missing=True)),
        sent=sum(own_states.get(state, 0) for state in SENT),
        benefits=_benefits(desk, pack.id),
        months=_months(figures.by_month(desk.store, pack.id)),
        states=tuple((state, states[state]) for state in State if states.get(state)),
        units=tuple(figures.by_unit(desk.store, pack.id, UNITS_SHOWN)) if gathers(desk.unit) else (),
        todo=tuple(
            line for line in (*_requests(desk, today), _key(desk, today), *_todo(desk, own, today)) if line.count
        ),
        due=due(pack, str(desk.unit.level), today),
    )


def row_ids(desk: Desk, what: str, key: str = "") -> list[int]:
    """The rows behind a figure of LISTS; `key` is the month (yyyy-mm), state or code of unit of a bar.

    RuleError overview_figure_unknown.
    """
    pack = programmes.current(desk)
    everything = Filter(programme=pack.id)
    own = dataclasses.replace(everything, own=True)
    chosen = {
        "total": everything,
        "missing": dataclasses.replace(own, missing=True),
        "sent": dataclasses.replace(own, states=tuple(map(str, SENT))),
        "state": dataclasses.replace(everything, states=(key,)),
    }
    cells = {
        "verified": Cell(Chosen(pack.id), benefit=str(BenefitState.VERIFIED)),
        "month": Cell(Chosen(pack.id), "month", key),
        "unit": Cell(Chosen(pack.id), "unit", key),
    }
    if what in cells:
        return statistics.row_ids(desk.store, cells[what])
    if what in chosen:
        return initiative_list.page(desk, chosen[what])
    raise RuleError("overview_figure_unknown", field="list", name=what, names=", ".join(LISTS))


def before_sending(desk: Desk) -> tuple[Todo, ...]:
    """What stands between the records of this unit and a package while none of them is recognised, the nearest to it
    first; `new` alone where there is no record at all."""
    today, own = clock.today(), Filter(programme=programmes.current(desk).id, own=True)
    if not count(desk.store, own):
        return (Todo("new", 0),)
    found = {line.kind: line for line in _todo(desk, own, today) if line.count}
    return tuple(found[kind] for kind in _BEFORE_SENDING if kind in found)


def due(pack: Programme, level: str, today: date) -> tuple[Due, ...]:
    """The deadlines of one level: those to come, nearest first, then those that have passed, latest first."""
    found = [Due(deadline, (deadline.last_on - today).days) for deadline in pack.deadlines if deadline.level == level]
    return tuple(sorted(found, key=lambda one: (one.days < 0, abs(one.days))))


def _benefits(desk: Desk, programme: str) -> tuple[Benefit, ...]:
    """What each state has; records that say nothing of benefit have no sum."""
    counts, told = figures.benefits(desk.store, programme)
    found = {state: getattr(told, state) for state in BenefitState if state}
    silent = counts.initiatives - sum(one.records for one in found.values())
    found = {BenefitState.NONE: Amount(silent)} | found
    return tuple(Benefit(state, one.records, one.vnd) for state, one in found.items() if one.records)


def _requests(desk: Desk, today: date) -> list[Todo]:
    """Requests about personal data are answered within two working days: they come first."""
    waiting = data_requests.everything(desk, open_only=True)
    late = sum(held.overdue(today) for held in waiting)
    return [Todo("data_overdue", late), Todo("data_open", len(waiting) - late)]


def _key(desk: Desk, today: date) -> Todo:
    """A key whose certificate ends soon has to be confirmed again before the next package."""
    held = [row for purpose in ("unit", "office") if (row := trust.key(desk.store, purpose))]
    left = [signing_certificate.days_left(row["certificate_pem"], today) for row in held]
    return Todo("key_ending", int(min(left, default=signing_certificate.UNIT_DAYS) <= signing_certificate.WARN_DAYS))


def _todo(desk: Desk, own: Filter, today: date) -> list[Todo]:
    late = overdue_if_accepted_by(today)

    def waiting(kind: str, *states: State, missing: bool = False) -> Todo:
        chosen = dataclasses.replace(own, states=states, missing=missing)
        return Todo(kind, count(desk.store, chosen))

    packages = [row["state"] for row in sending.rows(desk)]
    return [
        waiting("missing", missing=True),
        Todo("overdue", count(desk.store, dataclasses.replace(own, unanswered_since=late.isoformat()))),
        Todo("waiting_rows", count_waiting(desk.store)),
        Todo("to_mend", count(desk.store, dataclasses.replace(own, to_mend=True))),
        waiting("returned", State.RETURNED),
        Todo("to_appraise", figures.complete(desk.store, own.programme, BEFORE_COUNCIL)),
        waiting("under_appraisal", State.UNDER_APPRAISAL),
        waiting("to_decide", State.IN_COUNCIL),
        waiting("to_complete", State.RECOGNISED_AFTER_COMPLETION),
        waiting("unsent", *UNSENT),
        Todo("package_unsent", sum(state not in ("delivered", "acknowledged") for state in packages)),
        Todo("package_unanswered", packages.count("delivered")),
    ]


def _months(counted: dict[str, int]) -> tuple[tuple[date, int], ...]:
    """The months from the first counted to the last without gaps, at most the last fifteen. Keys are yyyy-mm."""
    if not counted:
        return ()
    first, last = (_month_no(key) for key in (min(counted), max(counted)))
    shown = range(max(first, last - MONTHS_SHOWN + 1), last + 1)
    return tuple((date(no // 12, no % 12 + 1, 1), counted.get(f"{no // 12:04d}-{no % 12 + 1:02d}", 0)) for no in shown)


def _month_no(key: str) -> int:
    year, month = key.split("-")
    return int(year) * 12 + int(month) - 1
